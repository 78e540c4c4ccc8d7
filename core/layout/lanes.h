// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/finding.h"
#include "core/layout/ground.h"
#include "core/layout/limits.h"
#include "core/layout/terrain.h"

namespace plinth::layout {

/// The ways around and between groups. Roads first asked for by rule, corridors for routes where no road can be.
struct Lanes {
  std::vector<Corridor> corridors;
  std::vector<Finding> findings;  ///< gates and groups that no road reaches
};

/// Lays a lane around every group (shared between neighbours), joins lanes that do not meet, and leads a road from
/// every gate to them. Fills `ring` and `corridor` of the groups. `tight`: groups may stand where a side has no room
/// for a lane; there only a footway is left.
[[nodiscard]] Lanes make_lanes(const SiteSpec& spec, const Limits& limits, std::vector<GroundGroup>& groups,
                               bool tight);

/// Roads to draw: lanes in one line made one, those inside others left out, numbered from the south-west.
[[nodiscard]] std::vector<Road> roads_of(const std::vector<Corridor>& corridors);

}  // namespace plinth::layout
