// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "core/geometry/plan.h"

using namespace plinth;

namespace {

struct FaultCase {
  const char* name;
  Ring ring;
  const char* what;  ///< "" when sound
  std::optional<PlanPoint> at;
  int edge_a, edge_b;
};

constexpr Millimetres far = 1'000'000'000;

const FaultCase cases[] = {
    {"a triangle", {{0, 0}, {10, 0}, {0, 10}}, "", {}, 0, 0},
    {"a straight point on an edge is sound", {{0, 0}, {5, 0}, {10, 0}, {0, 10}}, "", {}, 0, 0},
    {"at the ends of the range", {{-far, -far}, {far, -far}, {far, far}, {-far, far}}, "", {}, 0, 0},
    {"nothing", {}, "has fewer than three points", {}, 0, 0},
    {"two points", {{0, 0}, {10, 0}}, "has fewer than three points", {}, 0, 0},
    {"a repeated point", {{0, 0}, {10, 0}, {10, 0}, {0, 10}}, "repeats a point", PlanPoint{10, 0}, 2, 2},
    {"closed by its first point",
     {{0, 0}, {10, 0}, {0, 10}, {0, 0}},
     "repeats its first point at the end",
     PlanPoint{0, 0},
     4,
     4},
    {"all on one line", {{0, 0}, {10, 0}, {5, 0}}, "encloses no area", PlanPoint{0, 0}, 0, 0},
    {"a bow tie", {{0, 0}, {10, 10}, {10, 0}, {0, 10}}, "crosses itself", PlanPoint{5, 5}, 1, 3},
    {"a crossing off the whole millimetres",
     {{0, 0}, {10, 3}, {10, 0}, {0, 9}},
     "crosses itself",
     PlanPoint{8, 2},
     1,
     3},
    {"a spike",
     {{0, 0}, {10, 0}, {10, 5}, {20, 5}, {10, 5}, {10, 10}, {0, 10}},
     "touches itself",
     PlanPoint{10, 5},
     2,
     4},
    {"a spike along an edge",
     {{0, 0}, {10, 0}, {5, 0}, {5, 10}, {0, 10}},
     "turns back on itself",
     PlanPoint{5, 0},
     1,
     2},
    {"a vertex on a far edge", {{0, 0}, {10, 0}, {10, 10}, {5, 0}, {0, 10}}, "touches itself", PlanPoint{5, 0}, 1, 3},
    {"two vertices in one place",
     {{0, 0}, {5, 5}, {10, 0}, {10, 10}, {5, 5}, {0, 10}},
     "touches itself",
     PlanPoint{5, 5},
     1,
     4},
    {"an edge run over again",
     {{0, 0}, {10, 0}, {10, 10}, {12, 10}, {12, 0}, {2, 0}, {0, 10}},
     "runs over itself",
     PlanPoint{2, 0},
     1,
     5},
    {"too wide", {{-far, 0}, {far + 1, 0}, {0, 10}}, "spans more than 2000 km", {}, 0, 0},
    {"too far",
     {{1LL << 61, 0}, {(1LL << 61) + 10, 0}, {1LL << 61, 10}},
     "has a point too far from the origin",
     {},
     0,
     0},
};

struct PolygonCase {
  const char* name;
  std::vector<Ring> holes;  ///< in the U below
  const char* what;
};

/// A U open to the north: notch x 40-60, y 30-100.
const Ring outer{{0, 0}, {100, 0}, {100, 100}, {60, 100}, {60, 30}, {40, 30}, {40, 100}, {0, 100}};

Ring box(Millimetres x0, Millimetres y0, Millimetres x1, Millimetres y1) {
  return {{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}};
}

const PolygonCase polygon_cases[] = {
    {"no hole", {}, ""},
    {"a hole inside", {box(10, 10, 20, 20)}, ""},
    {"two holes apart", {box(10, 10, 20, 20), box(30, 10, 40, 20)}, ""},
    {"holes meeting in a corner", {box(10, 10, 20, 20), box(20, 20, 30, 30)}, ""},
    {"a hole with a corner on the outer ring", {{{0, 50}, {10, 60}, {10, 40}}}, ""},
    {"a hole outside", {box(200, 0, 210, 10)}, "hole 1 is outside the outer ring"},
    {"a hole in the notch", {box(45, 50, 55, 60)}, "hole 1 is outside the outer ring"},
    {"a hole in the notch touching its walls", {{{40, 50}, {50, 60}, {60, 50}}}, "hole 1 is outside the outer ring"},
    {"a hole leaving through corners only",
     {{{20, 90}, {40, 100}, {60, 100}, {80, 90}, {50, 20}}},
     "hole 1 crosses the outer ring"},
    {"a hole spanning the notch between its corners",
     {{{20, 90}, {30, 95}, {40, 100}, {50, 110}, {60, 100}, {80, 90}, {50, 20}}},
     "hole 1 crosses the outer ring"},
    {"a hole around everything", {box(-10, -10, 110, 110)}, "hole 1 is outside the outer ring"},
    {"a hole through the outer ring", {box(-10, 10, 10, 20)}, "hole 1 crosses the outer ring"},
    {"a hole along the outer ring", {box(0, 10, 10, 20)}, "hole 1 runs along the outer ring"},
    {"a hole in a hole", {box(10, 10, 20, 20), box(12, 12, 18, 18)}, "hole 2 overlaps hole 1"},
    {"a hole around a hole", {box(12, 12, 18, 18), box(10, 10, 20, 20)}, "hole 2 overlaps hole 1"},
    {"a hole in a hole, touching",
     {box(10, 10, 20, 20), {{10, 15}, {15, 20}, {20, 15}, {15, 10}}},
     "hole 2 overlaps hole 1"},
    {"the same hole twice", {box(10, 10, 20, 20), box(10, 10, 20, 20)}, "hole 2 runs along hole 1"},
    {"a hole too far away to compute with", {box(3 * far, 0, 3 * far + 10, 10)}, "hole 1 is outside the outer ring"},
    {"holes that cross", {box(10, 10, 20, 20), box(15, 15, 25, 25)}, "hole 2 crosses hole 1"},
    {"a hole that crosses itself", {{{10, 10}, {20, 20}, {20, 10}, {10, 20}}}, "hole 1 crosses itself"},
};

}  // namespace

