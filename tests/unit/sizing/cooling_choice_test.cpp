// SPDX-License-Identifier: Apache-2.0
// Heat rejection by the temperature cascade, CDUs as tuples, coolants: whole sites and properties.
#include <doctest/doctest.h>

#include <cmath>

#include "core/physics/exchanger.h"
#include "core/physics/fluids.h"
#include "core/physics/tower.h"
#include "core/sizing/rejection.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

std::string site(const std::string& it, const std::string& climate, const std::string& more = "") {
  return "[project]\nname = \"T\"\n[site]\nboundary = [[0,0],[300,0],[300,300],[0,300]]\n" + more +
         "[site.utility]\nvoltage = \"13.8 kV\"\ncapacity = \"60 MVA\"\n[site.climate]\n" + climate + "\n[it]\n" + it +
         "\n";
}

std::string climate(double dry, double wet, double minimum = 5) {
  const auto degrees = [](double t) { return "\"" + round_text(t, 6) + " degC\""; };
  return "dry_bulb = " + degrees(dry) + "\nwet_bulb = " + degrees(wet) + "\nminimum = " + degrees(minimum);
}

Sizing sized(const std::string& toml) {
  auto outcome = size_site(test::site_from(toml), test::shipped_catalog());
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

const Selection* chosen(const Sizing& sizing, const std::string& service) {
  for (const Selection& selection : sizing.selection)
    if (selection.service == service) return &selection;
  return nullptr;
}

std::string kind_of(const Sizing& sizing, const std::string& service) {
  const Selection* found = chosen(sizing, service);
  return found == nullptr ? "" : test::shipped_catalog().module(found->module)->kind;
}

/// A site of one cooler type of each kind.
Sizing plain_site(double supply, double dry, double wet, const std::string& rejection, double elevation = 0) {
  Sizing s = sized(site("load = \"5 MW\"\nsupply_temperature = \"" + round_text(supply) + " degC\"", climate(dry, wet),
                        "elevation = \"" + round_text(elevation, 6) + " m\"\n") +
                   "[cooling]\nrejection = \"" + rejection +
                   "\"\n[catalog]\nprefer = [\"dry-vbank-500\", "
                   "\"adi-vbank-1000\", \"flc-closed-1500\", \"pod-generic-8\", \"cdu-vertiv-coolchip-1350\", "
                   "\"hdr-dn500\"]\n");
  return s;
}

/// Coolers it needs to carry its heat, over all blocks.
double coolers(double supply, double dry, double wet, const std::string& rejection, double elevation = 0) {
  return chosen(plain_site(supply, dry, wet, rejection, elevation), "heat_rejection")->duty;
}

}  // namespace

TEST_CASE("every kind of heat rejection gives a design whose figures derive") {
  for (const auto& [rejection, kind] :
       {std::pair{"dry", "dry_cooler"}, {"adiabatic", "adiabatic_cooler"}, {"chiller", "chiller"}}) {
    CAPTURE(rejection);
    const Sizing s = sized(site("load = \"4 MW\"\nsupply_temperature = \"40 degC\"", climate(30, 20)) +
                           "[cooling]\nrejection = \"" + rejection + "\"\n");
    CHECK(kind_of(s, "heat_rejection") == kind);
    CHECK(chosen(s, "trim_chiller") == nullptr);
  }
  const Sizing tower = sized(site("load = \"4 MW\"", climate(40, 25)) + "[cooling]\nrejection = \"tower\"\n");
  const std::string kind = kind_of(tower, "heat_rejection");
  CHECK((kind == "cooling_tower" || kind == "fluid_cooler"));
  CHECK(entry(tower, "demand.water_peak") > 0);
}

TEST_CASE("an open tower cell leaves its cascade no negative margin, and closes on its heat") {
  const Sizing s = sized(site("load = \"6 MW\"", climate(40, 25)) +
                         "[cooling]\nrejection = \"tower\"\n[catalog]\nprefer = [\"twr-open-2000\"]\n");
  CHECK(entry(s, "cooling.tower_margin") > -1e-3);
  // 2000 kW over 5.6 K at rating: at most 357.1 kW/K, 3571 kW over 10 K.
  CHECK(entry(s, "cooling.cooler_capacity") == doctest::Approx(3571.4).epsilon(1e-3));
  CHECK(entry(s, "cooling.exchanger_approach") == doctest::Approx(3.571).epsilon(1e-3));
  // 1.4815 L/kWh at 2430 kJ/kg, 4/3 for four cycles, drift.
  const double per_kwh = entry(s, "cooling.water_peak") * 3600 / entry(s, "cooling.rejected_heat");
  CHECK(per_kwh == doctest::Approx(3600 / 2430.0 * 4 / 3 + 3e-5 * 3600 / 41.8).epsilon(1e-4));
}

