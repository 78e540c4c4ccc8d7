// SPDX-License-Identifier: Apache-2.0
#include "core/civil/bollards.h"

#include <algorithm>

namespace plinth::civil {
namespace {

struct BollardBasis {
  Millimetres distance, spacing, lane_gap, clearance;
};

/// Posts in one line from `a` to `b`, both ends included.
void line_of(PlanPoint a, PlanPoint b, Millimetres spacing, std::vector<PlanPoint>& out) {
  const Millimetres length = std::max(std::abs(b.x - a.x), std::abs(b.y - a.y));
  const Millimetres gaps = std::max<Millimetres>(1, (length + spacing - 1) / spacing);
  for (Millimetres i = 0; i <= gaps; ++i) out.push_back({a.x + (b.x - a.x) * i / gaps, a.y + (b.y - a.y) * i / gaps});
}

/// The posts that keep vehicles on `road` off `body`; empty when the gap has no room for them.
std::vector<PlanPoint> posts(const Rect& body, const Rect& road, const BollardBasis& b) {
  std::vector<PlanPoint> out;
  const Millimetres room = b.lane_gap + b.clearance;
  const Millimetres x0 = std::max(body.x0, road.x0), x1 = std::min(body.x1, road.x1);
  const Millimetres y0 = std::max(body.y0, road.y0), y1 = std::min(body.y1, road.y1);
  if (road.y1 + room <= body.y0 && x0 <= x1)
    line_of({x0, road.y1 + b.lane_gap}, {x1, road.y1 + b.lane_gap}, b.spacing, out);
  else if (body.y1 + room <= road.y0 && x0 <= x1)
    line_of({x0, road.y0 - b.lane_gap}, {x1, road.y0 - b.lane_gap}, b.spacing, out);
  else if (road.x1 + room <= body.x0 && y0 <= y1)
    line_of({road.x1 + b.lane_gap, y0}, {road.x1 + b.lane_gap, y1}, b.spacing, out);
  else if (body.x1 + room <= road.x0 && y0 <= y1)
    line_of({road.x0 - b.lane_gap, y0}, {road.x0 - b.lane_gap, y1}, b.spacing, out);
  return out;
}

}  // namespace

std::vector<Bollards> bollards_of(const Design& design, const Catalog& catalog, std::vector<Finding>& findings) {
  Basis limits(catalog, design.spec.project.jurisdiction);
  const BollardBasis b{limits.mm("bollard.distance"), limits.mm("bollard.spacing"), limits.mm("bollard.lane_gap"),
                       limits.mm("bollard.clearance")};
  if (!limits.missing().empty()) {
    findings.push_back(remark("CIV001", Severity::warning,
                              "the standards hold no `" + limits.missing().front() + "`: no bollards are placed",
                              "add it to catalog/standards or an overlay"));
    return {};
  }
  std::vector<Bollards> all;
  for (const Placement& p : design.layout.placements) {
    const ModuleType* type = catalog.module(p.module);
    if (!p.parent.empty() || type == nullptr || type->kind != "main_transformer") continue;
    const Rect body = footprint(*type, p);
    for (const Road& road : design.layout.roads) {
      if (distance(body, road.area) >= b.distance) continue;
      std::vector<PlanPoint> at = posts(body, road.area, b);
      if (!at.empty()) all.push_back({p.tag, road.name, std::move(at)});
    }
  }
  return all;
}

}  // namespace plinth::civil
