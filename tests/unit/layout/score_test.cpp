// SPDX-License-Identifier: Apache-2.0
// Every term of the layout score on cases that can be worked out by hand.
#include "core/layout/score.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/layout/lay_out.h"
#include "tests/support/sample_design.h"

namespace plinth::test {
namespace {

using namespace layout;

/// A world of few modules on a square of 200 m, a gate in the middle of its south side.
struct World {
  SampleDesign sample = sample_design({.blocks = 1, .pods = 1, .racks = 1});

  World() {
    sample.sizing.graph = {};
    sample.spec.site.parcels = {rectangle_parcel(0, 0, 200, 200)};
    sample.spec.site.setback = 0.0 * metre;
    sample.spec.site.gates = {{"gate", {100000, 0}, 8.0 * metre}};
    sample.spec.utility.at = PlanPoint{0, 0};
  }
  void add(const std::string& kind, const std::string& tag, const std::string& path = "") {
    Node n;
    n.kind = kind;
    n.tag = tag;
    n.path = path;
    n.module = sample.catalog.modules_of(kind).front()->id;
    sample.sizing.graph.nodes.push_back(n);
    std::sort(sample.sizing.graph.nodes.begin(), sample.sizing.graph.nodes.end(),
              [](const Node& a, const Node& b) { return a.tag < b.tag; });
  }
  void join(const std::string& from, const std::string& to, Medium medium) {
    Edge e;
    e.id = "E" + std::to_string(sample.sizing.graph.edges.size() + 1);
    e.medium = medium;
    e.from = {from, ""};
    e.to = {to, ""};
    sample.sizing.graph.edges.push_back(e);
  }
  /// Each module alone, its middle at the place given (metres), and the value of one term.
  [[nodiscard]] double term(const std::string& name,
                            const std::vector<std::pair<std::string, PlanPoint>>& places) const {
    const Job job = job_of(sample.spec, sample.catalog, sample.sizing);
    std::vector<GroundGroup> groups;
    for (const auto& [tag, middle] : places) {
      GroundGroup group = standing_alone(job.inventory, job.inventory.find(tag), {0, 0}, 0);
      const PlanPoint c = group.area.centre();
      group.area = group.area.moved(1000 * middle.x - c.x, 1000 * middle.y - c.y);
      groups.push_back(std::move(group));
    }
    for (const ScoreTerm& t : Score(job).terms(groups))
      if (t.name == name) return t.value;
    FAIL(name);
    return 0;
  }
};

}  // namespace

TEST_CASE("plume: straight down-wind, aside, up-wind, far, calm") {
  const PlanPoint here{0, 0};
  CHECK(plume_share(here, {30000, 0}, 1, 0) == doctest::Approx(1));
  CHECK(plume_share(here, {60000, 0}, 1, 0) == doctest::Approx(0.5));
  CHECK(plume_share(here, {20000, 20000}, 1, 0) == doctest::Approx(0.5));  // cos^2 of 45 degrees, 28 m away
  CHECK(plume_share(here, {0, 30000}, 1, 0) == doctest::Approx(0));
  CHECK(plume_share(here, {-30000, 0}, 1, 0) == 0);
  CHECK(plume_share(here, {-30000, 0}, 0, 0) == doctest::Approx(0.25));
  CHECK(plume_share(here, here, 1, 0) == 1);
}

TEST_CASE("largest free rectangle of a raster") {
  CHECK(largest_free({0, 0, 0, 0, 0, 0}, 3) == 6);
  CHECK(largest_free({0, 1, 0, 0, 0, 0}, 3) == 3);
  CHECK(largest_free({1, 1, 1, 1}, 2) == 0);
  CHECK(largest_free({0, 0, 1, 0,  //
                      0, 0, 0, 0,  //
                      1, 0, 0, 0},
                     4) == 6);
}

TEST_CASE("route: rectilinear metres by weight, the grid connection ten times") {
  World world;
  world.add("intake", "INT-01");
  world.add("it_pod", "POD-01");
  world.add("it_pod", "POD-02");
  world.join("POD-01", "POD-02", Medium::mv);
  const double between = world.term("route", {{"POD-01", {50, 50}}, {"POD-02", {80, 90}}});
  CHECK(between == doctest::Approx(70 * weight_of(Medium::mv)));
  CHECK(world.term("route", {{"INT-01", {3, 4}}}) == doctest::Approx(70).epsilon(0.01));  // 10 x (3 + 4)
}

TEST_CASE("area: the rectangle around all with a lane") {
  World world;
  world.add("it_pod", "POD-01");
  const Job job = job_of(world.sample.spec, world.sample.catalog, world.sample.sizing);
  const ModuleType& pod = *world.sample.catalog.modules_of("it_pod").front();
  const double lane = 2e-3 * static_cast<double>(job.limits.lane);
  const double by_hand =
      (1e-3 * static_cast<double>(pod.length) + lane) * (1e-3 * static_cast<double>(pod.width) + lane);
  CHECK(world.term("area", {{"POD-01", {100, 100}}}) == doctest::Approx(by_hand));
}

TEST_CASE("walking: mean way from the control room, else from the gate") {
  World world;
  world.add("it_pod", "POD-01");
  world.add("it_pod", "POD-02");
  CHECK(world.term("walking", {{"POD-01", {100, 50}}, {"POD-02", {80, 50}}}) == doctest::Approx(60));  // 50 and 70
}

TEST_CASE("separation: what path A lacks to 10 m from path B") {
  World world;
  world.add("mv_switchgear", "MVS-01", "A");
  world.add("mv_switchgear", "MVS-02", "B");
  CHECK(world.term("separation", {{"MVS-01", {50, 50}}, {"MVS-02", {56, 50}}}) == doctest::Approx(4));
  CHECK(world.term("separation", {{"MVS-01", {50, 50}}, {"MVS-02", {60, 50}}}) == doctest::Approx(0));
}

TEST_CASE("exhaust: sets up-wind of a pod cost, down-wind they do not, and the wind turns with the plant grid") {
  World world;
  world.add("genset", "GEN-01");
  world.add("it_pod", "POD-01");
  world.sample.spec.climate.wind_from_deg = 270;  // from the west
  const std::vector<std::pair<std::string, PlanPoint>> west{{"GEN-01", {50, 100}}, {"POD-01", {110, 100}}};
  const std::vector<std::pair<std::string, PlanPoint>> east{{"GEN-01", {110, 100}}, {"POD-01", {50, 100}}};
  CHECK(world.term("exhaust", west) == doctest::Approx(0.5));
  CHECK(world.term("exhaust", east) == doctest::Approx(0));
  world.sample.spec.climate.wind_from_deg.reset();
  CHECK(world.term("exhaust", east) == doctest::Approx(0.125));
  // Plant east is true north here: a wind from true south blows along plant east.
  world.sample.spec.climate.wind_from_deg = 180;
  world.sample.spec.site.grid = {90.0, 90.0, true};
  CHECK(world.term("exhaust", west) == doctest::Approx(0.5));
}

TEST_CASE("storage: what a storage yard lacks to 100 ft from the nearest other group") {
  World world;
  world.add("bess", "BESS-01");
  world.add("it_pod", "POD-01");
  const ModuleType& bess = *world.sample.catalog.modules_of("bess").front();
  const ModuleType& pod = *world.sample.catalog.modules_of("it_pod").front();
  const double walls = 0.5e-3 * static_cast<double>(bess.length + pod.length);
  CHECK(world.term("storage", {{"BESS-01", {50, 100}}, {"POD-01", {90, 100}}}) ==
        doctest::Approx(std::max(0.0, 30.48 - (40 - walls))).epsilon(0.001));
  CHECK(world.term("storage", {{"BESS-01", {50, 100}}, {"POD-01", {150, 100}}}) == 0);
}

TEST_CASE("expansion: a group in a corner leaves land in one piece, one in the middle does not") {
  World world;
  world.add("it_pod", "POD-01");
  const double corner = world.term("expansion", {{"POD-01", {12, 10}}});
  const double middle = world.term("expansion", {{"POD-01", {100, 100}}});
  CHECK(corner < 0.4 * middle);
}

TEST_CASE("weights: of the site before those of the catalog before our own; costs add up") {
  World world;
  world.add("it_pod", "POD-01");
  world.sample.spec.layout.weights = {{"area", 3.0}};
  Limit limit;
  limit.id = "layout.weight.walking";
  limit.jurisdiction = "all";
  limit.si = 7;
  world.sample.catalog.limits.push_back(limit);
  std::sort(world.sample.catalog.limits.begin(), world.sample.catalog.limits.end(),
            [](const Limit& a, const Limit& b) { return a.id < b.id; });
  const Job job = job_of(world.sample.spec, world.sample.catalog, world.sample.sizing);
  const std::vector<GroundGroup> groups{standing_alone(job.inventory, 0, {50000, 50000}, 0)};
  const Score score(job);
  double sum = 0;
  for (const ScoreTerm& t : score.terms(groups)) {
    CHECK(t.cost == doctest::Approx(t.value * t.weight));
    if (t.name == "area") CHECK(t.weight == 3);
    if (t.name == "walking") CHECK(t.weight == 7);
    if (t.name == "route") CHECK(t.weight == 1);
    sum += t.cost;
  }
  CHECK(score.total(groups) == doctest::Approx(sum));
}

TEST_CASE("words of [layout] that mean nothing are refused with what there is") {
  World world;
  world.sample.spec.layout = {"spline", {{"aera", 1.0}}};
  std::vector<Finding> findings;
  check_wishes(world.sample.spec, findings);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].code == "LAY031");
  CHECK(findings[0].hint.find("spine") != std::string::npos);
  CHECK(findings[1].hint.find("area") != std::string::npos);
  CHECK(!lay_out(world.sample.spec, world.sample.catalog, world.sample.sizing).ok());
}

}  // namespace plinth::test
