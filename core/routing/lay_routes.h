// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/model/catalog.h"
#include "core/model/design.h"

namespace plinth {

/// Gives the routes of a design whose cables, busways and pipes are chosen their places side by side in the passages of
/// the layout, their levels and their real lengths, and writes down the carriers they lie in and where they cross.
/// Routes come as the layout stage makes them, along the middle of passages; those of the edges in `kept` have been
/// laid before and stay point for point. A route that has a width already is given no less. DIS301 where the catalog
/// lacks a value: then nothing changes.
void lay_routes(Design& design, const Catalog& catalog, const std::set<std::string>& kept,
                std::vector<Finding>& findings);

/// Ids of the limits that `lay_routes` reads, sorted.
[[nodiscard]] const std::vector<std::string>& route_limits();

}  // namespace plinth
