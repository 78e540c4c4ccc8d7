// SPDX-License-Identifier: Apache-2.0
// Main transformers in groups: as few in parallel as carry their line-ups, fault levels that the gear stands.
#include <doctest/doctest.h>

#include <numeric>

#include "core/sizing/size_site.h"
#include "core/sizing/transformer_groups.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

ApparentPower mva(double value) { return value * MVA; }

Sizing sized(const std::string& grid, const std::string& load, const std::string& more = "") {
  const auto outcome =
      size_site(test::site_from("project.name = \"T\"\nsite.boundary = [[0,0],[900,0],[900,900],[0,900]]\n" + grid +
                                "it.load = \"" + load + "\"\n" + more),
                test::shipped_catalog());
  std::string all;
  for (const Finding& f : outcome.findings) all += f.code + " " + f.message + "\n";
  REQUIRE_MESSAGE(outcome.ok(), all);
  CHECK(audit(outcome.value->ledger).empty());
  return *outcome.value;
}

}  // namespace

TEST_CASE("groups of transformers by hand") {
  // 93 MVA on 6 line-ups, 15.5 each: one unit of 25 carries one, which takes 6; two carry three, so 2 + 2, one stands
  // by.
  const TransformerGroups five = group_transformers(5, mva(25), 6, mva(93));
  CHECK(five.units == std::vector<int>{2, 2});
  CHECK(five.lineups == std::vector<int>{3, 3});
  CHECK(five.standby == 1);
  CHECK(five.most() == 2);
  CHECK(five.sharing() == doctest::Approx(0.25));  // four share evenly
  CHECK(five.largest_share() == doctest::Approx(0.25));
  // 47 MVA on two line-ups, units of 25: one each, the third stands by.
  const TransformerGroups three = group_transformers(3, mva(25), 2, mva(47));
  CHECK(three.units == std::vector<int>{1, 1});
  CHECK(three.standby == 1);
  CHECK(three.sharing() == doctest::Approx(0.5));
  // One line-up that needs two: both closed on it.
  const TransformerGroups one = group_transformers(3, mva(25), 1, mva(40));
  CHECK(one.units == std::vector<int>{2});
  CHECK(one.standby == 1);
}

TEST_CASE("every line-up is fed, no closed unit is overloaded, no unit is counted twice") {
  for (int installed = 1; installed <= 7; ++installed)
    for (int lineups = 1; lineups <= 9; ++lineups)
      for (double load = 3; load <= 25.0 * installed; load += 3.7) {
        const TransformerGroups groups = group_transformers(installed, mva(25), lineups, mva(load));
        CHECK(std::accumulate(groups.units.begin(), groups.units.end(), groups.standby) == installed);
        CHECK(std::accumulate(groups.lineups.begin(), groups.lineups.end(), 0) == lineups);
        CHECK(groups.standby >= 0);
        CHECK(groups.largest_share() * load <= 25.0 * (1 + 1e-9));
        CHECK(groups.sharing() >= 1.0 / installed - 1e-12);  // even sharing by all loses least
      }
}

TEST_CASE("a strong grid behind large transformers: what is chosen stands the fault, by Ohm's law alone") {
  for (const char* voltage : {"110 kV", "138 kV", "230 kV"})
    for (const char* load : {"20 MW", "60 MW"}) {
      const Sizing s =
          sized("site.utility.voltage = \"" + std::string(voltage) + "\"\nsite.utility.capacity = \"140 MVA\"\n", load,
                "power.redundancy = \"N+1\"\n");
      const auto value = [&](const char* id) { return s.ledger.find(id)->value; };
      const ModuleType* type = nullptr;
      for (const Selection& selection : s.selection)
        if (selection.service == "main_transformer") type = test::shipped_catalog().module(selection.module);
      REQUIRE(type != nullptr);
      // An infinitely strong grid, c = 1.1: the bound that needs no impedance but the transformers'.
      const double kv = type->required_number("secondary_voltage") / 1e3;
      const double most = 1.1 * value("distribution.transformers_in_parallel") * type->required_number("rated_power") /
                          1e6 / (std::sqrt(3.0) * kv * type->required_number("impedance"));
      CAPTURE(type->id);
      CHECK(most < (kv <= 17.5 ? 25.0 : 20.0) * 1.35);  // the grid's own impedance takes the rest
      CHECK(value("distribution.transformers_in_parallel") <= value("distribution.main_transformers"));
    }
}

TEST_CASE("without gear that stands it the refusal names the currents") {
  std::string exclude;
  for (const ModuleType* type : test::shipped_catalog().modules_of("main_transformer"))
    if (type->id.find("-z18") != std::string::npos) exclude += (exclude.empty() ? "\"" : ", \"") + type->id + "\"";
  const auto outcome = size_site(
      test::site_from(
          "project.name = \"T\"\nsite.boundary = [[0,0],[900,0],[900,900],[0,900]]\nsite.utility.voltage = "
          "\"230 kV\"\nsite.utility.capacity = \"60 MVA\"\nsite.utility.short_circuit = \"20 GVA\"\nit.load = "
          "\"20 MW\"\ncatalog.exclude = [" +
          exclude + "]\n"),
      test::shipped_catalog());
  REQUIRE_FALSE(outcome.ok());
  bool named = false;
  for (const Finding& f : outcome.findings)
    named = named || (f.message.find("in parallel a fault draws") != std::string::npos &&
                      f.message.find("ring main units 25 kA") != std::string::npos);
  CHECK(named);
}
