// SPDX-License-Identifier: Apache-2.0
// Hand calculations: BAC TDFS1238N rating data (lbl-srg modelica-buildings), Incropera crossflow effectiveness.
#include "core/physics/air_cooler.h"
#include "core/physics/psychrometrics.h"

#include <doctest/doctest.h>

#include "core/physics/fluids.h"

using namespace plinth;

namespace {

const AirCooler bac = calibrate({2931.0 * kW, from_degC(46.11), from_degC(40.55), from_degC(35.0)});

double kilowatts(double in, double out, double air, double density = 1.0) {
  return duty(bac, from_degC(in), from_degC(out), from_degC(air), density) / kW;
}

}  // namespace

TEST_CASE("crossflow effectiveness, both fluids unmixed") {
  // The exact series gives 0.844482; this closed form 0.844480.
  CHECK(crossflow_effectiveness(5.0, 0.7) == doctest::Approx(0.844480).epsilon(1e-6));
  CHECK(crossflow_effectiveness(2.0, 0.0) == doctest::Approx(1 - std::exp(-2.0)));
}

TEST_CASE("the rating point gives UA 607.5 kW/K at 527.2 kW/K water") {
  CHECK(bac.water_rate.si / 1e3 == doctest::Approx(527.16).epsilon(1e-4));
  CHECK(bac.ua.si / 1e3 == doctest::Approx(607.5).epsilon(1e-4));
  CHECK(kilowatts(46.11, 40.55, 35.0) == doctest::Approx(2931).epsilon(1e-6));
}

TEST_CASE("duty off design, where the linear rule would be 35 percent wrong") {
  CHECK(kilowatts(51, 41, 39.5) == doctest::Approx(1967).epsilon(0.005));
  CHECK(kilowatts(51, 41, 39.7) == doctest::Approx(1862).epsilon(0.005));
  CHECK(kilowatts(46, 36, 35) == doctest::Approx(1692).epsilon(0.005));
  CHECK(kilowatts(51, 41, 35) == doctest::Approx(3847).epsilon(0.005));
  CHECK(kilowatts(46, 36, 30) == doctest::Approx(3847).epsilon(0.005));
  CHECK(kilowatts(51, 41, 35, 0.8243) == doctest::Approx(3547).epsilon(0.005));
  CHECK(kilowatts(46, 36, 27.06) == doctest::Approx(4908).epsilon(0.005));
}

TEST_CASE("nothing is rejected to air that is not colder than the outlet, and hotter air never helps") {
  CHECK(kilowatts(46, 36, 36) == 0);
  CHECK(kilowatts(46, 36, 39.7) == 0);
  double last = 1e9;
  for (double air = 0; air < 36; air += 0.5) {
    const double now = kilowatts(46, 36, air);
    CHECK(now <= last + 1e-6);
    CHECK(now <= bac.water_rate.si * 10 / 1e3 + 1e-6);
    last = now;
  }
}

TEST_CASE("coolant properties against the published tables") {
  struct Row {
    double t, rho, cp;
  };
  for (const Row& row :
       {Row{20, 1019.3, 3920}, {30, 1014.9, 3945}, {40, 1009.9, 3969}, {45, 1007.2, 3981}, {60, 998.4, 4016}}) {
    CHECK(density(Coolant::pg25, from_degC(row.t)).si == doctest::Approx(row.rho).epsilon(2e-4));
    CHECK(specific_heat(Coolant::pg25, from_degC(row.t)).si == doctest::Approx(row.cp).epsilon(3e-4));
  }
  for (const Row& row : {Row{20, 998.30, 4184.2},
                         {30, 995.74, 4179.5},
                         {40, 992.31, 4178.1},
                         {50, 988.13, 4179.1},
                         {60, 983.30, 4182.3}}) {
    CHECK(density(Coolant::water, from_degC(row.t)).si == doctest::Approx(row.rho).epsilon(2e-4));
    CHECK(specific_heat(Coolant::water, from_degC(row.t)).si == doctest::Approx(row.cp).epsilon(3e-4));
  }
  // 116 kW over 40 to 50 degC: 173.60 L/min of PG25, 168.21 of water.
  const auto flow = [](Coolant c) {
    const Temperature mean = from_degC(45);
    return 116e3 / (density(c, mean).si * specific_heat(c, mean).si * 10) * 60000;
  };
  CHECK(flow(Coolant::pg25) == doctest::Approx(173.60).epsilon(1e-3));
  CHECK(flow(Coolant::water) == doctest::Approx(168.21).epsilon(1e-3));
}

TEST_CASE("moist air and altitude against ASHRAE and PsychroLib values") {
  CHECK(station_pressure(Length{500}).si == doctest::Approx(95460.8).epsilon(1e-5));
  CHECK(station_pressure(Length{1600}).si == doctest::Approx(83523.5).epsilon(1e-5));
  CHECK(station_pressure(Length{3050}).si == doctest::Approx(69663.8).epsilon(1e-5));
  CHECK(saturation_pressure(from_degC(25)).si == doctest::Approx(3169.7).epsilon(3e-4));
  CHECK(saturation_pressure(from_degC(50)).si == doctest::Approx(12351.3).epsilon(3e-4));
  CHECK(humidity_ratio(from_degC(34.1), from_degC(23.9), Pressure{100344}) == doctest::Approx(0.014642).epsilon(1e-3));
  CHECK(humidity_ratio(from_degC(30), from_degC(25), Pressure{95461}) == doctest::Approx(0.0192281274).epsilon(1e-3));
  CHECK(humidity_ratio(from_degC(-1), from_degC(-5), Pressure{95461}) == doctest::Approx(0.0012039982).epsilon(2e-2));
}
