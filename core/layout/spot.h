// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "core/layout/job.h"

namespace plinth::layout {

/// The place of this size nearest to a gate, beside the straight way in: clear of the land's margins and of what stands
/// already with a lane around it. On a raster of one metre, and exact beside the way in. nullopt where there is none.
[[nodiscard]] std::optional<Rect> nearest_spot(const Job& job, const std::vector<GroundGroup>& standing,
                                               const Terrain& land, PlanPoint gate, Millimetres width,
                                               Millimetres height);

}  // namespace plinth::layout
