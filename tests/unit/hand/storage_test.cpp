// SPDX-License-Identifier: Apache-2.0
// Vectors of storage: smoothing of a moving load, its exact optimum, oscillation, peak shaving, arbitrage, firming,
// autonomy, life.
#include <doctest/doctest.h>

#include <vector>

#include "core/physics/grid_voltage.h"
#include "core/physics/storage_dispatch.h"
#include "core/physics/storage_life.h"
#include "core/physics/storage_optimum.h"
#include "core/physics/storage_oscillation.h"
#include "core/physics/storage_smoothing.h"
#include "tests/unit/hand/hand_vector.h"

using namespace plinth;
using plinth::test::check_vector;

namespace {

constexpr const char* derivation = "derivation in docs/methods/storage.md, independent script";

void is(const char* id, const char* what, const char* unit, double expected, double got, double tolerance = 1e-6,
        const char* source = derivation) {
  check_vector({id, what, source, unit, expected, tolerance}, got);
}

std::vector<double> step_load(std::size_t before, std::size_t after, double megawatt) {
  std::vector<double> load(before + after, 0.0);
  for (std::size_t k = before; k < load.size(); ++k) load[k] = megawatt * 1e6;
  return load;
}

std::vector<double> megawatts(std::initializer_list<double> values) {
  std::vector<double> out;
  for (const double v : values) out.push_back(v * 1e6);
  return out;
}

double mj(Energy energy) { return energy.si / 1e6; }

}  // namespace

TEST_CASE("storage R1: one step of 60 MW against 1/3 MW/s") {
  const std::vector<double> load = step_load(400, 5000, 60);
  const PowerTrace trace{1.0 * second, load};
  const RampRate ramp = 20.0 * MW_per_min;
  is("storage R1 continuous", "closed form, W = 180 s", "MWh", 1.5,
     smoothing_energy(60.0 * MW, smoothing_window(60.0 * MW, {ramp, {}, {}, {}})) / MWh);
  const StorageDuty average = storage_duty(trace, moving_average(trace, 180));
  is("storage R1 average", "moving average, n = 180", "MJ", 5370, mj(average.energy));
  is("storage R1 discrete", "dP dt (n - 1) / 2", "MJ", 5370, mj(smoothing_energy(60.0 * MW, 1.0 * second, 180)));
  is("storage R1 power", "its discharge", "MW", 59.0 + 2.0 / 3, average.discharge / MW);
  is("storage R1 causal", "rate limiter", "MJ", 5370, mj(storage_duty(trace, rate_limited(trace, ramp)).energy));
  is("storage R1 low-pass", "first order, tau 180 s", "MJ", 10770.0,
     mj(storage_duty(trace, low_pass(trace, 180.0 * second)).energy), 1e-5);
  const StorageDuty centred = storage_duty(trace, centred_average(trace, 180));
  is("storage R1 centred", "centred average, n = 180", "MJ", 1365, mj(centred.energy));
  is("storage R1 centred power", "its discharge", "MW", 30, centred.discharge / MW);
  is("storage R1 least", "exact optimum with foresight", "MJ", 1350, mj(*least_energy(trace, {ramp, {}, {}})));
  const SecondDifference bound = second_difference_bound(trace, ramp);
  is("storage R1 bound", "second difference", "MJ", 1350, mj(bound.energy));
  is("storage R1 bound width", "h of the maximum", "s", 90, bound.half_width.si);
  is("storage R1 foresight", "dP^2 / (8 R)", "MJ", 1350, mj(foresight_energy(60.0 * MW, ramp)));
}

