// SPDX-License-Identifier: Apache-2.0
// Setbacks by edge, easements, zones, pairs, and layouts that are kept.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/layout/keep.h"
#include "core/layout/lay_out.h"
#include "tests/support/sample_design.h"
#include "tests/unit/layout/layout_faults.h"

namespace plinth::test {
namespace {

/// One utility intake, 3000 x 2500 mm, on a rectangle measured in millimetres; setback 2 m.
SampleDesign intake(Millimetres width, Millimetres height) {
  SampleDesign s = sample_design({.blocks = 1, .pods = 1, .racks = 1});
  s.sizing.graph = {};
  Node node;
  node.kind = "intake";
  node.module = s.catalog.modules_of("intake").front()->id;
  node.tag = "UTL-01";
  s.sizing.graph.nodes.push_back(node);
  s.spec.site.parcels = {{{{0, 0}, {width, 0}, {width, height}, {0, height}}, {}}};
  s.spec.site.gates.clear();
  s.spec.utility.at = PlanPoint{0, 0};
  s.spec.site.setback = 2.0 * metre;
  return s;
}

Outcome<Layout> laid_out(const SampleDesign& s) { return lay_out(s.spec, s.catalog, s.sizing); }

std::string first_fault(const SampleDesign& s, const Layout& layout) {
  const auto faults = layout_faults(s.spec, s.catalog, s.sizing.graph, layout);
  return faults.empty() ? std::string() : faults.front();
}

Ring box(Millimetres x0, Millimetres y0, Millimetres x1, Millimetres y1) {
  return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}

bool says(const std::vector<Finding>& findings, const std::string& code, const std::string& words) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& f) { return f.code == code && f.message.find(words) != std::string::npos; });
}

Rect body(const SampleDesign& s, const Layout& layout, const std::string& tag) {
  const Placement* p = layout.placement(tag);
  REQUIRE(p != nullptr);
  return footprint(*s.catalog.module(p->module), *p);
}

}  // namespace

TEST_CASE("an edge keeps its own setback, to the millimetre, more or less than the others") {
  struct Row {
    double south_m;
    Millimetres height;
    bool fits;
  };
  for (const Row& row : {Row{5, 2500 + 2000 + 5000, true}, Row{5, 2500 + 2000 + 4999, false},
                         Row{1.5, 2500 + 2000 + 1500, true}, Row{1.5, 2500 + 2000 + 1499, false}}) {
    CAPTURE(row.height);
    SampleDesign s = intake(8000, row.height);
    s.spec.site.edges = {{{8000, 0}, {0, 0}, row.south_m * metre}};
    const Outcome<Layout> got = laid_out(s);
    CHECK(got.ok() == row.fits);
    if (!got.ok()) continue;
    CHECK(first_fault(s, *got.value) == "");
    CHECK(body(s, *got.value, "UTL-01").y0 == static_cast<Millimetres>(row.south_m * 1000));
  }
}

TEST_CASE("keeps_setbacks: on the line is allowed, a millimetre over it is not; holes count") {
  SiteSpec::Site site;
  site.setback = 2.0 * metre;
  site.parcels = {{box(0, 0, 50000, 40000), {{{20000, 20000}, {20000, 22000}, {22000, 22000}, {22000, 20000}}}}};
  site.edges = {{{0, 0}, {50000, 0}, 6.0 * metre}};
  CHECK(keeps_setbacks(site, {2000, 6000, 10000, 10000}));
  CHECK_FALSE(keeps_setbacks(site, {2000, 5999, 10000, 10000}));
  CHECK_FALSE(keeps_setbacks(site, {1999, 6000, 10000, 10000}));
  CHECK(keeps_setbacks(site, {10000, 10000, 18000, 30000}));
  CHECK_FALSE(keeps_setbacks(site, {10000, 10000, 18001, 30000}));
  CHECK_FALSE(keeps_setbacks(site, {48000, 38000, 52000, 39000}));
}

TEST_CASE("an easement takes its clearance and no lane; roads cross it") {
  SampleDesign s = intake(30000, 7000);
  const auto easement_from = [&](Millimetres x) {
    s.spec.site.keep_outs = {{"sewer", {box(x, 0, 30000, 7000), {}}, 4.0 * metre, true}};
    return laid_out(s).ok();
  };
  CHECK(easement_from(2000 + 2500 + 4000));
  CHECK_FALSE(easement_from(2000 + 2500 + 3999));

  SampleDesign plant = sample_design({.blocks = 1, .pods = 2});
  const Rect land = bounding_box(plant.spec.site.parcels[0].outer);
  const Millimetres middle = land.centre().x;
  plant.spec.site.gates = {{"west", {land.x0, land.centre().y}, 8.0 * metre}};
  plant.spec.zones = {{"east", "blocks", {box(middle + 10000, land.y0, land.x1, land.y1), {}}, {}},
                      {"west", "electrical", {box(land.x0, land.y0, middle - 10000, land.y1), {}}, {}}};
  for (const bool roads : {true, false}) {
    plant.spec.site.keep_outs = {{"sewer", {box(middle, land.y0, middle + 3000, land.y1), {}}, 1.0 * metre, roads}};
    const Outcome<Layout> got = laid_out(plant);
    REQUIRE(got.ok());
    CHECK(first_fault(plant, *got.value) == "");
    CHECK(says(got.findings, "LAY005", "") == !roads);
  }
}

