// SPDX-License-Identifier: Apache-2.0
// A site in phases: which blocks and how many units of the yards each has, by hand and by property.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>

#include "core/model/phases.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"
#include "tests/unit/sizing/sized.h"

using namespace plinth;

namespace {

std::string site(const std::string& it, const std::string& phases, const std::string& more = "") {
  return "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[400,0],[400,400],[0,400]]\n[site.utility]\nvoltage = "
         "\"34.5 kV\"\ncapacity = \"60 MVA\"\n[it]\n" +
         it + "\n" + more + "\n" + phases;
}

std::string phase(int number, const std::string& amount) {
  return "[[phase]]\nnumber = " + std::to_string(number) + "\n" + amount + "\n";
}

Outcome<Sizing> sized(const std::string& toml) { return size_site(test::site_from(toml), test::shipped_catalog()); }

/// The figure of a phase, or that of the site where they are equal.
double entry(const Sizing& sizing, int phase, const std::string& id) {
  const std::string own = "phase." + std::to_string(phase) + "." + id;
  return sizing.ledger.find(own) != nullptr ? test::entry(sizing, own) : test::entry(sizing, id);
}

int built(const Sizing& sizing, int phase, const std::string& service) {
  int units = 0;
  for (const Node& node : sizing.graph.nodes) units += node.service == service && node.phase <= phase ? 1 : 0;
  return units;
}

double served_kw(const Sizing& sizing, int phase) {
  double kw = 0;
  for (const Node& node : sizing.graph.nodes)
    if (node.kind == "rack" && node.phase <= phase) kw += node.demand_kw;
  return kw;
}

bool says(const std::vector<Finding>& findings, const std::string& code, const std::string& words) {
  for (const Finding& f : findings)
    if (f.code == code && f.message.find(words) != std::string::npos) return true;
  return false;
}

const std::string kTwenty = "load = \"20 MW\"\nrack = \"gb300-nvl72\"";

}  // namespace

TEST_CASE("20 MW at N+1 in two phases of 10: racks, blocks and generator sets by hand") {
  const Sizing s = test::sized(site(kTwenty, phase(1, "load = \"10 MW\"") + phase(2, "")));
  // 20 MW / 135 kW = 148.1: 149 racks. 10 MW ask for 74.07, so 75 at least.
  CHECK(s.demand.racks == 149);
  REQUIRE(s.phases.size() == 2);
  CHECK(s.phases[0].asked / MW == doctest::Approx(10));
  CHECK(s.phases[0].demand.racks >= 75);
  CHECK(s.phases[0].demand.it / kW == doctest::Approx(135.0 * s.phases[0].demand.racks));
  CHECK(served_kw(s, 1) == doctest::Approx(135.0 * s.phases[0].demand.racks));
  CHECK(s.phases[1].demand == s.demand);
  // Fewest pods: one less would not do. The racks are spread evenly over the pods, so none has more than this.
  const double fullest = std::ceil(149.0 / s.phases[1].pods);
  CHECK(s.phases[0].demand.racks - fullest < 75);
  CHECK(built(s, 1, "it_pod") == s.phases[0].pods);
  CHECK(s.phases[1].blocks == s.blocks);
  // N+1 sets for the facility load of each phase.
  const double rating = test::entry(s, "genset.unit_power");
  for (const int number : {1, 2}) {
    const double load = entry(s, number, "distribution.power");
    CHECK(built(s, number, "genset") == static_cast<int>(std::ceil(load / rating - 1e-9)) + 1);
  }
  CHECK(built(s, 1, "genset") < built(s, 2, "genset"));
  CHECK(built(s, 1, "power_module") < built(s, 2, "power_module"));
}

TEST_CASE("every phase holds the one before, and the figures of a phase derive") {
  for (const char* redundancy : {"N", "N+1", "2N", "3N/2"}) {
    CAPTURE(redundancy);
    const Sizing s = test::sized(site(kTwenty, phase(1, "load = \"5 MW\"") + phase(2, "racks = 80") + phase(3, ""),
                                      std::string("[power]\nredundancy = \"") + redundancy + "\""));
    REQUIRE(s.phases.size() == 3);
    CHECK(audit(s.ledger).empty());
    int before = 0;
    for (const PhasePlan& plan : s.phases) {
      CHECK(plan.pods > before);
      before = plan.pods;
      CHECK(served_kw(s, plan.number) >= plan.asked / kW - 1e-6);
      CHECK(plan.demand.it / kW == doctest::Approx(served_kw(s, plan.number)));
      for (const Selection& selection : plan.selection) {
        CAPTURE(selection.service);
        CHECK(selection.installed >= selection.duty);
      }
    }
    std::map<std::string, int> phase_of;
    for (const Node& node : s.graph.nodes) {
      CHECK(node.phase >= 1);
      phase_of[node.tag] = node.phase;
    }
    for (const Node& node : s.graph.nodes)
      if (!node.parent.empty()) CHECK(node.phase == phase_of[node.parent]);
    for (const Edge& edge : s.graph.edges)
      CHECK(edge.phase == std::max(phase_of[edge.from.tag], phase_of[edge.to.tag]));
  }
}

TEST_CASE("every board and converter that is built has a set or a battery on it") {
  const Sizing s = test::sized(site(kTwenty, phase(1, "load = \"7 MW\"") + phase(2, "load = \"14 MW\"") + phase(3, ""),
                                    "[power]\nredundancy = \"3N/2\"\n[cooling]\nredundancy = \"2N\"\n[storage]\n"
                                    "purposes = [\"ramp\", \"ride-through\"]"));
  std::set<std::string> fed;
  for (const Edge& edge : s.graph.edges)
    if (edge.from.tag.starts_with("BESS-") || edge.from.tag.starts_with("GEN-")) fed.insert(edge.to.tag);
  int looked = 0;
  for (const Node& node : s.graph.nodes)
    if (node.kind == "pcs" || node.kind == "generator_switchgear") {
      CHECK_MESSAGE(fed.contains(node.tag), node.tag);
      ++looked;
    }
  CHECK(looked > 4);
}

