// SPDX-License-Identifier: Apache-2.0
#include "core/layout/inventory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include "core/base/assert.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/layout/lifting.h"

namespace plinth::layout {
namespace {

Hazard hazard_of(const Item& item) {
  if (item.node->kind == "bess") return Hazard::bess;
  if (item.node->kind == "pcs") return Hazard::pcs;
  return item.separation > 0 ? Hazard::liquid : Hazard::none;
}

const Port* port_named(const ModuleType& type, std::string_view name) {
  for (const Port& port : type.ports)
    if (port.name == name) return &port;
  return nullptr;
}

/// What a module keeps from others because of the liquid in its transformer or in one it contains.
Millimetres liquid_keeps(const SiteSpec& spec, const Catalog& catalog, const Node& node, const ModuleType& type,
                         LimitsRead* read) {
  const auto stated = [](const ModuleType& t) {
    const std::string liquid = t.word("cooling_class");
    return !liquid.empty() && liquid != "dry";
  };
  Millimetres keeps = 0;
  if (node.kind == "main_transformer" || stated(type))
    keeps = liquid_separation(catalog, spec.project.jurisdiction, type, read);
  for (const Contained& part : type.contains)
    if (const ModuleType* inner = catalog.module(part.module); inner != nullptr && stated(*inner))
      keeps = std::max(keeps, liquid_separation(catalog, spec.project.jurisdiction, *inner, read));
  return keeps;
}

/// Volts of "13.8 kV".
std::optional<double> volts_of(std::string_view written) {
  const std::string_view word = trim(written);
  double value = 0;
  const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc()) return std::nullopt;
  const Unit* unit =
      find_unit(trim({rest, static_cast<std::size_t>(word.data() + word.size() - rest)}), Dimension::voltage);
  return unit == nullptr ? std::nullopt : std::optional(to_si(value, *unit));
}

/// Free depth people need before the front of switching equipment, by its voltage to earth: the row of the catalog's
/// working-space limits it falls in. In yards fronts may face live parts (condition 3), in blocks they do not.
Millimetres working_depth(const Inventory& inventory, std::size_t index, const Catalog& catalog,
                          std::string_view jurisdiction, LimitsRead* read) {
  static constexpr std::array<std::string_view, 6> kinds{"generator_switchgear", "intake",       "mv_lv_skid",
                                                         "mv_switchgear",        "power_module", "ups_container"};
  const Item& item = inventory.items[index];
  if (std::find(kinds.begin(), kinds.end(), item.node->kind) == kinds.end()) return 0;
  double volts = 0;
  for (const std::size_t c : inventory.joined[index])
    volts = std::max(volts, volts_of(inventory.connections[c].edge->voltage).value_or(0.0));
  for (const char* attribute : {"rated_voltage", "output_voltage"})
    if (volts <= 0) volts = item.type->number(attribute).value_or(0.0);
  Millimetres depth = 0;
  std::string from_id, depth_id;  // of the row it falls in
  for (int row = 1; row <= 12; ++row) {
    const std::string id = "working_space." + std::to_string(row);
    const Limit* from = catalog.limit(id + ".from", jurisdiction);
    if (from == nullptr || volts / std::sqrt(3.0) < from->si - 0.5) break;
    const std::string of_row = id + (item.zone.starts_with("yard") ? ".depth_3" : ".depth_2");
    const Limit* limit = catalog.limit(of_row, jurisdiction);
    if (limit == nullptr) continue;
    depth = millimetres_up(limit->si);
    from_id = id + ".from";
    depth_id = of_row;
  }
  if (read != nullptr && !depth_id.empty()) read->insert({from_id, depth_id});
  return depth;
}

/// The top-level module an item stands in; a chain that does not end is cut.
std::size_t owner_of(const std::vector<Item>& items, std::size_t index) {
  for (int depth = 0; depth < 8 && items[index].parent != kNone; ++depth) index = items[index].parent;
  return index;
}

void connect(Inventory& inventory, const Graph& graph) {
  inventory.joined.resize(inventory.items.size());
  for (const Edge& edge : graph.edges) {
    Connection c{&edge, inventory.find(edge.from.tag), inventory.find(edge.to.tag), nullptr, nullptr};
    if (c.from == kNone || c.to == kNone) continue;
    c.from_port = port_named(*inventory.items[c.from].type, edge.from.port);
    c.to_port = port_named(*inventory.items[c.to].type, edge.to.port);
    inventory.joined[c.from].push_back(inventory.connections.size());
    if (c.to != c.from) inventory.joined[c.to].push_back(inventory.connections.size());
    inventory.connections.push_back(c);
  }
}

}  // namespace