TEST_CASE("a zone holds its yard and nothing else; too small a zone says so with its line") {
  SampleDesign s = sample_design({.blocks = 1, .pods = 2, .bess_per_block = 4});
  const Rect land = bounding_box(s.spec.site.parcels[0].outer);
  for (const char* use : {"storage", "generator", "electrical", "blocks"}) {
    CAPTURE(use);
    s.spec.zones = {{"north", use, {box(land.x0, land.centre().y, land.x1, land.y1), {}}, {"site.toml", 9, 1}}};
    const Outcome<Layout> got = laid_out(s);
    REQUIRE(got.ok());
    CHECK(first_fault(s, *got.value) == "");
  }
  s.spec.zones = {{"nook",
                   "storage",
                   {box(land.x0 + 20000, land.y0 + 20000, land.x0 + 24000, land.y0 + 24000), {}},
                   {"site.toml", 9, 1}}};
  const Outcome<Layout> got = laid_out(s);
  REQUIRE_FALSE(got.ok());
  CHECK(says(got.findings, "LAY001", "zone 'nook'"));
  CHECK(got.findings.back().origin.line == 9);
}

TEST_CASE("a pin against a zone is reported, inside that of another and outside its own") {
  SampleDesign s = sample_design({.blocks = 1, .pods = 2, .bess_per_block = 4});
  const Rect land = bounding_box(s.spec.site.parcels[0].outer);
  s.spec.zones = {{"west", "storage", {box(land.x0, land.y0, land.centre().x, land.y1), {}}, {"site.toml", 9, 1}}};
  s.spec.pins = {{"BESS-01", {land.centre().x + 30000, land.centre().y}, 0, {"site.toml", 14, 1}}};
  Outcome<Layout> got = laid_out(s);
  CHECK(says(got.findings, "LAY011", "'BESS-01' is pinned outside zone 'west' (line 9)"));
  s.spec.pins = {{"MVS-01", {land.x0 + 30000, land.centre().y}, 0, {"site.toml", 14, 1}}};
  got = laid_out(s);
  CHECK(says(got.findings, "LAY011", "'MVS-01' is pinned inside zone 'west' (line 9)"));
}

TEST_CASE("near and far: kept where an arrangement can, reported with both ends where none can") {
  SampleDesign s =
      sample_design({.blocks = 1, .pods = 2, .bess_per_block = 4, .parcel_width = 400, .parcel_height = 400});
  const Outcome<Layout> plain = laid_out(s);
  REQUIRE(plain.ok());
  s.spec.adjacencies = {{"bess", "it_pod", {}, 45.0 * metre, {"site.toml", 20, 1}}};
  Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  CHECK_FALSE(says(got.findings, "LAY012", ""));
  for (const Placement& p : got.value->placements)
    if (p.tag.starts_with("BESS-") && p.parent.empty())
      CHECK(distance(body(s, *got.value, p.tag), body(s, *got.value, "POD-01")) >= 45000);
  s.spec.adjacencies = {{"POD-01", "BESS-01", 0.01 * metre, {}, {"site.toml", 20, 1}}};
  got = laid_out(s);
  REQUIRE(got.ok());
  CHECK(says(got.findings, "LAY012", "'POD-01' stands"));
  s.spec.adjacencies = {{"POD-01", "BES-01", {}, 5.0 * metre, {"site.toml", 20, 1}}};
  CHECK(says(laid_out(s).findings, "LAY002", "'BES-01'"));
}

TEST_CASE("a kept layout: the same as it was, or with what was moved, and only its routes anew") {
  const SampleDesign s =
      sample_design({.blocks = 1, .pods = 3, .bess_per_block = 4, .parcel_width = 300, .parcel_height = 300});
  const Outcome<Layout> plain = laid_out(s);
  REQUIRE(plain.ok());
  const Outcome<KeptLayout> same = keep_layout(s.spec, s.catalog, s.sizing, *plain.value);
  REQUIRE(same.ok());
  CHECK(same.value->layout == *plain.value);
  CHECK(same.value->moved.empty());
  CHECK(same.value->rerouted.empty());

  Layout edited = *plain.value;
  for (Placement& p : edited.placements)
    if (p.tag == "POD-02") p.x += 700;
  const Outcome<KeptLayout> kept = keep_layout(s.spec, s.catalog, s.sizing, edited);
  REQUIRE(kept.ok());
  CHECK(kept.value->moved == std::vector<std::string>{"POD-02"});
  CHECK_FALSE(kept.value->rerouted.empty());
  CHECK_FALSE(kept.value->followed.empty());
  for (const Placement& p : kept.value->layout.placements)
    if (p.parent.empty()) CHECK(p == *edited.placement(p.tag));
  for (std::size_t i = 0; i < plain.value->routes.size(); ++i) {
    const Route &before = plain.value->routes[i], &after = kept.value->layout.routes[i];
    const bool listed =
        std::find(kept.value->rerouted.begin(), kept.value->rerouted.end(), before.edge) != kept.value->rerouted.end();
    CHECK((before == after || listed));
  }
  // A second edit on top of the first: only what moved last is reported.
  Layout again = kept.value->layout;
  for (Placement& p : again.placements)
    if (p.tag == "POD-03") p.y -= 300;
  const Outcome<KeptLayout> twice = keep_layout(s.spec, s.catalog, s.sizing, again);
  REQUIRE(twice.ok());
  CHECK(twice.value->moved == std::vector<std::string>{"POD-03"});

  again.placements.pop_back();
  CHECK(says(keep_layout(s.spec, s.catalog, s.sizing, again).findings, "LAY013", ""));
}

}  // namespace plinth::test
