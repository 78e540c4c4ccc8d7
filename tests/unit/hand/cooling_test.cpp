// SPDX-License-Identifier: Apache-2.0
// Vectors of the cooling reference that pure formulas give: heat balance, exchangers, coolers, moist air, towers,
// chillers, water, metrics.
#include <doctest/doctest.h>

#include <string>
#include <tuple>
#include <utility>

#include "core/physics/air_cooler.h"
#include "core/physics/chiller.h"
#include "core/physics/cooling_class.h"
#include "core/physics/exchanger.h"
#include "core/physics/fluids.h"
#include "core/physics/psychrometrics.h"
#include "core/physics/tower.h"
#include "tests/unit/hand/hand_vector.h"

using namespace plinth;

namespace {

const char* const aif = "NVIDIA AIF template gb300_rack; Melinder 2010 properties";
const char* const lenovo = "Lenovo LP2357, 121.5 kW; properties as stated";
const char* const ht = "CalebBell/ht f9c60c4, tests";
const char* const lib = "psychrometrics/psychrolib 3066345, tests";
const char* const psychro = "ASHRAE Fundamentals 2017 ch. 1 with PsychroLib 2.5";
const char* const bac_source = "lbl-srg/modelica-buildings c4117ccec1, BAC TDFS1238N; effectiveness-NTU by hand";
const char* const york_source = "lbl-srg/modelica-buildings c4117ccec1, yorkCalc";
const char* const carrier = "lbl-srg/modelica-buildings c4117ccec1, ElectricEIR Carrier 19XR 1406.6 kW";
const char* const by_hand = "hand calculation";

void vector(const char* id, std::string what, const char* source, const char* unit, double expected, double tolerance,
            double got) {
  test::check_vector({id, std::move(what), source, unit, expected, tolerance}, got);
}

Temperature c(double celsius) { return from_degC(celsius); }
TemperatureDifference k(double kelvins) { return {kelvins}; }

}  // namespace

TEST_CASE("coolant flow and return temperature") {
  vector("cooling T1", "flow of 116 kW, 40 to 50 degC, PG25", "Melinder 2010 properties", "L/min", 173.60, 1e-3,
         flow_for(Coolant::pg25, 116.0 * kW, c(40), c(50)) / lpm);
  vector("cooling T1 water", "flow of 116 kW, 40 to 50 degC, water", "IAPWS-IF97 properties", "L/min", 168.21, 1e-3,
         flow_for(Coolant::water, 116.0 * kW, c(40), c(50)) / lpm);
  struct Point {
    double supply, aif_flow, aif_back, lenovo_flow, water_back, pg_back;
  };
  for (const Point& p : {Point{25, 65.1, 51.68, 59, 54.80, 55.83},
                         {30, 76.5, 52.70, 71, 54.79, 55.61},
                         {35, 92.6, 53.75, 89, 54.79, 55.43},
                         {40, 117.5, 54.77, 119, 54.82, 55.28},
                         {45, 160.0, 55.85, 177, 54.97, 55.27}}) {
    const std::string at = " at " + std::to_string(static_cast<int>(p.supply)) + " degC supply";
    const auto back = [&](Coolant coolant, double heat, double flow) {
      return return_temperature(coolant, heat * kW, flow * lpm, c(p.supply)).degC();
    };
    // Absolute 0.02 K, as the vector states.
    vector("cooling T2 AIF", "return of 116 kW, PG25" + at, aif, "degC", p.aif_back, 0.02 / p.aif_back,
           back(Coolant::pg25, 116, p.aif_flow));
    vector("cooling T2 Lenovo", "return, water" + at, lenovo, "degC", p.water_back, 0.02 / p.water_back,
           back(Coolant::water, 121.5, p.lenovo_flow));
    vector("cooling T2 Lenovo PG25", "return, PG25" + at, lenovo, "degC", p.pg_back, 0.02 / p.pg_back,
           back(Coolant::pg25, 121.5, p.lenovo_flow));
  }
}

