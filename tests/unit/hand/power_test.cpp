// SPDX-License-Identifier: Apache-2.0
// Vectors of the power reference that the power chain rests on: redundancy, UPS, transformers, batteries, generators,
// availability, and one chain from rack to generator.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "core/physics/availability.h"
#include "core/physics/battery.h"
#include "core/physics/genset.h"
#include "core/physics/redundancy.h"
#include "core/physics/transformer.h"
#include "core/physics/ups.h"
#include "tests/unit/hand/hand_vector.h"

using namespace plinth;
using plinth::test::check_vector;

namespace {

const char* const pryor = "Pryor Data Center equipment list v2.1, Nov 2025; Uptime/TIA-942 definitions";
const char* const formula = "hand calculation, Uptime/TIA-942 definitions";
const char* const eaton = "Eaton 9395XR-1935 efficiency curve; hand calculation";
const char* const eu548 = "Regulation (EU) 548/2014 loss values, IEC 60076-1";
const char* const ieee485 = "IEEE 485, IEEE 1184; hand calculation";
const char* const iso3046 = "ISO 3046-1:2002; hand calculation";
const char* const gold = "IEEE 493-2007 data; IEEE 3006.7 formulas";
const char* const topo = "CAT Topology Designer v21 data; binomial";

void counts(const std::string& id, const std::string& what, const char* source, const UnitCount& got, int duty,
            int installed, double normal, double worst) {
  check_vector({id + " duty", what + ": units needed", source, "", static_cast<double>(duty), 1e-12}, got.duty);
  check_vector({id + " installed", what + ": units installed", source, "", static_cast<double>(installed), 1e-12},
               got.installed);
  check_vector({id + " normal", what + ": load, all in service", source, "", normal, 1e-3}, got.normal);
  check_vector({id + " failure", what + ": load after the failure", source, "", worst, 1e-3}, got.worst);
}

const EfficiencyPoints u1{{0.25, 0.970}, {0.5, 0.973}, {0.75, 0.970}, {1.0, 0.964}};
const EfficiencyPoints u6{{0.25, 0.960}, {0.5, 0.970}, {0.75, 0.970}, {1.0, 0.965}};

}  // namespace

TEST_CASE("power 1-5: units of every redundancy") {
  counts("power 1", "N+1 UPS, 22 MW of 1.0 MW", pryor, units_in_parallel(22.0 * MW, 1.0 * MW, 1), 22, 23, 0.9565, 1.0);
  counts("power 2", "N+1 gensets, 29.7 MW of 4.0 MW", pryor, units_in_parallel(29.7 * MW, 4.0 * MW, 1), 8, 9, 0.825,
         0.9281);
  const UnitCount blocks = units_in_parallel(9.6 * MW, 3.6 * MW, 1);
  counts("power 3", "N+1 blocks, 9.6 MW of 3.6 MW", "Pryor Basis of Design, 3+1", blocks, 3, 4, 0.6667, 0.8889);
  check_vector({"power 3 margin", "3 x 3.6 MW over 9.6 MW", "Pryor Basis of Design", "", 0.125, 1e-3},
               blocks.duty * 3.6 / 9.6 - 1);
  const Power p = 6000.0 * kW, u = 1250.0 * kW;
  counts("power 4 N", "6000 kW of 1250 kW, N", formula, units_in_parallel(p, u, 0), 5, 5, 0.96, 0.96);
  counts("power 4 N+1", "6000 kW of 1250 kW, N+1", formula, units_in_parallel(p, u, 1), 5, 6, 0.80, 0.96);
  counts("power 4 2N", "6000 kW of 1250 kW, 2N", formula, units_two_sided(p, u), 5, 10, 0.48, 0.96);
  counts("power 4 2N+1", "6000 kW of 1250 kW, 2(N+1)", formula, units_two_sided_plus(p, u), 5, 12, 0.40, 0.80);
  counts("power 4 3N/2", "6000 kW of 1250 kW, m = 3", formula, units_distributed(p, u, 3), 6, 9, 0.5333, 0.80);
  counts("power 4 4N/3", "6000 kW of 1250 kW, m = 4", formula, units_distributed(p, u, 4), 6, 8, 0.60, 0.80);
  counts("power 4 5N/4", "6000 kW of 1250 kW, m = 5", formula, units_distributed(p, u, 5), 8, 10, 0.48, 0.60);
  const UnitCount caught = units_with_catcher(p, 2500.0 * kW, 1);
  counts("power 5", "block redundant, 6000 kW of 2500 kW", formula, caught, 3, 4, 0.80, 0.80);
  check_vector({"power 5 step", "block redundant: step on the catcher", formula, "kW", 2000, 1e-9},
               caught.worst * 2500);
}

