// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/geometry/plan.h"

namespace plinth {

/// What the pieces cover together, less what the cuts cover: polygons that do not overlap, on whole millimetres, without
/// points on straight sides, outer rings counter-clockwise. Each piece is a simple ring with an area, turned either way.
[[nodiscard]] std::vector<Polygon> united_less(const std::vector<Ring>& pieces, const std::vector<Ring>& cuts);

}  // namespace plinth