TEST_CASE("faults of a ring") {
  for (const FaultCase& c : cases) {
    CAPTURE(c.name);
    const auto fault = fault_of(c.ring);
    CHECK(std::string(fault ? fault->what : "") == c.what);
    if (!fault) continue;
    CHECK(fault->at == c.at);
    CHECK(fault->edge_a == c.edge_a);
    CHECK(fault->edge_b == c.edge_b);
  }
}

TEST_CASE("faults of a polygon") {
  for (const PolygonCase& c : polygon_cases) {
    CAPTURE(c.name);
    const auto fault = fault_of(Polygon{outer, c.holes});
    CHECK(std::string(fault ? fault->what : "") == c.what);
  }
}

TEST_CASE("a hole that meets the outer ring in corners only, on either side of it") {
  // Its edge from (40,100) to (60,100) closes the mouth of the notch: no proper crossing, but that edge is outside.
  const Ring mouth{{20, 50}, {40, 100}, {60, 100}, {80, 50}, {70, 20}, {30, 20}};
  const auto fault = fault_of(Polygon{outer, {mouth}});
  REQUIRE(fault);
  CHECK(fault->what == "hole 1 is outside the outer ring");
}

TEST_CASE("rings of 20,000 points are judged, sound or not") {
  constexpr int count = 20'000;
  Ring circle, comb, star;
  for (int i = 0; i < count; ++i) {
    const double angle = 2 * 3.14159265358979 * i / count;
    circle.push_back({std::llround(9e8 * std::cos(angle)), std::llround(9e8 * std::sin(angle))});
    // Teeth as long as the whole: every edge is in every sweep, whichever way it goes.
    const double skew = i % 2 == 0 ? 0 : 1e6;
    comb.push_back({std::llround(skew + i * 10.0), std::llround(skew)});
    const double jump = 2 * 3.14159265358979 * (static_cast<double>(i) * (count / 2 - 1) / count);
    star.push_back({std::llround(9e8 * std::cos(jump)), std::llround(9e8 * std::sin(jump))});
  }
  comb.push_back({2'000'000, -2'000'000});
  // No clock here: a quadratic search would take minutes, and ctest's own limit would say so.
  CHECK_FALSE(fault_of(circle));
  CHECK_FALSE(fault_of(comb));  // the worst case: every pair of boxes meets
  CHECK(fault_of(star));
}
