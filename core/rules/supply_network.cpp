// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "core/rules/supply.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

void NodeVertices::add(int node, int vertex) {
  if (next_.size() <= at(vertex)) next_.resize(at(vertex) + 1, -1);
  Ends& ends = ends_[at(node)];
  (ends.first < 0 ? ends.first : next_[at(ends.last)]) = vertex;
  ends.last = vertex;
}

void SupplyNetwork::solve() { unserved = static_cast<double>(flow.solve()) / scale; }

void SupplyNetwork::find_gone(const Removal& removal) {
  gone_.clear();
  cut_.clear();
  for (const int node : removal.nodes)
    for (int vertex = vertices.first(node); vertex >= 0; vertex = vertices.next(vertex)) gone_.push_back(vertex);
  if (!bus_vertices.empty())
    for (const int bus : removal.buses) gone_.push_back(bus_vertices[at(bus)]);
  for (const int edge : removal.edges)
    if (arcs[at(edge)] >= 0) cut_.push_back(arcs[at(edge)]);
}

double SupplyNetwork::unserved_without(const std::vector<int>& removed) {
  return unserved_without(Removal{removed, {}, {}});
}

double SupplyNetwork::unserved_without(const Removal& removal) {
  find_gone(removal);
  return static_cast<double>(flow.unserved_without(gone_, cut_)) / scale;
}

SupplyNetwork::Shortage SupplyNetwork::without(const Removal& removal) {
  find_gone(removal);
  const FlowNetwork::Shortage found = flow.without(gone_, cut_);
  Shortage result{static_cast<double>(found.unserved) / scale, {}};
  std::map<int, double> by_node;
  for (const auto& [vertex, amount] : found.nodes) by_node[node_of[at(vertex)]] += static_cast<double>(amount) / scale;
  result.nodes.assign(by_node.begin(), by_node.end());
  return result;
}

bool SupplyNetwork::holds(const Removal& removal) const {
  return holds(removal.nodes) || (!bus_vertices.empty() && !removal.buses.empty()) ||
         std::any_of(removal.edges.begin(), removal.edges.end(), [&](int edge) { return arcs[at(edge)] >= 0; });
}

bool SupplyNetwork::holds(const std::vector<int>& nodes) const {
  return std::any_of(nodes.begin(), nodes.end(), [&](int node) { return vertices.first(node) >= 0; });
}

}  // namespace plinth
