// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/base/finding.h"

namespace plinth {

/// Plan geometry in whole millimetres: comparisons are exact, touching is not overlapping.
using Millimetres = long long;

/// Axis-aligned rectangle, x0 < x1 and y0 < y1.
struct Rect {
  Millimetres x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  friend bool operator==(const Rect&, const Rect&) = default;
  friend auto operator<=>(const Rect&, const Rect&) = default;
  [[nodiscard]] Millimetres width() const { return x1 - x0; }
  [[nodiscard]] Millimetres height() const { return y1 - y0; }
  [[nodiscard]] PlanPoint centre() const { return {(x0 + x1) / 2, (y0 + y1) / 2}; }
  [[nodiscard]] Rect grown(Millimetres by) const { return {x0 - by, y0 - by, x1 + by, y1 + by}; }
  [[nodiscard]] Rect moved(Millimetres dx, Millimetres dy) const { return {x0 + dx, y0 + dy, x1 + dx, y1 + dy}; }
};

/// Interiors share area; a shared edge or corner does not count.
[[nodiscard]] bool overlap(const Rect& a, const Rect& b);
/// Every point of `inner` lies in `outer`; equal edges are allowed.
[[nodiscard]] bool contains(const Rect& outer, const Rect& inner);
/// Least edge-to-edge distance in millimetres (0 when they touch or overlap), rounded down.
[[nodiscard]] Millimetres distance(const Rect& a, const Rect& b);
/// The two closest points of two rectangles: first on a, second on b.
[[nodiscard]] std::pair<PlanPoint, PlanPoint> closest_points(const Rect& a, const Rect& b);
[[nodiscard]] Rect bounding_box(const Rect& a, const Rect& b);

/// A simple ring without the closing repeat of its first point.
using Ring = std::vector<PlanPoint>;

/// A parcel part: outer ring counter-clockwise, holes clockwise.
struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
  friend bool operator==(const Polygon&, const Polygon&) = default;
};

[[nodiscard]] Rect bounding_box(const Ring& ring);
/// Twice the signed area (positive when counter-clockwise), exact.
[[nodiscard]] __int128 twice_signed_area(const Ring& ring);
/// Area of outer minus holes in square metres.
[[nodiscard]] double area_m2(const Polygon& polygon);
/// Inside or on the edge of the outer ring and not strictly inside a hole.
[[nodiscard]] bool contains(const Polygon& polygon, PlanPoint point);
/// The whole rectangle lies in the polygon (edges may touch): no ring edge crosses its interior, corners inside.
[[nodiscard]] bool contains(const Polygon& polygon, const Rect& rect);
/// Rectangle and polygon interiors share area.
[[nodiscard]] bool overlap(const Polygon& polygon, const Rect& rect);
/// Least distance from the rectangle to any edge of the ring, millimetres, rounded down; 0 when they touch or cross.
[[nodiscard]] Millimetres distance(const Ring& ring, const Rect& rect);
[[nodiscard]] Millimetres distance(const Ring& ring, PlanPoint point);
/// The point of the ring nearest to `point`, rounded to whole millimetres.
[[nodiscard]] PlanPoint nearest_point(const Ring& ring, PlanPoint point);

/// Why a ring is not a boundary: fewer than three points, repeated points, zero area, or it crosses itself (with the
/// place and the two edge numbers, 1-based). Empty when it is sound.
struct RingFault {
  std::string what;
  std::optional<PlanPoint> at;
  int edge_a = 0, edge_b = 0;
};
[[nodiscard]] std::optional<RingFault> fault_of(const Ring& ring);
/// As above over the whole polygon: holes inside the outer ring, holes apart, no crossing between rings.
[[nodiscard]] std::optional<RingFault> fault_of(const Polygon& polygon);
/// Makes the outer ring counter-clockwise and the holes clockwise, starting at the lowest-leftmost point.
void normalise(Polygon& polygon);

}  // namespace plinth
