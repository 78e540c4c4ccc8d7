// SPDX-License-Identifier: Apache-2.0
// Rules of distance as data where one design cannot show it: limits that differ within a pair, faces towards places.
#include <doctest/doctest.h>

#include "core/rules/check_design.h"
#include "tests/unit/rules/design_text.h"

namespace plinth::test {
namespace {

RuleLimit row(double metres, std::map<std::string, std::string> match = {}) {
  RuleLimit limit;
  limit.applies = "all";
  limit.edition = "test";
  limit.si = metres;
  limit.unit = "m";
  limit.dimension = Dimension::length;
  limit.match = std::move(match);
  return limit;
}

DataRule distance_rule(std::vector<RuleLimit> limits) {
  DataRule rule;
  rule.code = "ACME01";
  rule.name = "too-near";
  rule.type = RuleTypes::distance;
  rule.of.kinds = rule.to.kinds = {"bess"};
  rule.limits = std::move(limits);
  return rule;
}

CheckReport run(const std::string& text, const DataRule& rule) {
  return check_design(design_from(text), RuleSet{{}, {&rule}});
}

const std::string kTwoSorts = "type a kind=bess size=2x2x2 chemistry=LFP\ntype b kind=bess size=2x2x2 chemistry=NMC\n";

}  // namespace

TEST_CASE("between two things of one rule the stricter of their limits stands, whichever comes first") {
  const DataRule rule = distance_rule({row(4.0, {{"chemistry", "NMC"}}), row(1.5)});
  for (const char* pair :
       {"place BESS-01 a 10 10\nplace BESS-02 b 15 10", "place BESS-01 b 10 10\nplace BESS-02 a 15 10"}) {
    const CheckReport report = run(kTwoSorts + pair, rule);
    REQUIRE(report.findings.size() == 1);  // one fault, not one from either side
    CHECK(report.findings[0].required->value == 4.0);
    CHECK(report.findings[0].actual->value == 3.0);
  }
  CHECK(run(kTwoSorts + "place BESS-01 a 10 10\nplace BESS-02 a 15 10", rule).findings.empty());
  CHECK(run(kTwoSorts + "place BESS-01 a 10 10\nplace BESS-02 b 16 10", rule).findings.empty());  // exactly 4 m
}

TEST_CASE("a place beside or behind a face is none before it") {
  DataRule rule = distance_rule({row(5.0)});
  rule.to = {};
  rule.to.things = {"building"};
  rule.face = "front";  // south as it stands
  const std::string unit = "type a kind=bess size=2x2x2\nplace BESS-01 a 50 50\n";
  CHECK(run(unit + "building Shed 49 54 53 60", rule).findings.empty());  // behind
  CHECK(run(unit + "building Shed 52 45 56 60", rule).findings.empty());  // beside, touching the strip
  CHECK(run(unit + "building Shed 49 40 53 47", rule).findings.size() == 1);
  CHECK(run(unit + "building Shed 49 40 53 45", rule).findings.empty());  // exactly 5 m before it
  rule.to.things = {"lot-line"};
  CHECK(run("type a kind=bess size=2x2x2\nplace BESS-01 a 1 50\n", rule).findings.empty());
  CHECK(run("type a kind=bess size=2x2x2\nplace BESS-01 a 50 1\n", rule).findings.size() == 1);
}

}  // namespace plinth::test
