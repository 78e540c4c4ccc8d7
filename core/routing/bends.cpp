// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/routing/record.h"

namespace plinth::routing {

Millimetres room_to_bend(const std::vector<PlanPoint>& points, Millimetres before, Millimetres after) {
  struct Straight {
    PlanPoint way;
    double length;
  };
  std::vector<Straight> legs;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const PlanPoint way{points[i].x - points[i - 1].x, points[i].y - points[i - 1].y};
    if (way.x != 0 || way.y != 0) legs.push_back({way, static_cast<double>(std::llabs(way.x) + std::llabs(way.y))});
  }
  const std::size_t n = legs.size();
  // Half of a straight belongs to the bend at each of its ends; one that ends at a port is all its bend's.
  const auto share = [&](std::size_t i) {
    if (i == 0) return legs[i].length + static_cast<double>(before);
    return i + 1 == n ? legs[i].length + static_cast<double>(after) : legs[i].length / 2;
  };
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < n; ++i) {
    double radius = std::min(share(i - 1), share(i));
    const auto step_aside = [&](std::size_t k) {  // legs k-1 and k+1 run the same way
      if (k == 0 || k + 1 >= n) return 0.0;
      const PlanPoint a = legs[k - 1].way, b = legs[k + 1].way;
      if (a.x * b.x + a.y * b.y <= 0) return 0.0;
      const double aside = legs[k].length, run = std::min(share(k - 1), share(k + 1)) * 2;
      return run < aside ? 0.0 : (run * run + aside * aside) / (4 * aside);  // else arcs of more than a right angle
    };
    radius = std::max({radius, step_aside(i - 1), step_aside(i)});
    least = std::min(least, radius);
  }
  return std::isinf(least) ? 0 : static_cast<Millimetres>(std::floor(least));
}

}  // namespace plinth::routing
