// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "core/geometry/exact.h"
#include "core/geometry/plan.h"

namespace plinth {
namespace {

using exact::Side;
using exact::Wide;
using exact::WideUnsigned;

/// Calls visit(a, b) for each edge of the ring until it returns true; says whether one did.
template <class Visit>
bool any_edge(const Ring& ring, Visit visit) {
  if (ring.empty()) return false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
    if (visit(ring[j], ring[i])) return true;
  return false;
}

bool is_area(const Rect& rect) { return rect.x0 < rect.x1 && rect.y0 < rect.y1; }

bool ring_enters(const Ring& ring, const Rect& rect) {
  return any_edge(ring, [&](PlanPoint a, PlanPoint b) { return exact::enters(a, b, rect); });
}

/// As above, for the area the ring bounds: a spike bounds nothing and does not count.
bool boundary_enters(const Ring& ring, const Rect& rect) {
  if (!ring_enters(ring, rect)) return false;
  return !exact::has_spikes(ring) || ring_enters(exact::without_spikes(ring), rect);
}

Side side_of_centre(const Ring& ring, const Rect& rect) {
  if (!exact::has_spikes(ring)) return exact::side_of(ring, {rect.x0 + rect.x1, rect.y0 + rect.y1}, 2);
  return exact::side_of(exact::without_spikes(ring), {rect.x0 + rect.x1, rect.y0 + rect.y1}, 2);
}

Millimetres gap(Millimetres from, Millimetres to, Millimetres p) {
  return std::max({Millimetres{0}, from - p, p - to});
}

WideUnsigned square_distance(const Rect& rect, PlanPoint p) {
  const Wide dx = gap(rect.x0, rect.x1, p.x), dy = gap(rect.y0, rect.y1, p.y);
  return static_cast<WideUnsigned>(dx * dx + dy * dy);
}

/// Squared distance as a whole part and a proper fraction, so that near ties are decided exactly.
struct Square {
  WideUnsigned whole = 0, rest = 0, of = 1;
  friend bool operator<(const Square& a, const Square& b) {
    if (a.whole != b.whole) return a.whole < b.whole;
    return a.rest * b.of < b.rest * a.of;
  }
};

WideUnsigned square_length(PlanPoint a, PlanPoint b) { return static_cast<WideUnsigned>(exact::dot(a, b, b)); }

Square square_distance(PlanPoint p, PlanPoint a, PlanPoint b) {
  const Wide along = exact::dot(a, b, p);
  const Wide length = exact::dot(a, b, b);
  if (along <= 0) return {square_length(a, p)};
  if (along >= length) return {square_length(b, p)};
  const Wide off = exact::cross(a, b, p);
  const auto n = static_cast<WideUnsigned>(off < 0 ? -off : off), d = static_cast<WideUnsigned>(length);
  return {n * n / d, n * n % d, d};
}

PlanPoint nearest_on_edge(PlanPoint p, PlanPoint a, PlanPoint b) {
  const Wide along = exact::dot(a, b, p);
  const Wide length = exact::dot(a, b, b);
  if (along <= 0) return a;
  if (along >= length) return b;
  return exact::point_between(a, b, along, length);
}

/// Squared distance of an edge that stays outside the rectangle's interior, rounded down.
WideUnsigned square_distance(const Rect& rect, PlanPoint a, PlanPoint b) {
  WideUnsigned least = std::min(square_distance(rect, a), square_distance(rect, b));
  for (const PlanPoint corner : {PlanPoint{rect.x0, rect.y0}, PlanPoint{rect.x1, rect.y0}, PlanPoint{rect.x1, rect.y1},
                                 PlanPoint{rect.x0, rect.y1}})
    least = std::min(least, square_distance(corner, a, b).whole);
  return least;
}

}  // namespace

bool contains(const Polygon& polygon, PlanPoint point) {
  if (exact::side_of(polygon.outer, point) == Side::outside) return false;
  return std::none_of(polygon.holes.begin(), polygon.holes.end(),
                      [&](const Ring& hole) { return exact::side_of(hole, point) == Side::inside; });
}

// No boundary runs through the interior, so all of it lies on one side of each ring: the centre decides for it.
bool contains(const Polygon& polygon, const Rect& rect) {
  if (!is_area(rect) || !contains(bounding_box(polygon.outer), rect)) return false;
  if (boundary_enters(polygon.outer, rect) || side_of_centre(polygon.outer, rect) != Side::inside) return false;
  return std::none_of(polygon.holes.begin(), polygon.holes.end(), [&](const Ring& hole) {
    return overlap(bounding_box(hole), rect) &&
           (boundary_enters(hole, rect) || side_of_centre(hole, rect) == Side::inside);
  });
}

// A boundary through the interior has polygon on one of its sides; else the centre decides for the whole rectangle.
bool overlap(const Polygon& polygon, const Rect& rect) {
  if (!is_area(rect) || !overlap(bounding_box(polygon.outer), rect)) return false;
  if (boundary_enters(polygon.outer, rect)) return true;
  if (side_of_centre(polygon.outer, rect) != Side::inside) return false;
  for (const Ring& hole : polygon.holes) {
    if (!overlap(bounding_box(hole), rect)) continue;
    if (boundary_enters(hole, rect)) return true;
    if (side_of_centre(hole, rect) == Side::inside) return false;
  }
  return true;
}

Millimetres distance(const Ring& ring, const Rect& rect) {
  WideUnsigned least = ~WideUnsigned{0};
  any_edge(ring, [&](PlanPoint a, PlanPoint b) {
    if (exact::enters(a, b, rect)) {
      least = 0;
      return true;
    }
    const auto [x0, x1] = std::minmax(a.x, b.x);
    const auto [y0, y1] = std::minmax(a.y, b.y);
    const Wide dx = std::max({Millimetres{0}, rect.x0 - x1, x0 - rect.x1});
    const Wide dy = std::max({Millimetres{0}, rect.y0 - y1, y0 - rect.y1});
    if (static_cast<WideUnsigned>(dx * dx + dy * dy) < least) least = std::min(least, square_distance(rect, a, b));
    return least == 0;
  });
  return ring.empty() ? 0 : exact::root(least);
}

Millimetres distance(const Ring& ring, PlanPoint point) {
  Square least{~WideUnsigned{0}};
  any_edge(ring, [&](PlanPoint a, PlanPoint b) {
    least = std::min(least, square_distance(point, a, b));
    return false;
  });
  return ring.empty() ? 0 : exact::root(least.whole);
}

PlanPoint nearest_point(const Ring& ring, PlanPoint point) {
  Square least{~WideUnsigned{0}};
  PlanPoint best = point;
  any_edge(ring, [&](PlanPoint a, PlanPoint b) {
    const Square square = square_distance(point, a, b);
    const PlanPoint candidate = nearest_on_edge(point, a, b);
    // Equally near places: the smallest, so that the answer does not depend on where the ring starts.
    if (square < least || (!(least < square) && candidate < best)) best = candidate;
    least = std::min(least, square);
    return false;
  });
  return best;
}

}  // namespace plinth
