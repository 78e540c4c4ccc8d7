// SPDX-License-Identifier: Apache-2.0
#include "core/geometry/plan.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/geometry/exact.h"

namespace plinth {
namespace {

/// The free space between two intervals; 0 when they touch or overlap.
Millimetres gap(Millimetres a0, Millimetres a1, Millimetres b0, Millimetres b1) {
  return std::max({Millimetres{0}, b0 - a1, a0 - b1});
}

/// The closest coordinates of two intervals, the first on a; the middle of what they share when they overlap.
std::pair<Millimetres, Millimetres> closest(Millimetres a0, Millimetres a1, Millimetres b0, Millimetres b1) {
  if (a1 < b0) return {a1, b0};
  if (b1 < a0) return {a0, b1};
  const Millimetres middle = std::midpoint(std::max(a0, b0), std::min(a1, b1));
  return {middle, middle};
}

}  // namespace

bool overlap(const Rect& a, const Rect& b) { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1; }

bool contains(const Rect& outer, const Rect& inner) {
  return outer.x0 <= inner.x0 && inner.x1 <= outer.x1 && outer.y0 <= inner.y0 && inner.y1 <= outer.y1;
}

Millimetres distance(const Rect& a, const Rect& b) {
  const Millimetres dx = gap(a.x0, a.x1, b.x0, b.x1);
  const Millimetres dy = gap(a.y0, a.y1, b.y0, b.y1);
  if (dx == 0 || dy == 0) return dx + dy;
  return exact::root(static_cast<exact::WideUnsigned>(exact::Wide{dx} * dx + exact::Wide{dy} * dy));
}

std::pair<PlanPoint, PlanPoint> closest_points(const Rect& a, const Rect& b) {
  const auto [ax, bx] = closest(a.x0, a.x1, b.x0, b.x1);
  const auto [ay, by] = closest(a.y0, a.y1, b.y0, b.y1);
  return {{ax, ay}, {bx, by}};
}

Rect bounding_box(const Rect& a, const Rect& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

Rect bounding_box(const Ring& ring) {
  if (ring.empty()) return {};
  Rect box{ring[0].x, ring[0].y, ring[0].x, ring[0].y};
  for (const PlanPoint p : ring) box = bounding_box(box, {p.x, p.y, p.x, p.y});
  return box;
}

__int128 twice_signed_area(const Ring& ring) {
  __int128 sum = 0;
  for (std::size_t i = 2; i < ring.size(); ++i) sum += exact::cross(ring[0], ring[i - 1], ring[i]);
  return sum;
}

double area_m2(const Polygon& polygon) {
  const auto size = [](const Ring& ring) {
    const __int128 twice = twice_signed_area(ring);
    return twice < 0 ? -twice : twice;
  };
  __int128 twice = size(polygon.outer);
  for (const Ring& hole : polygon.holes) twice -= size(hole);
  return static_cast<double>(twice) / 2e6;
}

void normalise(Polygon& polygon) {
  const auto turned = [](Ring& ring, bool counter_clockwise) {
    if ((twice_signed_area(ring) > 0) != counter_clockwise) std::reverse(ring.begin(), ring.end());
    const auto lower_left = [](PlanPoint a, PlanPoint b) { return std::pair(a.y, a.x) < std::pair(b.y, b.x); };
    std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end(), lower_left), ring.end());
  };
  turned(polygon.outer, true);
  for (Ring& hole : polygon.holes) turned(hole, false);
}

}  // namespace plinth
