// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/finding.h"
#include "core/layout/ground.h"
#include "core/layout/inventory.h"
#include "core/model/design.h"

namespace plinth::layout {

/// Routes for every edge, by edge id: inside a module straight-angled; inside a group through its aisles; between
/// groups along the corridors. Path B takes a way round corridors too narrow for both that path A runs in, unless it is
/// far longer; cables in the ground take a way round corridors that are full of them. `placements` by item, in the
/// order of the inventory.
[[nodiscard]] std::vector<Route> make_routes(const Inventory& inventory, const std::vector<Placement>& placements,
                                             const std::vector<GroundGroup>& groups,
                                             const std::vector<Corridor>& corridors, const Catalog& catalog,
                                             const DuctRoom& room, std::vector<Finding>& findings);

}  // namespace plinth::layout
