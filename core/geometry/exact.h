// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/geometry/plan.h"

/// Exact integer predicates behind plan.h. Differences of coordinates may reach 2*10^9 mm: their products fit 64 bits,
/// and squares of those fit 128.
namespace plinth::exact {

using Wide = __int128;
using WideUnsigned = unsigned __int128;

/// Cross product of (a - o) and (b - o): positive when o, a, b turn left.
[[nodiscard]] inline Wide cross(PlanPoint o, PlanPoint a, PlanPoint b) {
  return Wide{a.x - o.x} * (b.y - o.y) - Wide{a.y - o.y} * (b.x - o.x);
}
/// Dot product of (a - o) and (b - o).
[[nodiscard]] inline Wide dot(PlanPoint o, PlanPoint a, PlanPoint b) {
  return Wide{a.x - o.x} * (b.x - o.x) + Wide{a.y - o.y} * (b.y - o.y);
}
[[nodiscard]] inline int sign(Wide value) { return (value > 0) - (value < 0); }
[[nodiscard]] inline int turn(PlanPoint o, PlanPoint a, PlanPoint b) { return sign(cross(o, a, b)); }

/// Largest whole number whose square is at most `square`.
[[nodiscard]] long long root(WideUnsigned square);
/// Nearest whole number to n / d for d > 0; halves go up.
[[nodiscard]] long long rounded_ratio(Wide n, Wide d);

/// The point at fraction n / d of the way from a to b, rounded to whole millimetres.
[[nodiscard]] PlanPoint point_between(PlanPoint a, PlanPoint b, Wide n, Wide d);

/// The point lies on the closed segment a-b.
[[nodiscard]] bool on_segment(PlanPoint point, PlanPoint a, PlanPoint b);

/// The closed segment a-b has a point strictly inside the rectangle.
[[nodiscard]] bool enters(PlanPoint a, PlanPoint b, const Rect& rect);

enum class Side { outside, edge, inside };
/// Where point / scale is, by the even-odd rule; the scale allows for half millimetres.
[[nodiscard]] Side side_of(const Ring& ring, PlanPoint point, long long scale = 1);

/// How two closed segments meet. `touch`: in one point that is an end of either; `overlap`: in more than one point.
enum class Contact { none, touch, cross, overlap };
struct Meeting {
  Contact contact = Contact::none;
  PlanPoint at;  ///< exact for touch and overlap (one of the shared ends), rounded for cross
};
/// All coordinates must lie within 2*10^9 mm of each other.
[[nodiscard]] Meeting meeting(PlanPoint a, PlanPoint b, PlanPoint c, PlanPoint d);

/// The ring without repeated points and without spikes (a way out and back along the same line, enclosing nothing).
[[nodiscard]] Ring without_spikes(const Ring& ring);
[[nodiscard]] bool has_spikes(const Ring& ring);

}  // namespace plinth::exact
