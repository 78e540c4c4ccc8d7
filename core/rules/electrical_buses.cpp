// SPDX-License-Identifier: Apache-2.0
#include "core/rules/electrical_buses.h"

#include <algorithm>

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool holds(const std::vector<int>& list, int index) { return std::find(list.begin(), list.end(), index) != list.end(); }

bool electrical(Medium medium) { return medium == Medium::mv || medium == Medium::lv || medium == Medium::dc; }
/// Batteries state a power and no voltage: they are no way for power from the grid.
bool electrical(const Edge& edge) {
  return electrical(edge.medium) && (edge.medium != Medium::dc || !edge.voltage.empty());
}

bool has_outlet(const ModuleType* type) {
  return type != nullptr && std::any_of(type->ports.begin(), type->ports.end(),
                                        [](const Port& port) { return !port.inlet && electrical(port.medium); });
}

/// A pod: no electrical outlet of its own, and children that hang on its inlets.
bool distributes_inside(const CheckContext& context, int index) {
  const NodeView& node = context.nodes[at(index)];
  if (has_outlet(node.type)) return false;
  return std::any_of(node.out.begin(), node.out.end(), [&](int e) {
    const EdgeView& edge = context.edges[at(e)];
    return electrical(*edge.edge) && edge.to >= 0 && context.nodes[at(edge.to)].parent == index;
  });
}

bool needs_fuel_edge(const NodeView& node) {
  return node.type != nullptr && node.type->kind == "genset" && node.type->number("tank_volume").value_or(0.0) <= 0.0;
}

bool is_source(const CheckContext& context, const NodeView& node) {
  if (node.type == nullptr) return false;
  if (node.type->kind == "intake" || node.type->kind == "fuel_tank") return true;
  if (node.type->kind != "genset") return false;
  const bool fed = std::any_of(node.in.begin(), node.in.end(),
                               [&](int e) { return context.edges[at(e)].edge->medium == Medium::fuel; });
  return !needs_fuel_edge(node) || !fed;
}

}  // namespace

ElectricalBuses::ElectricalBuses(const CheckContext& context) : of_node(context.nodes.size()) {
  std::vector<bool> inside(context.nodes.size());
  for (std::size_t i = 0; i < context.nodes.size(); ++i) inside[i] = distributes_inside(context, static_cast<int>(i));
  const auto bus_for = [&](int node, std::string_view port) {
    const std::string_view name = inside[at(node)] ? port : std::string_view();
    if (const int found = bus_at(node, name); found >= 0) return found;
    buses.push_back({node, name, {}, {}, is_source(context, context.nodes[at(node)])});
    of_node[at(node)].push_back(static_cast<int>(buses.size()) - 1);
    return static_cast<int>(buses.size()) - 1;
  };
  for (std::size_t e = 0; e < context.edges.size(); ++e) {
    const EdgeView& view = context.edges[e];
    const bool fuel = view.edge->medium == Medium::fuel && view.to >= 0 && needs_fuel_edge(context.nodes[at(view.to)]);
    if (view.from < 0 || view.to < 0 || (!electrical(*view.edge) && !fuel)) continue;
    // Inside a power module the parts are one unit; only pods are looked into.
    const int parent = context.nodes[at(view.to)].parent;
    if ((parent == view.from && !inside[at(view.from)]) || context.nodes[at(view.from)].parent >= 0) continue;
    const int from = bus_for(view.from, view.edge->from.port), to = bus_for(view.to, view.edge->to.port);
    buses[at(from)].feeds.push_back(to);
    buses[at(from)].by.push_back(static_cast<int>(e));
    if (!fuel) feeds.push_back({from, to, static_cast<int>(e)});
  }
}

int ElectricalBuses::bus_at(int node, std::string_view port) const {
  for (const int bus : of_node[at(node)])
    if (buses[at(bus)].port == port) return bus;
  return -1;
}

bool passes_power_on(const CheckContext& context, const NodeView& node) {
  return std::any_of(node.out.begin(), node.out.end(), [&](int e) {
    const EdgeView& edge = context.edges[at(e)];
    if (!electrical(*edge.edge) || edge.to < 0) return false;
    const int parent = context.nodes[at(edge.to)].parent;
    return parent < 0 || context.nodes[at(parent)].node != node.node;
  });
}

