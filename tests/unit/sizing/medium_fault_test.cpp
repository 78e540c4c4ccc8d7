// SPDX-License-Identifier: Apache-2.0
// Short circuits that sizing chooses by, worked out again in plain numbers.
#include "core/sizing/medium_fault.h"

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <string>

#include "core/sizing/generators.h"
#include "tests/unit/sizing/sized.h"

using namespace plinth;

namespace {

const ModuleType& type_of(const Sizing& s, const std::string& service) {
  for (const Selection& selection : s.selection)
    if (selection.service == service) return *test::shipped_catalog().module(selection.module);
  FAIL(service);
  return *test::shipped_catalog().module("");
}

int installed(const Sizing& s, const std::string& service) {
  for (const Selection& selection : s.selection)
    if (selection.service == service) return selection.installed;
  return 0;
}

/// I"k in kA behind ohms, c = 1.1.
double kiloamperes(double volts, std::complex<double> z) { return 1.1 * volts / std::sqrt(3.0) / std::abs(z) / 1e3; }

/// The converters of the fullest line-up, kA.
double converters(const Sizing& s, double volts) {
  const int skids = installed(s, "pcs"), lineups = installed(s, "mv_switchgear");
  if (skids == 0) return 0;
  const ModuleType& pcs = type_of(s, "pcs");
  const double each =
      pcs.required_number("fault_current_ratio") * pcs.required_number("rated_power") / (std::sqrt(3.0) * volts) / 1e3;
  return each * ((skids + lineups - 1) / lineups);
}

Sizing chinese(const std::string& more) {
  return test::sized(
      "project.name = \"M\"\nproject.jurisdiction = \"cn\"\nsite.boundary = [[0,0],[900,0],[900,900],[0,900]]\n"
      "site.utility.voltage = \"110 kV\"\nsite.utility.capacity = \"120 MVA\"\nsite.utility.short_circuit = \"4 GVA\"\n"
      "site.utility.x_over_r = 15\nit.load = \"50 MW\"\n" +
      more);
}

}  // namespace

TEST_CASE("sources behind an impedance and converters beside them: currents by hand") {
  // 10 kV, 0.03 + j 0.3 ohm, 1 kA of converters, 1 s at 50 Hz; worked out with a pocket calculator.
  const FaultCurrents fault = fault_currents(10.0 * kV, {0.03, 0.3}, 1.0 * kA, 50.0 * hertz, Time{1});
  CHECK(fault.initial / kA == doctest::Approx(22.0648).epsilon(1e-4));
  CHECK(fault.peak / kA == doctest::Approx(53.4282).epsilon(1e-4));
  CHECK(fault.thermal / kA == doctest::Approx(22.4382).epsilon(1e-4));
}

TEST_CASE("gear stands what its rating less the reserve covers, exactly at the limit and no more") {
  const WithstandCurrents rated{25.0 * kA, 62.5 * kA};
  const auto judged = [&](double initial, double peak, double thermal, double seconds = 1) {
    return judge_fault({initial * kA, peak * kA, thermal * kA}, rated, Time{seconds}, 0.05);
  };
  CHECK(judged(25 / 1.05, 62.5 / 1.05, 25 / 1.05).stood());
  CHECK(judged(23.82, 50, 20).initial_above);
  CHECK(judged(20, 59.53, 20).peak_above);
  CHECK(judged(20, 50, 23.82).thermal_above);
  CHECK(judged(20, 50, 2 * 23.8, 0.25).stood());  // a quarter of a second heats as half the current does in one
  CHECK(judge_fault({99.0 * kA, 250.0 * kA, 99.0 * kA}, {}, Time{1}, 0.05).stood());  // nothing is stated
}