TEST_CASE("storage R2: a short burst against 5 MW/s") {
  const std::vector<double> load = megawatts({10, 10, 30, 30, 30, 10, 10, 10, 10, 10});
  const PowerTrace trace{1.0 * second, load};
  const RampRate ramp{5e6};
  const std::vector<double> limited = rate_limited(trace, ramp);
  CHECK(limited == megawatts({10, 10, 15, 20, 25, 20, 15, 10, 10, 10}));
  const StorageDuty limiter = storage_duty(trace, limited);
  is("storage R2 limiter", "rate limiter, energy", "MJ", 30, mj(limiter.energy));
  is("storage R2 limiter power", "its discharge", "MW", 15, limiter.discharge / MW);
  is("storage R2 limiter charge", "its charge", "MW", 10, limiter.charge / MW);
  is("storage R2 limiter end", "missing at the end", "MJ", 15, -mj(limiter.end));
  const std::vector<double> mean = moving_average(trace, 4);
  const std::vector<double> expected = megawatts({10, 10, 15, 20, 25, 25, 20, 15, 10, 10});
  for (std::size_t k = 0; k < mean.size(); ++k) CHECK(mean[k] == doctest::Approx(expected[k]));
  const StorageDuty average = storage_duty(trace, mean);
  is("storage R2 average", "moving average, n = 4", "MJ", 30, mj(average.energy));
  is("storage R2 average power", "its discharge", "MW", 15, average.discharge / MW);
  is("storage R2 average charge", "its charge", "MW", 15, average.charge / MW);
  is("storage R2 average end", "missing at the end", "MJ", 0, mj(average.end), 1e-9);
  is("storage R2 least", "exact optimum with foresight", "MJ", 13, mj(*least_energy(trace, {ramp, {}, {}})));
  CHECK_FALSE(can_smooth(trace, {ramp, {}, {}}, Energy{12.999e6}));
  is("storage R2 bound", "second difference", "MJ", 10, mj(second_difference_bound(trace, ramp).energy));
}

TEST_CASE("storage R3, R4: 100 MW site, idle 30 MW") {
  const Power swing = 70.0 * MW;
  const auto energy = [&](const MovementLimits& limits) {
    return smoothing_energy(swing, smoothing_window(swing, limits)) / MWh;
  };
  const RampRate ramp = 20.0 * MW_per_min;
  is("storage R3 window", "20 MW/min", "s", 210, smoothing_window(swing, {ramp, {}, {}, {}}).si);
  is("storage R3", "20 MW/min", "MWh", 2.041667, energy({ramp, {}, {}, {}}));
  is("storage R3 foresight", "with foresight", "MWh", 0.510417, foresight_energy(swing, ramp) / MWh);
  is("storage R3 C rate", "70 MW on that energy", "1/h", 34.2857, c_rate(swing, 2.0416667 * MWh), 1e-5);
  is("storage R3 nameplate", "60 % window, efficiency 0.95", "MWh", 3.582,
     nameplate_energy(2.0416667 * MWh, 0.6, 0.95, 1.0) / MWh, 1e-4);
  const UnitsByNeed blocks = unit_count(swing, 2.0416667 * MWh, 2.5 * MW, 2.5 * MWh);
  is("storage R3 blocks", "2.5 MW blocks by power", "", 28, blocks.by_power, 0);
  is("storage R3 blocks energy", "2.5 MWh blocks by energy", "", 1, blocks.by_energy, 0);
  is("storage R4 ERCOT window", "10 MW in 5 s", "s", 35, smoothing_window(swing, {{}, 10.0 * MW, 5.0 * second, {}}).si);
  is("storage R4 ERCOT", "10 MW in 5 s", "MWh", 0.340278, energy({{}, 10.0 * MW, 5.0 * second, {}}));
  is("storage R4 AESO", "10 MW/min, W 420 s", "MWh", 4.083333, energy({10.0 * MW_per_min, {}, {}, {}}));
  is("storage R4 NPRR", "8 MW/min, W 525 s", "MWh", 5.104167, energy({8.0 * MW_per_min, {}, {}, {}}));
}