TEST_CASE("power 6, 7: loads on pairs of systems") {
  PairLoads even(3), odd(3);
  even.add(0, 1, 2000), even.add(0, 2, 2000), even.add(1, 2, 2000);
  odd.add(0, 1, 2600), odd.add(0, 2, 1800), odd.add(1, 2, 1600);
  check_vector({"power 6 normal", "three systems, 2000 kW on each pair: load of one", formula, "kW", 2000, 1e-12},
               even.normal(0));
  check_vector({"power 6 worst", "the same after the loss of one", formula, "kW", 3000, 1e-12}, even.worst());
  const double normal[] = {2200, 2100, 1700};
  for (int i = 0; i < 3; ++i)
    check_vector({"power 7 normal " + std::to_string(i), "pairs 2600/1800/1600 kW: load of a system", formula, "kW",
                  normal[i], 1e-12},
                 odd.normal(i));
  check_vector({"power 7 worst", "pairs 2600/1800/1600 kW: system 0 after the loss of 1, above 3000 kW", formula, "kW",
                3500, 1e-12},
               odd.worst());
  CHECK(odd.after_loss(0, 1) == doctest::Approx(3500));
  CHECK(odd.worst() > 3000);
}

TEST_CASE("equal pods on systems: the closed form is what every way of placing them gives") {
  for (int m : {3, 4}) {
    const auto pairs = pair_order(m);
    for (int k = 0; k <= 9; ++k) {
      // Exhaustive: every number of pods on every pair.
      int best = 0;
      std::vector<int> count(pairs.size(), 0);
      while (true) {
        PairLoads loads(m);
        int pods = 0;
        for (std::size_t i = 0; i < pairs.size(); ++i)
          loads.add(pairs[i].first, pairs[i].second, count[i]), pods += count[i];
        if (2 * loads.worst() <= k) best = std::max(best, pods);
        std::size_t i = 0;
        while (i < count.size() && ++count[i] > k / 2) count[i++] = 0;
        if (i == count.size()) break;
      }
      CAPTURE(m);
      CAPTURE(k);
      CHECK(pods_on_systems(m, k) == best);
    }
  }
}

TEST_CASE("power 8, 9, 43: UPS loss, current, altitude") {
  const double x = 1500.0 / 1875.0, loss = 1875 * ups_loss_share(u1, x);
  check_vector({"power 8 loss", "UPS of 1875 kW at 1500 kW", eaton, "kW", 48.31, 1e-3}, loss);
  check_vector({"power 8 efficiency", "the same", eaton, "", 0.9688, 1e-4}, 1500 / (1500 + loss));
  check_vector({"power 9", "output of a 1100 kVA UPS at 380 V", "Eaton 9395P manual 164000500, table: 1671 A", "A",
                1671.3, 1e-4},
               three_phase_current(1100.0 * kVA, 380.0 * volt).si);
  const std::vector<std::pair<double, double>> iec{{1000, 1.0}, {1500, 0.95}, {2000, 0.91}, {2500, 0.86}};
  const double share = altitude_derating(iec, 1500.0 * metre);
  check_vector({"power 43 rating", "UPS of 1250 kW at 1500 m", "IEC 62040-3:2011 altitude table", "kW", 1187.5, 1e-9},
               1250 * share);
  check_vector({"power 43 modules", "modules of a system of case 42 at 1500 m", "IEC 62040-3:2011", "", 3, 1e-12},
               units_distributed(10.0 * MW, share * 1250.0 * kW, 4).duty / 3.0);
  CHECK(altitude_derating(iec, 0.0 * metre) == 1.0);
}

