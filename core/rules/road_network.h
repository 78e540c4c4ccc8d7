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

}  // namespace plinth
