// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/rules/check_context.h"

namespace plinth {

/// Which roads a vehicle can reach from outside.
struct RoadNetwork {
  std::vector<bool> connected;  ///< as design.layout.roads: chained by touching areas to an entrance
  bool has_entrance = false;    ///< some road meets a gate (or, when the site states none, the boundary)
};
[[nodiscard]] RoadNetwork road_network(const CheckContext& context);

/// The narrower side of a road's area: roads are longer than wide.
[[nodiscard]] Millimetres width_of(const Road& road);

/// How far each road leads beyond the last junction with no other way out, mm: its own length beyond that junction and
/// the longest dead end that begins on it. 0 for a road on a way from gate to gate or in a ring. A road without any
/// way out is a dead end as long as itself.
[[nodiscard]] std::vector<Millimetres> dead_ends(const CheckContext& context);

}  // namespace plinth