TEST_CASE("auto takes a trim chiller, tower or chiller only where no dry or adiabatic cooler reaches the supply") {
  const Sizing easy = sized(site("load = \"4 MW\"", climate(40, 25)));
  CHECK(kind_of(easy, "heat_rejection") == "adiabatic_cooler");
  // 26 degC facility water, 32 degC wet bulb: no cooler reaches it alone.
  const Sizing hard = sized(site("load = \"4 MW\"\nsupply_temperature = \"30 degC\"", climate(40, 31)));
  const bool chilled = kind_of(hard, "heat_rejection") == "chiller";
  CHECK((chilled || chosen(hard, "trim_chiller") != nullptr));
  // The same with the chillers alone taken away from the choice of coolers: trimmed, balanced, connected in series.
  const Sizing trimmed = sized(site("load = \"4 MW\"\nsupply_temperature = \"30 degC\"", climate(40, 31)) +
                               "[catalog]\nexclude = [\"chl-freecool-1500\", \"chl-vertiv-afc-1150\"]\n");
  if (const Selection* trim = chosen(trimmed, "trim_chiller")) {
    CHECK(entry(trimmed, "cooling.trim_heat") + entry(trimmed, "cooling.cooler_reachable") ==
          doctest::Approx(entry(trimmed, "cooling.cooler_capacity")));
    CHECK(entry(trimmed, "cooling.trim_heat") <= entry(trimmed, "cooling.trim_capacity") * (1 + 1e-6));
    CHECK(trim->installed == chosen(trimmed, "heat_rejection")->installed);
  }
}

TEST_CASE("a site that only compressors can serve gets a design") {
  // Phoenix at its 20-year extreme; dry air of 49.5 degC, facility water 36 degC.
  const Sizing s = sized(site("load = \"4 MW\"\nsupply_temperature = \"40 degC\"", climate(48.5, 26)) +
                         "[catalog]\nexclude = [\"adi-bac-tdfs1238n-pad\", \"adi-vbank-1000\", \"adi-vbank-2000\", "
                         "\"twr-open-2000\", \"twr-open-4200\", \"flc-closed-1500\", \"flc-hybrid-1500\"]\n");
  CHECK(kind_of(s, "heat_rejection") == "chiller");
  CHECK(entry(s, "cooling.cooler_derating") < 1);
}

TEST_CASE("hotter air never needs fewer coolers, warmer coolant never more, altitude never fewer") {
  double last = 0;
  for (const double dry : {20.0, 26.0, 30.0, 33.0}) {
    const double now = coolers(40, dry, 18, "dry");
    CHECK(now >= last);
    last = now;
  }
  last = 0;
  for (const double wet : {14.0, 20.0, 26.0}) {
    const double now = coolers(40, 38, wet, "adiabatic");
    CHECK(now >= last);
    last = now;
  }
  // By capacity: warmer racks take more flow, so more CDU pumps warm the water.
  for (const char* rejection : {"dry", "adiabatic", "tower"}) {
    last = 0;
    for (const double supply : {36.0, 40.0, 45.0}) {
      const double now = entry(plain_site(supply, 28, 22, rejection), "cooling.cooler_capacity");
      CHECK(now >= last * (1 - 1e-9));
      last = now;
    }
  }
  last = 0;
  for (const double z : {0.0, 1609.0, 3000.0}) {
    const double now = coolers(40, 30, 20, "dry", z);
    CHECK(now >= last);
    last = now;
  }
}

TEST_CASE("altitude changes what cools, never the heat (T41)") {
  const auto at = [](const char* z) {
    return sized(site("load = \"500 kW\"", climate(30, 20), std::string("elevation = \"") + z + "\"\n"));
  };
  const Sizing sea = at("0 m"), high = at("1609 m");
  CHECK(sea.demand.it.si == high.demand.it.si);
  CHECK(sea.demand.liquid_heat.si == high.demand.liquid_heat.si);
  CHECK(sea.demand.air_heat.si == high.demand.air_heat.si);
}

TEST_CASE("the coolant is the weakest that stays liquid with 5 K of margin, or the one asked for") {
  const auto coolant = [](double minimum, const std::string& asked) {
    const SiteSpec spec =
        test::site_from(site("load = \"1 MW\"", climate(35, 22, minimum)) + "[cooling]\ncoolant = \"" + asked + "\"\n");
    return std::string(text(read_problem(spec, test::shipped_catalog()).value->facility_coolant));
  };
  CHECK(coolant(6, "auto") == "water");
  CHECK(coolant(4, "auto") == "pg25");    // freezes at -9.8 degC
  CHECK(coolant(-5, "auto") == "pg30");   // -12.8
  CHECK(coolant(-15, "auto") == "pg40");  // -20.6
  CHECK(coolant(-20, "auto") == "pg50");  // -32.2
  CHECK(coolant(-40, "auto") == "pg50");
  CHECK(coolant(-40, "eg40") == "eg40");
  const auto warned =
      size_site(test::site_from(site("load = \"1 MW\"", climate(35, 22, -40))), test::shipped_catalog());
  CHECK(std::any_of(warned.findings.begin(), warned.findings.end(),
                    [](const Finding& f) { return f.code == "SIZ020" && f.severity == Severity::warning; }));
}

