// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/layout/ground.h"
#include "core/model/design.h"

namespace plinth::layout {

/// The strips that routes may use: the corridors, and in every group the aisles between its rows and the gaps between
/// the modules of a row. Named from the south-west; names of passages that `before` has with the same outline stay.
[[nodiscard]] std::vector<Passage> passages_of(const std::vector<GroundGroup>& groups,
                                               const std::vector<Corridor>& corridors,
                                               const std::vector<Passage>& before = {});

}  // namespace plinth::layout
