// SPDX-License-Identifier: Apache-2.0
// Corners of lanes, the control room by the gate, generators in the lee.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/layout/corners.h"
#include "core/layout/inventory.h"
#include "core/layout/lay_out.h"
#include "core/layout/score.h"
#include "tests/support/sample_design.h"
#include "tests/unit/layout/layout_faults.h"

namespace plinth::test {
namespace {

SampleDesign sample(double width = 320) {
  SampleDesign s = sample_design({.blocks = 2, .pods = 4, .racks = 4, .parcel_width = width, .parcel_height = 320});
  s.spec.site.gates = {{"gate", {160000, 0}, 8.0 * metre}};
  s.spec.utility.at = PlanPoint{160000, 0};
  return s;
}

void add_limit(Catalog& catalog, const char* id, double si) {
  Limit limit;
  limit.id = id;
  limit.jurisdiction = "all";
  limit.si = si;
  std::vector<Limit>& all = catalog.limits;
  all.insert(
      std::upper_bound(all.begin(), all.end(), limit, [](const Limit& a, const Limit& b) { return a.id < b.id; }),
      limit);
}

/// Mean place of the modules of some kinds.
PlanPoint middle(const SampleDesign& s, const Layout& layout, std::initializer_list<std::string_view> kinds) {
  Millimetres x = 0, y = 0, count = 0;
  for (const Placement& p : layout.placements) {
    if (!p.parent.empty() || std::find(kinds.begin(), kinds.end(), s.sizing.graph.node(p.tag)->kind) == kinds.end())
      continue;
    const PlanPoint c = footprint(*s.catalog.module(p.module), p).centre();
    x += c.x;
    y += c.y;
    ++count;
  }
  REQUIRE(count > 0);
  return {x / count, y / count};
}

bool says(const std::vector<Finding>& findings, const std::string& code) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.code == code; });
}

}  // namespace

TEST_CASE("what a fillet keeps of a corner, by hand") {
  Catalog catalog;
  const layout::Inventory none;
  CHECK(layout::corner_of(catalog, Jurisdiction::us, none, 6100).along.empty());  // no limit: nothing is kept
  add_limit(catalog, "road.turn.inner", 9);
  const layout::Corner corner = layout::corner_of(catalog, Jurisdiction::us, none, 6100);
  // r = 9 m: on the lane all of it; 1 m away 9 - sqrt(81 - 64) = 4.877 m; 9 m away nothing
  CHECK(corner.need(0) == 9000);
  CHECK(corner.need(1000) == 4877);
  CHECK(corner.need(9000) == 0);
  CHECK(corner.need(1099) == corner.need(1000));  // never less than between two steps is needed
  add_limit(catalog, "road.turn.outer", 16);      // less the lane of 6.1 m: 9.9 m
  CHECK(layout::corner_of(catalog, Jurisdiction::us, none, 6100).need(0) == 9900);
}

TEST_CASE("modules stay out of corners where there is room, and it is said where there is none") {
  SampleDesign s = sample();
  add_limit(s.catalog, "road.turn.inner", 9.15);
  const Outcome<Layout> got = lay_out(s.spec, s.catalog, s.sizing);
  REQUIRE(got.ok());
  CHECK(corner_faults(s.catalog, *got.value, 9150).empty());
  CHECK_FALSE(says(got.findings, "LAY035"));
  add_limit(s.catalog, "road.turn.outer", 90);  // no parcel of this size has room for such corners
  const Outcome<Layout> tight = lay_out(s.spec, s.catalog, s.sizing);
  REQUIRE(tight.ok());
  CHECK(corner_faults(s.catalog, *tight.value, 20000).empty() != says(tight.findings, "LAY035"));
}

TEST_CASE("the control room stands by the gate, beside the way in") {
  const SampleDesign s = sample();
  const Outcome<Layout> got = lay_out(s.spec, s.catalog, s.sizing);
  REQUIRE(got.ok());
  CHECK(layout_faults(s.spec, s.catalog, s.sizing.graph, *got.value).empty());
  for (const Placement& p : got.value->placements) {
    if (s.sizing.graph.node(p.tag)->kind != "control_room") continue;
    const Rect body = footprint(*s.catalog.module(p.module), p);
    CHECK(distance(body, Rect{160000, 0, 160000, 0}) <= 30000);
    CHECK((body.x1 <= 160000 - 3050 || body.x0 >= 160000 + 3050));  // the lane straight in stays free
  }
  CHECK_FALSE(says(got.findings, "LAY034"));
  SampleDesign pinned = sample();  // far from every gate by the wish of the site
  pinned.spec.adjacencies = {{"control_room", "intake", {}, 200.0 * metre, {}}};
  const Outcome<Layout> far = lay_out(pinned.spec, pinned.catalog, pinned.sizing);
  REQUIRE(far.ok());
  CHECK(std::none_of(far.value->groups.begin(), far.value->groups.end(),
                     [](const Group& g) { return g.name == "Control room"; }));
}

TEST_CASE("generators stand in the lee, whatever the wind") {
  for (const double from : {0.0, 90.0, 180.0, 270.0}) {
    CAPTURE(from);
    SampleDesign s = sample();
    s.spec.climate.wind_from_deg = from;
    const Outcome<Layout> got = lay_out(s.spec, s.catalog, s.sizing);
    REQUIRE(got.ok());
    REQUIRE(got.value->grid_rotation_deg == 0);
    const auto [x, y] = layout::wind_to(s.spec);
    const PlanPoint sets = middle(s, *got.value, {"genset"});
    const PlanPoint others = middle(s, *got.value, {"it_pod", "dry_cooler", "chiller", "adiabatic_cooler"});
    const double along = x * static_cast<double>(sets.x - others.x) + y * static_cast<double>(sets.y - others.y);
    CHECK(along > -1000);
    CHECK_FALSE(says(got.findings, "LAY033"));
  }
  SampleDesign s = sample();  // a zone that leaves them no other place
  s.spec.climate.wind_from_deg = 0;
  s.spec.zones = {{"north", "generator", {{{0, 200000}, {320000, 200000}, {320000, 320000}, {0, 320000}}, {}}, {}},
                  {"south", "blocks", {{{0, 0}, {320000, 0}, {320000, 180000}, {0, 180000}}, {}}, {}}};
  const Outcome<Layout> got = lay_out(s.spec, s.catalog, s.sizing);
  REQUIRE(got.ok());
  const auto said =
      std::find_if(got.findings.begin(), got.findings.end(), [](const Finding& f) { return f.code == "LAY033"; });
  REQUIRE(said != got.findings.end());
  CHECK(said->actual.has_value());
  CHECK(said->required.has_value());
}

}  // namespace plinth::test
