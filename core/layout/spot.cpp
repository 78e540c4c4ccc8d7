// SPDX-License-Identifier: Apache-2.0
#include "core/layout/spot.h"

#include <algorithm>
#include <cstdlib>

namespace plinth::layout {
namespace {

constexpr Millimetres kWayIn = 100000;  // from a gate: the road may go straight on so far

/// A lane straight in from a gate, across the boundary it is on.
Rect way_in(const Job& job, PlanPoint gate) {
  Millimetres least = -1;
  bool northward = true;
  for (const Polygon& parcel : job.spec.site.parcels)
    for (std::size_t i = 0; i < parcel.outer.size(); ++i) {
      const PlanPoint a = parcel.outer[i], b = parcel.outer[(i + 1) % parcel.outer.size()];
      const Millimetres d = distance(Ring{a, b, a}, gate);
      if (least >= 0 && d >= least) continue;
      least = d;
      northward = std::abs(b.x - a.x) >= std::abs(b.y - a.y);
    }
  const Millimetres half = job.limits.lane / 2;
  return northward ? Rect{gate.x - half, gate.y - kWayIn, gate.x + half, gate.y + kWayIn}
                   : Rect{gate.x - kWayIn, gate.y - half, gate.x + kWayIn, gate.y + half};
}

}  // namespace

std::optional<Rect> nearest_spot(const Job& job, const std::vector<GroundGroup>& standing, const Terrain& land,
                                 PlanPoint gate, Millimetres width, Millimetres height) {
  const Millimetres lane = job.limits.lane,
                    setback = job.spec.site.edges.empty() ? millimetres_up(job.spec.site.setback.si) : 0;
  const Margins margins{std::max(setback, lane) + 1, lane + 1, std::max<Millimetres>(3050, lane) + 1, true};
  const Rect box = land.bounds(), way = way_in(job, gate);
  const Millimetres step = std::max<Millimetres>(1000, box.height() / 512);
  std::vector<Millimetres> levels{way.y1, way.y0 - height};
  for (Millimetres y = box.y0; y + height <= box.y1; y += step) levels.push_back(y);
  std::optional<Rect> best;
  Millimetres nearest = 0;
  for (const Millimetres y : levels)
    for (const Span& span : land.spans(y, y + height, margins)) {
      if (span.to - span.from < width) continue;
      for (const Millimetres wanted : {gate.x - width / 2, way.x1, way.x0 - width}) {
        const Millimetres x = std::clamp(wanted, span.from, span.to - width);
        const Rect area{x, y, x + width, y + height};
        const PlanPoint c = area.centre();
        const Millimetres away = std::abs(c.x - gate.x) + std::abs(c.y - gate.y);
        if (best && away >= nearest) continue;
        const bool taken = overlap(way, area) || std::any_of(standing.begin(), standing.end(), [&](const auto& g) {
                             return overlap(g.area.grown(lane), area);
                           });
        if (taken) continue;
        best = area;
        nearest = away;
      }
    }
  return best;
}

}  // namespace plinth::layout
