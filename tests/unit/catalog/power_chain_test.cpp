// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/files.h"

namespace plinth {
namespace {

const Catalog& catalog() { return test::shipped_catalog(); }

const ModuleType& type_of(const std::string& id) {
  const ModuleType* type = catalog().module(id);
  REQUIRE_MESSAGE(type != nullptr, id);
  return *type;
}

/// The part of this kind in a composite; nullptr when there is none.
const ModuleType* part_of(const ModuleType& type, const std::string& kind) {
  for (const Contained& part : type.contains)
    if (catalog().module(part.module)->kind == kind) return catalog().module(part.module);
  return nullptr;
}

int count_of(const ModuleType& type, const std::string& kind) {
  for (const Contained& part : type.contains)
    if (catalog().module(part.module)->kind == kind) return std::max(part.count, part.limit);
  return 0;
}

/// S*x / (S*x + P0 + x^2 Pk) at unity power factor.
double transformer_efficiency(const ModuleType& type, double x) {
  const double out = type.required_number("rated_power") * x;
  return out / (out + type.required_number("no_load_loss") + x * x * type.required_number("load_loss"));
}

TEST_CASE("transformer efficiency at 25, 50, 75 and 100 % follows from its losses") {
  struct Row {
    const char* id;
    double percent[4];
  };
  // Rounded to 0.01 % from the Tier 2 losses of Reg. (EU) 548/2014.
  const Row rows[] = {{"transformer-ester-1600-415", {99.54, 99.49, 99.35, 99.19}},
                      {"transformer-ester-2000-415", {99.55, 99.50, 99.35, 99.19}},
                      {"transformer-ester-2500-480", {99.56, 99.51, 99.37, 99.20}},
                      {"transformer-ester-3150-480", {99.57, 99.51, 99.37, 99.21}},
                      {"transformer-dry-1600-415", {99.31, 99.35, 99.23, 99.07}},
                      {"transformer-dry-2500-480", {99.37, 99.40, 99.29, 99.14}},
                      {"transformer-dry-3150-415", {99.39, 99.44, 99.34, 99.20}}};
  for (const Row& row : rows)
    for (int quarter = 1; quarter <= 4; ++quarter) {
      CAPTURE(std::string(row.id));
      CAPTURE(quarter);
      CHECK(std::abs(100 * transformer_efficiency(type_of(row.id), 0.25 * quarter) - row.percent[quarter - 1]) <
            0.0051);
    }
}

TEST_CASE("transformer loss at x 0.8 and pf 0.99: 14.95 kW of 2500 kVA cast resin, best at x 0.383") {
  const ModuleType& type = type_of("transformer-dry-2500-415");
  const double p0 = type.required_number("no_load_loss"), pk = type.required_number("load_loss");
  const double loss = p0 + 0.64 * pk, out = 0.8 * 0.99 * type.required_number("rated_power");
  CHECK(loss == doctest::Approx(14950.0));
  CHECK(out / (out + loss) == doctest::Approx(0.99251).epsilon(1e-5));
  CHECK(std::sqrt(p0 / pk) == doctest::Approx(0.383).epsilon(1e-3));
}

TEST_CASE("the pad-mounted transformer gives back the two losses it was solved from") {
  const ModuleType& type = type_of("transformer-pad-3500-480");
  CHECK(transformer_efficiency(type, 0.5) == doctest::Approx(0.9955).epsilon(1e-4));
  CHECK(type.required_number("no_load_loss") + type.required_number("load_loss") == doctest::Approx(28000.0));
}

TEST_CASE("main transformers meet the peak efficiency of Tier 2") {
  struct Row {
    double mva, pei;
  };
  for (const Row& row : {Row{10, 0.99615}, Row{25, 0.99700}, Row{40, 0.99724}, Row{63, 0.99745}})
    for (const ModuleType* type : catalog().modules_of("main_transformer")) {
      if (std::abs(type->required_number("rated_power") - row.mva * 1e6) > 1) continue;
      const double p0 = type->required_number("no_load_loss"), pk = type->required_number("load_loss");
      CAPTURE(type->id);
      CHECK(1 - 2 * std::sqrt(p0 * pk) / (row.mva * 1e6) == doctest::Approx(row.pei).epsilon(2e-5));
    }
}

TEST_CASE("UPS at 1500 of 1875 kW: 96.88 %, 48.31 kW of heat") {
  const ModuleType& ups = type_of("ups-eaton-9395xr-1935");
  const double x = 1500e3 / ups.required_number("rated_power");
  const double efficiency = *ups.curve("efficiency")->at(x);
  CHECK(efficiency == doctest::Approx(0.9688));
  CHECK(1500.0 * (1 / efficiency - 1) == doctest::Approx(48.31).epsilon(1e-4));
}

TEST_CASE("every UPS curve runs from a quarter to full load") {
  for (const ModuleType* ups : catalog().modules_of("ups")) {
    CAPTURE(ups->id);
    CHECK(ups->curve("efficiency")->points.front().first == doctest::Approx(0.25));
    CHECK(ups->curve("efficiency")->points.back().first == doctest::Approx(1.0));
    CHECK(ups->required_number("rated_apparent_power") >= ups->required_number("rated_power"));
  }
}

TEST_CASE("five minutes for one megawatt: 120.6 kWh new, six cabinets by power") {
  const ModuleType& cabinet = type_of("ups-battery-samsung-u6a4");
  const double load = 1e6 / 0.96;
  const double energy =
      load * 300 / (cabinet.required_number("end_of_life_health") * cabinet.required_number("depth_of_discharge"));
  CHECK(energy / 3.6e6 == doctest::Approx(120.6).epsilon(1e-3));
  CHECK(std::ceil(energy / cabinet.required_number("energy")) == 4);
  CHECK(std::ceil(load / cabinet.required_number("power")) == 6);
}

TEST_CASE("a VRLA cabinet holds a sixth of one megawatt for five minutes at end of life") {
  const ModuleType& cabinet = type_of("ups-battery-vrla-18");
  const double usable = cabinet.required_number("energy") * cabinet.required_number("end_of_life_health");
  CHECK(6 * usable == doctest::Approx(1e6 / 0.96 * 300).epsilon(2e-3));
  CHECK(6 * cabinet.required_number("power") >= 1e6 / 0.96);
}

TEST_CASE("storage containers weigh what their cells must weigh, and the energy is that of their cells") {
  for (const ModuleType* bess : catalog().modules_of("bess")) {
    const double ratio = bess->required_number("mass_operating") / (bess->required_number("energy") / 3.6e6);
    CAPTURE(bess->id);
    CHECK(ratio >= 7.5);  // below 6.5 is impossible, below 7.5 doubtful
    CHECK(ratio <= 11.0);
    CHECK(bess->required_number("power") / (bess->required_number("energy") / 3600) <= 1.0 + 1e-9);  // at most 1 C
  }
  CHECK(type_of("bess-rje-5016").required_number("energy") / 3.6e6 ==
        doctest::Approx(12 * 1331.2 * 314 / 1000).epsilon(1e-3));
  CHECK(type_of("bess-catl-enerc-4070").required_number("energy") / 3.6e9 == doctest::Approx(4.073));
}

/// A power module that feeds racks with direct current.
bool is_direct(const ModuleType& type) { return type.number("dc_output_voltage").has_value(); }

TEST_CASE("voltages agree inside a composite and its primary range is that of its parts") {
  for (const char* kind : {"power_module", "mv_lv_skid", "ups_container"})
    for (const ModuleType* type : catalog().modules_of(kind)) {
      CAPTURE(type->id);
      const double voltage = type->required_number("output_voltage");
      if (const ModuleType* transformer = part_of(*type, "transformer")) {
        CHECK(transformer->required_number("secondary_voltage") == voltage);
        CHECK(transformer->required_number("primary_voltage_min") <= type->required_number("primary_voltage_min"));
        CHECK(transformer->required_number("primary_voltage_max") >= type->required_number("primary_voltage_max"));
        CHECK(part_of(*type, "rmu")->required_number("rated_voltage") >= type->required_number("primary_voltage_max"));
      }
      if (const ModuleType* ups = part_of(*type, "ups")) CHECK(ups->required_number("rated_voltage") == voltage);
      if (!is_direct(*type)) CHECK(part_of(*type, "lv_board")->required_number("rated_voltage") >= voltage);
      const ModuleType* inverter = part_of(*type, "inverter");
      CHECK((inverter != nullptr) == is_direct(*type));
      if (inverter != nullptr) CHECK(inverter->required_number("rated_voltage") == voltage);
      const ModuleType* rectifier = part_of(*type, "rectifier");
      CHECK((rectifier != nullptr) == is_direct(*type));
      if (rectifier == nullptr) continue;
      CHECK(rectifier->required_number("rated_dc_voltage") == type->required_number("dc_output_voltage"));
      CHECK(inverter->required_number("rated_dc_voltage") == type->required_number("dc_output_voltage"));
      // Behind a transformer it takes that one's voltage; without one it stands on the module's own.
      if (part_of(*type, "transformer") != nullptr) {
        CHECK(rectifier->required_number("rated_voltage") == voltage);
      } else {
        CHECK(rectifier->required_number("primary_voltage_min") <= type->required_number("primary_voltage_min"));
        CHECK(rectifier->required_number("primary_voltage_max") >= type->required_number("primary_voltage_max"));
      }
    }
}

TEST_CASE("the transformer of a power module carries the UPS, its recharge and the cooling of the box") {
  for (const ModuleType* type : catalog().modules_of("power_module")) {
    const char* converter = is_direct(*type) ? "rectifier" : "ups";
    const ModuleType& ups = *part_of(*type, converter);
    const int sets = count_of(*type, converter);
    if (part_of(*type, "transformer") == nullptr) continue;
    const double rated = ups.required_number("rated_power") * sets;
    CAPTURE(type->id);
    CHECK(rated >= type->required_number("rated_power"));
    const double loss = rated * (1 / *ups.curve("efficiency")->at(1.0) - 1), recharge = 0.10 * rated;
    const ModuleType& transformer = *part_of(*type, "transformer");
    const double heat = loss + transformer.required_number("no_load_loss") + transformer.required_number("load_loss");
    const double cooling = heat / type->required_number("enclosure_cooling_cop");
    const double demand = (rated + loss + recharge) / *ups.number("input_power_factor") + cooling / 0.9;
    CHECK(demand <= transformer.required_number("rated_power"));
  }
}

TEST_CASE("boards carry the current of what feeds them and withstand its short circuit") {
  for (const char* kind : {"power_module", "mv_lv_skid"})
    for (const ModuleType* type : catalog().modules_of(kind)) {
      if (is_direct(*type)) continue;  // no board: the rectifier stands on the transformer
      const ModuleType& transformer = *part_of(*type, "transformer");
      const ModuleType& board = *part_of(*type, "lv_board");
      const double current = transformer.required_number("rated_power") /
                             (std::sqrt(3.0) * transformer.required_number("secondary_voltage"));
      CAPTURE(type->id);
      CHECK(current <= board.required_number("rated_current"));
      // Upper bound with an infinitely strong MV network: In / uk, and 5 % voltage above nominal.
      CHECK(1.05 * current / transformer.required_number("impedance") <= board.required_number("short_time_current"));
    }
  for (const ModuleType* type : catalog().modules_of("ups_container")) {
    const ModuleType& ups = *part_of(*type, "ups");
    const double input = ups.required_number("rated_power") * (1 / *ups.curve("efficiency")->at(1.0) + 0.10);
    CAPTURE(type->id);
    CHECK(input / *ups.number("input_power_factor") / (std::sqrt(3.0) * type->required_number("output_voltage")) <=
          part_of(*type, "lv_board")->required_number("rated_current"));
  }
}

TEST_CASE("every power module has room for ten minutes of battery at end of life") {
  for (const char* kind : {"power_module", "ups_container"})
    for (const ModuleType* type : catalog().modules_of(kind)) {
      const ModuleType& cabinet = *part_of(*type, "ups_battery");
      const double load = type->required_number("rated_power") / 0.96;
      const double needed =
          load * 600 / (cabinet.required_number("end_of_life_health") * cabinet.required_number("depth_of_discharge"));
      CAPTURE(type->id);
      CHECK(needed <= count_of(*type, "ups_battery") * cabinet.required_number("energy"));
      CHECK(load <= count_of(*type, "ups_battery") * cabinet.required_number("power"));
    }
}

/// A type of `kind` whose range of nominal voltages holds `volts`.
bool in_range(const ModuleType& type, const std::string& stem, double volts) {
  return type.required_number(stem + "_min") <= volts && volts <= type.required_number(stem + "_max");
}

TEST_CASE("every utility voltage from 4.16 to 230 kV, 50 or 60 Hz, finds a chain down to the power modules") {
  const auto any = [](const std::string& kind, auto&& fits) {
    const auto types = catalog().modules_of(kind);
    return std::any_of(types.begin(), types.end(), [&](const ModuleType* t) { return fits(*t); });
  };
  for (const double kilovolts : {4.16, 6.6,  10.0, 11.0, 12.47, 13.2,  13.8,  15.0,  20.0,  22.0,  24.0,  24.94,
                                 33.0, 34.5, 46.0, 66.0, 69.0,  110.0, 115.0, 132.0, 138.0, 161.0, 220.0, 230.0}) {
    const double utility = kilovolts * 1e3;
    CAPTURE(kilovolts);
    CHECK(any("intake", [&](const ModuleType& t) { return t.required_number("rated_voltage") >= utility; }));
    CHECK(any("mv_cable", [&](const ModuleType& t) { return t.required_number("rated_voltage") >= utility; }));
    std::vector<double> distribution;
    if (any("power_module", [&](const ModuleType& t) { return in_range(t, "primary_voltage", utility); }))
      distribution.push_back(utility);
    for (const ModuleType* t : catalog().modules_of("main_transformer"))
      if (in_range(*t, "primary_voltage", utility)) distribution.push_back(t->required_number("secondary_voltage"));
    CHECK_FALSE(distribution.empty());
    for (const double volts : distribution) {
      CAPTURE(volts);
      for (const char* kind : {"power_module", "mv_lv_skid"})
        CHECK(any(kind, [&](const ModuleType& t) { return in_range(t, "primary_voltage", volts); }));
      for (const char* kind : {"mv_switchgear", "generator_switchgear"})
        CHECK(any(kind, [&](const ModuleType& t) { return t.required_number("rated_voltage") >= volts; }));
      CHECK(any("pcs", [&](const ModuleType& t) { return in_range(t, "connection_voltage", volts); }));
      for (const double hertz : {50.0, 60.0})
        CHECK(any("genset", [&](const ModuleType& t) {
          return t.required_number("frequency") == hertz && in_range(t, "connection_voltage", volts);
        }));
    }
  }
}

TEST_CASE("a rating class without a limit on mean load says so, a standby one is held to 70 %") {
  for (const ModuleType* genset : catalog().modules_of("genset")) {
    const std::string rating = genset->word("rating_class");
    CAPTURE(genset->id);
    const bool free = rating == "COP" || rating == "DCP" || rating == "LTP";
    CHECK(genset->required_number("average_load_limit") == doctest::Approx(free ? 1.0 : 0.7));
    const double litres_per_kwh = genset->required_number("fuel_rate") * 3.6e9;
    CHECK(litres_per_kwh > 0.24);
    CHECK(litres_per_kwh < 0.30);
  }
}

TEST_CASE("fuel for eight sets of 3 MW at 80 % for 24 h is 124.4 m3 at 0.27 L/kWh") {
  CHECK(8 * 3000.0 * 0.8 * 24 * 0.27 / 1000 == doctest::Approx(124.4).epsilon(1e-3));
  const double rate = type_of("genset-2000-50").required_number("fuel_rate");  // the class of that vector
  CHECK(8 * 3e6 * 0.8 * 86400 * rate == doctest::Approx(124.4).epsilon(1e-3));
}

TEST_CASE("busway withstands are those of the maker's table") {
  CHECK(type_of("busway-ktc-1600").required_number("short_time_current") == 65e3);
  CHECK(type_of("busway-ktc-4000").required_number("short_time_current") == 90e3);
  CHECK(type_of("busway-ktc-6300").required_number("short_time_current") == 120e3);
  CHECK(type_of("busway-ktc-6300").find("short_time_current")->provenance.status == Status::confirmed);
}

TEST_CASE("a larger module of a family costs and weighs more") {
  for (const char* kind : {"power_module", "mv_lv_skid", "transformer", "genset", "fuel_tank", "main_transformer"}) {
    const std::string size = std::string(kind) == "fuel_tank" ? "volume" : "rated_power";
    auto types = catalog().modules_of(kind);
    for (const ModuleType* a : types)
      for (const ModuleType* b : types) {
        if (a->required_number(size) * 1.8 > b->required_number(size)) continue;
        if (a->word("cooling_class") != b->word("cooling_class") && std::string(kind) == "transformer") continue;
        if (a->number("primary_voltage_max") != b->number("primary_voltage_max")) continue;
        CAPTURE(a->id + " " + b->id);
        CHECK(a->required_number("cost_mid") < b->required_number("cost_mid"));
        CHECK(a->required_number("mass_operating") < b->required_number("mass_operating"));
      }
  }
}

}  // namespace
}  // namespace plinth