TEST_CASE("power 15: transformer loss") {
  const Power p0 = 2.79 * kW, pk = 19.0 * kW;
  const ApparentPower s = 2500.0 * kVA;
  check_vector({"power 15 loss", "2500 kVA cast resin at 0.8", eu548, "kW", 14.95, 1e-3},
               transformer_loss(p0, pk, 0.8) / kW);
  check_vector({"power 15 efficiency", "the same at power factor 0.99", eu548, "", 0.99251, 1e-5},
               transformer_efficiency(p0, pk, s, 0.8, PowerFactor{0.99}));
  check_vector({"power 15 optimum", "load of best efficiency", eu548, "", 0.383, 1e-3}, best_load_share(p0, pk));
  check_vector({"power 15 PEI", "peak efficiency index", eu548, "", 0.99418, 1e-5}, peak_efficiency_index(p0, pk, s));
  // Derating: none inside 1000 m and 30 degC mean; 2000 m and 35 degC.
  CHECK(transformer_derating(liquid_derating, 1000.0 * metre, from_degC(30)) == 1.0);
  CHECK(transformer_derating(liquid_derating, 0.0 * metre, from_degC(10)) == 1.0);
  CHECK(transformer_derating(liquid_derating, 2000.0 * metre, from_degC(35)) == doctest::Approx(0.96 * 0.925));
  CHECK(transformer_derating(dry_derating, 2000.0 * metre, from_degC(35)) == doctest::Approx(0.97 * 0.98));
}

TEST_CASE("power 22-24: batteries") {
  const BatteryDuty duty{1.0 * MW, 0.96, 5.0 * minute};
  const BatteryUse use{0.80, 0.90};
  check_vector({"power 22 energy", "1 MW for 5 min through 96 %", ieee485, "kWh", 86.81, 1e-3}, duty.energy() / kWh);
  check_vector({"power 22 new", "the same when new: health 0.8, depth 0.9", ieee485, "kWh", 120.6, 1e-3},
               new_battery_energy(duty, use) / kWh);
  check_vector({"power 22 cabinets", "cabinets of 34.6 kWh, 207 kW: by power", ieee485, "", 6, 1e-12},
               battery_cabinets(duty, use, 207.0 * kW, 34.6 * kWh));
  check_vector({"power 22 by energy", "the same by energy alone", ieee485, "", 4, 1e-12},
               battery_cabinets(duty, use, 1e6 * kW, 34.6 * kWh));
  check_vector({"power 23", "lead-acid: 1.25 ageing x 1.10 margin at 25 degC", ieee485, "kWh", 119.4, 1e-3},
               lead_acid_energy(86.81 * kWh, *lead_acid_temperature_factor(from_degC(25)), 1.10) / kWh);
  check_vector(
      {"power 24", "12 strings of 1331.2 V and 314 Ah", "RJETech 5 MWh container specification", "MWh", 5.016, 1e-3},
      string_energy(12, 1331.2 * volt, 314) / MWh);
  CHECK(*lead_acid_temperature_factor(from_degC(10)) == doctest::Approx(1.19));
  CHECK(*lead_acid_temperature_factor(from_degC(35)) == 1.0);
  CHECK_FALSE(lead_acid_temperature_factor(from_degC(0)));
}

