// SPDX-License-Identifier: Apache-2.0
// Limits and properties of the pipe, pump and expansion formulas; their figures are in tests/unit/hand.
#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include "core/physics/expansion.h"
#include "core/physics/friction.h"
#include "core/physics/pipe_size.h"
#include "core/physics/pump.h"

using namespace plinth;

TEST_CASE("friction is continuous over the regimes and pressure drop always rises with flow") {
  for (const double rough : {0.0, 1e-4, 1e-2}) {
    CHECK(friction(2300.0 - 1e-6, rough).factor == doctest::Approx(friction(2300.0 + 1e-6, rough).factor));
    CHECK(friction(4000.0 - 1e-6, rough).factor == doctest::Approx(friction(4000.0 + 1e-6, rough).factor));
    double before = 0;
    for (double re = 10; re < 1e8; re *= 1.05) {
      const double loss = friction(re, rough).factor * re * re;
      CHECK(loss > before);
      before = loss;
    }
  }
}

TEST_CASE("Colebrook satisfies its own equation and the slopes are derivatives") {
  for (const double re : {4e3, 1e5, 1e8})
    for (const double rough : {0.0, 1e-5, 5e-2}) {
      const double f = colebrook_friction(re, rough), x = 1 / std::sqrt(f);
      CHECK(x == doctest::Approx(-2 * std::log10(rough / 3.7 + 2.51 * x / re)).epsilon(1e-13));
      const double h = re * 1e-5;
      CHECK(friction(re + 1, rough).slope ==
            doctest::Approx((friction(re + 1 + h, rough).factor - friction(re + 1, rough).factor) / h).epsilon(1e-3));
    }
  const Liquid water{Density{990}, Viscosity{6e-4}};
  const PipeBore pipe{100 * mm, 30 * metre, 0.045 * mm, 6};
  for (const double q : {1e-5, 1.3e-4, 1e-3, 2e-2}) {
    const double h = q * 1e-6;
    const double slope = (pipe_drop(pipe, Flow{q + h}, water).si - pipe_drop(pipe, Flow{q - h}, water).si) / (2 * h);
    CHECK(pipe_loss(pipe, Flow{q}, water).slope == doctest::Approx(slope).epsilon(1e-4));
    CHECK(pipe_loss(pipe, Flow{-q}, water).drop.si == doctest::Approx(pipe_drop(pipe, Flow{-q}, water).si));
  }
  CHECK(pipe_drop(pipe, Flow{-0.01}, water).si == doctest::Approx(-pipe_drop(pipe, Flow{0.01}, water).si));
  CHECK(pipe_drop(pipe, Flow{0}, water).si == 0);
}

TEST_CASE("valves: 1 bar at Kv, and Cv is 1.156 Kv") {
  CHECK(valve_drop(Flow{25.0 / 3600}, 25, Density{1000}) / bar == doctest::Approx(1.0));
  CHECK(valve_drop(Flow{50.0 / 3600}, 25, Density{1000}) / bar == doctest::Approx(4.0));
  CHECK(kv_from_cv(1.0) == doctest::Approx(0.865).epsilon(1e-3));
  CHECK(scaled_drop(80 * kPa, Flow{0.01}, Flow{0.005}) / kPa == doctest::Approx(20));
}

TEST_CASE("pipe size: the smallest that carries it, several of the largest beyond") {
  const std::array<PipeSize, 2> sizes{{{100 * mm, Flow{0.02}}, {200 * mm, Flow{0.07}}}};
  CHECK(size_pipe(Flow{0.02}, sizes)->size == 0);
  CHECK(size_pipe(Flow{0.021}, sizes)->size == 1);
  CHECK(size_pipe(Flow{0.2}, sizes)->runs == 3);
  CHECK_FALSE(size_pipe(Flow{0.2}, {}));
  CHECK(velocity(flow_at(100 * mm, Speed{2}), 100 * mm).si == doctest::Approx(2));
}

TEST_CASE("pumps: affinity, pumps side by side, suction, surge") {
  const QuadraticCurve pump{-1e8, 1e6, 4e5};
  const QuadraticCurve slow = at_speed(pump, 0.8);
  CHECK(slow.at(Flow{0.8 * 0.02}).si == doctest::Approx(0.64 * pump.at(Flow{0.02}).si));
  CHECK(in_parallel(pump, 3).at(Flow{0.06}).si == doctest::Approx(pump.at(Flow{0.02}).si));
  CHECK(*speed_for(pump, Flow{0.02}, pump.at(Flow{0.02})) == doctest::Approx(1.0));
  CHECK_FALSE(operating_point(pump, {1e8, 0, 9e5}));
  // 101.325 kPa on 20 degC water: 10.33 - 0.24 m, less 1 m of loss, 2 m above the pump.
  CHECK(npsh_available(Pressure{101325}, 2 * metre, 1 * metre, Pressure{2339}, Density{998.2}).si ==
        doctest::Approx(11.112).epsilon(1e-3));
  CHECK(surge(Density{1000}, Speed{1300}, Speed{1.8}) / bar == doctest::Approx(23.4));
  CHECK(pump_power(Flow{0.1}, 250 * kPa, 0.75, 0.95, 0.97) / kW == doctest::Approx(36.17).epsilon(1e-3));
}

TEST_CASE("expansion: no vessel without a pressure range, the reserve is at least three litres") {
  ExpansionCase loop{Volume{0.1}, 0.02, 1.5 * bar, 1.5 * bar, 0.005, 3 * litre};
  CHECK_FALSE(expansion_vessel(loop));
  loop.end = 3.0 * bar;
  CHECK(expansion_vessel(loop)->reserve / litre == doctest::Approx(3.0));
  CHECK(expansion_vessel(loop)->nominal / litre == doctest::Approx((2.0 + 3.0) * 4.0 / 1.5));
  CHECK(expansion_share(Coolant::water, from_degC(10), from_degC(50)) == doctest::Approx(0.0118).epsilon(0.01));
}
