// SPDX-License-Identifier: Apache-2.0
#include "core/rules/check_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

template <class Value>
const Value* find_sorted(const std::vector<std::pair<std::string_view, Value>>& table, std::string_view key) {
  const auto at = std::lower_bound(table.begin(), table.end(), key,
                                   [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  return at != table.end() && at->first == key ? &at->second : nullptr;
}

const Port* port_named(const ModuleType* type, std::string_view name) {
  if (type == nullptr) return nullptr;
  for (const Port& port : type->ports)
    if (port.name == name) return &port;
  return nullptr;
}

template <class Thing, class Name>
std::vector<std::string_view> names_of(const std::vector<Thing>& things, Name name) {
  std::vector<std::string_view> names;
  names.reserve(things.size());
  for (const Thing& thing : things) names.push_back(name(thing));
  return names;
}

/// For every wanted name a place among `names`, -1 where it is not there. Equal lists need no search; lists in
/// ascending order, as designs keep them, are walked side by side; others are looked up, and the first place counts.
std::vector<int> places_of(const std::vector<std::string_view>& wanted, const std::vector<std::string_view>& names) {
  std::vector<int> places(wanted.size(), -1);
  if (wanted == names) {
    std::iota(places.begin(), places.end(), 0);
    return places;
  }
  if (std::is_sorted(wanted.begin(), wanted.end()) && std::is_sorted(names.begin(), names.end())) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      while (next < names.size() && names[next] < wanted[i]) ++next;
      if (next < names.size() && names[next] == wanted[i]) places[i] = static_cast<int>(next);
    }
    return places;
  }
  NameTable table(names.size());
  for (std::size_t n = 0; n < names.size(); ++n) table.add(names[n], static_cast<int>(n));
  for (std::size_t i = 0; i < wanted.size(); ++i) places[i] = table.find(wanted[i]);
  return places;
}

/// Finds nodes by tag, one after another. Edges follow the order of the modules they join: the node wanted is mostly
/// the one that was found last, or the next one, and where it is not, a search in the sorted nodes stays near by in
/// memory.
class Follower {
 public:
  explicit Follower(const CheckContext& context)
      : context_(context), nodes_(context.design.sizing.graph.nodes), sorted_(ascending(nodes_)) {}

  int operator()(const std::string& tag) {
    if (!sorted_) return context_.node_of(tag);
    for (const std::size_t guess : {last_, last_ + 1})
      if (guess < nodes_.size() && nodes_[guess].tag == tag) return found(guess);
    const auto at = std::lower_bound(nodes_.begin(), nodes_.end(), tag,
                                     [](const Node& node, const std::string& wanted) { return node.tag < wanted; });
    return at != nodes_.end() && at->tag == tag ? found(static_cast<std::size_t>(at - nodes_.begin())) : -1;
  }

 private:
  static bool ascending(const std::vector<Node>& nodes) {
    return std::adjacent_find(nodes.begin(), nodes.end(),
                              [](const Node& a, const Node& b) { return a.tag >= b.tag; }) == nodes.end();
  }
  int found(std::size_t place) {
    last_ = place;
    return static_cast<int>(place);
  }
  const CheckContext& context_;
  const std::vector<Node>& nodes_;
  std::size_t last_ = 0;
  bool sorted_;
};

}  // namespace

CheckContext::CheckContext(const Design& of)
    : design(of), jurisdiction(text(of.spec.project.jurisdiction)), today(of.spec.project.date) {
  types_.reserve(design.catalog.modules.size());
  for (const ModuleType& type : design.catalog.modules) types_.emplace_back(type.id, &type);
  std::sort(types_.begin(), types_.end());
  link_nodes();
  link_edges();
  link_placements();
  link_civil();
}

void CheckContext::link_nodes() {
  const Graph& graph = design.sizing.graph;
  nodes.resize(graph.nodes.size());
  by_tag_ = NameTable(nodes.size());
  const auto tag = [](const auto& tagged) { return std::string_view(tagged.tag); };
  const std::vector<int> places = places_of(names_of(graph.nodes, tag), names_of(design.layout.placements, tag));
  const ModuleType* last = nullptr;  // nodes of one type often follow each other
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    if (last == nullptr || last->id != node.module) last = module(node.module);
    nodes[i].node = &node;
    nodes[i].type = last;
    if (places[i] >= 0) nodes[i].placement = &design.layout.placements[static_cast<std::size_t>(places[i])];
    by_tag_.add(node.tag, static_cast<int>(i));
    if (last != nullptr) of_kind[last->kind].push_back(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].node->parent.empty()) continue;
    nodes[i].parent = node_of(nodes[i].node->parent);
    if (nodes[i].parent >= 0) nodes[static_cast<std::size_t>(nodes[i].parent)].children.push_back(static_cast<int>(i));
  }
}

