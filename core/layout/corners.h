// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/layout/limits.h"

namespace plinth::layout {

struct Inventory;

/// The land that every inner corner of two lanes keeps free: for the fillet that fire engines turn on (`road.turn.*`)
/// and for what the longest delivery of this plant sweeps, whichever way it turns (`vehicle.*`, trailer with steered
/// axles). Nothing is kept for a limit that the catalog does not hold. `read`, where given, gets the ids that were
/// found.
[[nodiscard]] Corner corner_of(const Catalog& catalog, Jurisdiction jurisdiction, const Inventory& inventory,
                               Millimetres lane, LimitsRead* read = nullptr);

}  // namespace plinth::layout