TEST_CASE("properties of PG25 and water") {
  struct Point {
    double t, rho, cp, mu, water_rho, water_cp, water_mu;
  };
  for (const Point& p : {Point{20, 1019.3, 3920, 2.445, 998.30, 4184.2, 1.0015},
                         {30, 1014.9, 3945, 1.776, 995.74, 4179.5, 0.7972},
                         {40, 1009.9, 3969, 1.353, 992.31, 4178.1, 0.6528},
                         {45, 1007.2, 3981, 1.199, 990.31, 4178.3, 0.5958},
                         {50, 1004.4, 3992, 1.073, 988.13, 4179.1, 0.5466},
                         {60, 998.4, 4016, 0.878, 983.30, 4182.3, 0.4661}}) {
    const std::string at = " at " + std::to_string(static_cast<int>(p.t)) + " degC";
    for (const bool glycol : {true, false}) {
      const Coolant fluid = glycol ? Coolant::pg25 : Coolant::water;
      const char* source = glycol ? "CoolProp MPG.json (Melinder 2010)" : "IAPWS-IF97, 0.3 MPa";
      const double rho = glycol ? p.rho : p.water_rho, cp = glycol ? p.cp : p.water_cp;
      const std::string name = (glycol ? "PG25" : "water") + at;
      vector("cooling T16 density", "density of " + name, source, "kg/m3", rho, 0.5 / rho, density(fluid, c(p.t)).si);
      vector("cooling T16 heat", "specific heat of " + name, source, "J/(kg K)", cp, 1.0 / cp,
             specific_heat(fluid, c(p.t)).si);
      vector("cooling T16 viscosity", "viscosity of " + name, source, "mPa s", glycol ? p.mu : p.water_mu, 5e-3,
             viscosity(fluid, c(p.t)).si * 1e3);
    }
  }
  vector("cooling T16 freezing", "freezing point of PG25 by weight", "Melinder 2010", "degC", -9.8, 5e-3,
         freezing_point(Coolant::pg25).degC());
}

TEST_CASE("exchangers") {
  const TemperatureDifference nvent = log_mean(k(4), k(7.5));
  vector("cooling T4", "log mean of 4 and 7.5 K", "nVent CDU800 application example", "K", 5.568, 1e-3, nvent.si);
  vector("cooling T4 UA", "UA of 740 kW there", "nVent CDU800 application example", "kW/K", 132.91, 1e-3,
         740 / nvent.si);
  const auto carried = [](Coolant fluid, double flow, double t, double range) {
    return flow * lpm.si * density(fluid, c(t)).si * specific_heat(fluid, c(t)).si * range / 1e3;
  };
  vector("cooling T4 primary", "705 L/min of water over 15 K", "nVent CDU800 application example", "kW", 734.2, 1e-3,
         carried(Coolant::water, 705, 27.5, 15));
  vector("cooling T4 secondary", "925 L/min of water over 11.5 K", "nVent CDU800 application example", "kW", 736.9,
         1e-3, carried(Coolant::water, 925, 33.25, 11.5));
  vector("cooling T4 secondary PG25", "925 L/min of PG25 over 11.5 K", "nVent CDU800 application example", "kW", 710.1,
         1e-3, carried(Coolant::pg25, 925, 33.25, 11.5));
  vector("cooling T5", "log mean, 100 to 60 and 30 to 40.2, counterflow", ht, "K", 43.2004093, 1e-7,
         log_mean(k(59.8), k(30)).si);
  vector("cooling T5 parallel", "log mean, the same in parallel", ht, "K", 39.7525118, 1e-7,
         log_mean(k(70), k(19.8)).si);
  vector("cooling T5 balanced", "log mean, 100 to 60 and 20 to 60, counterflow", ht, "K", 40, 1e-9,
         log_mean(k(40), k(40)).si);
  vector("cooling T5 CDU", "UA of 200 kW at 3 K on both ends", by_hand, "kW/K", 66.667, 1e-4,
         200 / log_mean(k(3), k(3)).si);
  vector("cooling T6", "crossflow unmixed, NTU 5, Cr 0.7 (closed form; the series gives the value)", ht, "", 0.84448218,
         1e-5, crossflow_effectiveness(5, 0.7));
  vector("cooling T6 min mixed", "crossflow, Cmin mixed, NTU 5, Cr 0.7", ht, "", 0.74978439, 1e-7,
         crossflow_min_mixed(5, 0.7));
  vector("cooling T6 max mixed", "crossflow, Cmax mixed, NTU 5, Cr 0.7", ht, "", 0.71580998, 1e-7,
         crossflow_max_mixed(5, 0.7));
  vector("cooling T6 counterflow", "counterflow, NTU 9, Cr 1", ht, "", 0.9, 1e-9, counterflow_effectiveness(9, 1));
  vector("cooling T6 shell", "correction, 1 shell pass, 15 to 85 against 130 to 110", ht, "", 0.94383588, 1e-7,
         shell_correction(c(130), c(110), c(15), c(85)));
  const CduRating vertiv{1350.0 * kW, k(4), 1200.0 * lpm, 250.0 * kPa};
  const double heat = 8 * 155 * 0.9;
  vector("cooling T34 heat", "liquid heat of 8 GB300 at EDP peak", by_hand, "kW", 1116, 1e-9, heat);
  vector("cooling T34", "CDUs of 1350 kW at 4 K for it, approach 4 K", by_hand, "", 1, 1e-9,
         whole_units(heat * kW / cdu_capacity(vertiv, k(4), {0})));
  vector("cooling T34 3 K", "capacity at 3 K", by_hand, "kW", 1012.5, 1e-9, cdu_capacity(vertiv, k(3), {0}) / kW);
  vector("cooling T34 3 K units", "CDUs at 3 K", by_hand, "", 2, 1e-9,
         whole_units(heat * kW / cdu_capacity(vertiv, k(3), {0})));
  for (const auto& [head, kilowatts] : {std::pair{275.0, 957.0}, {250.0, 913.0}})
    vector("cooling M14 head", "1000 kW at 300 kPa, less head left", "ASHRAE 127 Addendum b draft, maker's table", "kW",
           kilowatts, 1e-3, 1000 * head_derating(300.0 * kPa, (300 - head) * kPa));
}