Outage::Outage(const ElectricalBuses& buses) : buses_(buses), live_(reached_without({})) {
  feeders_.assign(buses_.buses.size(), 0);
  for (std::size_t b = 0; b < buses_.buses.size(); ++b)
    if (live_[b])
      for (const int fed : buses_.buses[b].feeds) ++feeders_[at(fed)];
  lost_here_.assign(buses_.buses.size(), 0);
  gone_.assign(buses_.buses.size(), false);
  for (std::size_t b = 0; b < buses_.buses.size(); ++b)
    for (std::size_t f = 0; f < buses_.buses[b].feeds.size(); ++f) {
      const std::size_t edge = at(buses_.buses[b].by[f]);
      if (ends_.size() <= edge) ends_.resize(edge + 1, {-1, -1});
      ends_[edge] = {static_cast<int>(b), buses_.buses[b].feeds[f]};
    }
  // Kahn's order: what is left over lies on a cycle or behind one.
  std::vector<int> waiting = feeders_, ready;
  std::size_t done = 0, live = 0;
  for (std::size_t b = 0; b < live_.size(); ++b) {
    live += live_[b] ? 1U : 0U;
    if (live_[b] && waiting[b] == 0) ready.push_back(static_cast<int>(b));
  }
  for (; done < ready.size(); ++done)
    for (const int fed : buses_.buses[at(ready[done])].feeds)
      if (--waiting[at(fed)] == 0) ready.push_back(fed);
  cyclic_ = done < live;
}

std::vector<bool> Outage::reached_without(const Removal& removal) const {
  std::vector<bool> reached(buses_.buses.size(), false), barred(buses_.buses.size(), false);
  for (const int node : removal.nodes)
    for (const int bus : buses_.of_node[at(node)]) barred[at(bus)] = true;
  for (const int bus : removal.buses) barred[at(bus)] = true;
  std::vector<int> open;
  for (std::size_t b = 0; b < reached.size(); ++b)
    if (buses_.buses[b].source && !barred[b]) {
      reached[b] = true;
      open.push_back(static_cast<int>(b));
    }
  while (!open.empty()) {
    const Bus& bus = buses_.buses[at(open.back())];
    open.pop_back();
    for (std::size_t f = 0; f < bus.feeds.size(); ++f) {
      const int fed = bus.feeds[f];
      if (reached[at(fed)] || barred[at(fed)] || holds(removal.edges, bus.by[f])) continue;
      reached[at(fed)] = true;
      open.push_back(fed);
    }
  }
  return reached;
}

void Outage::lose(int bus, std::vector<int>& lost) {
  if (!live_[at(bus)] || gone_[at(bus)]) return;
  gone_[at(bus)] = true;
  lost.push_back(bus);
}

/// Feeders lost one by one: a bus dies with its last. Edges removed count first, and only once.
void Outage::spread(const Removal& removal, std::vector<int>& lost) {
  std::vector<int> touched;
  const auto lose_feeder = [&](int fed) {
    touched.push_back(fed);
    if (++lost_here_[at(fed)] == feeders_[at(fed)] && !buses_.buses[at(fed)].source) lose(fed, lost);
  };
  for (const int edge : removal.edges)
    if (at(edge) < ends_.size() && ends_[at(edge)].first >= 0 && live_[at(ends_[at(edge)].first)])
      lose_feeder(ends_[at(edge)].second);
  for (std::size_t i = 0; i < lost.size(); ++i) {
    const Bus& bus = buses_.buses[at(lost[i])];
    for (std::size_t f = 0; f < bus.feeds.size(); ++f)
      if (!holds(removal.edges, bus.by[f])) lose_feeder(bus.feeds[f]);
  }
  for (const int bus : touched) lost_here_[at(bus)] = 0;
}

void Outage::search(const Removal& removal, std::vector<int>& lost) {
  const std::vector<bool> reached = reached_without(removal);
  for (std::size_t b = 0; b < reached.size(); ++b)
    if (!reached[b]) lose(static_cast<int>(b), lost);
}

std::vector<int> Outage::dead_without(const Removal& removal) {
  std::vector<int> lost;
  for (const int node : removal.nodes)
    for (const int bus : buses_.of_node[at(node)]) lose(bus, lost);
  for (const int bus : removal.buses) lose(bus, lost);
  if (cyclic_)
    search(removal, lost);
  else
    spread(removal, lost);
  for (const int bus : lost) gone_[at(bus)] = false;
  std::vector<int> dead = removal.nodes;
  std::vector<int> owners;
  for (const int bus : lost) owners.push_back(buses_.buses[at(bus)].owner);
  std::sort(owners.begin(), owners.end());
  for (std::size_t i = 0; i < owners.size();) {
    std::size_t end = i;
    while (end < owners.size() && owners[end] == owners[i]) ++end;
    const auto& all = buses_.of_node[at(owners[i])];
    const auto alive = std::count_if(all.begin(), all.end(), [&](int bus) { return live_[at(bus)]; });
    if (!holds(removal.nodes, owners[i]) && static_cast<std::ptrdiff_t>(end - i) == alive) dead.push_back(owners[i]);
    i = end;
  }
  return dead;
}

}  // namespace plinth
