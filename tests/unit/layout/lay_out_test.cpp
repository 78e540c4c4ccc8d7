// SPDX-License-Identifier: Apache-2.0
#include "core/layout/lay_out.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "tests/support/sample_design.h"
#include "tests/unit/layout/layout_faults.h"

namespace plinth::test {
namespace {

Outcome<Layout> laid_out(const SampleDesign& s) { return lay_out(s.spec, s.catalog, s.sizing); }

std::string first_fault(const SampleDesign& s, const Layout& layout) {
  const auto faults = layout_faults(s.spec, s.catalog, s.sizing.graph, layout);
  return faults.empty() ? std::string() : faults.front();
}

/// A site of these modules only, without edges, on a rectangle measured in millimetres.
SampleDesign bare(const std::vector<std::string>& kinds, Millimetres width, Millimetres height) {
  SampleDesign s = sample_design({.blocks = 1, .pods = 1, .racks = 1});
  s.sizing.graph = {};
  std::map<std::string, int> counts;
  for (const std::string& kind : kinds) {
    Node n;
    n.kind = kind;
    n.module = s.catalog.modules_of(kind).front()->id;
    n.tag = s.catalog.kind(kind)->prefix + "-0" + std::to_string(++counts[kind]);
    s.sizing.graph.nodes.push_back(n);
  }
  std::sort(s.sizing.graph.nodes.begin(), s.sizing.graph.nodes.end(),
            [](const Node& a, const Node& b) { return a.tag < b.tag; });
  s.spec.site.parcels = {{{{0, 0}, {width, 0}, {width, height}, {0, height}}, {}}};
  s.spec.site.gates.clear();
  s.spec.utility.at = PlanPoint{0, 0};
  s.spec.site.setback = 2.0 * metre;
  return s;
}

const Finding* finding(const std::vector<Finding>& findings, const std::string& code) {
  for (const Finding& f : findings)
    if (f.code == code) return &f;
  return nullptr;
}

const Placement& placed(const Layout& layout, const std::string& tag) {
  const Placement* p = layout.placement(tag);
  REQUIRE(p != nullptr);
  return *p;
}

Rect area_of(const SampleDesign& s, const Layout& layout, const std::string& tag) {
  const Placement& p = placed(layout, tag);
  return footprint(*s.catalog.module(p.module), p);
}

}  // namespace

TEST_CASE("a module fits exactly between setbacks and not with one millimetre less") {
  // intake: 3000 x 2500 mm, setback 2 m on all sides
  struct Row {
    Millimetres width, height;
    bool fits;
  };
  for (const Row& row : {Row{7000, 6500, true}, Row{6999, 6500, false}, Row{7000, 6499, false}, Row{6500, 7000, true},
                         Row{6500, 6999, false}, Row{6499, 7000, false}, Row{7000, 7000, true}}) {
    CAPTURE(row.width);
    CAPTURE(row.height);
    const SampleDesign s = bare({"intake"}, row.width, row.height);
    const Outcome<Layout> got = laid_out(s);
    CHECK(got.ok() == row.fits);
    if (got.ok()) CHECK(first_fault(s, *got.value) == "");
  }
}

TEST_CASE("two line-ups fit exactly with the clearance between them and not with one millimetre less") {
  // 12192 x 3500 mm side by side, 1500 mm before the front of one: 3500 + 1500 + 3500 = 8500, and 2 m setback
  const Millimetres width = 8500 + 4000, height = 12192 + 4000;
  const SampleDesign s = bare({"mv_switchgear", "mv_switchgear"}, width, height);
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  CHECK(distance(area_of(s, *got.value, "MVS-01"), area_of(s, *got.value, "MVS-02")) == 1500);
  CHECK(first_fault(s, *got.value) == "");
  CHECK_FALSE(laid_out(bare({"mv_switchgear", "mv_switchgear"}, width - 1, height)).ok());
  CHECK_FALSE(laid_out(bare({"mv_switchgear", "mv_switchgear"}, width, height - 1)).ok());
}

TEST_CASE("a keep-out takes its clearance, to the millimetre") {
  SampleDesign s = bare({"intake"}, 30000, 7000);
  const auto keep_out_from = [&](Millimetres x) {
    s.spec.site.keep_outs = {{"pond", {{{x, 0}, {30000, 0}, {30000, 7000}, {x, 7000}}, {}}, 4.0 * metre}};
    return laid_out(s).ok();
  };
  CHECK(keep_out_from(2000 + 2500 + 4000));  // the intake turned: 2500 wide
  CHECK_FALSE(keep_out_from(2000 + 2500 + 3999));
}

TEST_CASE("fire separation of the catalog is kept, whatever it says") {
  for (const double metres : {3.05, 8.0, 12.0}) {
    SampleDesign s = sample_design({.blocks = 1, .pods = 2, .bess_per_block = 8});
    for (const char* id : {"bess.separation.exposure", "bess.separation.unit"}) {
      Limit limit;
      limit.id = id;
      limit.jurisdiction = "all";
      limit.si = metres;
      s.catalog.limits.push_back(limit);
    }
    std::sort(s.catalog.limits.begin(), s.catalog.limits.end(),
              [](const Limit& a, const Limit& b) { return a.id < b.id; });
    const Outcome<Layout> got = laid_out(s);
    REQUIRE(got.ok());
    const auto limit = static_cast<Millimetres>(std::llround(metres * 1000));
    for (const Node& a : s.sizing.graph.nodes)
      for (const Node& b : s.sizing.graph.nodes)
        if (a.kind == "bess" && b.parent.empty() && a.tag != b.tag)
          CHECK(distance(area_of(s, *got.value, a.tag), area_of(s, *got.value, b.tag)) >= limit);
  }
}

TEST_CASE("blocks repeat: alike inside, whatever their place") {
  const SampleDesign s = sample_design({.blocks = 4, .pods = 4});
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  CHECK(first_fault(s, *got.value) == "");
  const Layout& l = *got.value;
  std::map<std::string, std::vector<Rect>> by_block;  // offsets of every module from its block's first pod
  for (int block = 1; block <= 4; ++block) {
    std::vector<Rect> rects;
    PlanPoint origin{};
    for (const Placement& p : l.placements)
      if (p.block == block && p.parent.empty() && rects.empty() && p.tag.starts_with("POD")) origin = {p.x, p.y};
    for (const Placement& p : l.placements)
      if (p.block == block && p.parent.empty())
        rects.push_back(footprint(*s.catalog.module(p.module), p).moved(-origin.x, -origin.y));
    std::sort(rects.begin(), rects.end());
    by_block[std::to_string(block)] = rects;
  }
  const auto outline = [](const std::vector<Rect>& rects) {
    Rect box = rects.front();
    for (const Rect& r : rects) box = bounding_box(box, r);
    return std::pair{box.width(), box.height()};
  };
  for (int block = 2; block <= 4; ++block) CHECK(outline(by_block["1"]) == outline(by_block[std::to_string(block)]));
}

TEST_CASE("cables reach a pod from one side, pipes from the other") {
  const SampleDesign s = sample_design({.blocks = 1, .pods = 4});
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  for (const Node& n : s.sizing.graph.nodes) {
    if (n.kind != "it_pod") continue;
    const Placement& p = placed(*got.value, n.tag);
    const ModuleType& type = *s.catalog.module(p.module);
    const Rect pod = footprint(type, p);
    for (const auto& [kind, port_name] : {std::pair{"power_module", "lv_a"}, std::pair{"dry_cooler", "fws_supply"}})
      for (const Port& port : type.ports) {
        if (port.name != port_name) continue;
        const PlanPoint at = place_of(port, type, p).at;
        long long nearest_port = -1, nearest_middle = -1;  // the port is nearer to its plant than the pod's middle is
        for (const Node& m : s.sizing.graph.nodes) {
          if (m.kind != kind) continue;
          const PlanPoint c = area_of(s, *got.value, m.tag).centre();
          const long long a = std::abs(c.x - at.x) + std::abs(c.y - at.y);
          const long long b = std::abs(c.x - pod.centre().x) + std::abs(c.y - pod.centre().y);
          if (nearest_port < 0 || a < nearest_port) nearest_port = a;
          if (nearest_middle < 0 || b < nearest_middle) nearest_middle = b;
        }
        CHECK(nearest_port < nearest_middle);
      }
  }
}

TEST_CASE("a pinned module stands exactly where it was put") {
  for (const int rotation : {0, 90, 180, 270}) {
    CAPTURE(rotation);
    SampleDesign s = sample_design({.blocks = 2, .pods = 3});
    s.spec.pins = {{"MVS-01", {60123, 45678}, rotation, {}}, {"GEN-02", {20000, 20000}, rotation, {}}};
    const Outcome<Layout> got = laid_out(s);
    REQUIRE(got.ok());
    const Placement& p = placed(*got.value, "MVS-01");
    CHECK(p.x == 60123);
    CHECK(p.y == 45678);
    CHECK(p.rotation_deg == rotation);
    CHECK(placed(*got.value, "GEN-02").x == 20000);
    CHECK(first_fault(s, *got.value) == "");
    CHECK(finding(got.findings, "LAY003") == nullptr);
  }
}

TEST_CASE("pins that cannot be right are said so") {
  SampleDesign s = sample_design({.blocks = 1, .pods = 2});
  s.spec.pins = {{"MVS-1", {60000, 45000}, 0, {"site.toml", 7, 1}}};
  Outcome<Layout> got = laid_out(s);
  const Finding* unknown = finding(got.findings, "LAY002");
  REQUIRE(unknown != nullptr);
  CHECK(unknown->severity == Severity::error);
  CHECK(unknown->origin.line == 7);
  CHECK(unknown->hint.find("MVS-0") != std::string::npos);

  s.spec.pins = {{"POD-01.RACK-01", {60000, 45000}, 0, {}}};
  got = laid_out(s);
  REQUIRE(finding(got.findings, "LAY002") != nullptr);
  CHECK(finding(got.findings, "LAY002")->hint.find("POD-01") != std::string::npos);

  s.spec.pins = {{"MVS-01", {-90000, 45000}, 0, {}}};
  got = laid_out(s);
  REQUIRE(got.ok());  // drawn where it was put, and left to the rules
  CHECK(placed(*got.value, "MVS-01").x == -90000);
  REQUIRE(finding(got.findings, "LAY003") != nullptr);
  CHECK(finding(got.findings, "LAY003")->severity == Severity::warning);

  s.spec.pins = {{"MVS-01", {60000, 45000}, 0, {}}, {"MVS-02", {61000, 45500}, 0, {}}};
  got = laid_out(s);
  REQUIRE(got.ok());
  CHECK(finding(got.findings, "LAY003") != nullptr);
}

TEST_CASE("a parcel that is too small is refused with what is missing") {
  const SampleDesign s = sample_design({.blocks = 2, .pods = 6, .parcel_width = 70, .parcel_height = 50});
  const Outcome<Layout> got = laid_out(s);
  REQUIRE_FALSE(got.ok());
  const Finding* f = finding(got.findings, "LAY001");
  REQUIRE(f != nullptr);
  CHECK(f->severity == Severity::error);
  CHECK(f->actual->value == doctest::Approx(50 * 30).epsilon(0.01));  // inside 10 m of setback
  CHECK(f->required->value > 5000);
  CHECK(f->message.find("missing") != std::string::npos);
  CHECK_FALSE(f->hint.empty());
}

TEST_CASE("modules above the allowed height are named") {
  SampleDesign s = sample_design({.blocks = 1, .pods = 1});
  s.spec.site.max_height = 4.0 * metre;  // the tank and the sets are 4 m, the transformer 5.5 m
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(finding(got.findings, "LAY009") != nullptr);
  CHECK(finding(got.findings, "LAY009")->tags == std::vector<std::string>{"MTX-01", "MTX-02"});
  s.spec.site.max_height = 5.5 * metre;
  CHECK(finding(laid_out(s).findings, "LAY009") == nullptr);
}

TEST_CASE("what stands inside a module stays inside and apart") {
  const SampleDesign s = sample_design({.blocks = 1, .pods = 3, .racks = 10});
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  CHECK(finding(got.findings, "LAY004") == nullptr);
  for (const Placement& a : got.value->placements) {
    if (a.parent.empty()) continue;
    const Placement& parent = placed(*got.value, a.parent);
    const Rect child = footprint(*s.catalog.module(a.module), a);
    CHECK(contains(footprint(*s.catalog.module(parent.module), parent), child));
    CHECK(a.z >= parent.z);
    CHECK(a.z + s.catalog.module(a.module)->height <= parent.z + s.catalog.module(parent.module)->height);
    for (const Placement& b : got.value->placements)
      if (b.parent == a.parent && b.tag != a.tag)
        CHECK_FALSE(overlap(child, footprint(*s.catalog.module(b.module), b)));
  }
}

TEST_CASE("more racks than a pod has floor for are reported, not shrunk") {
  const SampleDesign s = sample_design({.blocks = 1, .pods = 2, .racks = 60});  // 43 m2 of racks in 44 m2
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  const Finding* f = finding(got.findings, "LAY004");
  REQUIRE(f != nullptr);
  CHECK(f->severity == Severity::warning);
  CHECK(f->tags == std::vector<std::string>{"POD-01", "POD-02"});
  CHECK(f->required->value == doctest::Approx(60 * 0.72 + 2 * 1.08 + 2 * 2.16));
  CHECK(first_fault(s, *got.value) == "");
}

TEST_CASE("strange land neither crashes nor hangs") {
  SampleDesign s = sample_design({.blocks = 1, .pods = 2, .racks = 2});
  const std::vector<Polygon> none;
  const auto outcome = [&](std::vector<Polygon> parcels, double setback) {
    s.spec.site.parcels = std::move(parcels);
    s.spec.site.setback = setback * metre;
    Outcome<Layout> got = laid_out(s);
    if (got.ok()) {
      CHECK(first_fault(s, *got.value) == "");
    } else {
      CHECK(has_errors(got.findings));
    }
    return got.ok();
  };
  CHECK_FALSE(outcome(none, 5));
  CHECK_FALSE(outcome({Polygon{}}, 5));
  CHECK_FALSE(outcome({{{{0, 0}, {1, 0}, {0, 1}}, {}}}, 0));
  CHECK_FALSE(outcome({rectangle_parcel(0, 0, 200, 200)}, 150));
  CHECK_FALSE(outcome({rectangle_parcel(0, 0, 5000, 3)}, 0));
  CHECK(outcome({rectangle_parcel(0, 0, 100000, 100000)}, 10));
  CHECK(outcome({rectangle_parcel(-900000, -900000, -899800, -899800)}, 10));
  std::vector<Polygon> many;
  for (int i = 0; i < 150; ++i) many.push_back(rectangle_parcel(i * 40, 0, i * 40 + 39, 40));
  CHECK(outcome(many, 1));
  Polygon round;
  for (int i = 0; i < 2000; ++i) {
    const double angle = 6.283185307179586 * i / 2000;
    round.outer.push_back({std::llround(150000 * std::cos(angle)), std::llround(150000 * std::sin(angle))});
  }
  CHECK(outcome({round}, 10));
}

TEST_CASE("an empty design has an empty layout") {
  SampleDesign s = sample_design({.blocks = 1, .pods = 1});
  s.sizing.graph = {};
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  CHECK(got.value->placements.empty());
  CHECK(got.value->routes.empty());
}

TEST_CASE("a large campus is laid out without a fault, in order, twice the same") {
  const SampleDesign s = sample_design({.blocks = 24, .pods = 8, .racks = 2});
  const Outcome<Layout> got = laid_out(s);
  REQUIRE(got.ok());
  CHECK(first_fault(s, *got.value) == "");
  const Layout& l = *got.value;
  CHECK(std::is_sorted(l.placements.begin(), l.placements.end(),
                       [](const Placement& a, const Placement& b) { return a.tag < b.tag; }));
  CHECK(
      std::is_sorted(l.routes.begin(), l.routes.end(), [](const Route& a, const Route& b) { return a.edge < b.edge; }));
  CHECK(laid_out(s).value == got.value);
  for (const Road& r : l.roads) CHECK(std::min(r.area.width(), r.area.height()) >= 6100);
  // Every module is within hose reach and crane reach of a lane.
  for (const Placement& p : l.placements) {
    if (!p.parent.empty()) continue;
    const Rect area = footprint(*s.catalog.module(p.module), p);
    const PlanPoint c = area.centre();
    const bool crane = std::any_of(l.roads.begin(), l.roads.end(), [&](const Road& r) {
      return distance(r.area, {c.x, c.y, c.x, c.y}) <= 30000;
    });
    CHECK_MESSAGE(crane, p.tag);
  }
}

}  // namespace plinth::test