TEST_CASE("power 28-32: generators") {
  std::vector<double> steps{0.16, 0.13, 0.10, 0.09, 0.09, 0.09, 0.09, 0.09, 0.09, 0.07};
  const Staircase gas = staircase_bridge(4.5 * MW, steps, 10.0 * second);
  const char* const caterpillar = "CG260-16 load steps (third-party summary); hand calculation";
  check_vector({"power 28 time", "4.5 MW gas engine in ten steps of 10 s", caterpillar, "s", 100, 1e-12},
               gas.duration.si);
  check_vector({"power 28 bridge", "energy of the bridge", caterpillar, "MJ", 176.9, 1e-3}, gas.bridge.si / 1e6);
  check_vector({"power 28 kWh", "the same", caterpillar, "kWh", 49.1, 1e-3}, gas.bridge / kWh);
  const EngineConditions high{84.56 * kPa, {313.0}, {318.0}}, middle{89.87 * kPa, {313.0}, {318.0}};
  const double k = indicated_power_ratio(high, iso_3046_reference);
  check_vector({"power 29 k", "1500 m, 40 degC air, 45 degC coolant (313 K, 318 K)", iso3046, "", 0.7856, 1e-3}, k);
  check_vector({"power 29 alpha", "the same", iso3046, "", 0.7481, 1e-3}, power_adjustment(k));
  check_vector({"power 29 1000 m", "1000 m, 40 degC air, 45 degC coolant", iso3046, "", 0.7883, 1e-3},
               power_adjustment(indicated_power_ratio(middle, iso_3046_reference)));
  check_vector({"power 29 reference", "reference conditions", iso3046, "", 1, 1e-12},
               power_adjustment(indicated_power_ratio(iso_3046_reference, iso_3046_reference)));
  check_vector({"power 30", "600 m and 5 K beyond the curve", "Cummins QSK23-G3 data sheet FR-50011", "", 0.832, 1e-9},
               beyond_maker_curve(600.0 * metre, 5.0 * kelvin));
  check_vector({"power 31", "8 x 3 MW at 80 % for 24 h, 0.27 L/kWh", "hand calculation", "m3", 124.4, 1e-3},
               fuel_volume(8 * 0.8 * 3.0 * MW, 24.0 * hour, 0.27 * litre_per_kWh).si);
  const double tank = 3 * 40000 * 3.785411784e-3, need = fuel_volume(29.7 * MW, 12.0 * hour, 0.27 * litre_per_kWh).si;
  check_vector({"power 32 needed", "29.7 MW for 12 h, 0.27 L/kWh", pryor, "m3", 96.2, 1e-3}, need);
  check_vector({"power 32 available", "3 x 40000 gal", pryor, "m3", 454, 1e-3}, tank);
  check_vector({"power 32 hours", "what the tanks last", pryor, "h", 57, 1e-2}, 12 * tank / need);
  CHECK(first_step_share(Pressure{1.6e6}) == doctest::Approx(0.5));
  CHECK(first_step_share(Pressure{2.4e6}) == doctest::Approx(1.0 / 3));
}

TEST_CASE("power 33-37: availability") {
  const double a = availability(43800.0 * hour, 48.0 * hour);
  check_vector({"power 33 unit", "MTBF 43800 h, MTTR 48 h", topo, "", 0.998905, 1e-6}, a);
  check_vector({"power 33 8 of 8", "all eight sets up", topo, "", 0.991276, 1e-6}, k_of_n_availability(8, 8, a));
  check_vector({"power 33 8 of 9", "eight of nine up", topo, "", 0.99995708, 1e-8}, k_of_n_availability(8, 9, a));
  check_vector({"power 33 8 of 10", "eight of ten up", topo, "", 0.99999984, 1e-8}, k_of_n_availability(8, 10, a));
  check_vector({"power 33 downtime", "eight of nine: hours a year", topo, "h", 0.376, 1e-3},
               yearly_downtime(1 - k_of_n_availability(8, 9, a)) / hour);
  check_vector({"power 34 2 of 3", "unit 0.99", "binomial", "", 0.999702, 1e-6}, k_of_n_availability(2, 3, 0.99));
  check_vector({"power 34 3 of 4", "unit 0.99", "binomial", "", 0.999408, 1e-6}, k_of_n_availability(3, 4, 0.99));
  const std::vector<Repairable> chain{{0.00111, 5.0 * hour},
                                      {0.00185, 0.5 * hour},
                                      {0.00185, 0.5 * hour},
                                      {0.00949, 7.29 * hour},
                                      {0.00201, 11.22 * hour}};
  const double u = series_unavailability(chain);
  check_vector({"power 35", "transformer, two breakers, bus, cable in series", gold, "", 1.1317e-5, 1e-3}, u);
  check_vector({"power 35 combined", "the same as one part", gold, "", 1.1317e-5, 1e-3},
               in_series(chain).unavailability());
  check_vector({"power 35 downtime", "minutes a year", gold, "min", 5.95, 1e-3}, yearly_downtime(u) / minute);
  check_vector({"power 35 2N", "two sides, no common cause", gold, "", 1.28e-10, 2e-3}, two_sided_unavailability(u, 0));
  check_vector({"power 35 2N common", "two sides, common cause 0.02", gold, "", 2.265e-7, 1e-3},
               two_sided_unavailability(u, 0.02));
  const Repairable utility{1.956, 1.32 * hour};
  const double start = start_failure(9, 1, 0.005), sets = 1 - k_of_n_availability(8, 9, a);
  check_vector({"power 36 start", "more than one of nine sets fails to start", gold, "", 8.79e-4, 1e-3}, start);
  check_vector({"power 36", "grid and sets both away", gold, "", 2.72e-7, 2e-3},
               standby_unavailability(utility.unavailability(), start, sets));
  check_vector({"power 36 events", "the same, times a year (printed to three digits)", gold, "", 0.00180, 3e-3},
               standby_unavailability(utility.failures_per_year, start, sets));
  const double tier[] = {0.99671, 0.99741, 0.99982, 0.99995}, hours[] = {28.82, 22.69, 1.577, 0.438};
  for (int i = 0; i < 4; ++i)
    check_vector({"power 37 " + std::to_string(i + 1), "downtime at tier availability", "Uptime tier figures", "h",
                  hours[i], 1e-3},
                 yearly_downtime(1 - tier[i]) / hour);
}

