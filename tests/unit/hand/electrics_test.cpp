// SPDX-License-Identifier: Apache-2.0
// Short circuit, transformers' harmonics, cables and busways against power_and_storage vectors 9 to 21, 38, 41.
#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "core/physics/cable.h"
#include "core/physics/harmonics.h"
#include "core/physics/short_circuit.h"
#include "tests/unit/hand/hand_vector.h"

using namespace plinth;
using plinth::test::check_vector;

namespace {

struct Fault {
  double initial, peak, thermal, m;
};

/// `count` equal transformers in parallel behind a feeder; kA, thermal over 1 s at 50 Hz.
Fault behind(const TransformerData& t, int count, Voltage feeder, ApparentPower power, Voltage primary, Voltage nominal,
             double c) {
  const Impedance grid = referred(feeder_impedance(feeder, power, 0.1, 1.1), primary, t.secondary);
  const Impedance one = transformer_impedance(t) * transformer_correction(t, c);
  const Impedance z = grid + in_parallel(std::vector<Impedance>(static_cast<std::size_t>(count), one));
  const Current initial = initial_current(nominal, c, z);
  const double kappa = peak_factor(z), m = heat_of_direct_current(kappa, 50.0 * hertz, 1.0 * second);
  return {initial / kA, peak_current(initial, kappa) / kA, thermal_current(initial, m) / kA, m};
}

void check_fault(const std::string& id, const std::string& what, const std::string& source, const Fault& got,
                 const Fault& expected, double tolerance) {
  check_vector({id + " initial", "I\"k, " + what, source, "kA", expected.initial, tolerance}, got.initial);
  check_vector({id + " peak", "i_p, " + what, source, "kA", expected.peak, tolerance}, got.peak);
  if (expected.thermal > 0)
    check_vector({id + " thermal", "I_th 1 s 50 Hz, " + what, source, "kA", expected.thermal, tolerance}, got.thermal);
  if (expected.m > 0) check_vector({id + " m", "m, " + what, source, "", expected.m, 1e-3}, got.m);
}

}  // namespace

TEST_CASE("currents at nameplate") {
  check_vector(
      {"power 9", "UPS output current, 1100 kVA at 380 V", "Eaton 9395P-1200 manual: 1671 A", "A", 1671.3, 1e-4},
      line_current(1100.0 * kVA, Voltage{380}) / ampere);
  const std::string source = "Electrical Installation Guide wiki: 550 A, 13.7 kA";
  check_vector({"power 10 rated", "transformer 400 kVA 420 V", source, "A", 549.9, 1e-3},
               line_current(400.0 * kVA, Voltage{420}) / ampere);
  check_vector({"power 10", "bolted secondary, uk 4 %", source, "kA", 13.75, 1e-3},
               bolted_secondary(400.0 * kVA, Voltage{420}, 0.04) / kA);
  const std::string pryor = "Pryor data center list, 4000 A / 65 kA board behind 3.5 MVA";
  check_vector({"power 11 rated", "3500 kVA at 480 V: above the board's 4000 A", pryor, "A", 4210, 1e-3},
               line_current(3500.0 * kVA, Voltage{480}) / ampere);
  check_vector({"power 11", "bolted secondary, uk 5.75 %: above the board's 65 kA", pryor, "kA", 73.2, 1e-3},
               bolted_secondary(3500.0 * kVA, Voltage{480}, 0.0575) / kA);
}

TEST_CASE("IEC 60909 behind transformers") {
  const TransformerData small{400.0 * kVA, Voltage{420}, 0.06, 2.0 * kW};
  const std::string pandapower = "pandapower, test_transformer.py (IEC 60909)";
  const auto two = [&](double c) { return behind(small, 2, 10.0 * kV, 100.0 * MVA, 11.0 * kV, Voltage{400}, c); };
  check_fault("power 12", "2 x 0.4 MVA in parallel, c 1.10", pandapower, two(1.10),
              {16.9923, 42.7399, 17.3284, 0.03995}, 1e-4);
  check_fault("power 12b", "2 x 0.4 MVA in parallel, c 1.05", pandapower, two(1.05), {16.9059, 42.5187, 0, 0}, 1e-4);
  const TransformerData t6{2500.0 * kVA, Voltage{420}, 0.06, 19.0 * kW},
      t7{3150.0 * kVA, Voltage{420}, 0.06, 22.0 * kW};
  const auto module = [&](const TransformerData& t, int count) {
    return behind(t, count, 11.0 * kV, 500.0 * MVA, 11.0 * kV, Voltage{400}, 1.05);
  };
  const std::string hand = "IEC 60909-0 by hand";
  check_fault("power 13", "2500 kVA cast resin, 500 MVA grid", hand, module(t6, 1), {54.30, 130.0, 55.04, 0}, 1e-3);
  check_fault("power 13b", "two in parallel: beyond a 100 kA, 220 kA peak board", hand, module(t6, 2),
              {99.93, 239.8, 101.3, 0}, 1e-3);
  check_fault("power 14", "3150 kVA cast resin, 500 MVA grid", hand, module(t7, 1), {66.91, 162.1, 67.90, 0}, 1e-3);
}

