// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "tests/support/files.h"

namespace plinth {
namespace {

constexpr double water = 4.17e6;  // J/(m3 K) near 35 degC
constexpr double pg25 = 4.008e6;  // J/(m3 K) near 45 degC

const Catalog& catalog() { return test::shipped_catalog(); }

double value(const ModuleType& type, const char* attribute) { return type.required_number(attribute); }

const ModuleType& type_of(const std::string& id) {
  const ModuleType* type = catalog().module(id);
  REQUIRE_MESSAGE(type != nullptr, id);
  return *type;
}

TEST_CASE("GB300 returns its coolant near 55 degC at every supply temperature") {
  const ModuleType& rack = type_of("gb300-nvl72");
  const Curve& flow = *rack.curve("tcs_flow");
  CHECK(value(rack, "tcs_reference_heat") ==
        doctest::Approx(value(rack, "power_tdp") * value(rack, "liquid_fraction")));
  for (const auto& [supply, litres] : flow.points) {
    const double back = supply - 273.15 + value(rack, "tcs_reference_heat") / (litres * pg25);
    CHECK(back == doctest::Approx(55.5).epsilon(0.006));
  }
  // Lenovo's own fit of the pressure drop: 0.003824 x^2 + 0.03953 x kPa over L/min, within 0.3 kPa.
  for (const auto& [litres, drop] : rack.curve("tcs_pressure_drop")->points) {
    const double x = litres * 60000;
    CHECK(std::fabs(drop / 1000 - (0.003824 * x * x + 0.03953 * x)) < 0.31);
  }
}

TEST_CASE("the AIF template of GB300: 0.0048 x^2 + 0.0617 x kPa and 116 kW of liquid heat") {
  const ModuleType& rack = type_of("gb300-nvl72-aif");
  for (const auto& [litres, drop] : rack.curve("tcs_pressure_drop")->points) {
    const double x = litres * 60000;
    CHECK(drop / 1000 == doctest::Approx(0.0048 * x * x + 0.0617 * x).epsilon(0.001));
  }
  CHECK(value(rack, "power_tdp") * value(rack, "liquid_fraction") == doctest::Approx(116e3).epsilon(0.001));
}

TEST_CASE("rack powers keep their order, and liquid racks say what coolant they need") {
  for (const ModuleType* rack : catalog().modules_of("rack")) {
    CAPTURE(rack->id);
    CHECK(value(*rack, "power_idle") < value(*rack, "power_mean"));
    CHECK(value(*rack, "power_mean") < value(*rack, "power_tdp"));
    CHECK(value(*rack, "power_tdp") <= value(*rack, "power_peak"));
    const double share = value(*rack, "power_mean") / value(*rack, "power_tdp");
    CHECK(share > 0.72);
    CHECK(share < 0.77);
    const std::string supply = rack->word("supply");
    if (supply != "dc") CHECK(value(*rack, "supply_voltage_min") < value(*rack, "supply_voltage_max"));
    if (supply == "dc" || supply == "either") CHECK(value(*rack, "dc_voltage_min") < value(*rack, "dc_voltage_max"));
    if (value(*rack, "liquid_fraction") == 0) continue;
    const Curve* curve = rack->curve("tcs_flow");
    CHECK((curve != nullptr || rack->number("tcs_return_limit")));
    CHECK(rack->number("tcs_supply_max"));
    if (curve == nullptr) CHECK(value(*rack, "tcs_return_limit") > value(*rack, "tcs_supply_max"));
    if (curve != nullptr) CHECK(curve->points.back().first >= value(*rack, "tcs_supply_max") - 1e-9);
  }
}

TEST_CASE("GB200 at 40 degC asks for the commonly quoted 80 to 86 L/min") {
  const ModuleType& rack = type_of("gb200-nvl72");
  const double heat = value(rack, "power_tdp") * value(rack, "liquid_fraction");
  const double litres = heat / (pg25 * (value(rack, "tcs_return_limit") - 313.15)) * 60000;
  CHECK(litres > 80);
  CHECK(litres < 87);
}

TEST_CASE("pumps draw more than the water gets, and not absurdly more") {
  for (const char* kind : {"cdu", "fws_pump_skid", "chw_pump_skid"})
    for (const ModuleType* type : catalog().modules_of(kind)) {
      CAPTURE(type->id);
      const double efficiency =
          value(*type, "rated_flow") * value(*type, "rated_head") / value(*type, "electrical_power");
      CHECK(efficiency > 0.2);
      CHECK(efficiency < 0.8);
    }
  // 1200 L/min at 250 kPa: 5.00 kW of 13.7; 2125 L/min at 241.3 kPa: 8.546 kW of 12.24.
  const ModuleType& coolit = type_of("cdu-coolit-chx2000");
  CHECK(value(coolit, "rated_flow") * value(coolit, "rated_head") == doctest::Approx(8546).epsilon(0.002));
  // 24.1 L/s carry 1 MW over 10 K.
  CHECK(value(type_of("pmp-fws-1000"), "rated_flow") * water * 10 == doctest::Approx(1e6).epsilon(0.01));
}

TEST_CASE("CDU flows carry the rated heat within 8 to 16 K") {
  for (const ModuleType* cdu : catalog().modules_of("cdu")) {
    CAPTURE(cdu->id);
    const double range = value(*cdu, "rated_heat") / (value(*cdu, "rated_flow") * pg25);
    CHECK(range > 8);
    CHECK(range < 17);
  }
  // 991 gpm carry 2500 kW over 9.97 K.
  const ModuleType& mcdu = type_of("cdu-motivair-mcdu-70");
  CHECK(value(mcdu, "rated_heat") / (value(mcdu, "rated_flow") * pg25) == doctest::Approx(9.97).epsilon(0.003));
}

TEST_CASE("cooler ratings are possible: water leaves warmer than the air that cools it") {
  for (const char* kind : {"dry_cooler", "adiabatic_cooler"})
    for (const ModuleType* type : catalog().modules_of(kind)) {
      CAPTURE(type->id);
      const double in = value(*type, "rated_water_in"), out = value(*type, "rated_water_out");
      const double air = value(*type, "rated_air_in");
      CHECK(in > out);
      CHECK(out > air);
      CHECK((in - out) / (in - air) < 0.75);  // effectiveness on the water side
      const double fans = value(*type, "electrical_power") / value(*type, "rated_heat");
      CHECK(fans > 0.01);
      CHECK(fans < 0.05);
      if (type->kind == "adiabatic_cooler") {
        CHECK(value(*type, "pad_effectiveness") >= 0.6);
        CHECK(value(*type, "pad_effectiveness") <= 0.9);
        CHECK(value(*type, "bleed_factor") >= 1.2);
      }
    }
  // BAC record: 11.11 K between water in and air in, fans 0.0401 kW per kW.
  const ModuleType& bac = type_of("dry-bac-tdfs1238n");
  CHECK(value(bac, "rated_water_in") - value(bac, "rated_air_in") == doctest::Approx(11.11));
  CHECK(value(bac, "electrical_power") / value(bac, "rated_heat") == doctest::Approx(0.04015).epsilon(0.001));
}

TEST_CASE("fan walls and chillers fit each other's water, and fans move enough air") {
  double warmest_supply = 0, coldest_fan = 1e9;
  for (const ModuleType* chiller : catalog().modules_of("chiller")) {
    CAPTURE(chiller->id);
    warmest_supply = std::max(warmest_supply, value(*chiller, "rated_chw_supply"));
    const double efficiency = value(*chiller, "rated_heat") / value(*chiller, "electrical_power");
    CHECK(efficiency > 2.5);
    CHECK(efficiency < 7);
    CHECK(value(*chiller, "max_ambient") > value(*chiller, "rated_ambient"));
  }
  for (const ModuleType* fan : catalog().modules_of("fan_wall")) {
    CAPTURE(fan->id);
    coldest_fan = std::min(coldest_fan, value(*fan, "rated_water_supply"));
    const double range = value(*fan, "rated_heat") / (value(*fan, "rated_air_flow") * 1.2 * 1006);
    CHECK(range > 9);  // K of air
    CHECK(range < 24);
  }
  const bool matched = std::any_of(catalog().modules.begin(), catalog().modules.end(), [&](const ModuleType& type) {
    return type.kind == "chiller" && value(type, "rated_chw_supply") <= coldest_fan + 1e-9;
  });
  CHECK(matched);
}

TEST_CASE("pods hold what they promise: positions, machines and an aisle on the floor") {
  for (const ModuleType* pod : catalog().modules_of("it_pod")) {
    CAPTURE(pod->id);
    double needed = value(*pod, "rack_positions") * 0.6 * 1.2;
    needed += value(*pod, "cdu_positions") * 1.22 * 1.6 + value(*pod, "fan_wall_positions") * 0.6 * 1.2;
    const double floor =
        (static_cast<double>(pod->length) * 1e-3 - 0.3) * (static_cast<double>(pod->width) * 1e-3 - 0.3);
    CHECK(needed + 1.2 * 0.6 * value(*pod, "rack_positions") < floor);
    CHECK(static_cast<double>(pod->height) * 1e-3 - 0.2 > value(*pod, "max_rack_height"));
    for (const char* inside : {"rack", "cdu", "fan_wall"})
      for (const ModuleType* type : catalog().modules_of(inside)) CHECK_MESSAGE(type->height < pod->height, type->id);
  }
}

TEST_CASE("pipes carry what ASHRAE 90.1 allows and no more than 2.5 m/s") {
  double last = 0;
  std::vector<const ModuleType*> pipes = catalog().modules_of("pipe");
  std::sort(pipes.begin(), pipes.end(), [](const ModuleType* a, const ModuleType* b) {
    return value(*a, "inner_diameter") < value(*b, "inner_diameter");
  });
  CHECK(pipes.size() == 11);
  for (const ModuleType* pipe : pipes) {
    CAPTURE(pipe->id);
    const double bore = value(*pipe, "inner_diameter"), area = 3.14159265358979 / 4 * bore * bore;
    const double speed = value(*pipe, "max_flow") / area;
    CHECK(speed > 1.7);
    CHECK(speed < 2.5);
    CHECK(value(*pipe, "max_flow") > last);
    CHECK(value(*pipe, "mass_per_length") > area * 1000);  // filled
    last = value(*pipe, "max_flow");
  }
  // 6 inch: 42.9 L/s, 2.30 m/s.
  CHECK(value(type_of("pipe-dn150"), "max_flow") == doctest::Approx(0.0429));
}

TEST_CASE("tanks weigh their water and steel") {
  for (const ModuleType* tank : catalog().modules_of("buffer_tank")) {
    CAPTURE(tank->id);
    const double radius = static_cast<double>(tank->length) * 0.5e-3;
    CHECK(value(*tank, "mass_operating") == doctest::Approx(value(*tank, "mass_dry") + 1000 * value(*tank, "volume")));
    CHECK(3.14159 * radius * radius * static_cast<double>(tank->height) * 1e-3 > value(*tank, "volume"));
  }
}

TEST_CASE("prices have an order") {
  for (const ModuleType& type : catalog().modules) {
    if (!type.number("cost_low") || !type.number("cost_high")) continue;
    CAPTURE(type.id);
    CHECK(value(type, "cost_low") < value(type, "cost_mid"));
    CHECK(value(type, "cost_mid") < value(type, "cost_high"));
  }
}

}  // namespace
}  // namespace plinth
