// SPDX-License-Identifier: Apache-2.0
// Hand calculations of redundancy, UPS loss, transformer loss, storage windows.
#include <doctest/doctest.h>

#include "core/sizing/power_train.h"
#include "core/sizing/storage_need.h"

using namespace plinth;

TEST_CASE("installed units of every redundancy") {
  struct Row {
    double load, unit;
    int n, n1, two_n, two_n1;
  };
  for (const Row& row : {Row{22e6, 1e6, 22, 23, 44, 46},
                         {29.7e6, 4e6, 8, 9, 16, 18},
                         {9.6e6, 3.6e6, 3, 4, 6, 8},
                         {6e6, 1.25e6, 5, 6, 10, 12}}) {
    const int n = static_cast<int>(whole_units(row.load / row.unit));
    CHECK(n == row.n);
    CHECK(installed_for(n, Redundancy::n) == row.n);
    CHECK(installed_for(n, Redundancy::n_plus_1) == row.n1);
    CHECK(installed_for(n, Redundancy::two_n) == row.two_n);
    CHECK(installed_for(n, Redundancy::two_n_plus_1) == row.two_n1);
  }
  CHECK(installed_for(0, Redundancy::n_plus_1) == 0);
  CHECK(whole_units(3.0 + 1e-12) == 3);
  CHECK(whole_units(3.0 + 1e-6) == 4);
}

TEST_CASE("UPS loss: Eaton 9395XR curve at 1500 kW of 1875 kW loses 48.31 kW") {
  const Curve eta{{{0.25, 0.970}, {0.5, 0.973}, {0.75, 0.970}, {1.0, 0.964}}, Dimension::ratio, Dimension::ratio};
  CHECK(*eta.at(0.8) == doctest::Approx(0.9688));
  CHECK(1875 * ups_loss_share(eta, 0.8) == doctest::Approx(48.31).epsilon(1e-3));
  const double l25 = 0.25 * (1 / 0.970 - 1), l50 = 0.5 * (1 / 0.973 - 1);
  CHECK(ups_loss_share(eta, 0.0) == doctest::Approx(2 * l25 - l50));
  CHECK(ups_loss_share(eta, 0.25) == doctest::Approx(l25));
  CHECK(ups_loss_share(eta, 0.1) < l25);
}

TEST_CASE("transformer loss: 2500 kVA cast resin at 0.8 loses 14.95 kW") {
  ModuleType t;
  const auto number = [&](const char* name, double si, Dimension d) { t.attributes[name] = {si, "", d, {}}; };
  number("rated_power", 2500e3, Dimension::apparent_power);
  number("no_load_loss", 2790, Dimension::power);
  number("load_loss", 19000, Dimension::power);
  CHECK(transformer_loss(t, 0.8 * 2500.0 * kVA) / kW == doctest::Approx(14.95).epsilon(1e-3));
}

TEST_CASE("ramp window of a 100 MW site, idle 30 MW: 210 s and 2.0417 MWh at 20 MW/min") {
  GridProfile grid;
  grid.ramp = 20.0 * MW_per_min;
  grid.window_swing = Power{1e12};
  grid.window = 5.0 * second;
  const Time w = smoothing_window(70.0 * MW, grid);
  CHECK(w.si == doctest::Approx(210));
  CHECK(0.5 * (70.0 * MW * w).si / 3.6e9 == doctest::Approx(2.0417).epsilon(1e-4));
  grid.ramp = RampRate{1e12};
  grid.window_swing = 10.0 * MW;
  CHECK(smoothing_window(70.0 * MW, grid).si == doctest::Approx(35));
  grid.ramp = 10.0 * MW_per_min;
  CHECK(smoothing_window(70.0 * MW, grid).si == doctest::Approx(420));
  // A swing inside the window limit and inside one minute of the ramp needs nothing.
  CHECK(smoothing_window(9.0 * MW, grid).si == 0);
  CHECK(smoothing_window(10.0 * MW, grid).si == 0);
  CHECK(smoothing_window(10.1 * MW, grid).si > 0);
}
