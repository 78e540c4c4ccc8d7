// SPDX-License-Identifier: Apache-2.0
#include "core/model/pavement.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace plinth;

namespace {

/// A bend: a road 60 m east and one 40 m north of a common corner, 6 m wide, filled with 10 m.
Design bend() {
  Design design;
  design.layout.roads = {{"East", "access", {0, 0, 60000, 6000}, 0}, {"North", "access", {0, 0, 6000, 40000}, 0}};
  design.civil.turns = {{"East", "North", {6000, 6000}, 1, 1, Length{10.0}, Length{16.0}}};
  for (const auto& [id, value] :
       {std::pair{"vehicle.margin", 0.5}, {"vehicle.turning", 12.0}, {"vehicle.width", 3.0}}) {
    Limit limit;
    limit.id = id;
    limit.jurisdiction = "all";
    limit.dimension = Dimension::length;
    limit.si = value;
    design.catalog.limits.push_back(limit);
  }
  return design;
}

constexpr double kCorner = 1 - 3.14159265358979 / 4;  // of a square, beyond its quarter circle

}  // namespace

TEST_CASE("pavement of a bend by hand: lanes once, fillet inside, kerb rounded outside") {
  Design design = bend();
  // 60 * 6 + 34 * 6, fillet 10 m, outside 14 m: vehicle 12 + 1.5 + 0.5, less than the 16 m about the same centre.
  const auto paved = pavement(design);
  REQUIRE(paved.size() == 1);
  CHECK(paved[0].holes.empty());
  CHECK(size_of(paved).area.si == doctest::Approx(360 + 204 + kCorner * (100 - 196)).epsilon(0.001));
  const double arc = 3.14159265358979 / 2;
  CHECK(size_of(paved).kerb.si ==
        doctest::Approx((60 - 14) + 6 + (54 - 10) + 10 * arc + (34 - 10) + 6 + (40 - 14) + 14 * arc).epsilon(0.001));
  CHECK(fault_of(paved[0]) == std::nullopt);
  // About the same centre where vehicles turn wide enough.
  design.catalog.limits[1].si = 30;
  CHECK(size_of(pavement(design)).area.si == doctest::Approx(564 + kCorner * (100 - 256)).epsilon(0.001));
}

TEST_CASE("pavement: a crane in the corner or a third road keeps it square; later roads are left out") {
  Design design = bend();
  CraneStand stand;
  stand.area = {500, 500, 3000, 3000};
  design.civil.stands = {stand};
  CHECK(size_of(pavement(design)).area.si == doctest::Approx(564 + kCorner * 100).epsilon(0.001));
  design.civil.stands.clear();
  design.layout.roads.push_back({"West", "access", {-20000, 0, 0, 6000}, 0});
  CHECK(size_of(pavement(design)).area.si == doctest::Approx(564 + 120 + kCorner * 100).epsilon(0.001));
  design.layout.roads.pop_back();
  design.layout.roads[1].phase = 2;
  CHECK(size_of(pavement(design, [](const Road& r) { return r.phase < 2; })).area.si == doctest::Approx(360));
}

TEST_CASE("pavement: a ring road encloses a hole, and what stands apart is a polygon of its own") {
  Design design;
  design.layout.roads = {{"S", "fire-lane", {0, 0, 50000, 6000}, 0},
                         {"N", "fire-lane", {0, 34000, 50000, 40000}, 0},
                         {"W", "fire-lane", {0, 0, 6000, 40000}, 0},
                         {"E", "fire-lane", {44000, 0, 50000, 40000}, 0},
                         {"Apart", "access", {80000, 0, 86000, 10000}, 0}};
  const auto paved = pavement(design);
  REQUIRE(paved.size() == 2);
  CHECK(paved[0].holes.size() + paved[1].holes.size() == 1);
  CHECK(size_of(paved).area.si == doctest::Approx(50 * 40 - 38 * 28 + 60));
}