TEST_CASE("without phases nothing carries one; one phase is the site itself") {
  const Sizing plain = test::sized(site("load = \"4 MW\"", "")),
               one = test::sized(site("load = \"4 MW\"", phase(1, "")));
  for (const Node& node : plain.graph.nodes) CHECK(node.phase == 0);
  CHECK(plain.phases.empty());
  CHECK(one.demand == plain.demand);
  CHECK(one.selection == plain.selection);
  for (const Node& node : one.graph.nodes) CHECK(node.phase == 1);
}

TEST_CASE("phases that cannot be say so") {
  CHECK(says(sized(site(kTwenty, phase(1, "load = \"30 MW\"") + phase(2, ""))).findings, "SIZ030", "asks for 30 MW"));
  CHECK(says(sized(site(kTwenty, phase(1, "racks = 200") + phase(2, ""))).findings, "SIZ030", "200 racks"));
  CHECK(says(sized(site(kTwenty, phase(1, "load = \"5 MW\"") + phase(2, "load = \"12 MW\""))).findings, "SIZ030",
             "belong to no phase"));
  CHECK(says(sized(site(kTwenty, phase(1, "load = \"12 MW\"") + phase(2, "racks = 60") + phase(3, ""))).findings,
             "SIZ030", "no more than the phase before"));
  // One pod serves 135 kW and the next 100 kW as well: the second phase begins nothing.
  const Outcome<Sizing> tiny =
      sized(site(kTwenty, phase(1, "load = \"300 kW\"") + phase(2, "load = \"400 kW\"") + phase(3, "")));
  CHECK_FALSE(tiny.ok());
  CHECK(says(tiny.findings, "SIZ031", "begins no pod"));
}

TEST_CASE("a small first phase takes part of a block: by hand, with its spares") {
  // A tenth of 40 MW is the least a block is made for; one pod of it is the first phase.
  const Sizing s = test::sized(site("load = \"40 MW\"\nrack = \"gb300-nvl72\"",
                                    phase(1, "load = \"1.2 MW\"") + phase(2, "load = \"20 MW\"") + phase(3, ""),
                                    "[cooling]\nredundancy = \"N+1\""));
  REQUIRE(s.phases.size() == 3);
  CHECK(s.phases[0].pods == 1);
  CHECK(s.phases[0].blocks == 1);
  CHECK(s.blocks <= 10);
  const auto in_first = [&](const std::string& service, int phase) {
    int units = 0;
    for (const Node& node : s.graph.nodes)
      units += node.block == 1 && node.service == service && node.phase <= phase ? 1 : 0;
    return units;
  };
  const int pods = in_first("it_pod", 3), coolers = in_first("heat_rejection", 3);
  REQUIRE(pods > 1);
  CHECK(in_first("header", 1) == in_first("header", 3));
  // N+1: the duty units for one pod of `pods`, rounded up, and one spare.
  CHECK(in_first("heat_rejection", 1) == static_cast<int>(std::ceil((coolers - 1.0) / pods - 1e-9)) + 1);
  CHECK(in_first("heat_rejection", 2) == coolers);
  CHECK(in_first("power_module", 1) < in_first("power_module", 2));
  for (const Node& node : s.graph.nodes)
    if (node.service == "fws_pump") CHECK(node.phase >= 1);
}

TEST_CASE("groups with a phase: their racks are built then, and nothing of later groups before") {
  const std::string groups =
      "[[it.group]]\nrack = \"gb300-nvl72\"\ncount = 20\nphase = 1\n[[it.group]]\nrack = \"generic-liquid-130\"\n"
      "count = 24\nphase = 2\n[[it.group]]\nrack = \"gb300-nvl72\"\ncount = 15\nphase = 3\n";
  const Sizing s = test::sized(site("", "", groups));
  REQUIRE(s.phases.size() == 3);
  CHECK(s.phases[0].asked / kW == doctest::Approx(20 * 135.0));
  CHECK(s.phases[1].asked / kW == doctest::Approx(20 * 135.0 + 24 * 130.0));
  CHECK(s.phases[2].demand.racks == 59);
  std::map<int, std::map<std::string, int>> racks;
  for (const Node& node : s.graph.nodes)
    if (node.kind == "rack") ++racks[node.phase][node.module];
  CHECK_FALSE(racks[1].contains("generic-liquid-130"));
  CHECK(racks[1]["gb300-nvl72"] >= 20);
  CHECK(racks[2]["generic-liquid-130"] == 24);
  CHECK_FALSE(racks[3].contains("generic-liquid-130"));
  for (const Edge& edge : s.graph.edges)
    if (edge.medium == Medium::fuel) CHECK(edge.phase >= 1);
}

TEST_CASE("a pin with a phase brings its pod and its set forward, with those before them") {
  const std::string pins = "[[pin]]\ntag = \"POD-10\"\nat = [40, 200]\nphase = 1\n";
  const std::string two = phase(1, "racks = 40") + phase(2, "");
  const Sizing plain = test::sized(site(kTwenty, two)), pinned = test::sized(site(kTwenty, two + pins));
  CHECK(plain.phases[0].pods < 10);
  CHECK(pinned.phases[0].pods == 10);
  CHECK(pinned.phases[0].demand.racks > plain.phases[0].demand.racks);
}
