// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/finding.h"
#include "core/layout/inventory.h"
#include "core/model/design.h"

namespace plinth::layout {

/// Places the children of every parent inside its footprint: racks in one or two rows with a way in front, machines at
/// the ends; in other parents a row along the back wall. What does not fit is reported (LAY004) and placed all the
/// same, clamped to the parent. `placements` by item; those of top-level modules are set already.
void place_children(const Inventory& inventory, std::vector<Placement>& placements, std::vector<Finding>& findings);

}  // namespace plinth::layout
