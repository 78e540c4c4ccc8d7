// SPDX-License-Identifier: Apache-2.0
#include "core/layout/ground.h"

#include <algorithm>

namespace plinth::layout {

PlanPoint GroundGroup::to_site(PlanPoint p) const {
  switch (rotation) {
    case 90:
      p = {plan.height - p.y, p.x};
      break;
    case 180:
      p = {plan.width - p.x, plan.height - p.y};
      break;
    case 270:
      p = {p.y, plan.width - p.x};
      break;
    default:
      break;
  }
  return {p.x + area.x0, p.y + area.y0};
}

PlanPoint GroundGroup::to_local(PlanPoint p) const {
  p = {p.x - area.x0, p.y - area.y0};
  switch (rotation) {
    case 90:
      return {p.y, plan.height - p.x};
    case 180:
      return {plan.width - p.x, plan.height - p.y};
    case 270:
      return {plan.width - p.y, p.x};
    default:
      return p;
  }
}

Rect GroundGroup::to_site(const Rect& r) const {
  const PlanPoint a = to_site(PlanPoint{r.x0, r.y0}), b = to_site(PlanPoint{r.x1, r.y1});
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

}  // namespace plinth::layout
