// SPDX-License-Identifier: Apache-2.0
#include "core/rules/check_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

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

}  // namespace

CheckContext::CheckContext(const Design& of)
    : design(of), jurisdiction(text(of.spec.project.jurisdiction)), today(of.spec.project.date) {
  types_.reserve(design.catalog.modules.size());
  for (const ModuleType& type : design.catalog.modules) types_.emplace_back(type.id, &type);
  std::sort(types_.begin(), types_.end());
  link_graph();
  link_placements();
}

void CheckContext::link_graph() {
  const Graph& graph = design.sizing.graph;
  nodes.resize(graph.nodes.size());
  by_tag_.reserve(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    nodes[i].node = &graph.nodes[i];
    nodes[i].type = module(graph.nodes[i].module);
    by_tag_.emplace_back(graph.nodes[i].tag, static_cast<int>(i));
  }
  std::sort(by_tag_.begin(), by_tag_.end());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].node->parent.empty()) continue;
    nodes[i].parent = node_of(nodes[i].node->parent);
    if (nodes[i].parent >= 0) nodes[static_cast<std::size_t>(nodes[i].parent)].children.push_back(static_cast<int>(i));
  }
  edges.resize(graph.edges.size());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    EdgeView& view = edges[i];
    view.edge = &graph.edges[i];
    view.from = node_of(view.edge->from.tag);
    view.to = node_of(view.edge->to.tag);
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
    rects.push_back(placed[i].body);
    if (placed[i].node >= 0) nodes[static_cast<std::size_t>(placed[i].node)].placed = static_cast<int>(i);
  }
  bodies = PlanIndex(rects);
  for (const NodeView& view : nodes)
    if (view.node->parent.empty() && view.placed < 0) unplaced.push_back(view.node->tag);
  std::sort(unplaced.begin(), unplaced.end());
}

int CheckContext::node_of(std::string_view tag) const {
  const int* found = find_sorted(by_tag_, tag);
  return found == nullptr ? -1 : *found;
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
