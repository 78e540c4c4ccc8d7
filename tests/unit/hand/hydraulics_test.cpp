// SPDX-License-Identifier: Apache-2.0
// Pipes, pumps, expansion and ride-through against published and independently calculated figures.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "core/physics/expansion.h"
#include "core/physics/fluids.h"
#include "core/physics/friction.h"
#include "core/physics/pipe_size.h"
#include "core/physics/pump.h"
#include "tests/unit/hand/hand_vector.h"

using namespace plinth;
using plinth::test::check_vector;

namespace {

constexpr double kUsual = 1e-3;  // the reference gives its vectors to 0.1 %
const char* const kFluids = "CalebBell/fluids 091070e, its test suite";

Liquid liquid(Coolant coolant, double celsius) {
  const Temperature t = from_degC(celsius);
  return {density(coolant, t), viscosity(coolant, t)};
}

double rho_cp(Coolant coolant, double celsius) {
  return density(coolant, from_degC(celsius)).si * specific_heat(coolant, from_degC(celsius)).si;
}

/// Sch 40 bores and the variable-flow limits of ASHRAE 90.1-2022 Table 6.5.4.6.
const std::array<PipeSize, 8> kSteel{{{62.68 * mm, 6.94 * litre_per_s},
                                      {77.92 * mm, 10.7 * litre_per_s},
                                      {102.26 * mm, 20.2 * litre_per_s},
                                      {128.20 * mm, 23.3 * litre_per_s},
                                      {154.08 * mm, 42.9 * litre_per_s},
                                      {202.74 * mm, 69.4 * litre_per_s},
                                      {254.46 * mm, 101.0 * litre_per_s},
                                      {303.18 * mm, 145.0 * litre_per_s}}};

}  // namespace

TEST_CASE("T3: rack pressure drop curve") {
  const std::array<double, 5> flow{65.1, 76.5, 92.6, 117.5, 160.0}, drop{24.36, 32.81, 46.87, 73.52, 132.75};
  const QuadraticCurve rack = QuadraticCurve::in_lpm_kpa(0.0048, 0.0617, 0);
  for (std::size_t i = 0; i < flow.size(); ++i)
    check_vector({"cooling T3 " + std::to_string(static_cast<int>(flow[i])), "0.0048 x^2 + 0.0617 x at the rack's flow",
                  "NVIDIA AIF gb300_rack; hand calculation", "kPa", drop[i], kUsual},
                 rack.at(flow[i] * lpm) / kPa);
}

TEST_CASE("T7: friction factors") {
  const auto vector = [](const char* id, const char* what, double expected, double tolerance = 1e-6) {
    return plinth::test::HandVector{std::string("cooling T7 ") + id, what, kFluids, "", expected, tolerance};
  };
  check_vector(vector("Colebrook", "Re 1e5, relative roughness 1e-4", 0.0185138661, 1e-8),
               colebrook_friction(1e5, 1e-4));
  check_vector(vector("Swamee-Jain", "Re 1e5, roughness 1e-4; the source writes 5.74 as 6.97^0.9", 0.0184524244, 1e-5),
               swamee_jain_friction(1e5, 1e-4));
  check_vector(vector("Haaland", "Re 1e5, relative roughness 1e-4", 0.0182650530), haaland_friction(1e5, 1e-4));
  check_vector(vector("smooth", "Re 1e5, smooth pipe; the source is an explicit fit, ours the implicit equation",
                      0.0179897731, kUsual),
               colebrook_friction(1e5, 0));
  check_vector(vector("laminar", "Re 128", 0.5, 1e-12), friction(128, 1e-4).factor);
  const Liquid thin{Density{1000}, Viscosity{1e-5}};
  check_vector({"cooling T7 drop", "10 kg/s of 1000 kg/m3 and 1e-5 Pa s in 1 m of smooth 0.1 m bore", kFluids, "Pa",
                63.4345, kUsual},
               pipe_drop({0.1 * metre, 1.0 * metre, Length{0}, 0}, 0.01 * m3_per_s, thin).si);
}

