// SPDX-License-Identifier: Apache-2.0
// Bounds that hold for every load, on random ones; and the published logs, where they are at hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "core/physics/storage_dispatch.h"
#include "core/physics/storage_optimum.h"
#include "core/physics/storage_smoothing.h"

using namespace plinth;

namespace {

/// Plateaus, steps and noise between 0 and 1 MW.
std::vector<double> random_load(std::mt19937& dice, std::size_t samples) {
  std::uniform_real_distribution<double> level(0, 1), chance(0, 1);
  std::vector<double> load(samples);
  double now = level(dice);
  for (double& watts : load) {
    if (chance(dice) < 0.1) now = chance(dice) < 0.3 ? (chance(dice) < 0.5 ? 0 : 1) : level(dice);
    watts = 1e6 * std::min(1.0, std::max(0.0, now + 0.05 * (level(dice) - 0.5)));
  }
  return load;
}

/// A column of a CSV file beside the repository; empty where it is not at hand.
std::vector<double> column(const std::string& file, std::size_t index, double factor) {
  std::ifstream in("../shared/data/" + file);
  std::vector<double> values;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::stringstream fields(line);
    std::string field;
    for (std::size_t i = 0; i <= index; ++i) std::getline(fields, field, ',');
    double value = 0;
    std::from_chars(field.data(), field.data() + field.size(), value);
    values.push_back(value * factor);
  }
  return values;
}

double kj(Energy energy) { return energy.si / 1e3; }

}  // namespace

TEST_CASE("a moving average keeps the ramp limit and its energy range for every load") {
  std::mt19937 dice(7);
  for (int run = 0; run < 1000; ++run) {
    const std::vector<double> load = random_load(dice, 200);
    const PowerTrace trace{1.0 * second, load};
    const std::size_t n = 1 + dice() % 60;
    const StorageDuty duty = storage_duty(trace, moving_average(trace, n));
    CHECK(duty.ramp.si <= 1e6 / static_cast<double>(n) * (1 + 1e-9));
    CHECK(duty.energy.si <= smoothing_energy(1.0 * MW, 1.0 * second, n).si * (1 + 1e-9) + 1e-3);
  }
}

TEST_CASE("the optimum lies between the second difference bound and every causal policy") {
  std::mt19937 dice(11);
  for (int run = 0; run < 150; ++run) {
    const std::vector<double> load = random_load(dice, 120);
    const PowerTrace trace{1.0 * second, load};
    const std::size_t n = 2 + dice() % 30;
    const RampRate ramp{1e6 / static_cast<double>(n)};
    const double least = least_energy(trace, {ramp, {}, {}})->si;
    CHECK(least * (1 + 1e-6) + 1 >= second_difference_bound(trace, ramp).energy.si);
    CHECK(least <= storage_duty(trace, moving_average(trace, n)).energy.si * (1 + 1e-6) + 1);
    CHECK(least <= storage_duty(trace, rate_limited(trace, ramp)).energy.si * (1 + 1e-6) + 1);
    CHECK_FALSE(can_smooth(trace, {ramp, {}, {}}, Energy{0.999 * least - 1}));
    const auto limited = least_energy(trace, {ramp, 0.7 * MW, 0.7 * MW});
    if (limited) CHECK(limited->si * (1 + 1e-6) >= least);
  }
}

TEST_CASE("the optimum is what a search over a lattice finds") {
  // Grid power and stored energy in halves: the smallest storage for which some path survives, by enumeration.
  std::mt19937 dice(3);
  for (int run = 0; run < 20; ++run) {
    std::vector<double> load;
    for (int k = 0; k < 7; ++k) load.push_back(static_cast<double>(dice() % 5) * 2);
    const auto survives = [&](int halves) {
      // Set of (grid in whole units, stored in halves); ramp 2 a step, both free at the start.
      std::vector<std::vector<bool>> now(17, std::vector<bool>(static_cast<std::size_t>(halves) + 1, false));
      for (auto& row : now) row.assign(row.size(), true);
      bool any = true;
      for (const double watts : load) {
        std::vector<std::vector<bool>> next(17, std::vector<bool>(static_cast<std::size_t>(halves) + 1, false));
        any = false;
        for (int g = 0; g <= 16; ++g)
          for (int e = 0; e <= halves; ++e)
            if (now[static_cast<std::size_t>(g)][static_cast<std::size_t>(e)])
              for (int to = std::max(0, g - 4); to <= std::min(16, g + 4); ++to) {
                const int stored = e + to - static_cast<int>(watts * 2);
                if (stored < 0 || stored > halves) continue;
                next[static_cast<std::size_t>(to)][static_cast<std::size_t>(stored)] = any = true;
              }
        now.swap(next);
        if (!any) return false;
      }
      return any;
    };
    int lattice = 0;
    while (!survives(lattice)) ++lattice;
    const double exact = least_energy({1.0 * second, load}, {RampRate{2}, {}, {}})->si;
    CHECK(exact <= lattice / 2.0 + 1e-6);
    CHECK(exact > (lattice - 2) / 2.0 - 1e-6);  // the lattice may miss the optimum by a step, not by more
  }
}

