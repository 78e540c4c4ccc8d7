// SPDX-License-Identifier: Apache-2.0
#include "core/geometry/exact.h"

#include <algorithm>
#include <cmath>

namespace plinth::exact {

long long root(WideUnsigned square) {
  // The floating-point root is only a first guess; the loops make it exact.
  auto guess = static_cast<WideUnsigned>(std::sqrt(static_cast<long double>(square)));
  while (guess * guess > square) --guess;
  while ((guess + 1) * (guess + 1) <= square) ++guess;
  return static_cast<long long>(guess);
}

long long rounded_ratio(Wide n, Wide d) {
  const Wide shifted = 2 * n + d;
  const Wide twice = 2 * d;
  Wide whole = shifted / twice;
  if (shifted % twice < 0) --whole;
  return static_cast<long long>(whole);
}

PlanPoint point_between(PlanPoint a, PlanPoint b, Wide n, Wide d) {
  return {a.x + rounded_ratio(n * (b.x - a.x), d), a.y + rounded_ratio(n * (b.y - a.y), d)};
}

bool on_segment(PlanPoint point, PlanPoint a, PlanPoint b) {
  const auto [x0, x1] = std::minmax(a.x, b.x);
  const auto [y0, y1] = std::minmax(a.y, b.y);
  if (point.x < x0 || point.x > x1 || point.y < y0 || point.y > y1) return false;
  return turn(a, b, point) == 0;
}

// Two convex sets, one of them open, are apart exactly when some line along a side of either separates them.
bool enters(PlanPoint a, PlanPoint b, const Rect& rect) {
  if (std::max(a.x, b.x) <= rect.x0 || std::min(a.x, b.x) >= rect.x1) return false;
  if (std::max(a.y, b.y) <= rect.y0 || std::min(a.y, b.y) >= rect.y1) return false;
  if (a == b) return true;
  int least = 1, most = -1;
  for (const PlanPoint corner : {PlanPoint{rect.x0, rect.y0}, PlanPoint{rect.x1, rect.y0}, PlanPoint{rect.x1, rect.y1},
                                 PlanPoint{rect.x0, rect.y1}}) {
    const int side = turn(a, b, corner);
    least = std::min(least, side);
    most = std::max(most, side);
  }
  return least < 0 && most > 0;
}

Side side_of(const Ring& ring, PlanPoint point, long long scale) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const PlanPoint a{ring[j].x * scale, ring[j].y * scale};
    const PlanPoint b{ring[i].x * scale, ring[i].y * scale};
    if ((a.y > point.y) == (b.y > point.y)) {
      // Not crossed by the ray to the right; the point may still lie on a horizontal edge or on an end.
      if ((a.y == point.y || b.y == point.y) && on_segment(point, a, b)) return Side::edge;
      continue;
    }
    const int side = turn(a, b, point);
    if (side == 0) return Side::edge;
    if ((side > 0) == (b.y > a.y)) inside = !inside;
  }
  return inside ? Side::inside : Side::outside;
}

namespace {

/// As cross, but fast: the callers of `meeting` have checked that all differences are at most 2*10^9.
long long narrow_cross(PlanPoint o, PlanPoint a, PlanPoint b) {
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/// Both segments lie on one line: compare their extents along it.
Meeting collinear_meeting(PlanPoint a, PlanPoint b, PlanPoint c, PlanPoint d) {
  // The order of points along a line is their lexicographic order, or its reverse.
  const auto [a0, a1] = std::minmax(a, b);
  const auto [c0, c1] = std::minmax(c, d);
  const PlanPoint from = std::max(a0, c0);
  const PlanPoint to = std::min(a1, c1);
  if (to < from) return {};
  return {from == to ? Contact::touch : Contact::overlap, from};
}

}  // namespace

Meeting meeting(PlanPoint a, PlanPoint b, PlanPoint c, PlanPoint d) {
  const long long abc = narrow_cross(a, b, c), abd = narrow_cross(a, b, d);
  if ((abc > 0 && abd > 0) || (abc < 0 && abd < 0)) return {};
  const int c_side = sign(abc), d_side = sign(abd);
  const int a_side = turn(c, d, a), b_side = turn(c, d, b);
  if (c_side == 0 && d_side == 0 && a_side == 0 && b_side == 0) return collinear_meeting(a, b, c, d);
  if (c_side * d_side < 0 && a_side * b_side < 0) {
    const Wide span = Wide{abc} - abd;
    return {Contact::cross, span > 0 ? point_between(c, d, abc, span) : point_between(c, d, -abc, -span)};
  }
  if (c_side == 0 && on_segment(c, a, b)) return {Contact::touch, c};
  if (d_side == 0 && on_segment(d, a, b)) return {Contact::touch, d};
  if (a_side == 0 && on_segment(a, c, d)) return {Contact::touch, a};
  if (b_side == 0 && on_segment(b, c, d)) return {Contact::touch, b};
  return {};
}

namespace {

bool is_spike(PlanPoint before, PlanPoint tip, PlanPoint after) {
  return before == tip || tip == after || (turn(tip, before, after) == 0 && dot(tip, before, after) > 0);
}

}  // namespace

bool has_spikes(const Ring& ring) {
  const std::size_t n = ring.size();
  for (std::size_t i = 0; i < n; ++i)
    if (is_spike(ring[(i + n - 1) % n], ring[i], ring[(i + 1) % n])) return true;
  return false;
}

Ring without_spikes(const Ring& ring) {
  Ring kept;
  for (const PlanPoint point : ring) {
    kept.push_back(point);
    while (kept.size() >= 2) {
      const std::size_t n = kept.size();
      if (kept[n - 1] == kept[n - 2]) {
        kept.pop_back();
      } else if (n >= 3 && is_spike(kept[n - 3], kept[n - 2], kept[n - 1])) {
        kept.erase(kept.end() - 2);
      } else {
        break;
      }
    }
  }
  // The seam between the last and the first point.
  std::size_t first = 0, last = kept.size();
  const auto at = [&](std::size_t i) { return kept[first + i % (last - first)]; };
  while (last - first >= 3) {
    const std::size_t n = last - first;
    if (is_spike(at(n - 2), at(n - 1), at(0))) {
      --last;
    } else if (is_spike(at(n - 1), at(0), at(1))) {
      ++first;
    } else {
      break;
    }
  }
  if (last - first < 3) return {};
  return {kept.begin() + static_cast<std::ptrdiff_t>(first), kept.begin() + static_cast<std::ptrdiff_t>(last)};
}

}  // namespace plinth::exact