TEST_CASE("T8: bore by velocity") {
  const Flow flow = 925 * lpm;
  check_vector({"cooling T8 bore", "925 L/min at 2.0 m/s", "hand calculation", "mm", 99.07, kUsual},
               bore_for(flow, Speed{2.0}) / mm);
  const auto choice = size_pipe(flow, kSteel);
  REQUIRE(choice);
  check_vector({"cooling T8 DN100", "Sch 40 bore taken for 925 L/min (90.1 variable-flow limits)", "hand calculation",
                "mm", 102.26, 1e-9},
               kSteel[choice->size].bore / mm);
  check_vector({"cooling T8 velocity", "925 L/min in DN100 Sch 40", "hand calculation", "m/s", 1.877, kUsual},
               velocity(flow, kSteel[choice->size].bore).si);
}

TEST_CASE("T9: 5 MW of water through 200 m of DN300") {
  const double mean = 40;  // 35 degC with 10 K
  const Flow flow{5e6 / (rho_cp(Coolant::water, mean) * 10)};
  // The reference calculates with properties at the supply temperature.
  const Flow at_supply{5e6 / (rho_cp(Coolant::water, 35) * 10)};
  const char* source = "hand calculation";
  check_vector({"cooling T9 flow", "5 MW, 10 K, water of 35 degC", source, "m3/s", 0.120369, kUsual}, at_supply.si);
  CHECK(flow.si == doctest::Approx(at_supply.si).epsilon(3e-3));
  const Liquid water = liquid(Coolant::water, 35);
  const PipeBore pipe{303.18 * mm, 200.0 * metre, 0.045 * mm, 20};
  const Speed v = velocity(at_supply, pipe.bore);
  const double re = reynolds_number(v, pipe.bore, water), rough = 0.045 / 303.18;
  check_vector({"cooling T9 velocity", "in 303.18 mm", source, "m/s", 1.6673, kUsual}, v.si);
  check_vector(
      {"cooling T9 Reynolds", "water of 35 degC; the fit's viscosity is within 0.2 %", source, "", 698800, 2e-3}, re);
  check_vector({"cooling T9 f Swamee-Jain", "roughness 0.045 mm", source, "", 0.014553, kUsual},
               swamee_jain_friction(re, rough));
  check_vector({"cooling T9 f Colebrook", "roughness 0.045 mm", source, "", 0.014480, kUsual},
               colebrook_friction(re, rough));
  check_vector({"cooling T9 gradient", "friction alone", source, "Pa/m", 66.00, kUsual},
               pipe_drop({pipe.bore, 1.0 * metre, pipe.roughness, 0}, at_supply, water).si);
  const Pressure drop = pipe_drop(pipe, at_supply, water);
  check_vector({"cooling T9 drop", "200 m and K 20", source, "kPa", 40.84, kUsual}, drop / kPa);
  check_vector({"cooling T9 hydraulic", "power to the water", source, "kW", 4.915, kUsual},
               hydraulic_power(at_supply, drop) / kW);
  check_vector({"cooling T9 electrical", "pump 0.75, motor 0.95", source, "kW", 6.899, kUsual},
               pump_power(at_supply, drop, 0.75, 0.95) / kW);
}

