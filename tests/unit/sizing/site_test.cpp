// SPDX-License-Identifier: Apache-2.0
// Whole sites: published reference design RD-1, balances, monotonicity, infeasibility.
#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "core/sizing/size_site.h"
#include "tests/support/files.h"
#include "tests/unit/sizing/sized.h"

using namespace plinth;

namespace {

std::string site(const std::string& it, const std::string& more = "",
                 const std::string& utility = "capacity = \"60 MVA\"") {
  return "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n[site.utility]\nvoltage = "
         "\"13.8 kV\"\n" +
         utility + "\n[it]\n" + it + "\n" + more;
}

const Selection& chosen(const Sizing& sizing, const std::string& service) {
  for (const Selection& selection : sizing.selection)
    if (selection.service == service) return selection;
  FAIL("no selection of " << service);
  return sizing.selection.front();
}

}  // namespace

TEST_CASE("RD-1: 64 GB300 racks at 40 degC water, Dulles extremes, adiabatic") {
  const Sizing s =
      test::sized(site("supply_temperature = \"40 degC\"\n[[it.group]]\nrack = \"gb300-nvl72\"\ncount = 64",
                       "[site.climate]\ndry_bulb = \"38.7 degC\"\nwet_bulb = \"23.9 degC\"\nminimum = \"-5 degC\"\n"
                       "[cooling]\nrejection = \"adiabatic\"\n[catalog]\nprefer = [\"pod-generic-8\", "
                       "\"cdu-vertiv-coolchip-1350\", \"adi-bac-tdfs1238n-pad\"]"));
  // 64 x 135 kW; the liquid share 0.9; 8 pods of 8 racks with one duty CDU of 13.7 kW each.
  CHECK(s.demand.it / kW == doctest::Approx(8640));
  CHECK(s.demand.liquid_heat / kW == doctest::Approx(7776));
  CHECK(s.demand.air_heat / kW == doctest::Approx(864));
  CHECK(chosen(s, "cdu").duty == 8);
  CHECK(chosen(s, "cdu").installed == 16);
  CHECK(test::entry(s, "demand.fws_heat") ==
        doctest::Approx(7776 + 8 * chosen(s, "cdu").unit_rating.value * 0 +
                        8 * test::entry(s, "catalog.cdu-vertiv-coolchip-1350.electrical_power")));
  CHECK(test::entry(s, "cooling.fws_supply") == doctest::Approx(36));
  CHECK(test::entry(s, "cooling.fws_return") == doctest::Approx(46));
  // 38.7 + 1 K recirculation = 39.7; pad 0.8 towards 23.9 gives 27.06; one cooler then rejects 4908 kW.
  CHECK(test::entry(s, "cooling.coil_air") == doctest::Approx(27.06).epsilon(1e-4));
  CHECK(test::entry(s, "cooling.cooler_capacity") == doctest::Approx(4908).epsilon(0.005));
  CHECK(chosen(s, "heat_rejection").duty == 2);
  CHECK(chosen(s, "heat_rejection").installed == 3);
  // Flow of one rack: Lenovo curve at 40 degC.
  CHECK(test::entry(s, "cdu.gb300-nvl72.rack_flow") == doctest::Approx(119).epsilon(1e-3));
}

TEST_CASE("a dry cooler cannot make 36 degC water in 39.7 degC air; at 45 degC supply it can") {
  const std::string climate =
      "[site.climate]\ndry_bulb = \"38.7 degC\"\nwet_bulb = \"23.9 degC\"\n[cooling]\nrejection = \"dry\"\n";
  const auto refused = size_site(test::site_from(site("load = \"8 MW\"\nsupply_temperature = \"40 degC\"", climate)),
                                 test::shipped_catalog());
  CHECK_FALSE(refused.ok());
  REQUIRE_FALSE(refused.findings.empty());
  CHECK(refused.findings.front().code == "SIZ010");
  CHECK(refused.findings.front().message.find("heat_rejection") != std::string::npos);
  const Sizing s = test::sized(site("load = \"8 MW\"\nsupply_temperature = \"45 degC\"",
                                    climate + "[catalog]\nprefer = [\"dry-bac-tdfs1238n\"]"));
  CHECK(test::entry(s, "cooling.cooler_capacity") == doctest::Approx(1862).epsilon(0.005));
}

