// SPDX-License-Identifier: Apache-2.0
// Optional kinds: how many their rule gives, worked out by hand, and what they add to everything else.
#include "core/sizing/extras.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/sizing/size_site.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

std::string site(const std::string& extras, const std::string& more = "") {
  return "project.name = \"T\"\nsite.boundary = [[0,0],[400,0],[400,400],[0,400]]\nsite.utility.voltage = \"34.5 kV\"\n"
         "site.utility.capacity = \"60 MVA\"\nit.load = \"20 MW\"\nextras.include = [" +
         extras + "]\n" + more;
}

Sizing sized(const std::string& toml, const Catalog& catalog = test::shipped_catalog()) {
  Outcome<Sizing> outcome = size_site(test::site_from(toml), catalog);
  for (const Finding& finding : outcome.findings)
    if (finding.severity == Severity::error) MESSAGE(finding.code << " " << finding.message);
  REQUIRE(outcome.ok());
  return *outcome.value;
}

const Selection& chosen(const Sizing& sizing, const std::string& service) {
  const auto found = std::find_if(sizing.selection.begin(), sizing.selection.end(),
                                  [&](const Selection& s) { return s.service == service; });
  REQUIRE(found != sizing.selection.end());
  return *found;
}

double value(const Sizing& sizing, const std::string& id) {
  const LedgerEntry* entry = sizing.ledger.find(id);
  REQUIRE_MESSAGE(entry != nullptr, id);
  return entry->value;
}

int nodes(const Sizing& sizing, const std::string& kind) {
  return static_cast<int>(std::count_if(sizing.graph.nodes.begin(), sizing.graph.nodes.end(),
                                        [&](const Node& node) { return node.kind == kind; }));
}

/// The shipped catalog with another need for the gatehouse.
Catalog with_need(const Need& need) {
  Catalog catalog = test::shipped_catalog();
  for (Kind& kind : catalog.kinds)
    if (kind.id == "security") kind.need = need;
  return catalog;
}

std::string fault_of(const std::string& toml, const Catalog& catalog = test::shipped_catalog()) {
  const Outcome<Sizing> outcome = size_site(test::site_from(toml), catalog);
  CHECK_FALSE(outcome.ok());
  return outcome.findings.empty() ? "" : outcome.findings.front().code + " " + outcome.findings.front().hint;
}

}  // namespace

TEST_CASE("extras cover what their rule says, and no more") {
  const Sizing sizing = sized(site("\"control_room\", \"strainer\", \"security\", \"fire_water_tank\", \"fire_pump\""));
  // 20 MW and the rounding of racks: one room for 50 MW, or more of those for 10 MW.
  const Selection& room = chosen(sizing, "control_room");
  const ModuleType& room_type = *test::shipped_catalog().module(room.module);
  CHECK(room.duty == std::ceil(value(sizing, "demand.it") * 1e3 / room_type.required_number("supervised_load") - 1e-9));
  // Strainers carry the full flow of each block.
  const Selection& strainer = chosen(sizing, "strainer");
  const double flow = sizing.ledger.find("cooling.fws_flow")->value;  // L/min
  const double one = test::shipped_catalog().module(strainer.module)->required_number("rated_flow") * 60e3;
  CHECK(strainer.duty == std::ceil(flow / one - 1e-9) * sizing.blocks);
  // 340 m3 and 1500 gpm of the design basis.
  const Selection& tank = chosen(sizing, "fire_water_tank");
  const double volume = test::shipped_catalog().module(tank.module)->required_number("volume");
  CHECK(tank.duty == std::ceil(340 / volume - 1e-9));
  CHECK(chosen(sizing, "fire_pump").installed >= 1);
  for (const char* kind : {"control_room", "strainer", "security", "fire_water_tank", "fire_pump"})
    CHECK(nodes(sizing, kind) == chosen(sizing, kind).installed);
}