TEST_CASE("T10: 1.35 MW through 60 m of DN150, PG25 and water") {
  struct Case {
    Coolant coolant;
    const char* name;
    double v, re, gradient, drop, power;
  };
  for (const Case& c : {Case{Coolant::pg25, "PG25", 1.8059, 233687, 185.06, 52.16, 2.465},
                        Case{Coolant::water, "water", 1.7498, 448119, 160.81, 47.55, 2.177}}) {
    const Flow flow{1.35e6 / (rho_cp(c.coolant, 45) * 10)};
    const Liquid fluid = liquid(c.coolant, 45);
    const PipeBore pipe{154.08 * mm, 60.0 * metre, 0.045 * mm, 25};
    const std::string id = std::string("cooling T10 ") + c.name + " ";
    const char* source = "CoolProp MPG.json (Melinder 2010), IAPWS-IF97; hand calculation";
    check_vector({id + "velocity", "1.35 MW, 10 K at 45 degC in 154.08 mm", source, "m/s", c.v, kUsual},
                 velocity(flow, pipe.bore).si);
    check_vector({id + "Reynolds", "coolant at 45 degC", source, "", c.re, kUsual},
                 reynolds_number(velocity(flow, pipe.bore), pipe.bore, fluid));
    check_vector({id + "gradient", "friction alone, roughness 0.045 mm", source, "Pa/m", c.gradient, kUsual},
                 pipe_drop({pipe.bore, 1.0 * metre, pipe.roughness, 0}, flow, fluid).si);
    const Pressure drop = pipe_drop(pipe, flow, fluid);
    check_vector({id + "drop", "60 m and K 25", source, "kPa", c.drop, kUsual}, drop / kPa);
    check_vector({id + "power", "pump 0.75, motor 0.95", source, "kW", c.power, kUsual},
                 pump_power(flow, drop, 0.75, 0.95) / kW);
  }
}

TEST_CASE("T11: pump curve against a pod") {
  const QuadraticCurve pump = QuadraticCurve::in_lpm_kpa(-2.34e-4, 0.092063, 476.457);
  const QuadraticCurve pod = QuadraticCurve::in_lpm_kpa(7.1e-5, 0.024229, -0.395338);
  const char* source = "GB200 SuperPOD cooling calculator; hand calculation";
  check_vector({"cooling T11 head", "XDU1350, two pumps, at 1200 L/min", source, "kPa", 249.97, kUsual},
               pump.at(1200 * lpm) / kPa);
  const auto point = operating_point(pump, pod);
  REQUIRE(point);
  check_vector({"cooling T11 flow", "where it meets the 576-GPU pod", source, "L/min", 1366.5, kUsual},
               point->flow / lpm);
  check_vector({"cooling T11 pressure", "there", source, "kPa", 165.3, kUsual}, point->head / kPa);
  const Pressure wanted = pod.at(1000 * lpm);
  check_vector({"cooling T11 system", "the pod at 1000 L/min", source, "kPa", 94.83, kUsual}, wanted / kPa);
  const auto speed = speed_for(pump, 1000 * lpm, wanted);
  REQUIRE(speed);
  check_vector({"cooling T11 speed", "ratio for 1000 L/min", source, "", 0.7397, kUsual}, *speed);
  check_vector({"cooling T11 hydraulic", "power to the coolant", source, "kW", 1.581, kUsual},
               hydraulic_power(1000 * lpm, wanted) / kW);
  check_vector({"cooling T11 affinity", "13.7 kW times the cube of the speed", source, "kW", 5.546, kUsual},
               13.7 * std::pow(*speed, 3));
}

TEST_CASE("T12: hydraulic power of pump ratings") {
  const char* source = "ratings quoted in equipment catalogues; hand calculation";
  check_vector({"cooling T12 1800", "1800 L/min at 200 kPa", source, "kW", 6.00, kUsual},
               hydraulic_power(1800 * lpm, 200 * kPa) / kW);
  check_vector({"cooling T12 1200", "1200 L/min at 250 kPa", source, "kW", 5.00, kUsual},
               hydraulic_power(1200 * lpm, 250 * kPa) / kW);
  check_vector({"cooling T12 2125", "2125 L/min at 241.3 kPa", source, "kW", 8.546, kUsual},
               hydraulic_power(2125 * lpm, 241.3 * kPa) / kW);
  check_vector({"cooling T12 500 gpm", "500 gpm at 80 psi", source, "kW", 17.40, kUsual},
               hydraulic_power(500 * 3.785411784 * lpm, Pressure{80 * 6894.757293168}) / kW);
}