TEST_CASE("a cap never gets easier to keep when it falls") {
  std::mt19937 dice(5);
  for (int run = 0; run < 200; ++run) {
    const std::vector<double> load = random_load(dice, 48);
    const PowerTrace trace{1.0 * hour, load};
    const StorageLimits limits{0.95, 0.95, 0.3 * MW, 0.5 * MW};
    double before = 0;
    for (double cap = 1e6; cap >= 0; cap -= 0.05e6) {
      const double energy = peak_shaving(trace, Power{cap}, limits, true).energy.si;
      CHECK(energy >= before * (1 - 1e-12));
      before = energy;
    }
    const Power cap = smallest_cap(trace, 1.0 * MWh, limits, true);
    CHECK(peak_shaving(trace, cap, limits, true).energy <= 1.0 * MWh * (1 + 1e-9));
  }
}

TEST_CASE("rolling swing and ramp are what a plain search gives") {
  std::mt19937 dice(9);
  for (int run = 0; run < 100; ++run) {
    const std::vector<double> load = random_load(dice, 60);
    const PowerTrace trace{2.0 * second, load};
    const std::size_t back = 1 + dice() % 20;
    double swing = 0, ramp = 0;
    for (std::size_t k = 0; k < load.size(); ++k)
      for (std::size_t i = k >= back ? k - back : 0; i <= k; ++i) {
        swing = std::max(swing, std::abs(load[k] - load[i]));
        if (i + back == k) ramp = std::max(ramp, std::abs(load[k] - load[i]) / (2.0 * static_cast<double>(back)));
      }
    CHECK(rolling_swing(trace, back).si == doctest::Approx(swing));
    CHECK(rolling_ramp(trace, back).si == doctest::Approx(ramp));
  }
}

TEST_CASE("the governing line of a sine is the sine") {
  std::vector<double> load(1000);
  for (std::size_t k = 0; k < load.size(); ++k)
    load[k] = 5e6 + 2e5 * std::sin(2 * 3.14159265358979 * 0.1 * static_cast<double>(k));
  const auto line = governing_line({1.0 * second, load}, 0.05 * hertz, 0.5 * hertz);
  REQUIRE(line);
  CHECK(line->frequency.si == doctest::Approx(0.1).epsilon(0.01));
  CHECK(line->amplitude.si == doctest::Approx(2e5).epsilon(0.02));
  CHECK_FALSE(governing_line({1.0 * second, load}, 0.6 * hertz, 2.0 * hertz));
}

TEST_CASE("logs of 512 accelerators in training") {
  const std::vector<double> load = column("power/train_gpt3_64x8H100_ac_2s.csv", 1, 1e3);
  if (load.empty()) return;
  const PowerTrace trace{2.0 * second, load};
  struct Row {
    double ramp;
    std::size_t n;
    double limiter, end, average, discharge, charge, slope, least;
  };
  for (const Row& row : {Row{5.0, 16, 19270.4, -18013.8, 1838.3, 110.4, 127.2, 4.709, 219.31},
                         Row{2.0, 39, 29461.6, -26154.6, 4538.7, 119.3, 130.5, 1.855, 274.08},
                         Row{0.5, 154, 36262.0, -23041.4, 17699.6, 125.6, 77.7, 0.426, 441.13}}) {
    const RampRate ramp{row.ramp * 1e3};
    const auto [low, high] = std::minmax_element(load.begin(), load.end());
    CHECK(window_samples(Power{*high - *low} / ramp, trace.step) == row.n);
    const StorageDuty limiter = storage_duty(trace, rate_limited(trace, ramp));
    CHECK(kj(limiter.energy) == doctest::Approx(row.limiter).epsilon(1e-5));
    CHECK(-kj(limiter.end) == doctest::Approx(row.end).epsilon(1e-5));
    const StorageDuty average = storage_duty(trace, moving_average(trace, row.n));
    CHECK(kj(average.energy) == doctest::Approx(row.average).epsilon(5e-5));
    CHECK(average.discharge / kW == doctest::Approx(row.discharge).epsilon(1e-3));
    CHECK(average.charge / kW == doctest::Approx(row.charge).epsilon(1e-3));
    CHECK(average.ramp.si / 1e3 == doctest::Approx(row.slope).epsilon(1e-3));
    CHECK(kj(*least_energy(trace, {ramp, {}, {}})) == doctest::Approx(row.least).epsilon(5e-5));
  }
  const double swings[4] = {125.013, 147.515, 148.595, 150.690};
  const std::size_t back[4] = {1, 2, 3, 30};
  for (int i = 0; i < 4; ++i) CHECK(rolling_swing(trace, back[i]) / kW == doctest::Approx(swings[i]).epsilon(1e-5));
  // Scaled to 100 MW mean.
  std::vector<double> site = load;
  for (double& watts : site) watts *= 228.173;
  const PowerTrace big{2.0 * second, site};
  CHECK(rolling_swing(big, 2) / MW == doctest::Approx(33.66).epsilon(1e-3));
  const auto [low, high] = std::minmax_element(site.begin(), site.end());
  CHECK(window_samples(Power{*high - *low} / RampRate{2e6}, big.step) == 9);
  const std::vector<double> grid = moving_average(big, 9);
  const StorageDuty fast = storage_duty(big, grid);
  CHECK(fast.energy.si / 1e6 == doctest::Approx(229.45).epsilon(1e-4));
  CHECK(fast.discharge / MW == doctest::Approx(22.97).epsilon(1e-3));
  CHECK(fast.charge / MW == doctest::Approx(27.22).epsilon(1e-3));
  CHECK(rolling_swing({big.step, grid}, 2) / MW == doctest::Approx(6.50).epsilon(1e-3));
  const StorageDuty slow = storage_duty(big, moving_average(big, 53));
  CHECK(slow.energy.si / 1e6 == doctest::Approx(1413.17).epsilon(1e-4));
  CHECK(*least_energy(big, {20.0 * MW_per_min, {}, {}}) / MWh == doctest::Approx(0.01863).epsilon(1e-3));
}

