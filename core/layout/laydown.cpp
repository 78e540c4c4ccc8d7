// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/layout/job.h"

namespace plinth::layout {
namespace {

struct Spot {
  Rect area;
  Millimetres away = -1;
};

/// The place of this size nearest to the gate, on a raster of one metre in y and exact in x.
void seek(const Job& job, const Terrain& land, PlanPoint gate, Millimetres width, Millimetres height, Spot& best) {
  const Millimetres lane = job.limits.lane,
                    setback = job.spec.site.edges.empty() ? millimetres_up(job.spec.site.setback.si) : 0;
  const Margins margins{std::max(setback, lane) + 1, lane + 1, std::max<Millimetres>(3050, lane) + 1, true};
  const Rect box = land.bounds();
  const Millimetres step = std::max<Millimetres>(1000, box.height() / 512);
  for (Millimetres y = box.y0; y + height <= box.y1; y += step)
    for (const Span& span : land.spans(y, y + height, margins)) {
      if (span.to - span.from < width) continue;
      const Millimetres x = std::clamp(gate.x - width / 2, span.from, span.to - width);
      const Rect area{x, y, x + width, y + height};
      const bool taken = std::any_of(job.pinned.begin(), job.pinned.end(),
                                     [&](const GroundGroup& g) { return overlap(g.area.grown(lane), area); });
      const PlanPoint c = area.centre();
      const Millimetres away = std::abs(c.x - gate.x) + std::abs(c.y - gate.y);
      if (!taken && (best.away < 0 || away < best.away)) best = {area, away};
    }
}

}  // namespace

std::optional<GroundGroup> laydown_of(const Job& job, std::vector<Finding>& findings) {
  if (!job.spec.site.laydown || job.spec.site.gates.empty()) return std::nullopt;
  const double m2 = job.spec.site.laydown->si;
  Terrain land(job.spec.site);
  std::vector<Polygon> zones;
  for (const Zone& zone : job.spec.zones) zones.push_back(zone.area);
  land.exclude(zones, View{});
  Spot best;
  for (const double aspect : {1.5, 1.0, 2.5, 1.0 / 1.5, 0.4}) {
    const auto width = static_cast<Millimetres>(std::ceil(std::sqrt(m2 * aspect) * 10.0)) * 100;
    const auto height = static_cast<Millimetres>(std::ceil(m2 * 1e6 / static_cast<double>(width) / 100.0)) * 100;
    seek(job, land, job.spec.site.gates.front().at, width, height, best);
    if (best.away >= 0) break;  // the proportions of a yard that trucks turn in come first
  }
  if (best.away < 0) {
    findings.push_back(remark("LAY032", Severity::warning,
                              fmt::format("no room for a laydown area of {:.0f} m2 in one piece", m2),
                              "a smaller site.laydown, or land for it outside the parcel"));
    return std::nullopt;
  }
  GroundGroup group;
  group.name = kLaydown;
  group.facing = true;
  group.plan.width = best.area.width();
  group.plan.height = best.area.height();
  group.area = best.area;
  return group;
}

}  // namespace plinth::layout