TEST_CASE("moist air") {
  const Pressure dulles{100344};
  const double w = humidity_ratio(c(34.1), c(23.9), dulles);
  vector("cooling T17", "humidity ratio, 34.1 / 23.9 degC, 100 344 Pa", psychro, "", 0.014642, 1e-3, w);
  vector("cooling T17 RH", "relative humidity there", psychro, "%", 43.11, 1e-3,
         relative_humidity(c(34.1), w, dulles) * 100);
  const Pressure vapour{dulles.si * w / (0.621945 + w)};
  vector("cooling T17 DP", "dew point there", psychro, "degC", 19.79, 1e-3, dew_point(vapour, c(34.1)).degC());
  vector("cooling T17 h", "enthalpy there", psychro, "kJ/kg", 71.85, 1e-3, air_enthalpy(c(34.1), w) / 1e3);
  vector("cooling T17 density", "density there", psychro, "kg/m3", 1.1279, 1e-3, air_density(c(34.1), w, dulles).si);
  const Pressure sea{101325};
  const auto dew = [&](double dry, double humidity) {
    return dew_point(humidity * saturation_pressure(c(dry)), c(dry));
  };
  vector("cooling T17 WB 35", "wet bulb, 35 degC, 40 %, sea level", psychro, "degC", 23.934, 1e-3,
         wet_bulb(c(35), dew(35, 0.4), sea).degC());
  vector("cooling T17 DP 35", "dew point, 35 degC, 40 %", psychro, "degC", 19.385, 1e-3, dew(35, 0.4).degC());
  vector("cooling T17 DP 24", "dew point, 24 degC, 50 %", psychro, "degC", 12.946, 1e-3, dew(24, 0.5).degC());
  vector("cooling T17 DP 27", "dew point, 27 degC, 60 %", psychro, "degC", 18.577, 1e-3, dew(27, 0.6).degC());
  vector("cooling T18", "saturation pressure, 25 degC", lib, "Pa", 3169.7, 3e-4, saturation_pressure(c(25)).si);
  vector("cooling T18 50", "saturation pressure, 50 degC", lib, "Pa", 12351.3, 3e-4, saturation_pressure(c(50)).si);
  vector("cooling T18 W", "humidity ratio, 30 / 25 degC, 95 461 Pa", lib, "", 0.0192281274, 3e-4,
         humidity_ratio(c(30), c(25), Pressure{95461}));
  vector("cooling T18 ice", "humidity ratio, -1 / -5 degC, 95 461 Pa", lib, "", 0.00120399820, 3e-4,
         humidity_ratio(c(-1), c(-5), Pressure{95461}));
  vector("cooling T18 WB", "wet bulb, 7 degC, 61 %, 100 kPa", lib, "degC", 3.9266743, 1e-3,
         wet_bulb(c(7), dew(7, 0.61), Pressure{1e5}).degC());
  vector("cooling T18 h", "enthalpy, 30 degC, W 0.02", lib, "J/kg", 81316, 3e-4, air_enthalpy(c(30), 0.02));
  vector("cooling T18 density", "density, 30 degC, W 0.02, 95 461 Pa", lib, "kg/m3", 1.0841199, 3e-4,
         air_density(c(30), 0.02, Pressure{95461}).si);
  for (const auto& [z, p] :
       {std::pair{500.0, 95460.8}, {1000, 89874.5}, {1600, 83523.5}, {2000, 79495.1}, {3050, 69663.8}})
    vector("cooling T19", "pressure at " + std::to_string(static_cast<int>(z)) + " m", lib, "Pa", p, 1e-5,
           station_pressure(Length{z}).si);
  vector("cooling T19 4000", "pressure at 4000 m", lib, "Pa", 61640, 1e-3, station_pressure(Length{4000}).si);
  const Temperature pad = behind_pad(c(34.1), c(23.9), 0.8);
  vector("cooling T22", "air behind a pad of 0.8, 34.1 / 23.9 degC", psychro, "degC", 25.94, 1e-3, pad.degC());
  vector("cooling T22 W", "its humidity ratio, wet bulb kept", psychro, "", 0.018084, 1e-3,
         humidity_ratio(pad, c(23.9), dulles));
}