TEST_CASE("harmonics") {
  const std::string source = "IEEE C57.110-2008 example spectrum";
  const std::array<Harmonic, 7> h{
      {{1, 0.978}, {5, 0.171}, {7, 0.108}, {11, 0.044}, {13, 0.028}, {17, 0.015}, {19, 0.0098}}};
  check_vector({"power 16 K", "K-factor per unit of total rms", source, "", 2.725, 1e-3}, k_factor(h, 1.0));
  const double loss = harmonic_loss_factor(h);
  check_vector({"power 16 F", "harmonic loss factor", source, "", 2.724, 1e-3}, loss);
  check_vector({"power 16 a", "largest current, eddy loss 0.05", source, "", 0.9613, 1e-4},
               harmonic_capacity(loss, 0.05));
  check_vector({"power 16 b", "largest current, eddy loss 0.10", source, "", 0.9298, 1e-4},
               harmonic_capacity(loss, 0.10));
  check_vector({"power 16 c", "largest current, eddy loss 0.15", source, "", 0.9035, 1e-4},
               harmonic_capacity(loss, 0.15));
  const std::array<Harmonic, 5> afe{{{1, 1}, {5, 0.02}, {7, 0.015}, {11, 0.01}, {13, 0.008}}};
  check_vector({"power 17 THD", "active front end spectrum", "hand calculation", "%", 2.81, 1e-3},
               100 * distortion(afe));
  check_vector({"power 17 F", "harmonic loss factor", "hand calculation", "", 1.043, 1e-3}, harmonic_loss_factor(afe));
  check_vector({"power 17", "largest current, eddy loss 0.10", "hand calculation", "", 0.998, 1e-3},
               harmonic_capacity(harmonic_loss_factor(afe), 0.10));
}

TEST_CASE("cables") {
  const std::string iec = "IEC 60364-5-52:2009";
  const Current design = line_current(ApparentPower{1250e3 / 0.99}, Voltage{415});
  check_vector({"power 18 Ib", "1250 kW at 415 V, power factor 0.99", "hand calculation", "A", 1756.6, 1e-4},
               design.si);
  const Current table = *table_ampacity(Conductor::copper, Installation::trefoil_in_air, 300);
  const double air = *air_factor(from_degC(40));
  check_vector({"power 18 Iz", "300 mm2 Cu trefoil, 40 degC, grouping 0.82", iec, "A", 524.6, 1e-3},
               table.si * air * 0.82);
  check_vector({"power 18 n", "runs before the grouping of the runs is checked again", iec, "", 4, 1e-12},
               whole_units(design.si / (table.si * air * 0.82)));
  check_vector({"power 18 Iz4", "the same grouped with four circuits", iec, "A", 492.6, 1e-3},
               table.si * air * tray_factor(4));
  check_vector({"power 18", "runs with the grouping of four", iec, "", 4, 1e-12},
               whole_units(design.si / (table.si * air * tray_factor(4))));
  const std::string given = "IEC 60364-5-52 annex G with the vector's R 0.15, X 0.093 mohm/m (not IEC 60228: see docs)";
  check_vector({"power 19 drop", "case 18, four runs, 60 m", given, "V", 7.38, 1e-3},
               drop_three_phase(design, 60.0 * metre, 0.15e-3, 0.093e-3, PowerFactor{0.99}, 4).si);
  check_vector({"power 19 loss", "case 18, four runs, 60 m", given, "kW", 20.8, 2e-3},
               loss_three_phase(design, 60.0 * metre, 0.15e-3, 4) / kW);
  check_vector({"power 20", "35 mm2 Cu, 100 A, 50 m, power factor 0.9, R 1.25, X 0.112 mohm/m as given",
                "IEC 60364-5-52 annex G", "V", 10.17, 1e-3},
               drop_three_phase(Current{100}, 50.0 * metre, 1.25e-3, 0.112e-3, PowerFactor{0.9}, 1).si);
  check_vector({"power 21", "least section, 50 kA 0.1 s, Cu XLPE", "IEC 60364-4-43", "mm2", 110.6, 1e-3},
               adiabatic_section(50.0 * kA, 0.1 * second, adiabatic_factor(Conductor::copper)));
  check_vector({"power 21b", "least section, 10 kA 0.1 s, Cu PVC", "IEC 60364-4-43", "mm2", 27.5, 1e-3},
               adiabatic_section(10.0 * kA, 0.1 * second, adiabatic_factor(Conductor::copper, true)));
}

