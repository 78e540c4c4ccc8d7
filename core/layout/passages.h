// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/layout/ground.h"
#include "core/model/design.h"

namespace plinth::layout {

/// The strips that routes may use: the corridors, and in every group the aisles between its rows and the gaps between
/// the modules of a row. Named after their place, so that a layout which is kept and a fresh one agree.
[[nodiscard]] std::vector<Passage> passages_of(const std::vector<GroundGroup>& groups,
                                               const std::vector<Corridor>& corridors);

}  // namespace plinth::layout
