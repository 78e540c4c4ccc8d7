// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/consequence.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/rules/rule_inputs.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

void sort_once(std::vector<int>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

bool holds(const std::vector<int>& sorted, int index) {
  return std::binary_search(sorted.begin(), sorted.end(), index);
}

/// Heat in excess warms the plant's own loop; water or coolant that does not come warms the next one in.
std::string loop_of(Cooling what, const CheckContext& context, int node) {
  const NodeView& view = context.nodes[at(node)];
  const NodeView& pod = view.parent >= 0 ? context.nodes[at(view.parent)] : view;
  switch (what) {
    case Cooling::liquid_heat:
      return fmt::format("fws block {}", pod.node->block);
    case Cooling::air_heat:
      return fmt::format("chw block {}", pod.node->block);
    case Cooling::facility_water:
    case Cooling::facility_return:
      return "tcs " + pod.node->tag;
    default:
      return "";
  }
}

}  // namespace

Outages::Outages(const CheckContext& context, int threads) : services_(context, threads) {
  for (const Loop& loop : context.design.distribution.loops) rides_[loop.name] = loop.ride_through;
  for (const CoolingNetwork& cooling : services_.cooling) {
    auto& own = demands_.emplace_back();
    for (int vertex = 0; vertex < cooling.network.flow.size(); ++vertex)
      if (const auto demand = cooling.network.flow.demand(vertex); demand > 0)
        own[loop_of(cooling.what, context, cooling.network.node_of[at(vertex)])] +=
            static_cast<double>(demand) / cooling.network.scale;
  }
  short_.resize(services_.cooling.size());
}

Removal Outages::completed(const Removal& removal) const {
  const CheckContext& context = services_.context;
  Removal all = removal;
  all.nodes.clear();
  for (const int node : removal.nodes) {
    const std::vector<int> inside = with_contents(context, node);
    all.nodes.insert(all.nodes.end(), inside.begin(), inside.end());
  }
  sort_once(all.nodes);
  sort_once(all.edges);
  sort_once(all.buses);
  std::vector<int> steered;
  const auto follow = [&](int edge) {
    const EdgeView& view = context.edges[at(edge)];
    if (view.edge->medium == Medium::control && view.to >= 0 && !holds(all.nodes, view.to)) steered.push_back(view.to);
  };
  for (const int node : all.nodes)
    for (const int edge : context.nodes[at(node)].out) follow(edge);
  for (const int edge : all.edges) follow(edge);
  for (const int node : steered) {
    const NodeView& view = context.nodes[at(node)];
    const bool led = std::any_of(view.in.begin(), view.in.end(), [&](int edge) {
      const EdgeView& in = context.edges[at(edge)];
      return in.edge->medium == Medium::control && !holds(all.edges, edge) && !holds(all.nodes, in.from);
    });
    if (led || evidence_of(context, "controls_failure_analysis", view.node->tag) != nullptr) continue;
    all.nodes.push_back(node);
  }
  sort_once(all.nodes);
  return all;
}

void Outages::lose_power(Consequence& result, const Removal& removal, const std::vector<int>& dead,
                         SupplyNetwork& network) {
  for (const int node : dead) {
    const double it = services_.it_of[at(node)];
    if (it <= 0) continue;
    (holds(removal.nodes, node) ? result.it_inside : result.dark) += it;
    result.racks.push_back(node);
  }
  const Removal gone{dead, removal.edges, removal.buses};
  // What the grid carries alone, grid and gensets carry as well: one question does for both.
  if (&network == &services_.power && services_.grid.usable() && services_.grid.holds(gone)) {
    const double alone = services_.grid.unserved_without(gone);
    result.on_gensets = alone > services_.grid.unserved;
    if (alone <= 0) return;
  }
  if (network.usable() && network.holds(gone)) result.overload = network.unserved_without(gone);
}

void Outages::lose_cooling(Consequence& result, const Removal& gone, Detail detail) {
  for (std::size_t n = 0; n < services_.cooling.size(); ++n) {
    CoolingNetwork& one = services_.cooling[n];
    short_[n].clear();
    if (!one.network.holds(gone)) continue;
    const double unserved = one.network.unserved_without(gone);
    if (unserved <= 0) continue;
    result.cooling.emplace_back(static_cast<int>(n), unserved);
    if (detail == Detail::full) short_[n] = one.network.without(gone).nodes;
  }
}

std::optional<Time> Outages::ride(const std::string& loop, double missing, double demand) const {
  const auto found = rides_.find(loop);
  if (found == rides_.end()) return std::nullopt;
  return found->second * std::max(1.0, demand / missing);
}

/// The least time any loop has: its ride-through at full heat, stretched by how little of the heat is in excess.
/// Coolant or chilled water that does not come leaves nothing that stores: the racks throttle at once.
void Outages::time_left(Consequence& result, const Removal& removal, const std::vector<int>& dead,
                        const std::vector<std::vector<std::pair<int, double>>>& short_nodes) const {
  const auto shorten = [](std::optional<Time>& to, Time time) { to = to ? std::min(*to, time) : time; };
  for (std::size_t n = 0; n < short_nodes.size(); ++n) {
    std::map<std::string, double> missing;
    for (const auto& [node, amount] : short_nodes[n])
      missing[loop_of(services_.cooling[n].what, services_.context, node)] += amount;
    for (const auto& [loop, amount] : missing) {
      if (loop.empty()) {
        shorten(result.thermal, Time{0});
      } else if (const auto time = ride(loop, amount, demands_[n].at(loop))) {
        shorten(result.thermal, *time);
      }
    }
  }
  if (result.dark <= 0 && !result.on_gensets) return;
  // Batteries stand in the power modules: they help when what feeds those is gone, not when they are.
  const bool ahead = result.on_gensets || std::any_of(dead.begin(), dead.end(), [&](int node) {
                       const std::string& kind = services_.context.nodes[at(node)].node->kind;
                       return (kind == "power_module" || kind == "ups_container") && !holds(removal.nodes, node);
                     });
  const auto autonomy = services_.context.ledger_si("ups_battery.autonomy", Dimension::time);
  result.battery = ahead ? (autonomy ? std::optional(Time{*autonomy}) : std::nullopt) : std::optional(Time{0});
}

Consequence Outages::consequence(const Removal& asked, Grid grid, Detail detail) {
  Consequence result;
  const Removal removal = completed(asked);
  Removal from = removal;
  if (grid == Grid::away) {
    from.nodes.insert(from.nodes.end(), services_.intakes.begin(), services_.intakes.end());
    sort_once(from.nodes);
  }
  const std::vector<int> dead = services_.outage.dead_without(from);
  lose_power(result, removal, dead, grid == Grid::away ? services_.backup : services_.power);
  const Removal gone{dead, removal.edges, {}};
  lose_cooling(result, gone, detail);
  double uncooled = 0;
  for (const auto& [n, amount] : result.cooling) {
    const CoolingNetwork& one = services_.cooling[at(n)];
    uncooled = std::max(uncooled, amount / one.network.demand * one.it);
  }
  const double others = services_.it - result.it_inside;
  result.it_lost = std::min(others, result.dark + result.overload + uncooled);
  if (detail == Detail::it_only) {
    result.racks.clear();
    return result;
  }
  for (const auto& list : short_)
    for (const auto& [node, amount] : list)
      for (const int inside : with_contents(services_.context, node))
        if (services_.it_of[at(inside)] > 0) result.racks.push_back(inside);
  sort_once(result.racks);
  time_left(result, removal, dead, short_);
  return result;
}

}  // namespace plinth
