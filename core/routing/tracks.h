// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/routing/legs.h"

namespace plinth::routing {

/// Gives every leg that is laid a track of its own across its passages: path A from the low side, path B from the high
/// side, the distance of the rule between them; the others towards the side they turn to, shorter ones outside longer
/// ones, so that routes do not cross without need. Where a tier is full the next one is taken; where the distance
/// between the paths cannot be had, the thickness of a barrier is left; where nothing is free the last tier is
/// overfull, which RTE02 reports.
void lay_tracks(std::vector<Line>& lines, const std::vector<Passage>& passages, const PassageMap& map,
                const Basis& basis);

/// The coordinate nearest to `wanted` in [low, high] outside all open intervals of `taken`, which is used up.
[[nodiscard]] std::optional<Millimetres> nearest_free(Millimetres wanted, Extent range, std::vector<Extent>& taken);

}  // namespace plinth::routing