TEST_CASE("dry coolers") {
  const AirCooler bac = calibrate({2931.0 * kW, c(46.11), c(40.55), c(35)});
  vector("cooling T20", "water rate at rating", bac_source, "kW/K", 527.16, 1e-3, bac.water_rate.si / 1e3);
  vector("cooling T20 effectiveness", "on the water side at rating", bac_source, "", 0.50045, 1e-3,
         2931e3 / (bac.water_rate.si * 11.11));
  vector("cooling T20 DB 40", "linear rule, water 46.11 in, air 40", bac_source, "kW", 1612, 1e-3,
         2931 * (46.11 - 40) / 11.11);
  vector("cooling T21 UA", "UA behind the rating", bac_source, "kW/K", 607.5, 1e-3, bac.ua.si / 1e3);
  struct Point {
    double in, out, air, density, kilowatts;
  };
  for (const Point& p : {Point{51, 41, 39.5, 1, 1967},
                         {51, 41, 39.7, 1, 1862},
                         {46, 36, 35, 1, 1692},
                         {51, 41, 35, 1, 3847},
                         {46, 36, 30, 1, 3847},
                         {51, 41, 35, 0.8243, 3547}})
    vector("cooling T21", "duty off design, tolerance 0.5 % as stated", bac_source, "kW", p.kilowatts, 5e-3,
           duty(bac, c(p.in), c(p.out), c(p.air), p.density) / kW);
  vector("cooling T36 coil air", "39.7 / 23.9 degC behind a pad of 0.8", by_hand, "degC", 27.06, 1e-4,
         behind_pad(c(39.7), c(23.9), 0.8).degC());
  const double rejected = 64 * 135 * 0.9 + 8 * 13.7;
  vector("cooling T36 heat", "64 GB300 and 8 CDU pumps to facility water", by_hand, "kW", 7885.6, 1e-4, rejected);
  const Power pad = duty(bac, c(46), c(36), c(27.06)), dry = duty(bac, c(51), c(41), c(39.7));
  vector("cooling T36", "one adiabatic cooler, 46/36 degC water", bac_source, "kW", 4908, 5e-3, pad / kW);
  vector("cooling T36 units", "adiabatic coolers needed", by_hand, "", 2, 1e-9, whole_units(rejected * kW / pad));
  vector("cooling T36 dry", "dry coolers needed at 51/41 degC", by_hand, "", 5, 1e-9, whole_units(rejected * kW / dry));
  vector("cooling T36 impossible", "dry duty at 36 degC water and 39.7 degC air", by_hand, "kW", 0, 1e-9,
         duty(bac, c(46), c(36), c(39.7)) / kW);
  vector("cooling T38", "fan power of 5 coolers for 4, heat with speed", by_hand, "", 0.640, 1e-9,
         run_all_fan_share(4, 5, 1.0));
  vector("cooling T38 0.6", "the same, heat with speed^0.6", by_hand, "", 0.4096, 1e-9, run_all_fan_share(4, 5, 0.6));
}

