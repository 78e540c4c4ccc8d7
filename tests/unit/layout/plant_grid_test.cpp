// SPDX-License-Identifier: Apache-2.0
// A site turned into its plant grid: the angle is found, points come back, and the layout does not mind.
#include "core/model/plant_grid.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/layout/grid_angle.h"
#include "core/layout/lay_out.h"
#include "tests/support/sample_design.h"
#include "tests/unit/layout/layout_faults.h"

namespace plinth::test {
namespace {

constexpr double kRadians = 3.14159265358979323846 / 180.0;

/// The site as a surveyor would draw it, turned counter-clockwise about the origin and moved.
PlanPoint drawn(PlanPoint p, double deg, PlanPoint moved = {}) {
  const double c = std::cos(deg * kRadians), s = std::sin(deg * kRadians);
  const double x = static_cast<double>(p.x), y = static_cast<double>(p.y);
  return {std::llround(x * c - y * s) + moved.x, std::llround(x * s + y * c) + moved.y};
}

SampleDesign turned_site(SampleDesign sample, double deg, PlanPoint moved = {}) {
  SiteSpec::Site& site = sample.spec.site;
  for (Polygon& parcel : site.parcels)
    for (PlanPoint& p : parcel.outer) p = drawn(p, deg, moved);
  for (Gate& gate : site.gates) gate.at = drawn(gate.at, deg, moved);
  for (KeepOut& keep_out : site.keep_outs)
    for (PlanPoint& p : keep_out.area.outer) p = drawn(p, deg, moved);
  for (BoundaryEdge& edge : site.edges) {
    edge.a = drawn(edge.a, deg, moved);
    edge.b = drawn(edge.b, deg, moved);
  }
  if (sample.spec.utility.at) sample.spec.utility.at = drawn(*sample.spec.utility.at, deg, moved);
  return sample;
}

SampleDesign plain_site() {
  SampleDesign sample = sample_design({.blocks = 2, .pods = 3, .racks = 4, .parcel_width = 260, .parcel_height = 190});
  sample.spec.site.gates = {{"gate", {130000, 0}, 8.0 * metre}};
  sample.spec.utility.at = PlanPoint{0, 95000};
  return sample;
}

/// Millimetres from a point to the line through two corners of the outline.
double off_line(SitePoint p, PlanPoint a, PlanPoint b) {
  const double ux = static_cast<double>(b.x - a.x), uy = static_cast<double>(b.y - a.y);
  const double px = 1e3 * p.x_m - static_cast<double>(a.x), py = 1e3 * p.y_m - static_cast<double>(a.y);
  return (ux * py - uy * px) / std::hypot(ux, uy);
}

}  // namespace

TEST_CASE("a point comes back from the plant grid within 0.71 mm, and exactly after quarter turns") {
  for (const double deg : {0.0, 12.5, -33.3, 45.0, 90.0, 180.0, -90.0, 123.456789}) {
    CAPTURE(deg);
    PlantGrid grid{{}, deg, true};
    for (const PlanPoint p : {PlanPoint{0, 0}, PlanPoint{123456, -7890}, PlanPoint{-1000001, 999999}}) {
      const SitePoint back = in_site(in_plant(p, deg), grid);
      const double off =
          std::hypot(1e3 * back.x_m - static_cast<double>(p.x), 1e3 * back.y_m - static_cast<double>(p.y));
      CHECK(off <= 0.7072);
      if (std::remainder(deg, 90.0) == 0) CHECK(off < 1e-6);
    }
  }
  // By hand: plant east lies north of east by 90 degrees, so the site's north is the plant's east.
  CHECK(in_plant({0, 1000}, 90) == PlanPoint{1000, 0});
  CHECK(in_plant({1000, 0}, 90) == PlanPoint{0, -1000});
}

TEST_CASE("everything with coordinates is turned, once") {
  SiteSpec spec;
  const Ring square{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
  spec.site.parcels = {{square, {{{100, 100}, {100, 200}, {200, 200}}}}};
  spec.site.keep_outs = {{"k", {square, {}}, {}, false}};
  spec.site.existing = {{"e", {square, {}}, {}}};
  spec.site.gates = {{"g", {500, 0}, {}}};
  spec.site.edges = {{{0, 0}, {1000, 0}, 5.0 * metre}};
  spec.zones = {{"z", "storage", {square, {}}, {}}};
  spec.utility.at = PlanPoint{0, 500};
  spec.pins = {{"A-1", {10, 20}, 90, {}, false}, {"A-2", {10, 20}, 0, {}, true}};
  const SiteSpec plant = in_plant_grid(spec, 90);
  const Ring turned{{0, 0}, {0, -1000}, {1000, -1000}, {1000, 0}};
  CHECK(plant.site.parcels[0].outer == turned);
  CHECK(plant.site.parcels[0].holes[0] == Ring{{100, -100}, {200, -100}, {200, -200}});
  CHECK(plant.site.keep_outs[0].area.outer == turned);
  CHECK(plant.site.existing[0].area.outer == turned);
  CHECK(plant.site.gates[0].at == PlanPoint{0, -500});
  CHECK(setback_of(plant.site, {0, -1000}, {0, 0}).si == 5.0);
  CHECK(plant.zones[0].area.outer == turned);
  CHECK(*plant.utility.at == PlanPoint{500, 0});
  CHECK(plant.pins[0].at == PlanPoint{20, -10});
  CHECK(plant.pins[1].at == PlanPoint{10, 20});  // was in the plant grid already
  CHECK(in_plant_grid(plant, 90) == plant);
  CHECK(turned_hair(plant.site) == 0);
  CHECK(turned_hair(in_plant_grid(spec, 30).site) == 1);
}

TEST_CASE("main directions of outlines, by hand") {
  const Ring oblong{{0, 0}, {200000, 0}, {200000, 100000}, {0, 100000}};
  const Ring cut{{0, 0}, {200000, 0}, {200000, 60000}, {160000, 100000}, {0, 100000}};
  for (const double deg : {0.0, 30.0, -44.0, 17.25, 45.0}) {
    CAPTURE(deg);
    for (const Ring& ring : {oblong, cut}) {
      Polygon parcel;
      for (const PlanPoint p : ring) parcel.outer.push_back(drawn(p, deg));
      CHECK(std::abs(std::remainder(layout::longest_direction({parcel}) - deg, 90.0)) < 0.001);
      CHECK(std::abs(std::remainder(layout::tightest_direction({parcel}) - deg, 90.0)) < 0.001);
    }
  }
  SiteSpec spec;
  spec.site.parcels = {{oblong, {}}};
  CHECK(layout::grid_angles(spec) == std::vector<double>{0});
  for (PlanPoint& p : spec.site.parcels[0].outer) p = drawn(p, 0.04);  // less than anybody turns a plant for
  CHECK(layout::grid_angles(spec) == std::vector<double>{0});
  for (PlanPoint& p : spec.site.parcels[0].outer) p = drawn(p, 20);
  CHECK(layout::grid_angles(spec).size() == 2);
  spec.site.grid.asked_deg = 7;
  CHECK(layout::grid_angles(spec) == std::vector<double>{7});
}

TEST_CASE("a parcel that is turned gives the layout of the parcel that is not") {
  const SampleDesign plain = plain_site();
  const Outcome<Layout> straight = lay_out(plain.spec, plain.catalog, plain.sizing);
  REQUIRE(straight.ok());
  CHECK(straight.value->grid_rotation_deg == 0);
  for (const double deg : {30.0, -17.3, 44.0, 71.0}) {
    CAPTURE(deg);
    const SampleDesign turned = turned_site(plain, deg, {deg > 40 ? 500000 : 0, deg > 40 ? -3000000 : 0});
    const Outcome<Layout> got = lay_out(turned.spec, turned.catalog, turned.sizing);
    REQUIRE(got.ok());
    const Layout& layout = *got.value;
    CHECK(std::abs(std::remainder(layout.grid_rotation_deg - deg, 90.0)) < 0.001);
    CHECK(layout_faults(turned.spec, turned.catalog, turned.sizing.graph, layout).empty());
    // Seen from another side where the angle is beyond 45 degrees, so the same only within the choice of sides.
    CHECK(layout.candidates.front().score < 1.05 * straight.value->candidates.front().score);
    CHECK(layout.score < 1.1 * straight.value->score);
    CHECK(layout.used_area_m2 < 1.1 * straight.value->used_area_m2);
    // In the site's own coordinates every module keeps the setback from the outline as drawn, to the millimetre.
    const PlantGrid grid{{}, layout.grid_rotation_deg, true};
    const Ring& outline = turned.spec.site.parcels.front().outer;
    double least = 1e9;
    for (const Placement& p : layout.placements) {
      if (!p.parent.empty()) continue;
      const Rect r = footprint(*turned.catalog.module(p.module), p);
      for (const PlanPoint corner : {PlanPoint{r.x0, r.y0}, {r.x1, r.y0}, {r.x1, r.y1}, {r.x0, r.y1}})
        for (std::size_t i = 0; i < outline.size(); ++i)
          least = std::min(least, off_line(in_site(corner, grid), outline[i], outline[(i + 1) % outline.size()]));
    }
    CHECK(least >= 1e3 * turned.spec.site.setback.si);
  }
}

TEST_CASE("an angle that is asked for is taken, and pins are where they were put") {
  SampleDesign sample = plain_site();
  sample.spec.site.grid.asked_deg = 8;
  std::string tag;
  for (const Node& n : sample.sizing.graph.nodes)
    if (n.kind == "genset") tag = n.tag;
  REQUIRE(!tag.empty());
  sample.spec.pins = {{tag, {200000, 40000}, 0, {}, false}};
  const Outcome<Layout> got = lay_out(sample.spec, sample.catalog, sample.sizing);
  REQUIRE(got.ok());
  CHECK(got.value->grid_rotation_deg == 8);
  const Placement& p = *got.value->placement(tag);
  CHECK(PlanPoint{p.x, p.y} == in_plant({200000, 40000}, 8));
  sample.spec.pins.front().plant = true;
  const Outcome<Layout> plant = lay_out(sample.spec, sample.catalog, sample.sizing);
  REQUIRE(plant.ok());
  CHECK(plant.value->placement(tag)->x == 200000);
  CHECK(plant.value->placement(tag)->y == 40000);
}

}  // namespace plinth::test
