// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/input/site_areas.h"
#include "core/input/site_context.h"

namespace plinth {

/// One `[[site.overhead_line]]` before its course is known in plan millimetres.
struct PendingOverhead {
  std::string name;
  std::size_t path;
  double clearance, width;
  TextSpan span;
};

/// Least distance of a crane's boom and load to a conductor, metres, by the voltage of the line: 29 CFR 1926.1408
/// table A (10, 15, 20, 25, 35 and 45 ft); above its range 50 ft.
[[nodiscard]] double crane_clearance_m(double volts);

[[nodiscard]] std::vector<PendingOverhead> read_overhead(SiteContext& context, TomlTable& site, SiteAreas& areas);
/// Each span becomes a keep-out that roads may cross.
void take_overhead(SiteContext& context, const SiteAreas& areas, const std::vector<PendingOverhead>& pending);

}  // namespace plinth
