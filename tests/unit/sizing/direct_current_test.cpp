// SPDX-License-Identifier: Apache-2.0
// 800 V direct current: what hangs on the bus, what passes the inverters, what is refused.
#include <doctest/doctest.h>

#include <cmath>

#include "core/sizing/size_site.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

std::string site(const std::string& it, const std::string& power = "", const std::string& catalog = "") {
  return "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n"
         "[site.utility]\nvoltage = \"13.8 kV\"\ncapacity = \"40 MVA\"\n[it]\n" +
         it + "[power]\n" + power + "[catalog]\n" + catalog;
}

const std::string kKyber = "load = \"6 MW\"\nrack = \"kyber-nvl576\"\n";

Outcome<Sizing> tried(const std::string& toml) { return size_site(test::site_from(toml), test::shipped_catalog()); }

Sizing sized(const std::string& toml) {
  auto outcome = tried(toml);
  std::string all;
  for (const Finding& f : outcome.findings) all += f.code + " " + f.message + "\n";
  REQUIRE_MESSAGE(outcome.ok(), all);
  CHECK(audit(outcome.value->ledger).empty());
  return *outcome.value;
}

double entry(const Sizing& sizing, const std::string& id) {
  const LedgerEntry* found = sizing.ledger.find(id);
  REQUIRE_MESSAGE(found != nullptr, id);
  return found->value;
}

const ModuleType& module_of(const Sizing& sizing, const std::string& service) {
  for (const Selection& selection : sizing.selection)
    if (selection.service == service) return *test::shipped_catalog().module(selection.module);
  FAIL("no selection of " << service);
  return test::shipped_catalog().modules.front();
}

std::string refusal(const std::string& toml) {
  const auto outcome = tried(toml);
  REQUIRE_FALSE(outcome.ok());
  REQUIRE_FALSE(outcome.findings.empty());
  return outcome.findings.front().code + " " + outcome.findings.front().message;
}

}  // namespace

TEST_CASE("ten racks of 600 kW on the bus: loads by hand") {
  const Sizing s = sized(site(kKyber, "redundancy = \"N+1\"\n"));
  CHECK(entry(s, "demand.it") == doctest::Approx(6000.0));
  // Racks directly; 1 % housekeeping, CDUs, fan walls and pumps through inverters of 97 %.
  const double pods = entry(s, "pod.kyber-nvl576.pods"), critical = entry(s, "pod.kyber-nvl576.critical");
  const double full = entry(s, "pod.kyber-nvl576.it");
  const double cdu = entry(s, "cdu.kyber-nvl576.duty") * module_of(s, "cdu").required_number("electrical_power") / 1e3;
  const double fan =
      entry(s, "fan_wall.kyber-nvl576.duty") * module_of(s, "fan_wall").required_number("electrical_power") / 1e3;
  CHECK(critical == doctest::Approx(full + (0.01 * full + cdu + fan) / 0.97));
  const double pumps = entry(s, "demand.fws_pump_power") + entry(s, "demand.chw_pump_power");
  const double bus = 6000.0 + (60.0 + pods * (cdu + fan) + pumps) / 0.97;
  CHECK(entry(s, "power.critical_load") == doctest::Approx(bus));
  CHECK(entry(s, "power.inverter_loss") == doctest::Approx((bus - 6000.0) * 0.03));
  CHECK(entry(s, "power.critical_output") == doctest::Approx(bus / 0.995));
  // Rectifiers lie between 97.6 and 98.5 %, and the whole chain closes.
  const double share = entry(s, "power.ups_loss") / entry(s, "power.critical_output");
  CHECK(share > 1 / 0.985 - 1);
  CHECK(share < 0.04);
  CHECK(entry(s, "demand.it") + entry(s, "demand.mechanical") + entry(s, "demand.losses") ==
        doctest::Approx(entry(s, "demand.facility_steady")));
}

TEST_CASE("currents of the bus: P / U, provisioned racks of 660 kW draw 825 A") {
  const Sizing s = sized(site(kKyber));
  int racks = 0, pods = 0;
  for (const Edge& edge : s.graph.edges) {
    const Node* to = s.graph.node(edge.to.tag);
    if (to->kind == "rack" && edge.medium == Medium::lv) FAIL_CHECK("a rack on alternating current");
    if (edge.medium != Medium::dc || edge.voltage.empty()) continue;
    CHECK(edge.voltage == "800 V");
    if (to->kind == "rack") {
      ++racks;
      CHECK(edge.worst == doctest::Approx(600e3 / 800));
      CHECK(edge.rating.value == doctest::Approx(825.0));
    }
    if (to->kind != "it_pod" || edge.normal <= 0) continue;
    ++pods;
    CHECK(std::fmod(edge.worst, 750.0) == doctest::Approx(0.0));  // whole racks
  }
  CHECK(racks >= 10);
  CHECK(pods > 0);
}

TEST_CASE("inverters carry what their module feeds, at altitude too") {
  for (const char* redundancy : {"N", "N+2", "2N", "2N+1", "3N/2", "4N/3", "block"})
    for (const char* height : {"0 m", "2500 m"}) {
      std::string toml = site(kKyber, "redundancy = \"" + std::string(redundancy) + "\"\n");
      toml.replace(toml.find("[site.utility]"), 0, "elevation = \"" + std::string(height) + "\"\n");
      const Sizing s = sized(toml);
      const double usable =
          module_of(s, "inverter").required_number("rated_power") / 1e3 * (std::string(height) == "0 m" ? 1.0 : 0.86);
      CHECK(entry(s, "power.module_auxiliary") <= usable);
      CHECK(entry(s, "power.module_auxiliary") > 0);
    }
}

TEST_CASE("a solid-state transformer has no transformer in front of it, and none in the sums") {
  const Sizing s = sized(site(kKyber, "", "prefer = [\"power-module-dc-sst-2500-480\"]\n"));
  CHECK(module_of(s, "rectifier").id == "sst-2500");
  CHECK(entry(s, "power.transformer_loss") == 0);
  CHECK(entry(s, "power.module_head") == doctest::Approx(2500.0 / entry(s, "basis.critical_power_factor")));
  for (const Node& node : s.graph.nodes)
    if (node.kind == "transformer") CHECK(s.graph.node(node.parent)->service == "mechanical_power");
}

TEST_CASE("racks for either supply go by power.distribution, AC where it says nothing") {
  const std::string either = "load = \"5 MW\"\nrack = \"generic-liquid-240\"\n";
  CHECK(module_of(sized(site(either)), "ups").kind == "ups");
  CHECK(module_of(sized(site(either, "distribution = \"ac\"\n")), "ups").kind == "ups");
  const Sizing direct = sized(site(either, "distribution = \"800vdc\"\n"));
  CHECK(module_of(direct, "rectifier").kind == "rectifier");
  CHECK(module_of(direct, "it_pod").flag("direct_current"));
}

TEST_CASE("a rack that does not take what the site distributes") {
  CHECK(refusal(site(kKyber, "distribution = \"ac\"\n")).find("SIZ002 kyber-nvl576 takes 800 V DC only") == 0);
  CHECK(refusal(site("load = \"5 MW\"\nrack = \"gb300-nvl72\"\n", "distribution = \"800vdc\"\n"))
            .find("SIZ002 gb300-nvl72 is fed with AC") == 0);
  const std::string mixed =
      "[[it.group]]\nrack = \"kyber-nvl576\"\ncount = 4\n[[it.group]]\nrack = \"gb300-nvl72\"\ncount = 8\n";
  CHECK(refusal(site(mixed)).find("SIZ002 gb300-nvl72 is fed with AC") == 0);
}