TEST_CASE("every figure derives, every balance closes, in every redundancy") {
  for (const std::string redundancy : {"N", "N+1", "N+2", "2N"}) {
    CAPTURE(redundancy);
    const Sizing s = test::sized(site("load = \"5 MW\"", "[power]\nredundancy = \"" + redundancy +
                                                             "\"\n[cooling]\nredundancy = \"" + redundancy + "\"\n"));
    CHECK(audit(s.ledger).empty());
    const double balance =
        (s.demand.it + s.demand.mechanical + s.demand.losses).si / 1e3 + test::entry(s, "power.recharge");
    CHECK(s.demand.facility / kW == doctest::Approx(balance).epsilon(1e-9));
    CHECK((s.demand.liquid_heat + s.demand.air_heat).si == doctest::Approx(s.demand.it.si));
    CHECK(test::entry(s, "demand.pue") > 1.05);
    CHECK(test::entry(s, "demand.pue") < 1.6);
    CHECK(s.demand.utility.si >= s.demand.facility.si);
    const Selection& power = chosen(s, "power_module");
    const int each = static_cast<int>(power.duty) / s.blocks, all = power.installed / s.blocks;
    CHECK(all == (redundancy == "N"     ? each
                  : redundancy == "N+1" ? each + 1
                  : redundancy == "N+2" ? each + 2
                                        : 2 * each));
    for (const Selection& selection : s.selection) {
      CAPTURE(selection.service);
      CHECK(selection.load_worst <= 1.0 + 1e-9);
      CHECK(selection.load_normal <= selection.load_worst + 1e-9);
      CHECK(selection.installed == doctest::Approx(selection.duty + selection.spare));
    }
  }
}

TEST_CASE("the graph holds what was selected, and every edge ends at a node with that port") {
  const Sizing s = test::sized(site("load = \"5 MW\""));
  std::map<std::string, int> count;
  std::set<std::string> tags;
  for (const Node& node : s.graph.nodes) {
    ++count[node.service];
    CHECK(tags.insert(node.tag).second);
  }
  for (const Selection& selection : s.selection) {
    if (selection.service == "transformer" || selection.service == "lv_board") continue;  // MV/LV skids hold some too
    CAPTURE(selection.service);
    CHECK(count[selection.service] == selection.installed);
  }
  const Catalog& catalog = test::shipped_catalog();
  for (const Edge& edge : s.graph.edges)
    for (const EdgeEnd& end : {edge.from, edge.to}) {
      const Node* node = s.graph.node(end.tag);
      REQUIRE_MESSAGE(node != nullptr, end.tag);
      bool found = false;
      for (const Port& port : catalog.module(node->module)->ports) found = found || port.name == end.port;
      CHECK_MESSAGE(found, edge.id << ": " << end.tag << " has no port " << end.port);
    }
}

TEST_CASE("more load never needs fewer modules or less power") {
  double last_power = 0, last_cost = 0;
  for (const char* load : {"1 MW", "2 MW", "4 MW", "7 MW", "12 MW"}) {
    CAPTURE(load);
    const Sizing s = test::sized(site("load = \"" + std::string(load) + "\""));
    CHECK(s.demand.facility.si > last_power);
    CHECK(s.objective.value > last_cost);
    CHECK(s.objective.proved);
    CHECK(s.objective.gap == 0);
    last_power = s.demand.facility.si, last_cost = s.objective.value;
  }
}

TEST_CASE("each objective is no worse in what it minimises than the design for least cost") {
  const Sizing cost = test::sized(site("load = \"3 MW\""));
  const Sizing area = test::sized(site("load = \"3 MW\"", "[objective]\nminimise = \"area\"\n"));
  const Sizing energy = test::sized(site("load = \"3 MW\"", "[objective]\nminimise = \"energy\"\n"));
  CHECK(test::entry(energy, "demand.facility_steady") <= test::entry(cost, "demand.facility_steady") + 1e-6);
  CHECK(energy.objective.value == doctest::Approx(test::entry(energy, "demand.facility_steady")));
  CHECK(area.objective.name == "area");
  CHECK(area.objective.unit == "m2");
}

TEST_CASE("a grid connection that is too small is said to be so, with the numbers") {
  const auto outcome =
      size_site(test::site_from(site("load = \"20 MW\"", "", "capacity = \"20 MVA\"")), test::shipped_catalog());
  CHECK_FALSE(outcome.ok());
  REQUIRE(outcome.findings.size() >= 2);
  CHECK(outcome.findings.front().code == "SIZ011");
  CHECK(outcome.findings.front().origin.line > 0);
}

TEST_CASE("a mixed list of liquid and air racks gets pods of its own for each") {
  const Sizing s = test::sized(site(
      "[[it.group]]\nrack = \"generic-liquid-130\"\ncount = 12\n[[it.group]]\nrack = \"dgx-h100-4x\"\ncount = 10"));
  CHECK(s.demand.racks == 22);
  CHECK(audit(s.ledger).empty());
  CHECK(test::entry(s, "selection.it_pod.installed") ==
        test::entry(s, "selection.it_pod.generic-liquid-130.installed") +
            test::entry(s, "selection.it_pod.dgx-h100-4x.installed"));
}

TEST_CASE("above 24 kV main transformers appear, and below they do not") {
  const auto voltage = [](const char* kv) {
    return "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n[site.utility]\nvoltage = "
           "\"" +
           std::string(kv) + "\"\ncapacity = \"30 MVA\"\n[it]\nload = \"8 MW\"\n";
  };
  const Sizing high = test::sized(voltage("34.5 kV")), low = test::sized(voltage("13.8 kV"));
  CHECK(chosen(high, "main_transformer").installed == chosen(high, "main_transformer").duty + 1);
  for (const Selection& selection : low.selection) CHECK(selection.service != "main_transformer");
  CHECK(high.demand.losses > low.demand.losses);
}
