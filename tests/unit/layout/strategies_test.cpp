// SPDX-License-Identifier: Apache-2.0
// Named strategies do what they are called, compete fairly, and local search never makes a layout worse.
#include "core/layout/strategy.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/layout/improve.h"
#include "core/layout/lay_out.h"
#include "tests/support/sample_design.h"
#include "tests/unit/layout/layout_faults.h"

namespace plinth::test {
namespace {

SampleDesign campus(int blocks = 4) {
  SampleDesign sample =
      sample_design({.blocks = blocks, .pods = 3, .racks = 4, .parcel_width = 420, .parcel_height = 380});
  sample.spec.site.gates = {{"gate", {100000, 0}, 8.0 * metre}};
  sample.spec.utility.at = PlanPoint{0, 190000};
  return sample;
}

Layout laid_out(const SampleDesign& sample, const LayoutEffort& effort = {}) {
  const Outcome<Layout> got = lay_out(sample.spec, sample.catalog, sample.sizing, effort);
  REQUIRE(got.ok());
  const auto faults = layout_faults(sample.spec, sample.catalog, sample.sizing.graph, *got.value);
  CHECK_MESSAGE(faults.empty(), (faults.empty() ? "" : faults.front()));
  return *got.value;
}

Rect group_area(const Layout& layout, const std::string& name) {
  for (const Group& g : layout.groups)
    if (g.name == name) return g.area;
  FAIL(name);
  return {};
}

/// Middle of all modules of a kind in a block.
PlanPoint middle_of(const SampleDesign& sample, const Layout& layout, int block, const std::string& kind) {
  Millimetres x = 0, y = 0, count = 0;
  for (const Placement& p : layout.placements) {
    const Node& n = *sample.sizing.graph.node(p.tag);
    if (!p.parent.empty() || n.block != block || n.kind != kind) continue;
    const PlanPoint c = footprint(*sample.catalog.module(p.module), p).centre();
    x += c.x;
    y += c.y;
    ++count;
  }
  REQUIRE(count > 0);
  return {x / count, y / count};
}

}  // namespace

TEST_CASE("every strategy is listed by its own name and gives a sound layout where it applies") {
  std::set<std::string> names;
  for (const LayoutStrategy* strategy : all_layout_strategies()) {
    CAPTURE(strategy->name);
    CHECK(names.insert(strategy->name).second);
    CHECK(std::string(strategy->summary).size() > 20);
    SampleDesign sample = campus();
    if (std::string(strategy->name) == "campus")
      sample.spec.site.parcels = {rectangle_parcel(0, 0, 260, 380), rectangle_parcel(300, 0, 560, 380)};
    sample.spec.layout.strategy = strategy->name;
    const Layout layout = laid_out(sample);
    CHECK(layout.strategy == strategy->name);
    REQUIRE(!layout.candidates.empty());
    CHECK(layout.candidates.front().chosen);
    CHECK(layout.candidates.front().strategy == strategy->name);
  }
  CHECK(names == std::set<std::string>{"campus", "courtyard", "rows", "spine"});
}

TEST_CASE("all strategies compete, and the winner costs least") {
  const Layout layout = laid_out(campus());
  std::set<std::string> names;
  double least = 1e300;
  for (const LayoutCandidate& c : layout.candidates) {
    names.insert(c.strategy);
    least = std::min(least, c.score);
    double sum = 0;
    for (const ScoreTerm& t : c.terms) sum += t.cost;
    CHECK(c.score == doctest::Approx(sum));
  }
  CHECK(names.size() >= 3);
  CHECK(layout.candidates.front().score == least);
  CHECK(layout.strategy == layout.candidates.front().strategy);
}

TEST_CASE("spine: blocks on both sides of one road, power towards it, cooling away from it") {
  SampleDesign sample = campus();
  sample.spec.layout.strategy = "spine";
  const Layout layout = laid_out(sample);
  int towards = 0;
  std::set<bool> banks;
  std::vector<Rect> blocks;
  for (int b = 1; b <= 4; ++b) blocks.push_back(group_area(layout, "Block " + std::to_string(b)));
  for (int b = 1; b <= 4; ++b) {
    const PlanPoint pods = middle_of(sample, layout, b, "it_pod"), power = middle_of(sample, layout, b, "power_module");
    const Rect own = blocks[static_cast<std::size_t>(b - 1)];
    // The nearest group across the spine stands on the side that the power modules are on.
    const bool along_x = std::abs(power.y - pods.y) > std::abs(power.x - pods.x);
    const bool up = along_x ? power.y > pods.y : power.x > pods.x;
    banks.insert(up);
    for (const Group& other : layout.groups) {
      if (other.area == own) continue;
      const Millimetres gap = along_x ? (up ? other.area.y0 - own.y1 : own.y0 - other.area.y1)
                                      : (up ? other.area.x0 - own.x1 : own.x0 - other.area.x1);
      if (gap >= 12000 && gap <= 12400) {
        ++towards;
        break;
      }
    }
  }
  CHECK(banks.size() == 2);
  CHECK(towards >= 2);
}

TEST_CASE("courtyard: the electrical yard has blocks on both sides") {
  SampleDesign sample = campus();
  sample.spec.layout.strategy = "courtyard";
  const Layout layout = laid_out(sample);
  const PlanPoint court = group_area(layout, "Electrical yard").centre();
  int north = 0, south = 0, beside = 0;
  for (int b = 1; b <= 4; ++b) {
    const PlanPoint c = group_area(layout, "Block " + std::to_string(b)).centre();
    north += c.y > court.y;
    south += c.y < court.y;
    beside += c.x != court.x;
  }
  CHECK(beside > 0);
  CHECK(north > 0);
  CHECK(south > 0);
}

TEST_CASE("campus: whole blocks on each parcel, the yards where the grid is") {
  SampleDesign sample = campus(6);
  sample.spec.site.parcels = {rectangle_parcel(0, 0, 120, 130), rectangle_parcel(160, 0, 280, 130)};
  sample.spec.utility.at = PlanPoint{280000, 65000};
  sample.spec.layout.strategy = "campus";
  const Layout layout = laid_out(sample);
  std::set<bool> used;
  for (const Group& g : layout.groups) {
    CHECK((g.area.x1 <= 120000 || g.area.x0 >= 160000));
    used.insert(g.area.x0 >= 160000);
  }
  CHECK(used.size() == 2);
  CHECK(group_area(layout, "Electrical yard").x0 >= 160000);
}

TEST_CASE("a strategy that does not apply gives way to rows, and says so") {
  SampleDesign sample = campus(1);
  sample.spec.layout.strategy = "campus";  // one parcel
  const Outcome<Layout> got = lay_out(sample.spec, sample.catalog, sample.sizing);
  REQUIRE(got.ok());
  CHECK(got.value->strategy == "rows");
  CHECK(std::any_of(got.findings.begin(), got.findings.end(), [](const Finding& f) { return f.code == "LAY030"; }));
}

TEST_CASE("the wind decides where generators stand") {
  // What the exhaust term measures of the winner may not grow when the exhaust is all that counts.
  const auto exhaust = [](double from, double weight) {
    SampleDesign sample = campus();
    sample.spec.climate.wind_from_deg = from;
    sample.spec.layout.weights = {{"exhaust", weight}};
    const Layout layout = laid_out(sample);
    for (const ScoreTerm& t : layout.candidates.front().terms)
      if (t.name == "exhaust") return t.value;
    return -1.0;
  };
  for (const double from : {0.0, 90.0, 180.0, 270.0}) {
    CAPTURE(from);
    CHECK(exhaust(from, 1e6) <= exhaust(from, 0));
    CHECK(exhaust(from, 1e6) < 0.05);
  }
}

TEST_CASE("laydown: the area asked for, free, by the gate") {
  SampleDesign sample = campus(2);
  sample.spec.site.laydown = Area{900};
  const Layout layout = laid_out(sample);
  const Rect area = group_area(layout, "Laydown");
  CHECK(1e-6 * static_cast<double>(area.width()) * static_cast<double>(area.height()) >= 900);
  CHECK(distance(area, Rect{100000, 0, 100000, 0}) < 20000);
  for (const Placement& p : layout.placements)
    if (p.parent.empty()) CHECK(!overlap(area, footprint(*sample.catalog.module(p.module), p)));
  for (const Road& road : layout.roads) CHECK(!overlap(area, road.area));
  sample.spec.site.laydown = Area{200000};
  const Outcome<Layout> none = lay_out(sample.spec, sample.catalog, sample.sizing);
  REQUIRE(none.ok());
  CHECK(std::any_of(none.findings.begin(), none.findings.end(), [](const Finding& f) { return f.code == "LAY032"; }));
}

TEST_CASE("local search: never worse, sound, and the same again for the same seed and number of moves") {
  const SampleDesign sample = campus(3);
  const Layout plain = laid_out(sample);
  bool better = false;
  for (const int seed : {1, 2, 3}) {
    CAPTURE(seed);
    LayoutEffort effort;
    effort.iterations = 400;
    effort.seed = seed;
    const Layout searched = laid_out(sample, effort);
    CHECK(searched.candidates.front().score <= plain.candidates.front().score);
    CHECK(searched.score <= plain.score);
    CHECK(searched.search.iterations == 400);
    CHECK(searched.search.seed == seed);
    CHECK(searched.search.after <= searched.search.before);
    CHECK(laid_out(sample, effort) == searched);
    better = better || searched.candidates.front().score < plain.candidates.front().score;
    // Stopped from outside after some moves, it is the search of just as many.
    int asked = 0;
    effort.iterations = 1000000;
    effort.stop = [&asked](double) { return ++asked > 150; };
    const Layout stopped = laid_out(sample, effort);
    CHECK(stopped.search.iterations == 150);
    LayoutEffort again;
    again.iterations = 150;
    again.seed = seed;
    CHECK(laid_out(sample, again) == stopped);
  }
  CHECK(better);
}

}  // namespace plinth::test