// The reference prints 1165.55 kJ for 5 kW/s; a path that needs 1150.2505 kJ was written out and checked sample by
// sample, so that figure is not the least.
TEST_CASE("log of a fine-tuning job") {
  const std::vector<double> load = column("power/train_llama2lora_64x8H100_ac_2s.csv", 1, 1e3);
  if (load.empty()) return;
  const PowerTrace trace{2.0 * second, load};
  const double rows[3][5] = {{5, 2121.6, 3225.8, 1150.2505, 917.796},
                             {2, 2519.7, 3249.6, 1802.05, 1355.074},
                             {0.5, 2881.3, 3105.7, 2170.18, 1625.068}};
  const std::size_t samples[3] = {23, 56, 222};
  for (int i = 0; i < 3; ++i) {
    const RampRate ramp{rows[i][0] * 1e3};
    CHECK(kj(storage_duty(trace, rate_limited(trace, ramp)).energy) == doctest::Approx(rows[i][1]).epsilon(5e-5));
    CHECK(kj(storage_duty(trace, moving_average(trace, samples[i])).energy) ==
          doctest::Approx(rows[i][2]).epsilon(5e-5));
    CHECK(kj(*least_energy(trace, {ramp, {}, {}})) == doctest::Approx(rows[i][3]).epsilon(5e-6));
    CHECK(kj(second_difference_bound(trace, ramp).energy) == doctest::Approx(rows[i][4]).epsilon(5e-6));
  }
  const StorageLimits lossless, lossy{0.95, 0.95};
  const double caps[3][3] = {{340, 1980.47, 2084.705}, {350, 1560.47, 1642.600}, {380, 301.852, 323.291}};
  for (const auto& row : caps) {
    CHECK(kj(peak_shaving(trace, row[0] * kW, lossless, false).energy) == doctest::Approx(row[1]).epsilon(5e-6));
    CHECK(kj(peak_shaving(trace, row[0] * kW, lossy, false).energy) == doctest::Approx(row[2]).epsilon(5e-6));
  }
  CHECK(kj(peak_shaving(trace, 360.0 * kW, lossless, false).energy) == doctest::Approx(1140.47).epsilon(5e-6));
  StorageLimits small;
  small.charge = small.discharge = 100.0 * kW;
  CHECK(smallest_cap(trace, Energy{1e6}, small, false) / kW == doctest::Approx(363.34452).epsilon(1e-7));
}

TEST_CASE("a year of published prices") {
  const auto check = [](const std::string& file, double efficiency, double hours, double profit, double discharged) {
    std::vector<double> prices = column("prices/" + file, 1, 1 / 3.6e9);
    if (prices.empty()) return;
    const double half = std::sqrt(efficiency);
    const Arbitrage year = arbitrage({1.0 * hour, prices}, {1.0 * MW, hours * MWh, half, half});
    CHECK(year.profit == doctest::Approx(profit).epsilon(1e-6));
    if (discharged > 0) CHECK(year.discharged / MWh == doctest::Approx(discharged));
  };
  const std::string de = "DE-LU_2023_day_ahead_eur_per_mwh.csv", tx = "ERCOT_2023_usd_per_mwh.csv";
  check(de, 0.85, 1, 35515.33, 664), check(de, 0.85, 2, 64649.25, 1253), check(de, 0.85, 4, 103079.27, 2168);
  check(tx, 0.85, 1, 76378.43, 674), check(tx, 0.85, 2, 133036.95, 1216), check(tx, 0.85, 4, 216219.40, 2020);
  check(de, 1, 1, 47340.39, 0), check(de, 1, 2, 86548.98, 0), check(de, 1, 4, 141476.72, 0);
  check(tx, 1, 1, 86772.77, 0), check(tx, 1, 2, 149637.99, 0), check(tx, 1, 4, 241532.37, 0);
}