std::size_t Inventory::find(std::string_view tag) const {
  const auto found = std::lower_bound(by_tag.begin(), by_tag.end(), tag,
                                      [](const auto& entry, std::string_view t) { return entry.first < t; });
  return found != by_tag.end() && found->first == tag ? found->second : kNone;
}

Inventory inventory_of(const SiteSpec& spec, const Catalog& catalog, const Graph& graph, LimitsRead* read) {
  Inventory inventory;
  for (const Node& node : graph.nodes) {
    Item item;
    item.node = &node;
    item.type = catalog.module(node.module);
    PLINTH_ASSERT(item.type != nullptr, "the graph names a module the catalog does not have: " + node.module);
    if (const Kind* kind = catalog.kind(node.kind)) item.zone = kind->zone;
    item.separation = liquid_keeps(spec, catalog, node, *item.type, read);
    item.oil_spacing = oil_spacing(catalog, spec.project.jurisdiction, *item.type, read);
    if (item.node->parent.empty()) item.lift = lift_radius(catalog, spec.project.jurisdiction, *item.type);
    item.clear = item.type->clearance;
    item.hazard = hazard_of(item);
    inventory.has_liquid = inventory.has_liquid || item.hazard == Hazard::liquid;
    inventory.by_tag.emplace_back(node.tag, inventory.items.size());
    inventory.items.push_back(std::move(item));
  }
  std::sort(inventory.by_tag.begin(), inventory.by_tag.end());
  std::vector<Item>& items = inventory.items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].node->parent.empty()) items[i].parent = inventory.find(items[i].node->parent);
    if (items[i].parent == i) items[i].parent = kNone;
    if (items[i].parent != kNone) items[items[i].parent].children.push_back(i);
  }
  for (std::size_t i = 0; i < items.size(); ++i) items[i].owner = owner_of(items, i);
  for (const Pin& pin : spec.pins)
    if (const std::size_t at = inventory.find(pin.tag); at != kNone && items[at].parent == kNone) items[at].pin = &pin;
  connect(inventory, graph);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].parent == kNone)
      items[i].clear.front =
          std::max(items[i].clear.front, working_depth(inventory, i, catalog, text(spec.project.jurisdiction), read));
  return inventory;
}

Sides turned(const Clearances& c, int rotation_deg) {
  switch (rotation_deg) {
    case 90:
      return {c.left, c.front, c.right, c.back};
    case 180:
      return {c.back, c.left, c.front, c.right};
    case 270:
      return {c.right, c.back, c.left, c.front};
    default:
      return {c.front, c.right, c.back, c.left};
  }
}

Millimetres turned_width(const ModuleType& type, int rotation_deg) {
  return rotation_deg % 180 == 0 ? type.length : type.width;
}
Millimetres turned_height(const ModuleType& type, int rotation_deg) {
  return rotation_deg % 180 == 0 ? type.width : type.length;
}

Millimetres separation(const Item& a, const Item& b, const Limits& limits) {
  const bool oil = a.oil_spacing > 0 && b.oil_spacing > 0;
  const Millimetres liquid =
      std::max({a.separation, b.separation, oil ? std::max(a.oil_spacing, b.oil_spacing) : Millimetres{0}});
  const bool bess_a = a.hazard == Hazard::bess, bess_b = b.hazard == Hazard::bess;
  if (bess_a && bess_b) return limits.unit;
  if (!bess_a && !bess_b) return liquid;
  const Hazard other = bess_a ? b.hazard : a.hazard;
  if (other == Hazard::pcs) return std::max(liquid, limits.pcs);
  return std::max(liquid, other == Hazard::liquid ? limits.to_liquid : limits.exposure);
}

Millimetres outward_separation(const Item& item, const Limits& limits, bool liquid_on_site) {
  if (item.hazard == Hazard::bess)
    return std::max(limits.openings, liquid_on_site ? limits.to_liquid : limits.exposure);
  return std::max(item.separation, item.oil_spacing);
}

Millimetres verge_of(const Item& item, const Limits& limits) {
  if (item.hazard == Hazard::bess) return limits.verge_bess;
  return item.node->kind == "main_transformer" ? limits.verge_liquid : limits.verge;
}

double weight_of(Medium medium) {
  switch (medium) {
    case Medium::lv:
    case Medium::dc:
      return 4.0;
    case Medium::fws_supply:
    case Medium::fws_return:
    case Medium::chw_supply:
    case Medium::chw_return:
    case Medium::tcs_supply:
    case Medium::tcs_return:
      return 2.0;
    case Medium::control:
      return 0.2;
    default:
      return 1.0;
  }
}

}  // namespace plinth::layout