TEST_CASE("storage O1, O2: oscillation, racks, capacitors") {
  const PeriodicDuty wave = square_wave(30.0 * MW, 2.0 * second, 0.6);
  is("storage O1", "30 MW, 2 s, duty 0.6", "MJ", 14.4, mj(wave.energy));
  is("storage O1 discharge", "(1 - d) dP", "MW", 12, wave.discharge / MW);
  is("storage O1 charge", "d dP", "MW", 18, wave.charge / MW);
  is("storage O1 day", "throughput", "MWh", 172.8, 43200.0 * wave.energy / MWh);
  is("storage O1 cycles", "full cycles a day on 5 MWh", "", 34.56, 43200.0 * wave.energy / (5.0 * MWh));
  const UnitsByNeed racks = unit_count(18.0 * MW, Energy{0}, 0.42 * MW, 1.0 * kWh);
  is("storage O1 racks", "0.42 MW supercapacitor racks for 18 MW", "", 43, racks.needed(), 0);
  is("storage O2 rack", "72 GPU of 65 J carry 40 kW", "ms", 117, 72 * 65.0 / 40e3 * 1e3);
  is("storage O2 GPU", "600 W swing, 1 s, duty 0.5", "J", 150, square_wave(600.0 * W, 1.0 * second, 0.5).energy.si);
  is("storage O2 capacitor", "165 F, 48 to 24 V", "Wh", 39.6,
     capacitor_energy(Capacitance{165}, 48.0 * volt, 24.0 * volt).si / 3600);
  is("storage O2 link", "0.4 MJ, 800 to 720 V", "F", 6.579,
     capacitance_for(Energy{0.4e6}, 800.0 * volt, 720.0 * volt).si, 1e-4);
  is("storage O2 sine", "30 MW at 0.5 Hz, A / (pi f)", "MJ", 19.0986, mj(sine_wave({30.0 * MW, 0.5 * hertz}).energy),
     1e-5);
}

TEST_CASE("storage H1: step of 30 MW, 60 s, split at 2 s") {
  const HybridSplit split = split_of_step(30.0 * MW, 60.0 * second, 2.0 * second);
  is("storage H1 battery", "peak of the slow part", "MW", 26.566, split.battery / MW, 2e-5);
  is("storage H1 capacitor", "its energy", "MJ", 53.132, mj(split.capacitor_energy), 2e-5);
  is("storage H1 total", "dP W / 2", "MWh", 0.25, split.total_energy / MWh);
  const std::vector<double> load = step_load(10, 2000, 30);
  const HybridSplit run = split_of_trace({0.1 * second, load}, 600, 2.0 * second);
  is("storage H1 discrete battery", "dt 0.1 s", "MW", 26.542, run.battery / MW, 2e-5);
  is("storage H1 discrete capacitor", "dt 0.1 s", "MJ", 51.768, mj(run.capacitor_energy), 2e-5);
  is("storage H1 discrete total", "dt 0.1 s", "MJ", 898.5, mj(run.total_energy));
}

TEST_CASE("storage P1, P2: peak shaving") {
  const std::vector<double> one = megawatts({4, 4, 10, 8, 4, 4}), two = megawatts({4, 9, 5, 9, 4});
  const PowerTrace p1{1.0 * hour, one}, p2{1.0 * hour, two};
  const auto limits = [](double charge, double discharge, double efficiency = 1) {
    return StorageLimits{efficiency, efficiency, charge * MW, discharge * MW};
  };
  const PeakShaving lossless = peak_shaving(p1, 6.0 * MW, limits(10, 10), true);
  is("storage P1", "cap 6 MW", "MWh", 6, lossless.energy / MWh);
  is("storage P1 power", "cap 6 MW", "MW", 4, lossless.discharge / MW);
  is("storage P1 losses", "0.95 each way", "MWh", 6.31579,
     peak_shaving(p1, 6.0 * MW, limits(10, 10, 0.95), true).energy / MWh);
  const auto cap = [](PowerTrace trace, double energy, const StorageLimits& with) {
    return smallest_cap(trace, energy * MWh, with, true) / MW;
  };
  is("storage P1 cap a", "3 MWh, 4 MW", "MW", 7.5, cap(p1, 3, limits(4, 4)));
  is("storage P1 cap b", "6 MWh, 4 MW", "MW", 6.0, cap(p1, 6, limits(4, 4)));
  is("storage P1 cap c", "6 MWh, 2.5 MW", "MW", 7.5, cap(p1, 6, limits(2.5, 2.5)));
  is("storage P1 cap d", "6 MWh, 4 MW, 0.95 each way", "MW", 6.15, cap(p1, 6, limits(4, 4, 0.95)));
  is("storage P2", "cap 6 MW, the store fills in between", "MWh", 5,
     peak_shaving(p2, 6.0 * MW, limits(3, 3), false).energy / MWh);
  is("storage P2 slow", "charging limited to 0.5 MW", "MWh", 5.5,
     peak_shaving(p2, 6.0 * MW, limits(0.5, 3), false).energy / MWh);
  is("storage P2 cap", "4 MWh, 3 MW", "MW", 6.33333, smallest_cap(p2, 4.0 * MWh, limits(3, 3), false) / MW);
}

