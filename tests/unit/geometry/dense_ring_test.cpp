// SPDX-License-Identifier: Apache-2.0
#include "core/geometry/dense_ring.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace plinth;

namespace {

Ring outline(std::mt19937& random, int count, double radius, double rough) {
  std::uniform_real_distribution<double> off(-rough, rough);
  Ring ring;
  for (int i = 0; i < count; ++i) {
    const double a = 2 * std::acos(-1.0) * i / count, r = radius + off(random);
    ring.push_back({std::llround(r * std::cos(a)), std::llround(r * std::sin(a))});
  }
  return ring;
}

}  // namespace

TEST_CASE("a dense polygon holds the points that the plain one holds, corners and sides included") {
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    const Polygon polygon{outline(random, 40 + 60 * round, 50000, 20000), {outline(random, 9 + round, 20000, 5000)}};
    const DensePolygon dense(polygon);
    std::uniform_int_distribution<Millimetres> place(-75000, 75000);
    for (int i = 0; i < 300; ++i) {
      const PlanPoint p{place(random), place(random)};
      REQUIRE(dense.contains(p) == contains(polygon, p));
    }
    for (const Ring* ring : {&polygon.outer, &polygon.holes[0]})
      for (const PlanPoint p : *ring)
        for (const Millimetres dx : {-1, 0, 1})
          for (const Millimetres dy : {-1, 0, 1}) {
            const PlanPoint near{p.x + dx, p.y + dy};
            REQUIRE(dense.contains(near) == contains(polygon, near));
          }
  }
}

TEST_CASE("chords: every point within the slack of its chord, all sides once, joins kept") {
  std::mt19937 random(6);
  for (const double rough : {0.0, 4.0, 40.0}) {
    const Ring ring = outline(random, 5000, 200000, rough);
    const auto chords = chords_of(ring, 10, [](std::size_t i) { return i != 1234; });
    std::size_t next = 0;
    bool breaks = false;
    for (const Chord& chord : chords) {
      REQUIRE(chord.from == next);
      next = chord.to == 0 ? ring.size() : chord.to;
      breaks = breaks || chord.from == 1234;
      CHECK(chord.slack <= 10);
      CHECK(slack_of(ring, chord.from, chord.to) == chord.slack);
    }
    CHECK(next == ring.size());
    CHECK(breaks);
    // A circle of 200 m: sagitta 10 mm over a chord of sqrt(8 r s) = 4 m, 314 of them; lengths grow by halves.
    if (rough == 0.0) CHECK(chords.size() < 700);
  }
  const Ring square{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
  const auto sides = chords_of(square, 0, [](std::size_t) { return false; });
  REQUIRE(sides.size() == 4);
  CHECK(sides[3].to == 0);
}

TEST_CASE(
    "a coarse outline: few points within what it says, its area near that of the fine one; small ones as they are") {
  std::mt19937 random(7);
  const Polygon fine{outline(random, 20000, 200000, 300), {outline(random, 3000, 50000, 0)}};
  const CoarseOutline coarse = coarse_outline(fine, 500);
  CHECK(coarse.polygon.outer.size() <= 500);
  CHECK(coarse.polygon.holes[0].size() <= 500);
  CHECK(coarse.within <= 1280);
  CHECK(fault_of(coarse.polygon) == std::nullopt);
  for (const PlanPoint p : fine.holes[0]) CHECK(distance(coarse.polygon.holes[0], p) <= coarse.within);
  const double area = static_cast<double>(twice_signed_area(fine.outer));
  CHECK(static_cast<double>(twice_signed_area(coarse.polygon.outer)) == doctest::Approx(area).epsilon(0.005));
  const Polygon square{{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}}, {}};
  CHECK(coarse_outline(square, 500).polygon == square);
  CHECK(coarse_outline(square, 500).within == 0);
}