TEST_CASE("direct current and busway") {
  check_vector({"power 38a", "660 kW at 800 V", "hand calculation", "A", 825, 1e-9},
               direct_current(660.0 * kW, Voltage{800}).si);
  check_vector({"power 38b", "1 MW at 800 V", "hand calculation", "A", 1250, 1e-9},
               direct_current(1.0 * MW, Voltage{800}).si);
  check_vector({"power 38c", "1 MW at 54 V", "hand calculation", "A", 18519, 1e-4},
               direct_current(1.0 * MW, Voltage{54}).si);
  const double factor = busway_factor(from_degC(45), from_degC(35), from_degC(90));
  check_vector({"power 41", "busway derating at 45 degC, rated at 35, limit 90", "Canalis KTC rating condition", "",
                0.9045, 1e-3},
               factor);
  check_vector({"power 41b", "4000 A busway at 45 degC", "Canalis KTC rating condition", "A", 3618, 1e-3},
               4000 * factor);
}

TEST_CASE("tables") {
  // Copper of the standard is never better than pure copper, and never worse by more than stranding and tolerance.
  for (const double s : {70., 95., 120., 150., 185., 240., 300., 400., 500., 630.}) {
    CHECK(*conductor_resistance(Conductor::copper, s) * s / 17.241 == doctest::Approx(1.06).epsilon(0.04));
    CHECK(*conductor_resistance(Conductor::aluminium, s) * s / 28.264 == doctest::Approx(1.08).epsilon(0.04));
  }
  CHECK(!table_ampacity(Conductor::copper, Installation::multicore_in_air, 400));
  CHECK(!table_ampacity(Conductor::copper, Installation::trefoil_in_air, 55));
  CHECK(!air_factor(from_degC(61)));
  CHECK(*air_factor(from_degC(-10)) == 1.04);
  CHECK(*air_factor(from_degC(42.5)) == doctest::Approx(0.89));
  CHECK(*soil_factor(0.5) == 1.18);
  CHECK(!soil_factor(3.5));
  CHECK(!bunched_factor(21));
  CHECK(tray_factor(30) == 0.72);
  CHECK(third_harmonic(0.4).size_on_neutral);
  CHECK(busway_factor(from_degC(20), from_degC(35), from_degC(90)) == 1.0);
  CHECK(busway_factor(from_degC(95), from_degC(35), from_degC(90)) == 0.0);
  // Parallel of equal halves; a bolted branch shorts the rest.
  const std::array<Impedance, 2> same{{{1, 2}, {1, 2}}};
  CHECK(std::abs(in_parallel(same) - Impedance{0.5, 1}) < 1e-12);
  const GeneratorData g{3.0 * MVA, 11.0 * kV, 0.14, PowerFactor{0.8}};
  CHECK(initial_current(11.0 * kV, 1.1, generator_impedance(g, 11.0 * kV, 1.1)) / line_current(3.0 * MVA, 11.0 * kV) ==
        doctest::Approx(1.084 / 0.14 / std::sqrt(1 + 0.07 * 0.07)).epsilon(1e-9));
  CHECK(1.0 / std::abs(motor_impedance(1.0 * MVA, Voltage{1}, 6)) * 1e-6 == doctest::Approx(6));
}
