// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/layout/ground.h"
#include "core/layout/inventory.h"

namespace plinth::layout {

/// Turns groups half around where that brings the ends of their connections nearer to each other: each yard by
/// itself, blocks that lie alike all together, so that they repeat. `first_free`: groups before it are pinned.
void orient(const Inventory& inventory, PlanPoint utility, std::size_t first_free, std::vector<GroundGroup>& groups);

}  // namespace plinth::layout
