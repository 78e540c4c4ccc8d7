// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/layout/job.h"
#include "core/layout/spot.h"

namespace plinth::layout {
std::optional<GroundGroup> laydown_of(const Job& job, const std::vector<GroundGroup>& standing,
                                      std::vector<Finding>& findings) {
  if (!job.spec.site.laydown || job.spec.site.gates.empty()) return std::nullopt;
  const double m2 = job.spec.site.laydown->si;
  Terrain land(job.spec.site);
  std::vector<Polygon> zones;
  for (const Zone& zone : job.spec.zones) zones.push_back(zone.area);
  land.exclude(zones, View{});
  std::optional<Rect> best;
  for (const double aspect : {1.5, 1.0, 2.5, 1.0 / 1.5, 0.4}) {
    const auto width = static_cast<Millimetres>(std::ceil(std::sqrt(m2 * aspect) * 10.0)) * 100;
    const auto height = static_cast<Millimetres>(std::ceil(m2 * 1e6 / static_cast<double>(width) / 100.0)) * 100;
    best = nearest_spot(job, standing, land, job.spec.site.gates.front().at, width, height);
    if (best) break;  // the proportions of a yard that trucks turn in come first
  }
  if (!best) {
    findings.push_back(remark("LAY032", Severity::warning,
                              fmt::format("no room for a laydown area of {:.0f} m2 in one piece", m2),
                              "a smaller site.laydown, or land for it outside the parcel"));
    return std::nullopt;
  }
  GroundGroup group;
  group.name = kLaydown;
  group.facing = true;
  group.plan.width = best->width();
  group.plan.height = best->height();
  group.area = *best;
  return group;
}

}  // namespace plinth::layout
