// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/layout/limits.h"
#include "core/model/catalog.h"
#include "core/model/design.h"

namespace plinth::layout {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// One node of the graph with everything layout asks of it, found once.
struct Item {
  const Node* node = nullptr;
  const ModuleType* type = nullptr;
  std::string_view zone;       ///< of its kind; empty when the kind is unknown
  std::size_t parent = kNone;  ///< index, kNone for a top-level module
  std::size_t owner = kNone;   ///< the top-level module it stands in: itself when it is one
  std::vector<std::size_t> children;
  Hazard hazard = Hazard::none;
  Millimetres separation = 0;   ///< a liquid-filled transformer, or what holds one, keeps this from other modules
  Millimetres oil_spacing = 0;  ///< and this from others that have one, see oil_spacing()
  Millimetres lift = 0;         ///< a crane's middle comes this near to that of the module; 0: see lift_radius()
  Clearances clear;             ///< of the type, the front at least the working depth its voltage asks for
  const Pin* pin = nullptr;
};

/// One edge of the graph by index. A port is nullptr when the type does not have it: the middle of the module is taken.
struct Connection {
  const Edge* edge = nullptr;
  std::size_t from = kNone, to = kNone;
  const Port* from_port = nullptr;
  const Port* to_port = nullptr;
};

/// The graph resolved against the catalog; indices are positions in `items`, which follows the order of the nodes.
struct Inventory {
  std::vector<Item> items;
  std::vector<Connection> connections;           ///< in the order of the edges; unknown tags are left out
  std::vector<std::vector<std::size_t>> joined;  ///< per item: connections that end there
  bool has_liquid = false;                       ///< some module is a liquid-filled transformer

  [[nodiscard]] std::size_t find(std::string_view tag) const;  ///< kNone when unknown
  std::vector<std::pair<std::string_view, std::size_t>> by_tag;
};

/// `read`, where given, gets the ids of the limits that were found.
[[nodiscard]] Inventory inventory_of(const SiteSpec& spec, const Catalog& catalog, const Graph& graph,
                                     LimitsRead* read = nullptr);

/// Something per compass side, millimetres.
struct Sides {
  Millimetres south = 0, east = 0, north = 0, west = 0;
  friend bool operator==(const Sides&, const Sides&) = default;
};
/// Clearances as they lie after a counter-clockwise turn.
[[nodiscard]] Sides turned(const Clearances& clearance, int rotation_deg);
[[nodiscard]] Millimetres turned_width(const ModuleType& type, int rotation_deg);   ///< west to east
[[nodiscard]] Millimetres turned_height(const ModuleType& type, int rotation_deg);  ///< south to north
/// Distance the two must keep because of fire, whichever way they face; 0 when nothing asks for one.
[[nodiscard]] Millimetres separation(const Item& a, const Item& b, const Limits& limits);
/// Distance to modules of other groups because of fire: another oil transformer may stand there.
[[nodiscard]] Millimetres outward_separation(const Item& item, const Limits& limits, bool liquid_on_site);

/// From a lane to the module: room for its foundation, and what keeps vehicles off it.
[[nodiscard]] Millimetres verge_of(const Item& item, const Limits& limits);

/// How much a metre of this medium matters when modules are placed (relative to an MV cable).
[[nodiscard]] double weight_of(Medium medium);

}  // namespace plinth::layout