TEST_CASE("T13: MCDU-70 range and approach") {
  const Flow flow = 991 * 3.785411784 * lpm;
  const char* source = "Motivair MCDU-70 sheet, quoted; hand calculation";
  check_vector({"cooling T13 range", "2500 kW, 991 gpm PG25 at 45 degC", source, "K", 9.97, kUsual},
               2.5e6 / (rho_cp(Coolant::pg25, 45) * flow.si));
  const double primary = (105.8 - 32) / 1.8, secondary = (113.0 - 32) / 1.8;
  check_vector({"cooling T13 approach", "113 degF less 105.8 degF", source, "K", 4.0, 1e-9}, secondary - primary);
}

TEST_CASE("T14: ride-through") {
  const auto volume = [](double watts, double seconds) {
    return buffer_volume(Power{watts}, Time{seconds}, density(Coolant::water, from_degC(30)),
                         specific_heat(Coolant::water, from_degC(30)), 10 * kelvin) /
           m3;
  };
  const char* source = "hand calculation";
  check_vector({"cooling T14 1 MW", "1 MW for 300 s in 10 K, water of 30 degC", source, "m3", 7.209, kUsual},
               volume(1e6, 300));
  check_vector({"cooling T14 5 MW", "5 MW for 300 s in 10 K, water of 30 degC", source, "m3", 36.04, kUsual},
               volume(5e6, 300));
  check_vector({"cooling T14 150 kW", "150 kW for 300 s, 3.9 MJ/m3K, 10 K", source, "m3", 1.154, kUsual},
               buffer_volume(150 * kW, 300 * second, Density{1000}, SpecificHeat{3900}, 10 * kelvin) / m3);
  check_vector({"cooling T14 CDU", "350 L of PG25, 740 kW, 10 K", source, "s", 18.96, kUsual},
               ride_through(350 * litre, 740 * kW, density(Coolant::pg25, from_degC(45)),
                            specific_heat(Coolant::pg25, from_degC(45)), 10 * kelvin)
                   .si);
}

TEST_CASE("T15: expansion vessel of 10 m3 PG25") {
  ExpansionCase loop;
  loop.system = 10 * m3;
  loop.share = expansion_share(Coolant::pg25, from_degC(10), from_degC(60));
  loop.charge = 1.5 * bar;
  loop.end = 4.5 * bar;
  loop.reserve = 0.005;
  loop.reserve_min = 3 * litre;
  const char* source = "CoolProp MPG.json (Melinder 2010), EN 12828 Annex D; hand calculation";
  check_vector({"cooling T15 share", "10 to 60 degC", source, "", 0.02458, kUsual}, loop.share);
  const auto vessel = expansion_vessel(loop);
  REQUIRE(vessel);
  check_vector({"cooling T15 volume", "expansion volume", source, "m3", 0.2458, kUsual}, vessel->expansion / m3);
  check_vector({"cooling T15 nominal", "p0 1.5 bar, pe 4.5 bar, reserve 0.5 %; the reference gives 0.542 to 0.543",
                source, "m3", 0.5425, 2e-3},
               vessel->nominal / m3);
  loop.share = 0.02458;
  check_vector({"cooling T15 vessel", "the same from a share of 2.458 %", source, "m3", 0.5425, kUsual},
               expansion_vessel(loop)->nominal / m3);
}

TEST_CASE("T37: eight GB300 in a pod at 40 degC") {
  const Flow flow = 8 * 117.5 * lpm;
  const char* source = "NVIDIA AIF gb300_rack, XDU1350 curve; hand calculation";
  check_vector({"cooling T37 flow", "8 racks", source, "L/min", 940, kUsual}, flow / lpm);
  check_vector({"cooling T37 velocity", "in DN100 Sch 40", source, "m/s", 1.908, kUsual},
               velocity(flow, 102.26 * mm).si);
  check_vector({"cooling T37 return", "116 kW each, PG25", source, "degC", 54.77, 4e-4},
               return_temperature(Coolant::pg25, 116 * kW, 117.5 * lpm, from_degC(40)).degC());
  check_vector({"cooling T37 head", "XDU1350 at full speed", source, "kPa", 356.2, kUsual},
               QuadraticCurve::in_lpm_kpa(-2.34e-4, 0.092063, 476.457).at(flow) / kPa);
}
