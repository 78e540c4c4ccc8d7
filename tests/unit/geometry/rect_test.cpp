// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "core/geometry/plan.h"

using namespace plinth;

namespace {

constexpr Rect unit{0, 0, 1000, 1000};
constexpr Millimetres far = 1'000'000'000;

struct PairCase {
  const char* name;
  Rect a, b;
  bool overlap;
  Millimetres distance;
};

const PairCase pairs[] = {
    {"the same rectangle", unit, unit, true, 0},
    {"one millimetre shared", unit, {999, 0, 2000, 1000}, true, 0},
    {"touching at an edge is not overlapping", unit, {1000, 0, 2000, 1000}, false, 0},
    {"touching at a corner is not overlapping", unit, {1000, 1000, 2000, 2000}, false, 0},
    {"one millimetre apart", unit, {1001, 0, 2000, 1000}, false, 1},
    {"apart to the north", unit, {0, 1750, 1000, 2000}, false, 750},
    {"corner to corner, 3-4-5", unit, {1300, 1400, 2000, 2000}, false, 500},
    {"corner to corner, rounded down", unit, {1001, 1001, 2000, 2000}, false, 1},
    {"sqrt(2) * 1000 = 1414.2", unit, {2000, 2000, 3000, 3000}, false, 1414},
    {"inside", unit, {400, 400, 600, 600}, true, 0},
    {"a cross: no corner of either in the other", {0, 400, 1000, 600}, {400, 0, 600, 1000}, true, 0},
    {"at the ends of the range", {-far, -far, -far + 1, -far + 1}, {far - 1, far - 1, far, far}, false, 2'828'427'121},
};

}  // namespace

TEST_CASE("rectangles: overlap and distance, both ways round") {
  for (const PairCase& c : pairs) {
    CAPTURE(c.name);
    CHECK(overlap(c.a, c.b) == c.overlap);
    CHECK(overlap(c.b, c.a) == c.overlap);
    CHECK(distance(c.a, c.b) == c.distance);
    CHECK(distance(c.b, c.a) == c.distance);
  }
}

TEST_CASE("rectangles: the closest points are on their rectangles and as far apart as the distance") {
  for (const PairCase& c : pairs) {
    CAPTURE(c.name);
    const auto [p, q] = closest_points(c.a, c.b);
    CHECK(contains(c.a, Rect{p.x, p.y, p.x, p.y}));
    CHECK(contains(c.b, Rect{q.x, q.y, q.x, q.y}));
    CHECK(distance(Rect{p.x, p.y, p.x, p.y}, Rect{q.x, q.y, q.x, q.y}) == c.distance);
  }
  CHECK(closest_points(unit, {1300, 1400, 2000, 2000}) == std::pair(PlanPoint{1000, 1000}, PlanPoint{1300, 1400}));
  // Facing edges: the middle of what they share.
  CHECK(closest_points(unit, {1500, 600, 2000, 2000}) == std::pair(PlanPoint{1000, 800}, PlanPoint{1500, 800}));
}

TEST_CASE("rectangles: containment") {
  CHECK(contains(unit, unit));
  CHECK(contains(unit, {0, 0, 1000, 999}));
  CHECK_FALSE(contains(unit, {-1, 0, 1000, 1000}));
  CHECK_FALSE(contains(unit, {0, -1, 1000, 1000}));
  CHECK_FALSE(contains(unit, {0, 0, 1001, 1000}));
  CHECK_FALSE(contains(unit, {0, 0, 1000, 1001}));
  CHECK(bounding_box(unit, {-5, 400, 600, 2000}) == Rect{-5, 0, 1000, 2000});
}
