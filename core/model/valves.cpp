// SPDX-License-Identifier: Apache-2.0
#include "core/model/valves.h"

#include <algorithm>

namespace plinth {
namespace {

bool brings_valves(const Node* node) {
  return node != nullptr && (node->kind == "header_skid" || node->kind == "fws_pump_skid" ||
                             node->kind == "chw_pump_skid" || node->kind == "expansion_vessel");
}

}  // namespace

bool has_isolation_valves(const Edge& edge) {
  const bool water = edge.medium == Medium::fws_supply || edge.medium == Medium::fws_return ||
                     edge.medium == Medium::chw_supply || edge.medium == Medium::chw_return;
  return water && !edge.item.empty();
}

std::vector<Valve> isolation_valves(const Graph& graph, const Catalog& catalog) {
  const auto limit = std::find_if(catalog.limits.begin(), catalog.limits.end(),
                                  [](const Limit& one) { return one.id == "piping.valves_per_run"; });
  std::vector<Valve> valves;
  if (limit == catalog.limits.end() || limit->si < 2.0) return valves;
  for (std::size_t e = 0; e < graph.edges.size(); ++e) {
    const Edge& edge = graph.edges[e];
    if (!has_isolation_valves(edge)) continue;
    valves.push_back({edge.id + ".V1", e, false, edge.item, brings_valves(graph.node(edge.from.tag)), edge.runs});
    valves.push_back({edge.id + ".V2", e, true, edge.item, brings_valves(graph.node(edge.to.tag)), edge.runs});
  }
  return valves;
}

}  // namespace plinth