TEST_CASE("what extras draw is load of the site, and the ledger checks it") {
  const Sizing without = sized(site("")), with = sized(site("\"security\", \"dosing_skid\""));
  CHECK(without.ledger.find("extras.power") == nullptr);
  const double drawn = value(with, "extras.power");
  CHECK(drawn == doctest::Approx(value(with, "extras.security.power") + value(with, "extras.dosing_skid.power")));
  CHECK(value(with, "extras.power_check") == doctest::Approx(drawn));
  CHECK(value(with, "mechanical.load") == doctest::Approx(value(without, "mechanical.load") + drawn));
  CHECK(value(with, "demand.facility") > value(without, "demand.facility") + 0.99 * drawn);
  CHECK(with.objective.value > without.objective.value);
  CHECK(with.objective.proved);
  CHECK(audit(with.ledger).empty());
  const auto fed = std::count_if(with.graph.edges.begin(), with.graph.edges.end(),
                                 [](const Edge& e) { return e.to.tag.starts_with("SEC-"); });
  CHECK(fed == 2);  // sides A and B
}

TEST_CASE("each way of counting: site, block, pod, module of another kind, whole or in part") {
  const auto count = [](const Need& need) {
    const Sizing sizing = sized(site("\"security\""), with_need(need));
    return std::pair(chosen(sizing, "security").installed, sizing);
  };
  Need need{"site", "", 2, "", "", "N+1", "", "test"};
  CHECK(count(need).first == 3);
  need = {"block", "", 1, "", "", "N", "", "test"};
  const auto [blocks, per_block] = count(need);
  CHECK(blocks == per_block.blocks);
  need.per = "pod";
  const auto [pods, per_pod] = count(need);
  CHECK(pods == nodes(per_pod, "it_pod"));
  need = {"module", "genset", 1, "", "", "N", "", "test"};
  const auto [sets, per_set] = count(need);
  CHECK(sets == nodes(per_set, "genset"));
  need.count = 0.1;
  CHECK(count(need).first == static_cast<int>(std::ceil(0.1 * sets - 1e-9)));
  need = {"module", "cooling_tower", 1, "", "", "N", "", "test"};
  const Outcome<Sizing> none = size_site(test::site_from(site("\"security\"")), with_need(need));
  REQUIRE(none.ok());
  CHECK(nodes(*none.value, "security") == 0);
}

TEST_CASE("a need of a figure that the extra itself moves comes to rest") {
  Catalog catalog = test::shipped_catalog();
  for (Kind& kind : catalog.kinds)
    if (kind.id == "control_room") kind.need->covers = "demand.facility";
  for (ModuleType& type : catalog.modules) {
    if (type.kind != "control_room") continue;
    type.attributes.at("supervised_load").value = 1.5e6;
    type.attributes.at("electrical_power").value = 200e3;
  }
  const Sizing sizing = sized(site("\"control_room\""), catalog);
  CHECK(chosen(sizing, "control_room").duty == std::ceil(value(sizing, "demand.facility") / 1500 - 1e-9));
  CHECK(audit(sizing.ledger).empty());
  // A unit that draws all it covers never comes to rest.
  for (ModuleType& type : catalog.modules)
    if (type.kind == "control_room") type.attributes.at("electrical_power").value = 1.6e6;
  CHECK_FALSE(size_site(test::site_from(site("\"control_room\"")), catalog).ok());
}

TEST_CASE("an extra that nothing calls for is a remark, one that cannot be is a fault") {
  const Outcome<Sizing> dry = size_site(test::site_from(site("\"water_treatment\"")), test::shipped_catalog());
  REQUIRE(dry.ok());
  CHECK(std::any_of(dry.findings.begin(), dry.findings.end(), [](const Finding& f) { return f.code == "SIZ024"; }) ==
        (dry.value->ledger.find("demand.water_peak") == nullptr));
  CHECK(fault_of(site("\"securitee\"")) == "SIZ009 did you mean `security`?");
  CHECK(fault_of(site("\"genset\"")).starts_with("SIZ009"));
  CHECK(
      fault_of(site("\"security\"", "catalog.exclude = [\"gatehouse-20\", \"gatehouse-40\"]\n")).starts_with("SIZ009"));
  Need wrong{"site", "", 1, "cooling.fws_flow", "electrical_power", "N", "", "test"};
  CHECK(fault_of(site("\"security\""), with_need(wrong)).starts_with("SIZ009"));
  wrong.covers = "no.such_figure";
  const Outcome<Sizing> unknown = size_site(test::site_from(site("\"security\"")), with_need(wrong));
  CHECK(unknown.ok());
}
