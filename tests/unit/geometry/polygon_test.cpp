// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "core/geometry/plan.h"

using namespace plinth;

namespace {

const Ring square{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
const Ring ell{{0, 0}, {1000, 0}, {1000, 400}, {400, 400}, {400, 1000}, {0, 1000}};
/// A U open to the north: the notch is x 400-600, y 300-1000.
const Ring notched{{0, 0}, {1000, 0}, {1000, 1000}, {600, 1000}, {600, 300}, {400, 300}, {400, 1000}, {0, 1000}};
const Ring hole{{400, 400}, {400, 600}, {600, 600}, {600, 400}};
/// Sides of slope 1 and -1 through whole points.
const Ring diamond{{500, 0}, {1000, 500}, {500, 1000}, {0, 500}};
const Ring out_spike{{0, 0}, {1000, 0}, {1000, 500}, {2000, 500}, {1000, 500}, {1000, 1000}, {0, 1000}};
const Ring in_spike{{0, 0}, {1000, 0}, {1000, 500}, {300, 500}, {1000, 500}, {1000, 1000}, {0, 1000}};
const Ring seam_spike{{-700, 0}, {0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 0}};

struct RectCase {
  const char* name;
  Polygon polygon;
  Rect rect;
  bool contains, overlap;
};

const RectCase cases[] = {
    {"well inside", {square, {}}, {100, 100, 900, 900}, true, true},
    {"exactly the polygon", {square, {}}, {0, 0, 1000, 1000}, true, true},
    {"touching one edge from inside", {square, {}}, {0, 100, 500, 500}, true, true},
    {"1 mm out to the west", {square, {}}, {-1, 100, 500, 500}, false, true},
    {"1 mm out to the north", {square, {}}, {100, 100, 500, 1001}, false, true},
    {"touching an edge from outside", {square, {}}, {1000, 0, 1500, 1000}, false, false},
    {"touching a corner from outside", {square, {}}, {1000, 1000, 1500, 1500}, false, false},
    {"1 mm away", {square, {}}, {1001, 0, 1500, 1000}, false, false},
    {"polygon smaller than the rectangle", {square, {}}, {-100, -100, 1100, 1100}, false, true},
    {"polygon crosses the rectangle like a beam", {square, {}}, {-100, 400, 1100, 600}, false, true},
    {"fills the foot of the L", {ell, {}}, {0, 0, 1000, 400}, true, true},
    {"1 mm above the foot of the L", {ell, {}}, {0, 0, 1000, 401}, false, true},
    {"in the missing quarter, touching both edges", {ell, {}}, {400, 400, 1000, 1000}, false, false},
    {"corner on the inner corner of the L", {ell, {}}, {0, 0, 400, 400}, true, true},
    {"across a concave notch, all four corners inside", {notched, {}}, {100, 400, 900, 900}, false, true},
    {"below the notch, touching its floor", {notched, {}}, {100, 100, 900, 300}, true, true},
    {"1 mm into the notch floor", {notched, {}}, {100, 100, 900, 301}, false, true},
    {"exactly filling the notch", {notched, {}}, {400, 300, 600, 1000}, false, false},
    {"around a hole", {square, {hole}}, {300, 300, 700, 700}, false, true},
    {"exactly around a hole", {square, {hole}}, {400, 400, 600, 600}, false, false},
    {"inside a hole", {square, {hole}}, {450, 450, 550, 550}, false, false},
    {"touching a hole", {square, {hole}}, {0, 0, 400, 1000}, true, true},
    {"1 mm over a hole", {square, {hole}}, {0, 0, 401, 1000}, false, true},
    {"touching a corner of a hole", {square, {hole}}, {0, 0, 400, 400}, true, true},
    {"hole inside the rectangle", {square, {{{450, 450}, {450, 460}, {460, 450}}}}, {0, 0, 1000, 1000}, false, true},
    {"in a diamond, corners on its sides", {diamond, {}}, {250, 250, 750, 750}, true, true},
    {"in a diamond, 1 mm too wide", {diamond, {}}, {249, 250, 750, 750}, false, true},
    {"outside a diamond, touching its side", {diamond, {}}, {750, 0, 1000, 250}, false, false},
    {"outside a diamond, 1 mm over its side", {diamond, {}}, {749, 0, 1000, 251}, false, true},
    {"in the bounding box of a diamond only", {diamond, {}}, {0, 0, 200, 200}, false, false},
    {"a spike reaching out bounds nothing", {out_spike, {}}, {1200, 400, 1400, 600}, false, false},
    {"beside the foot of a spike reaching out", {out_spike, {}}, {0, 0, 1000, 1000}, true, true},
    {"a spike reaching in takes nothing away", {in_spike, {}}, {0, 0, 1000, 1000}, true, true},
    {"a spike over the seam of the ring", {seam_spike, {}}, {-600, -100, -100, 100}, false, false},
    {"beside the spike over the seam", {seam_spike, {}}, {0, 0, 1000, 1000}, true, true},
    {"a hole without area takes nothing away",
     {square, {{{400, 500}, {600, 500}, {500, 500}}}},
     {0, 0, 1000, 1000},
     true,
     true},
    {"an empty polygon", {{}, {}}, {0, 0, 1, 1}, false, false},
    {"a polygon that is a line", {{{0, 0}, {1000, 0}, {500, 0}}, {}}, {0, -10, 100, 10}, false, false},
    {"no rectangle: no width", {square, {}}, {500, 100, 500, 900}, false, false},
};

/// The same plan moved, turned by quarter turns, or walked the other way round: nothing may change.
Polygon transformed(Polygon polygon, Millimetres by, bool swap_axes, bool reverse, std::ptrdiff_t start) {
  const auto apply = [&](Ring& ring) {
    for (PlanPoint& p : ring) p = swap_axes ? PlanPoint{p.y + by, p.x + by} : PlanPoint{p.x + by, p.y + by};
    if (reverse) std::reverse(ring.begin(), ring.end());
    if (!ring.empty()) std::rotate(ring.begin(), ring.begin() + start % std::ssize(ring), ring.end());
  };
  apply(polygon.outer);
  for (Ring& ring : polygon.holes) apply(ring);
  return polygon;
}
Rect transformed(const Rect& r, Millimetres by, bool swap_axes) {
  return swap_axes ? Rect{r.y0 + by, r.x0 + by, r.y1 + by, r.x1 + by} : r.moved(by, by);
}

}  // namespace

TEST_CASE("polygon against rectangle: boundary cases, however the ring is written and wherever it lies") {
  for (const RectCase& c : cases)
    for (const Millimetres by : {0LL, -777LL, 999'000'000LL, -999'000'000LL})
      for (const bool swap_axes : {false, true})
        for (const bool reverse : {false, true})
          for (const std::ptrdiff_t start : {0, 1, 2, 3}) {
            CAPTURE(c.name);
            CAPTURE(by);
            CAPTURE(swap_axes);
            CAPTURE(reverse);
            CAPTURE(start);
            const Polygon polygon = transformed(c.polygon, by, swap_axes, reverse, start);
            const Rect rect = transformed(c.rect, by, swap_axes);
            CHECK(contains(polygon, rect) == c.contains);
            CHECK(overlap(polygon, rect) == c.overlap);
          }
}

TEST_CASE("polygon against point") {
  const Polygon p{square, {hole}};
  CHECK(contains(p, PlanPoint{1, 1}));
  CHECK(contains(p, PlanPoint{0, 0}));
  CHECK(contains(p, PlanPoint{1000, 500}));
  CHECK(contains(p, PlanPoint{500, 1000}));
  CHECK_FALSE(contains(p, PlanPoint{1001, 500}));
  CHECK_FALSE(contains(p, PlanPoint{-1, 0}));
  CHECK_FALSE(contains(p, PlanPoint{500, 500}));
  CHECK(contains(p, PlanPoint{400, 500}));
  CHECK(contains(p, PlanPoint{600, 600}));
  // Level with vertices, where a careless ray counts a corner twice.
  CHECK_FALSE(contains(Polygon{diamond, {}}, PlanPoint{-1, 500}));
  CHECK_FALSE(contains(Polygon{diamond, {}}, PlanPoint{1001, 500}));
  CHECK(contains(Polygon{diamond, {}}, PlanPoint{500, 500}));
  CHECK_FALSE(contains(Polygon{}, PlanPoint{0, 0}));
}

TEST_CASE("areas are exact at the ends of the range") {
  constexpr Millimetres far = 1'000'000'000;
  const Ring world{{-far, -far}, {far, -far}, {far, far}, {-far, far}};
  CHECK(twice_signed_area(world) == static_cast<__int128>(8) * far * far);
  CHECK(twice_signed_area({world.rbegin(), world.rend()}) == static_cast<__int128>(-8) * far * far);
  CHECK(area_m2({square, {}}) == 1.0);
  CHECK(area_m2({square, {hole}}) == 0.96);
  CHECK(area_m2({ell, {}}) == doctest::Approx(0.64));
  CHECK(area_m2({}) == 0);
}

TEST_CASE("distance from a ring, rounded down") {
  CHECK(distance(square, Rect{100, 200, 700, 500}) == 100);
  CHECK(distance(square, Rect{0, 200, 700, 500}) == 0);
  CHECK(distance(square, Rect{-10, 200, 700, 500}) == 0);
  CHECK(distance(square, Rect{1300, 1400, 1500, 1500}) == 500);
  CHECK(distance(square, Rect{-100, -100, 2000, 2000}) == 0);
  // The line x + y = 500 against the corner (200, 200): 100 / sqrt(2) = 70.7.
  CHECK(distance(diamond, Rect{100, 100, 200, 200}) == 70);
  CHECK(distance(Ring{{0, 0}, {1000, 1}, {0, 2}}, Rect{2000, 0, 2100, 1}) == 1000);
  CHECK(distance(square, PlanPoint{500, 300}) == 300);
  CHECK(distance(square, PlanPoint{1003, 1004}) == 5);
  CHECK(distance(square, PlanPoint{1000, 0}) == 0);
  CHECK(distance(diamond, PlanPoint{0, 0}) == 353);
  constexpr Millimetres far = 1'000'000'000;
  const Ring world{{-far, -far}, {far, -far}, {far, far}, {-far, far}};
  CHECK(distance(world, PlanPoint{0, 1}) == far - 1);
  CHECK(distance(Ring{{-far, -far}, {far, far}, {far - 1, far}}, PlanPoint{far, -far}) == 1'414'213'562);
}

TEST_CASE("the nearest point of a ring does not depend on where it starts") {
  for (std::ptrdiff_t start = 0; start < 4; ++start) {
    Ring ring = diamond;
    std::rotate(ring.begin(), ring.begin() + start, ring.end());
    CHECK(nearest_point(ring, {0, 0}) == PlanPoint{250, 250});
    CHECK(nearest_point(ring, {500, 500}) == PlanPoint{250, 250});  // four are equally near
    CHECK(nearest_point(ring, {1200, 500}) == PlanPoint{1000, 500});
    CHECK(nearest_point(ring, {500, 1}) == PlanPoint{500, 1});  // 0.7 mm off a side, rounded
  }
  CHECK(nearest_point(square, {300, -50}) == PlanPoint{300, 0});
  CHECK(nearest_point(square, {-50, -50}) == PlanPoint{0, 0});
}

TEST_CASE("normalise turns and starts rings the same way whatever they were") {
  const Polygon wanted{square, {{{400, 400}, {400, 600}, {600, 600}, {600, 400}}}};
  for (const bool reverse : {false, true})
    for (const std::ptrdiff_t start : {0, 1, 2, 3}) {
      Polygon p = transformed({square, {hole}}, 0, false, reverse, start);
      normalise(p);
      CHECK(p == wanted);
      CHECK(twice_signed_area(p.outer) > 0);
      CHECK(twice_signed_area(p.holes[0]) < 0);
    }
  Polygon empty;
  normalise(empty);
  CHECK(empty == Polygon{});
}