void CheckContext::link_edges() {
  const Graph& graph = design.sizing.graph;
  edges.resize(graph.edges.size());
  by_id_ = NameTable(edges.size());
  const auto edge = [](const auto& of_edge) { return std::string_view(of_edge.edge); };
  const std::vector<std::string_view> ids = names_of(graph.edges, [](const Edge& e) { return std::string_view(e.id); });
  const std::vector<int> routes = places_of(ids, names_of(design.layout.routes, edge)),
                         circuits = places_of(ids, names_of(design.distribution.circuits, edge));
  Follower from_nodes(*this), to_nodes(*this);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    EdgeView& view = edges[i];
    view.edge = &graph.edges[i];
    by_id_.add(view.edge->id, static_cast<int>(i));
    if (routes[i] >= 0) view.route = &design.layout.routes[static_cast<std::size_t>(routes[i])];
    if (circuits[i] >= 0) view.circuit = &design.distribution.circuits[static_cast<std::size_t>(circuits[i])];
    view.from = from_nodes(view.edge->from.tag);
    view.to = to_nodes(view.edge->to.tag);
    if (view.from >= 0) {
      NodeView& from = nodes[static_cast<std::size_t>(view.from)];
      view.from_port = port_named(from.type, view.edge->from.port);
      from.out.push_back(static_cast<int>(i));
    }
    if (view.to >= 0) {
      NodeView& to = nodes[static_cast<std::size_t>(view.to)];
      view.to_port = port_named(to.type, view.edge->to.port);
      to.in.push_back(static_cast<int>(i));
    }
  }
}

void CheckContext::link_placements() {
  placed.reserve(design.layout.placements.size());
  for (const Placement& placement : design.layout.placements) {
    if (!placement.parent.empty()) continue;
    const ModuleType* type = module(placement.module);
    if (type == nullptr) continue;
    placed.push_back(
        {&placement, type, node_of(placement.tag), footprint(*type, placement), clearance_zone(*type, placement)});
  }
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.tag() < b.tag(); });
  std::vector<Rect> rects;
  rects.reserve(placed.size());
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const Rect &body = placed[i].body, &zone = placed[i].zone;
    rects.push_back(body);
    deepest_zone = std::max({deepest_zone, body.x0 - zone.x0, body.y0 - zone.y0, zone.x1 - body.x1, zone.y1 - body.y1});
    if (placed[i].node >= 0) nodes[static_cast<std::size_t>(placed[i].node)].placed = static_cast<int>(i);
  }
  bodies = PlanIndex(rects);
  for (const NodeView& view : nodes)
    if (view.node->parent.empty() && view.placed < 0) unplaced.push_back(view.node->tag);
  std::sort(unplaced.begin(), unplaced.end());
}

void CheckContext::link_civil() {
  std::size_t tags = 0;
  for (const Foundation& foundation : design.civil.foundations) tags += foundation.tags.size();
  foundations_ = NameTable(tags);
  stands_ = NameTable(design.civil.stands.size());
  for (std::size_t f = 0; f < design.civil.foundations.size(); ++f)
    for (const std::string& tag : design.civil.foundations[f].tags) foundations_.add(tag, static_cast<int>(f));
  for (std::size_t s = 0; s < design.civil.stands.size(); ++s)
    stands_.add(design.civil.stands[s].tag, static_cast<int>(s));
}

const Foundation* CheckContext::foundation_of(std::string_view tag) const {
  const int found = foundations_.find(tag);
  return found < 0 ? nullptr : &design.civil.foundations[static_cast<std::size_t>(found)];
}

const CraneStand* CheckContext::stand_of(std::string_view tag) const {
  const int found = stands_.find(tag);
  return found < 0 ? nullptr : &design.civil.stands[static_cast<std::size_t>(found)];
}

const ModuleType* CheckContext::module(std::string_view id) const {
  const auto* found = find_sorted(types_, id);
  return found == nullptr ? nullptr : *found;
}

const Limit* CheckContext::limit(std::string_view id) const { return design.catalog.limit(id, jurisdiction); }

std::optional<Millimetres> CheckContext::limit_mm(std::string_view id) const {
  const Limit* found = limit(id);
  if (found == nullptr || found->dimension != Dimension::length) return std::nullopt;
  return static_cast<Millimetres>(std::ceil(found->si * 1000.0 - 1e-6));
}

std::optional<double> CheckContext::ledger_si(std::string_view id, Dimension dimension) const {
  const LedgerEntry* entry = design.sizing.ledger.find(id);
  return entry == nullptr ? std::nullopt : si_of({entry->value, entry->unit}, dimension);
}

const Selection* CheckContext::selection_of(std::string_view service, std::string_view id) const {
  for (const Selection& selection : design.sizing.selection)
    if (selection.service == service && selection.module == id) return &selection;
  return nullptr;
}

std::string metres_text(Millimetres length) { return fmt::format("{:.10g} m", static_cast<double>(length) / 1000.0); }

Measured in_metres(Millimetres length) { return {static_cast<double>(length) / 1000.0, "m"}; }

std::optional<double> si_of(const Measured& measured, Dimension dimension) {
  const Unit* unit = find_unit(measured.unit, dimension);
  if (unit == nullptr || unit->dimension != dimension) return std::nullopt;
  return to_si(measured.value, *unit);
}

std::optional<double> volts_of(std::string_view written) {
  const std::string_view word = trim(written);
  double value = 0.0;
  const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc() || !std::isfinite(value)) return std::nullopt;
  const std::string unit(trim(std::string_view(rest, static_cast<std::size_t>(word.data() + word.size() - rest))));
  return si_of({value, unit}, Dimension::voltage);
}

std::string limit_text(const Limit& limit) {
  const Unit* unit = find_unit(limit.unit, limit.dimension);
  const std::string number = unit == nullptr ? round_text(limit.si) : round_text(from_si(limit.si, *unit));
  const std::string value = limit.unit.empty() ? number : number + " " + limit.unit;
  return limit.edition.empty() ? value : value + " (" + limit.edition + ")";
}

std::string missing_limit(const CheckContext& context, std::string_view id) {
  return fmt::format("the standards hold no `{}` for {}", id, context.jurisdiction);
}

}  // namespace plinth