TEST_CASE("glycol properties: heavier, less heat, thicker, colder than the weaker mixture, in every range") {
  for (const auto& [weak, strong] : {std::pair{Coolant::pg25, Coolant::pg30},
                                     {Coolant::pg30, Coolant::pg40},
                                     {Coolant::pg40, Coolant::pg50},
                                     {Coolant::eg30, Coolant::eg40},
                                     {Coolant::eg40, Coolant::eg50}}) {
    CHECK(freezing_point(strong) < freezing_point(weak));
    for (double t = 0; t <= 90; t += 10) {
      CAPTURE(t);
      CHECK(density(strong, from_degC(t)) > density(weak, from_degC(t)));
      CHECK(specific_heat(strong, from_degC(t)) < specific_heat(weak, from_degC(t)));
      CHECK(viscosity(strong, from_degC(t)) > viscosity(weak, from_degC(t)));
    }
  }
  CHECK_FALSE(properties_hold(Coolant::pg25, from_degC(-12)));
  CHECK(properties_hold(Coolant::pg50, from_degC(-12)));
  CHECK_FALSE(properties_hold(Coolant::water, from_degC(80)));
  CHECK_FALSE(coolant_named("pg35"));
}

TEST_CASE("a CDU is a tuple: less approach or head is less heat, and the exchanger reaches the design approach") {
  const CduRating rating{1350.0 * kW, TemperatureDifference{4}, 1200.0 * lpm, 250.0 * kPa};
  CHECK(cdu_capacity(rating, TemperatureDifference{6}, {0}) / kW == doctest::Approx(1350));
  CHECK(cdu_capacity(rating, TemperatureDifference{2}, {0}) / kW == doctest::Approx(675));
  CHECK(cdu_capacity(rating, TemperatureDifference{4}, 250.0 * kPa).si == 0);
  // At the rating, equal rates: the approach is the rated one.
  const Conductance rate{80e3};
  CHECK(approach_of(1350.0 * kW, rate, rate, cdu_ua(rating)).si == doctest::Approx(4));
  CHECK(ua_at_flows(cdu_ua(rating), 1, 1).si == doctest::Approx(cdu_ua(rating).si));
  CHECK(ua_at_flows(cdu_ua(rating), 0.5, 1).si < cdu_ua(rating).si);
  for (const char* supply : {"30 degC", "40 degC", "45 degC"}) {
    const Sizing s =
        sized(site(std::string("load = \"4 MW\"\nsupply_temperature = \"") + supply + "\"", climate(35, 22)));
    CHECK(entry(s, "cdu.gb300-nvl72.approach") <= entry(s, "basis.cdu_approach") * (1 + 1e-6));
    CHECK(chosen(s, "cdu")->basis.find("-limited") != std::string::npos);
  }
}

TEST_CASE("towers: outside the correlation nothing is given, a warmer wet bulb never helps, nor does altitude") {
  CHECK_FALSE(york_approach(TemperatureDifference{30}, from_degC(20), 1));
  CHECK_FALSE(york_approach(TemperatureDifference{10}, from_degC(20), 2));
  CHECK_FALSE(york_approach(TemperatureDifference{10}, from_degC(-40), 1));
  const auto warm = york_approach(TemperatureDifference{10}, from_degC(30), 1);
  REQUIRE(warm);
  CHECK(warm->wet_bulb_clamped);
  const auto tower = calibrate_tower({2000.0 * kW, from_degC(35), from_degC(29.4), from_degC(25.6)});
  REQUIRE(tower);
  CHECK(tower_duty(*tower, TemperatureDifference{5.6}, from_degC(29.4), from_degC(25.6)) / kW ==
        doctest::Approx(2000).epsilon(1e-3));
  double last = 1e12;
  for (double wet = 10; wet < 32; wet += 0.5) {
    const double now =
        tower_duty_behind(*tower, Conductance{1e6}, TemperatureDifference{10}, from_degC(34), from_degC(wet)).si;
    CHECK(now <= last + 1);
    CHECK(
        tower_duty_behind(*tower, Conductance{1e6}, TemperatureDifference{10}, from_degC(34), from_degC(wet), 0.8).si <=
        now + 1);
    last = now;
  }
  CHECK(last == 0);
}
