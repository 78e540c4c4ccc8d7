// SPDX-License-Identifier: Apache-2.0
#include "tests/mutants/damage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace plinth::test {
namespace {

using Random = std::mt19937;
using Names = std::vector<std::string>;

template <class T>
std::size_t drawn(const std::vector<T>& list, Random& random) {
  return random() % list.size();
}
template <class T>
void drop(std::vector<T>& list, std::size_t index) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}
template <class T>
void sort_by(std::vector<T>& list, std::string T::*key) {
  std::stable_sort(list.begin(), list.end(), [&](const T& a, const T& b) { return a.*key < b.*key; });
}
Names about(const Edge& edge) { return {edge.id, edge.from.tag, edge.to.tag}; }

/// A placement: of a module on the ground or of any.
std::size_t some_place(const Design& d, Random& random, bool ground) {
  std::size_t i = drawn(d.layout.placements, random);
  while (ground && !d.layout.placements[i].parent.empty()) i = (i + 1) % d.layout.placements.size();
  return i;
}

// ---- move --------------------------------------------------------------------------------------------------------

Damage shift(Design& d, Random& random) {
  Placement& p = d.layout.placements[some_place(d, random, random() % 2 == 0)];
  const std::array<Millimetres, 4> steps{1, 50, 1500, 20000};
  const Millimetres by = steps[random() % steps.size()] * (random() % 2 == 0 ? 1 : -1);
  (random() % 2 == 0 ? p.x : p.y) += by;
  return {fmt::format("{} moved by {} mm", p.tag, by), {p.tag}};
}
Damage turn(Design& d, Random& random) {
  Placement& p = d.layout.placements[some_place(d, random, random() % 2 == 0)];
  p.rotation_deg = (p.rotation_deg + 90 * static_cast<int>(1 + random() % 3)) % 360;
  return {fmt::format("{} turned to {} degrees", p.tag, p.rotation_deg), {p.tag}};
}
Damage lift(Design& d, Random& random) {
  Placement& p = d.layout.placements[some_place(d, random, false)];
  p.z += 500;
  return {p.tag + " lifted by 500 mm", {p.tag}};
}

// ---- delete ------------------------------------------------------------------------------------------------------

Damage lose_node(Design& d, Random& random) {
  const std::size_t i = drawn(d.sizing.graph.nodes, random);
  const std::string tag = d.sizing.graph.nodes[i].tag;
  drop(d.sizing.graph.nodes, i);
  return {tag + " lost from the graph", {tag}};
}
Damage lose_place(Design& d, Random& random) {
  const std::size_t i = drawn(d.layout.placements, random);
  const std::string tag = d.layout.placements[i].tag;
  drop(d.layout.placements, i);
  return {tag + " lost its place", {tag}};
}
Damage lose_edge(Design& d, Random& random) {
  const std::size_t i = drawn(d.sizing.graph.edges, random);
  const Edge edge = d.sizing.graph.edges[i];
  drop(d.sizing.graph.edges, i);
  return {edge.id + " lost from the graph", about(edge)};
}
Damage lose_route(Design& d, Random& random) {
  const std::size_t i = drawn(d.layout.routes, random);
  const std::string edge = d.layout.routes[i].edge;
  drop(d.layout.routes, i);
  return {"route of " + edge + " lost", {edge}};
}
/// Nothing of the module is left anywhere, as if it had never been asked for.
Damage lose_all(Design& d, Random& random) {
  const std::size_t i = drawn(d.sizing.graph.nodes, random);
  const std::string tag = d.sizing.graph.nodes[i].tag;
  const auto mine = [&](const std::string& name) { return name == tag || name.starts_with(tag + "."); };
  std::erase_if(d.sizing.graph.nodes, [&](const Node& n) { return mine(n.tag) || mine(n.parent); });
  std::erase_if(d.layout.placements, [&](const Placement& p) { return mine(p.tag) || mine(p.parent); });
  Names gone;
  std::erase_if(d.sizing.graph.edges, [&](const Edge& e) {
    const bool out = mine(e.from.tag) || mine(e.to.tag);
    if (out) gone.push_back(e.id);
    return out;
  });
  const auto dead = [&](const auto& record) { return std::find(gone.begin(), gone.end(), record.edge) != gone.end(); };
  std::erase_if(d.layout.routes, dead);
  std::erase_if(d.distribution.circuits, dead);
  std::erase_if(d.distribution.pipes, dead);
  std::erase_if(d.distribution.faults, [&](const BusFault& f) { return mine(f.tag); });
  return {tag + " lost everywhere", {tag}};
}
Damage lose_road(Design& d, Random& random) {
  const std::size_t i = drawn(d.layout.roads, random);
  const std::string name = d.layout.roads[i].name;
  drop(d.layout.roads, i);
  return {"road " + name + " lost", {name}};
}
Damage lose_circuit(Design& d, Random& random) {
  const std::size_t i = drawn(d.distribution.circuits, random);
  const std::string edge = d.distribution.circuits[i].edge;
  drop(d.distribution.circuits, i);
  return {"circuit of " + edge + " lost", {edge}};
}