TEST_CASE("storage A1, A2: arbitrage on a few prices") {
  const auto profit = [](std::vector<double> prices, ArbitrageLimits limits) {
    for (double& price : prices) price /= 3.6e9;
    return arbitrage({1.0 * hour, prices}, limits).profit;
  };
  const double half = std::sqrt(0.9);
  is("storage A1", "20, 20, 100, 100 per MWh; 1 MW at the grid, 2 MWh, round trip 0.9", "money", 140,
     profit({20, 20, 100, 100}, {1.0 * MW, 2.0 * MWh, half, half, true}));
  is("storage A2", "50, 20, 80, 40, 90, 60; 1 MW, 1 MWh, no losses", "money", 110,
     profit({50, 20, 80, 40, 90, 60}, {1.0 * MW, 1.0 * MWh}));
  is("storage A2 losses", "round trip 0.9", "money", 98.0306,
     profit({50, 20, 80, 40, 90, 60}, {1.0 * MW, 1.0 * MWh, half, half}));
  CHECK(trade_pays(100, 20, 0.9, 60));
  CHECK_FALSE(trade_pays(100, 20, 0.9, 71));
}

TEST_CASE("storage F1, B1, D1, frequency and dips") {
  const std::vector<double> pv = megawatts({0, 0, 2, 6, 8, 6, 2, 0});
  const PowerTrace day{3.0 * hour, pv};
  is("storage F1 mean", "constant", "MW", 3, mean_power(day) / MW);
  const Firming firm = firming(day, 3.0 * MW);
  is("storage F1", "range of the sum", "MWh", 33, firm.energy / MWh);
  is("storage F1 discharge", "F - min P", "MW", 3, firm.discharge / MW);
  is("storage F1 charge", "max P - F", "MW", 5, firm.charge / MW);
  const Energy backup = nameplate_energy(10.0 * MW * (10.0 * minute), 0.9, 0.96, 0.8);
  is("storage B1", "10 MW, 10 min, 0.96, 0.9, 0.8", "MWh", 2.41127, backup / MWh, 1e-5);
  is("storage B1 C new", "C rate, new", "1/h", 4.32, c_rate(10.0 * MW / 0.96, backup));
  is("storage B1 C end", "C rate, end of life", "1/h", 5.40, c_rate(10.0 * MW / 0.96, 0.8 * backup));
  is("storage FFR", "10 MW, 15 min, 0.95", "MWh", 2.6316, frequency_reserve(10.0 * MW, 15.0 * minute, 0.95) / MWh,
     2e-5);
  const double dips[4][3] = {{0, 0.15, 15}, {0.2, 0.25, 19.5}, {0.5, 0.5, 22.5}, {0.8, 2, 24}};
  const char* ids[4] = {"storage dip 0", "storage dip 0.2", "storage dip 0.5", "storage dip 0.8"};
  for (int i = 0; i < 4; ++i)
    is(ids[i], "100 MW, current limit 1.1", "MJ", dips[i][2],
       mj(dip_deficit(100.0 * MW, dips[i][0], dips[i][1] * second, 1.1)));
  const std::vector<double> history{-2, 1, -3, 5, -1, 3, -4, 4, -2};
  const std::vector<RainflowCycle> cycles = rainflow(history);
  const std::vector<RainflowCycle> expected{{3, 0.5}, {4, 1.5}, {6, 0.5}, {8, 1.0}, {9, 0.5}};
  CHECK(cycles == expected);
  const char* ranges[5] = {"storage D1 range 3", "storage D1 range 4", "storage D1 range 6", "storage D1 range 8",
                           "storage D1 range 9"};
  for (std::size_t i = 0; i < 5; ++i)
    is(ranges[i], "rainflow cycles of -2, 1, -3, 5, -1, 3, -4, 4, -2", "", expected[i].count,
       i < cycles.size() ? cycles[i].count : -1, 0, "ASTM E1049-85 fig. 6");
  is("storage D1 damage", "Miner: half a cycle of DoD 0.8 and one of 0.4, 6000 full cycles, exponent 1.2", "",
     (0.5 * 0.7650820 + 0.3330213) / 6000, miner_damage(std::vector<RainflowCycle>{{0.8, 0.5}, {0.4, 1}}, 6000, 1.2),
     1e-6, "hand calculation");
}

