// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/input/site_areas.h"
#include "core/input/site_context.h"

namespace plinth {

/// One `[[zone]]` before its area is known in plan millimetres.
struct PendingZone {
  std::string name, holds;
  std::size_t area;
  TextSpan span;
};

[[nodiscard]] std::vector<PendingZone> read_zones(SiteContext& context, TomlTable& root, SiteAreas& areas);
/// Reports zones off the site (a warning) and zones for different things that overlap.
void take_zones(SiteContext& context, SiteAreas& areas, const std::vector<PendingZone>& pending);

/// `[[adjacency]]`: pairs that stand near to or far from one another. Reports pairs asked for both at once.
void read_adjacencies(SiteContext& context, TomlTable& root);

}  // namespace plinth