TEST_CASE("towers and water") {
  struct Point {
    double range, wet, ratio, approach;
  };
  for (const Point& p :
       {Point{5.56, 25.56, 1, 3.8425}, {10, 25.4, 1, 6.0914}, {10, 15, 1, 9.8723}, {10, 25.4, 1.5, 9.7747}})
    vector("cooling T23", "approach, range " + std::to_string(p.range).substr(0, 5), york_source, "K", p.approach, 1e-4,
           york_approach(k(p.range), c(p.wet), p.ratio).value_or(TowerApproach{}).approach.si);
  const Power hour = 1.0 * kW;
  const auto litres = [](MassFlow flow) { return flow.si * 3600; };
  vector("cooling T26", "evaporation at 2441.4 kJ/kg", by_hand, "L/kWh", 1.4746, 1e-4,
         litres(evaporation(hour, 2441.4e3)));
  vector("cooling T26 CoC 4", "make-up at 2430 kJ/kg, 4 cycles", by_hand, "L/kWh", 1.975, 1e-3,
         litres(make_up(evaporation(hour, 2430e3), 4)));
  vector("cooling T26 CoC 6", "make-up at 2430 kJ/kg, 6 cycles", by_hand, "L/kWh", 1.778, 1e-3,
         litres(make_up(evaporation(hour, 2430e3), 6)));
}

TEST_CASE("chillers") {
  const ChillerCurves curves{1406.6 * kW,
                             6.04,
                             {1.042261, 2.644821e-3, -1.468026e-3, 1.366256e-2, -8.302334e-4, 1.573579e-3},
                             {1.026340, -1.612819e-2, -1.092591e-3, -1.784393e-2, 7.961842e-4, -9.586049e-5},
                             {0.1188880, 0.6723542, 0.2068754},
                             c(4.44),
                             c(10),
                             c(12.78),
                             c(32.22),
                             0.20,
                             1.04};
  const auto full = chiller_at(curves, c(6.67), c(29.44), 1406.6 * kW),
             part = chiller_at(curves, c(10), c(24), 800.0 * kW);
  REQUIRE(full);
  REQUIRE(part);
  vector("cooling T24 capacity", "capFT at 6.67 / 29.44 degC", carrier, "", 0.98624, 1e-4, full->capacity_factor);
  vector("cooling T24 energy", "eirFT at 6.67 / 29.44 degC", carrier, "", 1.01607, 1e-4, full->energy_factor);
  vector("cooling T24 available", "capacity there", carrier, "kW", 1387.24, 1e-4, full->available / kW);
  vector("cooling T24 part load", "part load of 1406.6 kW", carrier, "", 1.01395, 1e-4, full->part_load);
  vector("cooling T24", "power there", carrier, "kW", 236.47, 1e-4, full->power / kW);
  vector("cooling T24 COP", "COP there", carrier, "", 5.948, 1e-3, full->cop);
  vector("cooling T24 part", "power of 800 kW at 10 / 24 degC", carrier, "kW", 102.59, 1e-4, part->power / kW);
  vector("cooling T24 part COP", "COP there", carrier, "", 7.798, 1e-3, part->cop);
  CHECK_FALSE(chiller_at(curves, c(20), c(24), 800.0 * kW));
  CHECK_FALSE(chiller_at(curves, c(8), c(35), 800.0 * kW));
  CHECK_FALSE(chiller_at(curves, c(8), c(24), 200.0 * kW));
  for (const auto& [cold, warm, cop] : {std::tuple{15.0, 50.0, 4.528}, {15.0, 35.0, 7.924}, {25.0, 50.0, 6.559}})
    vector("cooling T25", "0.55 of Carnot", by_hand, "", cop, 1e-3, carnot_cop(c(cold), c(warm)));
}