// ---- swap --------------------------------------------------------------------------------------------------------

Damage swap_places(Design& d, Random& random) {
  const bool ground = random() % 2 == 0;
  Placement& a = d.layout.placements[some_place(d, random, ground)];
  Placement* b = &a;
  while (b->x == a.x && b->y == a.y) b = &d.layout.placements[some_place(d, random, ground)];
  std::swap(a.x, b->x);
  std::swap(a.y, b->y);
  std::swap(a.rotation_deg, b->rotation_deg);
  return {a.tag + " and " + b->tag + " exchanged on the ground", {a.tag, b->tag}};
}
Damage swap_types(Design& d, Random& random) {
  auto& nodes = d.sizing.graph.nodes;
  Node& a = nodes[drawn(nodes, random)];
  Node* b = &a;
  while (b->module == a.module) b = &nodes[drawn(nodes, random)];
  std::swap(a.module, b->module);
  std::swap(a.kind, b->kind);
  return {a.tag + " and " + b->tag + " exchange types", {a.tag, b->tag}};
}
/// Two connections of one medium are crossed at their far ends.
Damage swap_ends(Design& d, Random& random) {
  auto& edges = d.sizing.graph.edges;
  for (;;) {
    Edge &a = edges[drawn(edges, random)], &b = edges[drawn(edges, random)];
    if (a.medium != b.medium || a.to == b.to) continue;
    std::swap(a.to, b.to);
    Names names = about(a);
    for (std::string& name : about(b)) names.push_back(std::move(name));
    return {a.id + " and " + b.id + " crossed", std::move(names)};
  }
}
Damage reverse(Design& d, Random& random) {
  Edge& edge = d.sizing.graph.edges[drawn(d.sizing.graph.edges, random)];
  std::swap(edge.from, edge.to);
  return {edge.id + " runs the wrong way", about(edge)};
}

// ---- shrink ------------------------------------------------------------------------------------------------------

Damage shrink_rating(Design& d, Random& random) {
  Edge& edge = d.sizing.graph.edges[drawn(d.sizing.graph.edges, random)];
  edge.rating.value *= 0.5;
  if (edge.rating.value == 0.0) edge.worst = edge.normal = edge.worst * 0.5 + 1.0;
  return {edge.id + " of half the rating", about(edge)};
}
Damage shrink_circuit(Design& d, Random& random) {
  Circuit& circuit = d.distribution.circuits[drawn(d.distribution.circuits, random)];
  circuit.ampacity = circuit.ampacity * 0.5;
  return {"circuit of " + circuit.edge + " of half the ampacity", {circuit.edge}};
}
Damage shrink_count(Design& d, Random& random) {
  Selection& s = d.sizing.selection[drawn(d.sizing.selection, random)];
  --s.installed;
  return {"one " + s.service + " less", {s.service}};
}
Damage shrink_road(Design& d, Random& random) {
  Road& road = d.layout.roads[drawn(d.layout.roads, random)];
  road.area.x1 = (road.area.x0 + road.area.x1) / 2;
  return {"road " + road.name + " of half the width or length", {road.name}};
}
Damage shrink_demand(Design& d, Random& random) {
  Node& node = d.sizing.graph.nodes[drawn(d.sizing.graph.nodes, random)];
  node.demand_kw = node.demand_kw > 0 ? 0.5 * node.demand_kw : 10.0;
  return {node.tag + " of another demand", {node.tag}};
}
/// A module type that stands on the ground, half as long: its tags or its id have to be named.
Damage shrink_type(Design& d, Random& random) {
  const Placement& p = d.layout.placements[some_place(d, random, true)];
  Names names{p.module};
  for (const Placement& other : d.layout.placements)
    if (other.module == p.module) names.push_back(other.tag);
  for (ModuleType& type : d.catalog.modules)
    if (type.id == p.module) type.length /= 2;
  return {"type " + p.module + " of half the length", std::move(names), true};
}

// ---- rename ------------------------------------------------------------------------------------------------------

