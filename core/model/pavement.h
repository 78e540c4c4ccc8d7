// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// The paved surface of the roads as it is built: their lanes as one outline, inner corners filled to the fillets of
/// `Civil::turns`, and the outer kerb of a bend (where two roads end in one another and no third goes on) rounded about
/// the same centre, or with the tightest circle that `vehicle.turning` asks of the outer edge where that is less. A
/// bend keeps its corner where a crane stands in it or a hammerhead. Arcs are polylines within 20 mm. Polygons that do
/// not touch, outer rings counter-clockwise, in no particular order but always the same.
[[nodiscard]] std::vector<Polygon> pavement(const Design& design);
/// The same for the roads that `takes` accepts; a turn counts when both of its roads do.
[[nodiscard]] std::vector<Polygon> pavement(const Design& design, const std::function<bool(const Road&)>& takes);

/// Area and length of the kerbs of such polygons.
struct PavementSize {
  Area area;
  Length kerb;
};
[[nodiscard]] PavementSize size_of(const std::vector<Polygon>& pavement);

}  // namespace plinth
