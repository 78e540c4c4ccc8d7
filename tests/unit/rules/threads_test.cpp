// SPDX-License-Identifier: Apache-2.0
// One thread and many say the same, to the byte; and rules that ask the sweep say so, on which that rests.
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "core/base/crew.h"
#include "core/pipeline.h"
#include "core/rules/check_context.h"
#include "core/rules/check_design.h"
#include "core/rules/outage/study.h"
#include "tests/support/files.h"

namespace plinth::test {
namespace {

/// A laid out site of the shipped catalog, some of whose modules were pushed out of their places.
const Design& damaged() {
  static const Design design = [] {
    const SiteSpec spec = site_from(
        "project.name = \"threads\"\nsite.boundary = [[0,0],[260,0],[260,260],[0,260]]\nsite.utility.voltage = \"13.8 "
        "kV\"\n"
        "site.utility.capacity = \"12 MVA\"\nit.load = \"3 MW\"\n");
    auto outcome = design_site(spec, shipped_catalog(), {}, "plinth test", Until::layout);
    if (!outcome.ok()) throw std::runtime_error(outcome.findings.front().message);
    Design made = *outcome.value;
    int n = 0;
    for (Placement& placement : made.layout.placements)
      if (placement.parent.empty() && ++n % 4 == 0) placement.x += 700, placement.y -= 1300;
    return made;
  }();
  return design;
}

OutageStudy swept(const CheckContext& context, int threads) {
  SweepOptions options;
  options.separation = 3000;
  options.threads = threads;
  Outages outages(context, threads);
  return sweep_outages(outages, options);
}

}  // namespace

TEST_CASE("a check on several threads is that on one") {
  const CheckReport one = check_design(damaged(), nullptr, 1);
  CHECK(one.findings.size() > 20);
  for (const int threads : {2, 3, 7}) {
    const CheckReport many = check_design(damaged(), nullptr, threads);
    CHECK(many.findings == one.findings);
    CHECK(many == one);
  }
}

TEST_CASE("an outage sweep on several threads is that on one") {
  const CheckContext context(damaged());
  const OutageStudy one = swept(context, 1);
  REQUIRE(one.records.size() > 50);
  REQUIRE(one.pairs_tried > 10);
  for (const int threads : {2, 5}) {
    const OutageStudy many = swept(context, threads);
    REQUIRE(many.records.size() == one.records.size());
    for (std::size_t i = 0; i < one.records.size(); ++i) {
      const OutageRecord &a = one.records[i], &b = many.records[i];
      CAPTURE(a.element.name);
      CHECK(a.names == b.names);
      CHECK(a.present.it_lost == b.present.it_lost);
      CHECK(a.present.overload == b.present.overload);
      CHECK(a.present.cooling == b.present.cooling);
      CHECK(a.present.racks == b.present.racks);
      CHECK(a.away.it_lost == b.away.it_lost);
      CHECK(a.survivor.load == b.survivor.load);
      CHECK(a.survivor.node == b.survivor.node);
    }
    CHECK(many.pairs.size() == one.pairs.size());
    for (std::size_t i = 0; i < std::min(one.pairs.size(), many.pairs.size()); ++i) {
      CHECK(many.pairs[i].maintained == one.pairs[i].maintained);
      CHECK(many.pairs[i].failed == one.pairs[i].failed);
      CHECK(many.pairs[i].it_lost == one.pairs[i].it_lost);
      CHECK(many.pairs[i].alike == one.pairs[i].alike);
    }
    CHECK(many.elements == one.elements);
    CHECK(many.pairs_of == one.pairs_of);
    CHECK(many.level == one.level);
    for (const auto& [service, cuts] : one.cuts) CHECK(many.cuts.at(service).pairs == cuts.pairs);
  }
}

TEST_CASE("a rule that does not say so asks no outage sweep") {
  for (const Rule* rule : all_rules()) {
    const CheckContext context(damaged());
    Reporter said(rule->code, rule->severity);
    rule->check(context, said);
    CAPTURE(rule->code);
    if (!rule->sweeps) CHECK(context.outages == nullptr);
  }
}

TEST_CASE("a crew does everything once, and tells the first fault") {
  for (const int threads : {1, 2, 8}) {
    std::vector<int> done(100, 0);
    in_crew(threads, done.size(), [&](std::size_t i) { ++done[i]; });
    CHECK(std::count(done.begin(), done.end(), 1) == 100);
    const auto fail = [](std::size_t i) {
      if (i % 10 == 7) throw std::runtime_error("fault " + std::to_string(i));
    };
    CHECK_THROWS_WITH(in_crew(threads, 100, fail), "fault 7");
  }
  in_crew(4, 0, [](std::size_t) { FAIL("there is nothing to do"); });
}

}  // namespace plinth::test