Damage rename_node(Design& d, Random& random) {
  Node& node = d.sizing.graph.nodes[drawn(d.sizing.graph.nodes, random)];
  const std::string old = node.tag, fresh = old + "X";
  node.tag = fresh;
  sort_by(d.sizing.graph.nodes, &Node::tag);
  return {old + " is called " + fresh + " in the graph", {old, fresh}};
}
Damage rename_place(Design& d, Random& random) {
  Placement& p = d.layout.placements[drawn(d.layout.placements, random)];
  const std::string old = p.tag, fresh = old + "X";
  p.tag = fresh;
  sort_by(d.layout.placements, &Placement::tag);
  return {old + " is called " + fresh + " on the ground", {old, fresh}};
}
Damage rename_edge(Design& d, Random& random) {
  Edge& edge = d.sizing.graph.edges[drawn(d.sizing.graph.edges, random)];
  Names names = about(edge);
  edge.id += "X";
  names.push_back(edge.id);
  sort_by(d.sizing.graph.edges, &Edge::id);
  return {names.front() + " is called " + names.back(), names};
}
Damage rename_type(Design& d, Random& random) {
  Node& node = d.sizing.graph.nodes[drawn(d.sizing.graph.nodes, random)];
  node.module += "-x";
  return {node.tag + " is a " + node.module, {node.tag}};
}
Damage rename_path(Design& d, Random& random) {
  Edge& edge = d.sizing.graph.edges[drawn(d.sizing.graph.edges, random)];
  edge.path = edge.path == "A" ? "B" : "A";
  return {edge.id + " is of side " + edge.path, about(edge)};
}
Damage rename_service(Design& d, Random& random) {
  Node& node = d.sizing.graph.nodes[drawn(d.sizing.graph.nodes, random)];
  node.service += "x";
  return {node.tag + " serves as " + node.service, {node.tag}};
}

// ---- port --------------------------------------------------------------------------------------------------------

EdgeEnd& some_end(Edge& edge, Random& random) { return random() % 2 == 0 ? edge.from : edge.to; }

Damage unknown_port(Design& d, Random& random) {
  Edge& edge = d.sizing.graph.edges[drawn(d.sizing.graph.edges, random)];
  some_end(edge, random).port += "_x";
  return {edge.id + " at a port that is not there", about(edge)};
}
/// Another port of the same module, which may even be free.
Damage other_port(Design& d, Random& random) {
  for (;;) {
    Edge& edge = d.sizing.graph.edges[drawn(d.sizing.graph.edges, random)];
    EdgeEnd& end = some_end(edge, random);
    const Node* node = d.sizing.graph.node(end.tag);
    const ModuleType* type = node == nullptr ? nullptr : d.catalog.module(node->module);
    if (type == nullptr || type->ports.size() < 2) continue;
    const std::string& port = type->ports[random() % type->ports.size()].name;
    if (port == end.port) continue;
    end.port = port;
    return {edge.id + " at port " + end.tag + "." + port, about(edge)};
  }
}
Damage other_medium(Design& d, Random& random) {
  Edge& edge = d.sizing.graph.edges[drawn(d.sizing.graph.edges, random)];
  edge.medium = edge.medium == Medium::lv ? Medium::mv : Medium::lv;
  return {edge.id + " of another medium", about(edge)};
}
Damage other_module(Design& d, Random& random) {
  Edge& edge = d.sizing.graph.edges[drawn(d.sizing.graph.edges, random)];
  EdgeEnd& end = some_end(edge, random);
  const std::string old = end.tag;
  while (end.tag == old) end.tag = d.sizing.graph.nodes[drawn(d.sizing.graph.nodes, random)].tag;
  return {edge.id + " at " + end.tag + " instead of " + old, about(edge)};
}

using Damages = std::vector<Damage (*)(Design&, Random&)>;
const std::map<std::string, Damages>& all() {
  static const std::map<std::string, Damages> damages{
      {"move", {shift, shift, shift, turn, lift}},
      {"delete", {lose_node, lose_place, lose_edge, lose_route, lose_all, lose_all, lose_road, lose_circuit}},
      {"swap", {swap_places, swap_places, swap_types, swap_ends, reverse}},
      {"shrink", {shrink_rating, shrink_circuit, shrink_count, shrink_road, shrink_demand, shrink_type}},
      {"rename", {rename_node, rename_place, rename_edge, rename_type, rename_path, rename_service}},
      {"port", {unknown_port, other_port, other_medium, other_module}}};
  return damages;
}

}  // namespace

std::vector<std::string> damage_groups() {
  std::vector<std::string> groups;
  for (const auto& [group, damages] : all()) groups.push_back(group);
  return groups;
}

Damage damage(Design& design, const std::string& group, std::mt19937& random) {
  const Damages& damages = all().at(group);
  return damages[random() % damages.size()](design, random);
}

}  // namespace plinth::test