TEST_CASE("power vectors of storage") {
  constexpr const char* reference = "formula";
  is("power 24", "12 clusters x 1331.2 V x 314 Ah", "MWh", 5.016, 12 * (1331.2 * volt * (314.0 * ampere) * hour) / MWh,
     1e-4, "vendor's nominal 5 MWh");
  const Time window = smoothing_window(60.0 * MW, {10.0 * MW_per_min, {}, {}, {}});
  is("power 25 time", "60 MW, 10 MW/min", "s", 360, window.si, 1e-9, reference);
  is("power 25", "60 MW, 10 MW/min", "MWh", 3.0, smoothing_energy(60.0 * MW, window) / MWh, 1e-9, reference);
  is("power 25 low-pass", "dP tau, tau = W", "MWh", 6.0, 60.0 * MW * window / MWh, 1e-9, reference);
  const PeriodicDuty wave = square_wave(60.0 * MW, 10.0 * second, 0.7);
  is("power 26 mean", "100/40 MW, duty 0.7", "MW", 82, 100 - wave.discharge / MW, 1e-9, reference);
  is("power 26 power", "largest of both", "MW", 42, std::max(wave.discharge, wave.charge) / MW, 1e-9, reference);
  is("power 26", "10 s", "kWh", 35, wave.energy / kWh, 1e-9, reference);
  const Energy backup = 30.0 * MW * (10.0 * minute);
  const Energy nameplate = nameplate_energy(backup, 0.9, 0.97, 0.8);
  is("power 27 energy", "30 MW, 10 min", "MWh", 5.0, backup / MWh, 1e-9, reference);
  is("power 27", "0.9, 0.97, 0.8", "MWh", 7.16, nameplate / MWh, 1e-3, reference);
  is("power 27 C rate", "30 MW on it", "1/h", 4.2, c_rate(30.0 * MW, nameplate), 5e-3, reference);
  const UnitsByNeed units = unit_count(30.0 * MW, nameplate, 2.5 * MW, 5.0 * MWh);
  is("power 27 units", "0.5 C containers of 2.5 MW: power-limited", "", 12, units.needed(), 0, reference);
  CHECK(units.power_limited());
  constexpr const char* reopt = "NREL REopt.jl degradation model";
  is("power 39 one year", "mean charge 0.5, one cycle a day", "", 0.9414, health_after(365, 0.5, 1), 1e-4, reopt);
  is("power 39 five years", "mean charge 0.5, one cycle a day", "", 0.7678, health_after(1825, 0.5, 1), 1e-4, reopt);
  is("power 39 ten years", "mean charge 0.5, one cycle a day", "", 0.5658, health_after(3650, 0.5, 1), 1e-4, reopt);
}

TEST_CASE("voltage steps and flicker") {
  is("storage voltage strong", "50 MW on 1500 MVA, X/R 10", "%", 0.38842,
     *voltage_drop(50.0 * MW, 0, 1500.0 * MVA, 10) * 100, 1e-5);
  is("storage voltage weak", "50 MW on 500 MVA, X/R 10", "%", 1.52220,
     *voltage_drop(50.0 * MW, 0, 500.0 * MVA, 10) * 100, 1e-5);
  CHECK_FALSE(voltage_drop(600.0 * MW, 0, 500.0 * MVA, 10));
  constexpr const char* iec = "IEC 61000-4-15 table, interpolated";
  is("storage flicker", "0.388 %, 110 a minute", "", 0.538, *flicker(0.0038842, 110), 1e-3, iec);
  is("storage flicker weak", "1.522 %, 110 a minute", "", 2.11, *flicker(0.015222, 110), 1e-3, iec);
  CHECK_FALSE(flicker(0.01, 0.5));
  CHECK_FALSE(flicker(0.01, 5000));
}
