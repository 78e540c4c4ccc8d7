// SPDX-License-Identifier: Apache-2.0
// Where gates are when the site file says nothing, or says it wrong.
#include <doctest/doctest.h>

#include "core/input/read_site.h"
#include "tests/unit/input/site_worlds.h"

using namespace plinth;
using plinth::test::five_lines;
using plinth::test::world_of;

namespace {

Outcome<SiteSpec> read(const std::string& text) { return read_site(text, "site.toml", world_of({}), {}); }

const DefaultUsed* gates_by_default(const SiteSpec& spec) {
  for (const DefaultUsed& d : spec.defaults)
    if (d.key == "site.gate") return &d;
  return nullptr;
}

}  // namespace

TEST_CASE("the default gate is in the middle of the longest southern edge") {
  struct Row {
    const char* boundary;
    PlanPoint gate;
  };
  const Row rows[] = {
      {"[[0,0],[260,0],[260,180],[0,180]]", {130'000, 0}},
      {"[[0,180],[260,180],[260,0],[0,0]]", {130'000, 0}},                        // clockwise
      {"[[0,10],[20,0],[40,10],[240,10],[240,180],[0,180]]", {140'000, 10'000}},  // a small tip does not win
      {"[[0,0],[50,0],[50,20],[260,20],[260,180],[0,180]]", {155'000, 20'000}},
      {"[[130,0],[260,90],[130,180],[0,90]]", {195'000, 45'000}},
      {"[[50,0],[100,100],[50,200],[0,100]]", {50'000, 0}},  // nothing faces south: the southern tip
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.boundary));
    std::string text = five_lines;
    const std::string old = "[[0, 0], [260, 0], [260, 180], [0, 180]]";
    text.replace(text.find(old), old.size(), row.boundary);
    const auto outcome = read(text);
    REQUIRE(outcome.ok());
    CHECK(outcome.value->site.gates[0].at.x == row.gate.x);
    CHECK(outcome.value->site.gates[0].at.y == row.gate.y);
  }
}

TEST_CASE("without gates each parcel gets one, the largest first") {
  std::string text = five_lines;
  const std::string old = "[[0, 0], [260, 0], [260, 180], [0, 180]]";
  text.replace(text.find(old), old.size(), "[[[0,0],[100,0],[100,80],[0,80]],[[200,10],[460,10],[460,180],[200,180]]]");
  const auto outcome = read(text);
  REQUIRE(outcome.ok());
  const std::vector<Gate>& gates = outcome.value->site.gates;
  REQUIRE(gates.size() == 2);
  CHECK((gates[0].name == "gate 1" && gates[0].at == PlanPoint{330'000, 10'000}));
  CHECK((gates[1].name == "gate 2" && gates[1].at == PlanPoint{50'000, 0}));
  REQUIRE(gates_by_default(*outcome.value) != nullptr);
  CHECK(gates_by_default(*outcome.value)->value == "[330, 10], [50, 0], 8 m wide");
}

TEST_CASE("misplaced gates and keep-outs are warnings, and the site is still read") {
  const auto outcome = read(five_lines +
                            "site.gate = [{at = [130, -80]}]\n"
                            "site.keep_out = [{area = [[900, 900], [910, 900], [910, 910]]}]\n");
  REQUIRE_MESSAGE(outcome.ok(), outcome.findings.size());
  REQUIRE(outcome.findings.size() == 2);
  for (const Finding& f : outcome.findings) {
    CHECK(f.code == "SPC027");
    CHECK(f.severity == Severity::warning);
  }
  CHECK(outcome.findings[0].message == "gate \"gate 1\" is 80 m off the boundary");
  CHECK(outcome.value->site.gates[0].at == PlanPoint{130'000, 0});
  CHECK(outcome.findings[1].message == "keep-out \"keep-out 1\" lies off the site");
}