TEST_CASE("power 42: a chain of four systems from rack to generator") {
  const char* const chain = "hand calculation over the formulas above";
  const Power it = 10.0 * MW, unit = 1250.0 * kW, house = 1650.0 * kW, recharge = 500.0 * kW;
  counts("power 42", "10 MW of 1250 kW, 4N/3", chain, units_distributed(it, unit, 4), 9, 12, 0.667, 0.889);
  const auto input = [&](double x) { return it + it / x * ups_loss_share(u6, x); };
  const Power normal = input(2.0 / 3), failure = input(8.0 / 9);
  check_vector({"power 42 input", "UPS input, all in service", chain, "kW", 10309, 1e-4}, normal / kW);
  check_vector({"power 42 failure", "UPS input after the loss of a system", chain, "kW", 10339, 1e-4}, failure / kW);
  // Mechanical load and recharge by the sum of the case: 4078 kVA x 0.98 on each of the three systems left.
  const Power system{(failure + house).si / 3};
  check_vector(
      {"power 42 system", "UPS input and mechanical load on one of three systems left", chain, "kW", 3996, 1e-3},
      system / kW);
  const ApparentPower apparent = system / PowerFactor{0.98};
  check_vector({"power 42 apparent", "the same at power factor 0.98", chain, "kVA", 4078, 1e-3}, apparent / kVA);
  const double x_failure = apparent / (2 * 2500.0 * kVA);
  const double x_normal = (normal + house).si / 4 / 0.98 / 5e6;
  check_vector({"power 42 transformers", "two of 2500 kVA each, after the loss", chain, "", 0.816, 1e-3}, x_failure);
  check_vector({"power 42 transformers normal", "all in service", chain, "", 0.610, 1e-3}, x_normal);
  check_vector({"power 42 transformer loss", "of each after the loss", chain, "kW", 15.4, 5e-3},
               transformer_loss(2.79 * kW, 19.0 * kW, x_failure) / kW);
  const Power backup = failure + house + recharge, set = 0.93 * 3.0 * MW;
  check_vector({"power 42 backup", "load of the generators", chain, "kW", 12489, 1e-4}, backup / kW);
  const UnitCount sets = units_in_parallel(backup, set, 1);
  check_vector({"power 42 sets", "by peak, N+1", chain, "", 6, 1e-12}, sets.installed);
  check_vector({"power 42 average", "their mean load, above 70 % of ESP", chain, "", 0.746, 1e-3}, sets.normal);
  const double limit = limits_of(RatingClass::esp).average_share;
  CHECK(sets.normal > limit);
  const double enough = whole_units(backup / set / limit);
  check_vector({"power 42 sets by average", "at most 70 % in the 24 h mean", chain, "", 7, 1e-12}, enough);
  check_vector({"power 42 average after", "seven sets", chain, "", 0.639, 1e-3}, backup / set / enough);
}
