// SPDX-License-Identifier: Apache-2.0
#include "core/model/valves.h"

#include <algorithm>
#include <variant>

#include "core/model/catalog_choice.h"

namespace plinth {
namespace {

bool brings_valves(const Node* node) {
  return node != nullptr && (node->kind == "header_skid" || node->kind == "fws_pump_skid" ||
                             node->kind == "chw_pump_skid" || node->kind == "expansion_vessel");
}

bool is_water(Medium medium) {
  return medium == Medium::fws_supply || medium == Medium::fws_return || medium == Medium::chw_supply ||
         medium == Medium::chw_return;
}

/// A branch from the manifold of a pod to what stands in it, there and back.
bool is_branch(const Graph& graph, const Edge& edge) {
  if (!edge.item.empty() || !is_water(edge.medium)) return false;
  const Node *from = graph.node(edge.from.tag), *to = graph.node(edge.to.tag);
  if (from == nullptr || to == nullptr) return false;
  return from->parent == to->tag || to->parent == from->tag;
}

/// The end of a branch that lies on the manifold.
bool meets_at_end(const Graph& graph, const Edge& edge) {
  const Node* from = graph.node(edge.from.tag);
  return from != nullptr && from->parent == edge.to.tag;
}

std::string bore_of(const ModuleType* type) {
  const Attribute* bore = type == nullptr ? nullptr : type->find("nominal_bore");
  const auto* word = bore == nullptr ? nullptr : std::get_if<std::string>(&bore->value);
  return word == nullptr ? std::string() : *word;
}

/// The largest nominal size of a module's ports of this medium; "" where none is stated.
std::string stated_bore(const ModuleType* type, Medium medium) {
  std::string best;
  if (type == nullptr) return best;
  for (const Port& port : type->ports)
    if (port.medium == medium && port.size.starts_with("DN") &&
        std::pair(best.size(), best) < std::pair(port.size.size(), port.size))
      best = port.size;
  return best;
}

double diameter(const Catalog& catalog, const std::string& item) {
  const ModuleType* pipe = catalog.module(item);
  return pipe == nullptr ? 0.0 : pipe->number("inner_diameter").value_or(0.0);
}

/// Nominal size of a branch inside a pod: the smallest pipe of the catalog that its flow may pass.
std::string branch_bore(const Catalog& catalog, const Edge& edge) {
  const ModuleType* best = nullptr;
  for (const ModuleType* pipe : catalog.modules_of("pipe")) {
    const double most = pipe->number("max_flow").value_or(0.0);
    if (most < std::max(edge.normal, edge.worst) * lpm.si) continue;
    if (best == nullptr || most < best->number("max_flow").value_or(0.0)) best = pipe;
  }
  return bore_of(best);
}

void part(Manifold& manifold) {
  const std::size_t n = manifold.take_offs.size();
  if (!manifold.in_skid) {
    for (std::size_t i = 0; i < n; ++i) manifold.segments.emplace_back(i, i + 1);
  } else if (n < 2) {
    manifold.segments.emplace_back(0, n);
  } else {
    manifold.segments = {{0, n / 2}, {n / 2, n}};
  }
}

/// Take-offs in the order in which they lie: in a pod one inlet, the branches, the other inlets; along a header each
/// half with as many sources as the other.
void arrange(const Graph& graph, Manifold& manifold) {
  std::vector<std::size_t> first, second;
  for (const std::size_t e : manifold.take_offs) {
    const Edge& edge = graph.edges[e];
    const bool leaves = manifold.in_skid ? edge.from.tag == manifold.tag : edge.item.empty();
    (leaves ? second : first).push_back(e);
  }
  manifold.take_offs.clear();
  const auto take = [&](const std::vector<std::size_t>& list, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) manifold.take_offs.push_back(list[i]);
  };
  const std::size_t near = manifold.in_skid ? first.size() / 2 : std::min<std::size_t>(1, first.size());
  const std::size_t branches = manifold.in_skid ? second.size() / 2 : second.size();
  take(first, 0, near);
  take(second, 0, branches);
  if (manifold.in_skid) {
    take(second, branches, second.size());
    take(first, near, first.size());
  } else {
    take(first, near, first.size());
  }
}

}  // namespace

bool has_isolation_valves(const Edge& edge) { return is_water(edge.medium) && !edge.item.empty(); }

bool catalog_asks_for_valves(const Catalog& catalog) {
  const auto limit = std::find_if(catalog.limits.begin(), catalog.limits.end(),
                                  [](const Limit& one) { return one.id == "piping.valves_per_run"; });
  return limit != catalog.limits.end() && limit->si >= 2.0;
}

