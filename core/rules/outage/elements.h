// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/model/valves.h"
#include "core/rules/outage/services.h"
#include "core/rules/outage/symmetry.h"

namespace plinth {

/// What can be out of service.
enum class ElementKind { unit, bus, connection, controller, corridor, zone, valve, segment };
[[nodiscard]] std::string_view text(ElementKind kind);  ///< "unit", "fire zone" …

/// One thing that can be out of service, and everything that goes with it.
struct Element {
  ElementKind kind = ElementKind::unit;
  std::string
      name;  ///< "MVS-01", "POD-01.lv_a", "E0001 UTL-01 → MVS-01", "corridor of 13 routes at x 12.4 m, y 3 to 18 m"
  std::vector<std::string> tags;  ///< of the modules it is about, sorted; the first few of a corridor or zone
  Removal removal;
  std::string service;  ///< of a unit; the medium of a connection
  bool backup = false;  ///< it serves only while the grid is away
};

/// Elements with the same consequence, told by the first of them.
struct ElementClass {
  Element first;
  std::vector<std::string> names;  ///< of all of them, in graph order
  std::vector<int> nodes;          ///< of units: their graph nodes
};

/// Units, buses, connections and controllers, those of one colour of the graph together (`by_symmetry`) or each for
/// itself. Racks, and the parts of a power module, which is one unit, are not among them.
[[nodiscard]] std::vector<ElementClass> graph_elements(const Services& services, const GraphColours& colours,
                                                       bool by_symmetry);

/// Isolation valves of the water pipes, and the segments of manifolds that sectioning valves part, with what is drained
/// for each (ValveSections).
[[nodiscard]] std::vector<ElementClass> valve_elements(const CheckContext& context, const GraphColours& colours,
                                                       bool by_symmetry);

/// Corridors: the routes between modules that lie on one line for a stretch. Only the largest sets; a corridor that
/// holds no other routes than another one says nothing new.
[[nodiscard]] std::vector<Element> corridor_elements(const CheckContext& context);

/// Fire zones: what stands in one enclosure, and modules in the open with less than `separation` between them unless
/// the evidence `fire_rated_separation` speaks of one of the two.
[[nodiscard]] std::vector<Element> zone_elements(const CheckContext& context, Millimetres separation);

}  // namespace plinth