TEST_CASE("the fault of grid and main transformers by hand") {
  const Sizing s = chinese("power.redundancy = \"N+1\"\n");
  const ModuleType& unit = type_of(s, "main_transformer");
  const double u = 10e3, rated = unit.required_number("rated_power"), uk = unit.required_number("impedance"),
               ur = unit.required_number("load_loss") / rated;
  const double grid = 1.1 * u * u / 4e9, x = grid / std::sqrt(1 + 1 / 225.0);
  const double xt = std::sqrt(uk * uk - ur * ur), kt = 0.95 * 1.1 / (1 + 0.6 * xt);
  const double parallel = test::entry(s, "distribution.transformers_in_parallel");
  const std::complex<double> z{x / 15 + ur * u * u / rated * kt / parallel, x + xt * u * u / rated * kt / parallel};
  CHECK(test::entry(s, "distribution.grid_fault") ==
        doctest::Approx(kiloamperes(u, z) + converters(s, u)).epsilon(1e-6));
}

TEST_CASE("the fault of generators in parallel by hand, and no more of them than a line-up's load needs") {
  for (const char* redundancy : {"N", "N+1"}) {
    const Sizing s = chinese("power.redundancy = \"" + std::string(redundancy) + "\"\n");
    const ModuleType& set = type_of(s, "genset");
    const double u = 10e3, sets = test::entry(s, "distribution.generators_in_parallel");
    const double xd = set.required_number("subtransient_reactance"), pf = set.required_number("rated_power_factor");
    const double x = xd * u * u / (set.required_number("rated_power") / pf);
    const double kg = 1.1 / (1 + xd * std::sqrt(1 - pf * pf));
    CHECK(test::entry(s, "distribution.generator_fault") ==
          doctest::Approx(kiloamperes(u, std::complex<double>{0.07 * x, x} * kg / sets) + converters(s, u))
              .epsilon(1e-6));
    // Whole paralleling line-ups: one less would not carry the load of a line-up, of which there are two with two
    // sides.
    const int boards = installed(s, "generator_switchgear"), all = installed(s, "genset");
    const double load = test::entry(s, "distribution.apparent") / installed(s, "mv_switchgear"),
                 one = test::entry(s, "genset.unit_power") / test::entry(s, "basis.mechanical_power_factor");
    const int most_of_a_board = most_on_a_board(all, boards);
    CHECK(sets * one >= load * (1 - 1e-9));
    CHECK((sets - most_of_a_board) * one < load * (1 + 1e-9));
    CHECK(test::entry(s, "distribution.fault_load") <= 100 + 1e-7);
    CHECK(test::entry(s, "distribution.peak_load") <= 100 + 1e-7);
  }
}

TEST_CASE("a large site on 220 kV is designed at 10 kV") {
  const Sizing s = test::sized(
      "project.name = \"L\"\nproject.jurisdiction = \"cn\"\nsite.boundary = [[0,0],[1300,0],[1300,1300],[0,1300]]\n"
      "site.utility.voltage = \"220 kV\"\nsite.utility.capacity = \"660 MVA\"\nit.load = \"300 MW\"\n"
      "power.redundancy = \"N+1\"\n");
  CHECK(s.objective.proved);
  CHECK(test::entry(s, "distribution.fault_load") <= 100 + 1e-7);
}

TEST_CASE("a grid stronger than any hand-over is refused with both currents") {
  const auto outcome = size_site(
      test::site_from("project.name = \"T\"\nsite.boundary = [[0,0],[900,0],[900,900],[0,900]]\nsite.utility.voltage = "
                      "\"13.8 kV\"\nsite.utility.capacity = \"20 MVA\"\nsite.utility.short_circuit = \"1000 MVA\"\n"
                      "it.load = \"5 MW\"\n"),
      test::shipped_catalog());
  REQUIRE_FALSE(outcome.ok());
  bool named = false;  // 1000 MVA at 13.8 kV: 41.8 kA
  for (const Finding& f : outcome.findings)
    named = named || f.message.find("the grid draws 41.84 kA") != std::string::npos;
  CHECK(named);
}
