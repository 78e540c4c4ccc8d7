// SPDX-License-Identifier: Apache-2.0
// The power chain of whole sites: rating classes, 24 h mean, derating of capacity, forms of power trains.
#include <doctest/doctest.h>

#include <cmath>

#include "core/physics/transformer.h"
#include "core/sizing/plant.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

std::string site(const std::string& power, const std::string& land = "", const std::string& load = "8 MW") {
  return "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n" + land +
         "[site.utility]\nvoltage = \"34.5 kV\"\ncapacity = \"60 MVA\"\n[it]\nload = \"" + load + "\"\n[power]\n" +
         power;
}

Sizing sized(const std::string& toml) {
  auto outcome = size_site(test::site_from(toml), test::shipped_catalog());
  std::string all;
  for (const Finding& f : outcome.findings) all += f.code + " " + f.message + "\n";
  REQUIRE_MESSAGE(outcome.ok(), all);
  CHECK(audit(outcome.value->ledger).empty());
  return *outcome.value;
}

const Selection& chosen(const Sizing& sizing, const std::string& service) {
  for (const Selection& selection : sizing.selection)
    if (selection.service == service) return selection;
  FAIL("no selection of " << service);
  return sizing.selection.front();
}

std::string class_of(const Sizing& sizing) {
  return test::shipped_catalog().module(chosen(sizing, "genset").module)->word("rating_class");
}

double entry(const Sizing& sizing, const std::string& id) {
  const LedgerEntry* found = sizing.ledger.find(id);
  REQUIRE_MESSAGE(found != nullptr, id);
  return found->value;
}

}  // namespace

TEST_CASE("installed units of distributed redundancy: whole systems") {
  CHECK(installed_for(5, Redundancy::three_n_2) == 9);
  CHECK(installed_for(6, Redundancy::three_n_2) == 9);
  CHECK(installed_for(5, Redundancy::four_n_3) == 8);
  CHECK(installed_for(9, Redundancy::four_n_3) == 12);
  CHECK(installed_for(0, Redundancy::four_n_3) == 0);
}

TEST_CASE("the rating class that is asked for, and never one that may not run that long") {
  CHECK(class_of(sized(site("backup_rating = \"standby\"\n"))) == "ESP");
  CHECK(class_of(sized(site("backup_rating = \"prime\"\n"))) == "PRP");
  CHECK(class_of(sized(site("backup_rating = \"continuous\"\n"))) == "COP");
  CHECK(class_of(sized(site("backup_rating = \"data-centre\"\n"))) == "DCP");
  CHECK(class_of(sized(site("backup_hours = \"250 h\"\n"))) != "ESP");
  const auto refused = size_site(test::site_from(site("backup_rating = \"standby\"\nbackup_hours = \"250 h\"\n")),
                                 test::shipped_catalog());
  CHECK_FALSE(refused.ok());
  REQUIRE_FALSE(refused.findings.empty());
  CHECK(refused.findings.front().message.find("genset") != std::string::npos);
}

TEST_CASE("standby sets stay below 70 % in the 24 h mean, with racks at their mean power") {
  for (const char* load : {"1 MW", "5 MW", "17 MW"}) {
    const Sizing s = sized(site("backup_rating = \"standby\"\nbackup_redundancy = \"N\"\n", "", load));
    const double below = entry(s, "demand.it") - entry(s, "demand.it_mean");
    CHECK(below > 0);
    CHECK(entry(s, "genset.average") == doctest::Approx(entry(s, "genset.steady") - below / 0.995));
    const double mean = entry(s, "genset.average") / (entry(s, "genset.installed") * entry(s, "genset.unit_power"));
    CHECK(mean <= 0.70 + 1e-9);
    CHECK(entry(s, "genset.average_load") == doctest::Approx(mean));
    CHECK(entry(s, "genset.duty") * entry(s, "genset.unit_power") >= entry(s, "distribution.power") * (1 - 1e-9));
    CHECK(entry(s, "genset.duty") * entry(s, "genset.unit_power") * entry(s, "genset.first_step") >=
          entry(s, "genset.largest_start") * (1 - 1e-9));
  }
}

TEST_CASE("height and heat derate what carries the load, never the load") {
  const Sizing low = sized(site("", "", "8 MW"));
  const Sizing high = sized(site("", "elevation = \"2500 m\"\n", "8 MW"));
  CHECK(high.demand.it.si == low.demand.it.si);
  const Selection &main_low = chosen(low, "main_transformer"), &main_high = chosen(high, "main_transformer");
  const auto rated = [](const Selection& s) {
    return test::shipped_catalog().module(s.module)->required_number("rated_power") / 1e3;
  };
  CHECK(main_low.unit_rating.value == doctest::Approx(rated(main_low)));
  // 1500 m above the first thousand: 6 % off a liquid-filled transformer.
  CHECK(main_high.unit_rating.value == doctest::Approx(0.94 * rated(main_high)));
  CHECK(chosen(high, "genset").unit_rating.value <
        test::shipped_catalog().module(chosen(high, "genset").module)->required_number("rated_power") / 1e3);
  for (const Selection& s : high.selection) CHECK_MESSAGE(s.load_worst <= 1 + 1e-9, s.service);
}

TEST_CASE("integrated or discrete power trains, as asked") {
  CHECK(chosen(sized(site("modules = \"integrated\"\n")), "power_module").installed > 0);
  const Sizing discrete = sized(site("modules = \"discrete\"\n"));
  CHECK(chosen(discrete, "ups_container").installed == chosen(discrete, "power_feeder").installed);
  const double free = sized(site("modules = \"auto\"\n")).objective.value;
  CHECK(free <= discrete.objective.value * (1 + 1e-12));
}

TEST_CASE("more load never needs fewer power modules, in every redundancy") {
  for (const char* redundancy : {"N", "N+1", "N+2", "2N", "2N+1", "3N/2", "4N/3", "block"}) {
    CAPTURE(redundancy);
    double before = 0;
    for (const char* load : {"1 MW", "3 MW", "6 MW", "12 MW"}) {
      CAPTURE(load);
      const Sizing s = sized(site("redundancy = \"" + std::string(redundancy) + "\"\n", "", load));
      const double rated = entry(s, "power.modules_installed") * s.blocks * entry(s, "power.module_rating");
      CHECK(rated > before * (1 - 1e-9));
      CHECK(entry(s, "power.module_load") <= entry(s, "power.module_rating") * (1 + 1e-9));
      before = rated;
    }
  }
}