TEST_CASE("temperature cascade, racks in air, metrics") {
  const auto needed = [](double dry, double cooler, double atd) { return c(dry + cooler + atd); };
  const auto passes = [](Temperature supply) { return supply.degC() <= 45 ? 1.0 : 0.0; };
  vector("cooling T35", "39.7 + 10 + 4 K", by_hand, "degC", 53.7, 1e-6, needed(39.7, 10, 4).degC());
  vector("cooling T35 W45", "does it meet 45 degC", by_hand, "", 0, 1e-9, passes(needed(39.7, 10, 4)));
  vector("cooling T35 0.4 %", "34.1 + 6 + 3 K meets 45 degC", by_hand, "", 1, 1e-9, passes(needed(34.1, 6, 3)));
  CHECK(facility_water_class(c(36)) == "W40");
  CHECK(facility_water_class(c(43.1)) == "W45");
  CHECK(facility_water_class(c(53.7)) == "W+");
  CHECK(facility_water_class(c(17)) == "W17");
  CHECK(coolant_class(c(40)) == "S40");
  CHECK(coolant_class(c(51)) == "above S50");
  constexpr double cfm = 1.0 / 2118.88;  // m3/s
  vector("cooling T32", "rise of 1105 CFM at 10.2 kW, 1.2 kg/m3", "NVIDIA DGX H100 user guide", "K", 16.2, 2e-3,
         10200 / (1105 * cfm * 1.2 * 1006));
  vector("cooling T32 flow", "air for 40.8 kW over 15 K", by_hand, "m3/s", 2.253, 1e-3, 40800 / (1.2 * 1006 * 15));
  const auto coil = [](double flow, double range, double fan) {
    const Temperature mean = c(18 + range / 2);
    return flow * lpm.si * density(Coolant::water, mean).si * specific_heat(Coolant::water, mean).si * range / 1e3 -
           fan;
  };
  vector("cooling T33", "FA069HC: 548.4 L/min, 18 to 25 degC, less 15 kW of fans", "GB200 SuperPOD cooling calculator",
         "kW", 251.96, 2e-3, coil(548.4, 7, 15));
  vector("cooling T33 096", "FA096HC: 761.4 L/min, 18 to 25 degC, less 19.5 kW", "GB200 SuperPOD cooling calculator",
         "kW", 351.15, 2e-3, coil(761.4, 7, 19.5));
  vector("cooling T31", "102 909 tokens/s on 10 401 W", "MLPerf Power v5.1", "tok/J", 9.894, 1e-3,
         tokens_per_joule(102909, 10401.0 * W));
  vector("cooling T31 PUE", "the same at a PUE of 1.08503", by_hand, "tok/J", 9.119, 1e-3,
         tokens_per_joule(102909, 10401.0 * W, 1.08503));
  vector("cooling T31 GB300", "420 659 tokens/s on 142 kW", "MLPerf v5.1 and nameplate", "tok/J", 2.962, 1e-3,
         tokens_per_joule(420659, 142.0 * kW));
  vector("cooling T31 405B", "1637.1 tokens/s on 9891.8 W", "MLPerf Power v5.1", "tok/J", 0.16550, 1e-3,
         tokens_per_joule(1637.1, 9891.8 * W));
  vector("cooling T31 H200", "25 262 tokens/s on 6153 W", "MLPerf Power v4.1", "tok/J", 4.106, 1e-3,
         tokens_per_joule(25262, 6153.0 * W));
  const Energy it = 8000.0 * MWh, site = 8720.0 * MWh, reused = 1200.0 * MWh;
  const double erf = energy_reuse_factor(reused, site);
  vector("cooling T39", "PUE, 8.72 over 8.00 GWh", by_hand, "", 1.090, 1e-9, power_usage(site, it));
  vector("cooling T39 ERF", "1.2 GWh reused", by_hand, "", 0.13761, 1e-4, erf);
  vector("cooling T39 ERE", "what remains of PUE", by_hand, "", 0.940, 1e-9,
         energy_reuse_effectiveness(power_usage(site, it), erf));
  vector("cooling T39 WUE", "2500 m3", by_hand, "L/kWh", 0.3125, 1e-9, water_usage_l_per_kwh(2500.0 * m3, it));
}