std::vector<Manifold> manifolds(const Graph& graph, const Catalog& catalog, Isolation isolation) {
  std::map<std::pair<std::string_view, Medium>, Manifold> found;
  const auto add = [&](const std::string& tag, std::size_t e, bool in_skid) {
    Manifold& manifold = found[{tag, graph.edges[e].medium}];
    manifold.tag = tag;
    manifold.medium = graph.edges[e].medium;
    manifold.in_skid = in_skid;
    manifold.take_offs.push_back(e);
  };
  std::map<std::string_view, bool> has_branches;
  for (const Edge& edge : graph.edges)
    if (is_branch(graph, edge)) has_branches[meets_at_end(graph, edge) ? edge.to.tag : edge.from.tag] = true;
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    const Edge& edge = graph.edges[e];
    if (is_branch(graph, edge)) {
      add(meets_at_end(graph, edge) ? edge.to.tag : edge.from.tag, e, false);
    } else if (has_isolation_valves(edge)) {
      for (const std::string* tag : {&edge.from.tag, &edge.to.tag}) {
        const Node* node = graph.node(*tag);
        if (node == nullptr) continue;
        if (node->kind == "header_skid")
          add(*tag, e, true);
        else if (has_branches.contains(*tag))
          add(*tag, e, false);
      }
    }
  }
  std::vector<Manifold> all;
  for (auto& [key, manifold] : found) {
    arrange(graph, manifold);
    std::string_view largest;
    for (const std::size_t e : manifold.take_offs) manifold.runs = std::max(manifold.runs, graph.edges[e].runs);
    for (const std::size_t e : manifold.take_offs)
      if (largest.empty() || diameter(catalog, graph.edges[e].item) > diameter(catalog, std::string(largest)))
        largest = graph.edges[e].item;
    const Node* node = graph.node(manifold.tag);
    const std::string stated = node == nullptr ? "" : stated_bore(catalog.module(node->module), manifold.medium);
    manifold.bore = stated.empty() ? bore_of(catalog.module(std::string(largest))) : stated;
    if (isolation == Isolation::double_block)
      part(manifold);
    else
      manifold.segments.emplace_back(0, manifold.take_offs.size());
    all.push_back(std::move(manifold));
  }
  return all;
}

namespace {

void add_pipe_valves(const Design& design, std::vector<Valve>& valves) {
  const Graph& graph = design.sizing.graph;
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    const Edge& edge = graph.edges[e];
    if (has_isolation_valves(edge)) {
      const std::string bore = bore_of(design.catalog.module(edge.item));
      valves.push_back({edge.id + ".V1", e, false, bore, brings_valves(graph.node(edge.from.tag)), false, edge.runs});
      valves.push_back({edge.id + ".V2", e, true, bore, brings_valves(graph.node(edge.to.tag)), false, edge.runs});
    } else if (is_branch(graph, edge)) {
      const bool end = meets_at_end(graph, edge);
      valves.push_back(
          {edge.id + (end ? ".V2" : ".V1"), e, end, branch_bore(design.catalog, edge), true, false, edge.runs});
    }
  }
}

}  // namespace

std::vector<Valve> isolation_valves(const Design& design) {
  std::vector<Valve> valves;
  if (!catalog_asks_for_valves(design.catalog)) return valves;
  add_pipe_valves(design, valves);
  const Isolation isolation = design.spec.cooling.isolation;
  if (isolation == Isolation::single) return valves;
  const Graph& graph = design.sizing.graph;
  for (const Manifold& manifold : manifolds(graph, design.catalog, isolation)) {
    const std::string name = manifold.tag + "." + std::string(text(manifold.medium)) + ".V";
    for (std::size_t s = 0; s + 1 < manifold.segments.size(); ++s) {
      const std::size_t here = manifold.take_offs[manifold.segments[s].second - 1],
                        next = manifold.take_offs[manifold.segments[s + 1].first];
      const auto ends = [&](std::size_t e) { return graph.edges[e].to.tag == manifold.tag; };
      valves.push_back({name + std::to_string(2 * s + 1), here, ends(here), manifold.bore, false, true, manifold.runs});
      valves.push_back({name + std::to_string(2 * s + 2), next, ends(next), manifold.bore, false, true, manifold.runs});
    }
  }
  return valves;
}

std::map<std::size_t, int> sectioning_valves_passed(const Graph& graph, const Catalog& catalog, Isolation isolation) {
  std::map<std::size_t, int> passed;
  if (isolation == Isolation::single || !catalog_asks_for_valves(catalog)) return passed;
  std::map<std::size_t, int> skids;
  for (const Manifold& manifold : manifolds(graph, catalog, isolation)) {
    const int pairs = static_cast<int>(manifold.segments.size()) - 1;
    for (const std::size_t e : manifold.take_offs)
      if (has_isolation_valves(graph.edges[e])) (manifold.in_skid ? skids : passed)[e] += 2 * pairs;
  }
  for (auto& [edge, count] : passed)
    if (const auto skid = skids.find(edge); skid != skids.end()) count += skid->second;
  return passed;
}

const ModuleType* valve_of_bore(const SiteSpec& spec, const Catalog& catalog, std::string_view bore) {
  const ModuleType* best = nullptr;
  for (const ModuleType* type : offered(spec.catalog, catalog.modules_of("valve"))) {
    if (bore_of(type) != bore) continue;
    const auto price = [](const ModuleType& t) { return t.number("cost_mid").value_or(0.0); };
    if (best == nullptr || price(*type) < price(*best)) best = type;
  }
  return best;
}

const ModuleType* valve_of_pipe(const SiteSpec& spec, const Catalog& catalog, const ModuleType& pipe) {
  return valve_of_bore(spec, catalog, bore_of(&pipe));
}

}  // namespace plinth
