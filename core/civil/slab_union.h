// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/geometry/plan.h"

namespace plinth::civil {

/// Which rectangles are nearer than `gap` to one another, over any number of steps: groups of indices, each sorted, the
/// groups by their first; rectangles on their own are groups of one.
[[nodiscard]] std::vector<std::vector<std::size_t>> neighbours(const std::vector<Rect>& areas, Millimetres gap);

/// One slab over rectangles: they themselves and the gaps narrower than `gap` between any two of them that face each
/// other, cut into pieces that do not overlap and are at most `longest` long and wide.
[[nodiscard]] std::vector<Rect> joined_slab(const std::vector<Rect>& areas, Millimetres gap, Millimetres longest);

}  // namespace plinth::civil
