// SPDX-License-Identifier: Apache-2.0
#include "core/input/quantity_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <set>

using namespace plinth;

namespace {

double si_of(std::string_view text, Dimension dimension) {
  const auto parsed = parse_quantity(text, dimension);
  const auto* read = std::get_if<ReadQuantity>(&parsed);
  return read == nullptr ? std::nan("") : read->si;
}

QuantityFault fault_of_text(std::string_view text, Dimension dimension) {
  const auto parsed = parse_quantity(text, dimension);
  const auto* fault = std::get_if<QuantityFault>(&parsed);
  return fault == nullptr ? QuantityFault{QuantityFaults::not_a_number, "no fault", ""} : *fault;
}

}  // namespace

TEST_CASE("every family of units is read into SI") {
  struct Row {
    const char* text;
    Dimension dimension;
    double si;
  };
  const Row rows[] = {
      {"0.2", Dimension::ratio, 0.2},
      {"20 %", Dimension::ratio, 0.2},
      {"20%", Dimension::ratio, 0.2},
      {"30 ft", Dimension::length, 9.144},
      {"1243 mm", Dimension::length, 1.243},
      {"12 in", Dimension::length, 0.3048},
      {"1 acre", Dimension::area, 4046.8564224},
      {"2 ha", Dimension::area, 20000},
      {"5000 L", Dimension::volume, 5},
      {"100 gal", Dimension::volume, 0.3785411784},
      {"12 t", Dimension::mass, 12000},
      {"1 short ton", Dimension::mass, 907.18474},
      {"5 min", Dimension::time, 300},
      {"22 week", Dimension::time, 22 * 604800.0},
      {"20 MW", Dimension::power, 20e6},
      {"1 RT", Dimension::power, 3516.8528420667},
      {"40 MVA", Dimension::apparent_power, 40e6},
      {"5 MWh", Dimension::energy, 1.8e10},
      {"0.95", Dimension::power_factor, 0.95},
      {"95 %", Dimension::power_factor, 0.95},
      {"10 psi", Dimension::pressure, 68947.57293168},
      {"2.5 bar", Dimension::pressure, 250000},
      {"120 gpm", Dimension::flow, 120 * 3.785411784e-3 / 60},
      {"600 LPM", Dimension::flow, 0.01},
      {"20 kg/s", Dimension::mass_flow, 20},
      {"34.5 kV", Dimension::voltage, 34500},
      {"2 kA", Dimension::current, 2000},
      {"10 mohm", Dimension::resistance, 0.01},
      {"45 degC", Dimension::temperature, 318.15},
      {"104 degF", Dimension::temperature, 313.15},
      {"300 K", Dimension::temperature, 300},
      {"10 K", Dimension::temperature_difference, 10},
      {"18 delta degF", Dimension::temperature_difference, 10},
      {"2 MUSD", Dimension::money, 2e6},
      {"180 deg", Dimension::angle, 3.14159265358979},
      {"6 MW/min", Dimension::ramp_rate, 1e5},
      {"60 Hz", Dimension::frequency, 60},
      {"3 kW/K", Dimension::heat_capacity_rate, 3000},
      {"10 lb/ft", Dimension::mass_per_length, 14.8816394357},
      {"50 W/m", Dimension::power_per_length, 50},
      {"3 USD/ft", Dimension::money_per_length, 3 / 0.3048},
      {"85 dB(A)", Dimension::sound_level, 85},
      {"1030 kg/m3", Dimension::density, 1030},
      {"3900 J/(kg K)", Dimension::specific_heat, 3900},
      {"1.5 m/s", Dimension::speed, 1.5},
      {"0.25 L/kWh", Dimension::specific_fuel, 0.25e-3 / 3.6e6},
      {"12 kN", Dimension::force, 12e3},
      {"2257 kJ/kg", Dimension::specific_energy, 2.257e6},
  };
  std::set<Dimension> seen;
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(si_of(row.text, row.dimension) == doctest::Approx(row.si).epsilon(1e-12));
    seen.insert(row.dimension);
  }
  for (const Unit& unit : all_units()) CHECK_MESSAGE(seen.count(unit.dimension) == 1, name(unit.dimension));
}

TEST_CASE("numbers are read in every decimal form, and spaces do not matter") {
  for (const char* text : {"20MW", " 20  MW ", "2e1 MW", "20.0 MW", "+20 MW", "20. MW", "0.02 GW", "20\tMW",
                           "20\xC2\xA0MW", "20\xE2\x80\xAFMW", "20000 KW"}) {
    CAPTURE(text);
    CHECK(si_of(text, Dimension::power) == doctest::Approx(20e6).epsilon(1e-15));
  }
  CHECK(si_of(".5 MW", Dimension::power) == 5e5);
  CHECK(si_of("-5 MW", Dimension::power) == -5e6);
}

TEST_CASE("what is not a quantity is refused with the words to write instead") {
  using F = QuantityFaults;
  struct Row {
    const char* text;
    Dimension dimension;
    F fault;
    const char* hint;
  };
  const Row rows[] = {
      {"20", Dimension::power, F::no_unit, "write \"20 MW\""},
      {"40", Dimension::temperature, F::no_unit, "write \"40 degC\""},
      {"50 MWh", Dimension::power, F::wrong_dimension, "write \"50 MW\""},
      {"50 MW", Dimension::energy, F::wrong_dimension, "write \"50 MWh\""},
      {"40 MW", Dimension::apparent_power, F::wrong_dimension, "write \"40 MVA\""},
      {"20 MVA", Dimension::power, F::wrong_dimension, "write \"20 MW\""},
      {"10 m2", Dimension::length, F::wrong_dimension, "write \"10 m\""},
      {"10 m", Dimension::area, F::wrong_dimension, "write \"10 m2\""},
      {"10 degC", Dimension::temperature_difference, F::wrong_dimension, "write \"10 delta degC\""},
      {"18 degF", Dimension::temperature_difference, F::wrong_dimension, "write \"18 delta degF\""},
      {"10 delta degC", Dimension::temperature, F::wrong_dimension, "write \"10 degC\""},
      {"20 %", Dimension::power, F::wrong_dimension, "write \"20 MW\""},
      {"20 mw", Dimension::power, F::unknown_unit,
       "the case of a unit matters (m is milli, M is mega): write \"20 MW\""},
      {"20 mW", Dimension::power, F::unknown_unit,
       "the case of a unit matters (m is milli, M is mega): write \"20 MW\""},
      {"10 Mm", Dimension::length, F::unknown_unit,
       "the case of a unit matters (m is milli, M is mega): write \"10 mm\""},
      {"20 watts", Dimension::power, F::unknown_unit, "did you mean \"20 W\"?"},
      {"5 minutes", Dimension::time, F::unknown_unit, "did you mean \"5 min\"?"},
      {"30 '", Dimension::length, F::unknown_unit, "did you mean \"30 ft\"?"},
      {"40 Celsius", Dimension::temperature, F::unknown_unit, "did you mean \"40 degC\"?"},
      {"20 kWW", Dimension::power, F::unknown_unit, "did you mean \"20 kW\"?"},
      {"20 furlongs", Dimension::length, F::unknown_unit, "length is written in m, mm, cm, km, ft, in, yd, mi"},
      {"20 MW MW", Dimension::power, F::unknown_unit, "power is written in W, kW, MW, GW, hp, BTU/h, RT"},
      {"", Dimension::power, F::not_a_number, "write \"20 MW\""},
      {"MW", Dimension::power, F::not_a_number, "write \"20 MW\""},
      {"NaN MW", Dimension::power, F::not_a_number, "write \"20 MW\""},
      {"nan", Dimension::ratio, F::not_a_number, "write \"0.2\""},
      {"-inf MW", Dimension::power, F::not_a_number, "write \"20 MW\""},
      {"infinity", Dimension::power, F::not_a_number, "write \"20 MW\""},
      {"0x14 MW", Dimension::power, F::not_a_number, "write \"20 MW\""},
      {"--5 MW", Dimension::power, F::not_a_number, "write \"20 MW\""},
      {". MW", Dimension::power, F::not_a_number, "write \"20 MW\""},
      {"\xE2\x88\x92"
       "5 MW",
       Dimension::power, F::not_a_number, "write \"-5 MW\" with a plain minus"},
      {"1,5 MW", Dimension::power, F::not_a_number, "write \"1.5 MW\" with a decimal point"},
      {"1.000,5 kW", Dimension::power, F::not_a_number, "write \"1000.5 kW\" with a decimal point"},
      {"1,000 kW", Dimension::power, F::not_a_number, "write \"1000 kW\", or \"1.000 kW\" if the comma is decimal"},
      {"1,234,567 W", Dimension::power, F::not_a_number, "write \"1234567 W\""},
      {"1,234.5 kW", Dimension::power, F::not_a_number, "write \"1234.5 kW\""},
      {"1 000 kW", Dimension::power, F::not_a_number, "write \"1000 kW\""},
      {"1'000'000 W", Dimension::power, F::not_a_number, "write \"1000000 W\""},
      {"1_000 kW", Dimension::power, F::not_a_number, "write \"1000 kW\""},
      {"1.2.3 MW", Dimension::power, F::not_a_number, "write \"123 MW\""},
      {"1e999 MW", Dimension::power, F::out_of_range, ""},
      {"1e-999 MW", Dimension::power, F::out_of_range, ""},
      {"1e308 GW", Dimension::power, F::out_of_range, ""},
      {"-300 degC", Dimension::temperature, F::out_of_range, ""},
      {"-460 degF", Dimension::temperature, F::out_of_range, ""},
      {"-1 K", Dimension::temperature, F::out_of_range, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const QuantityFault fault = fault_of_text(row.text, row.dimension);
    CHECK(fault.what == row.fault);
    CHECK(fault.message != "no fault");
    CHECK(fault.hint == row.hint);
  }
  CHECK(fault_of_text("50 MWh", Dimension::power).message == "unit mismatch: expected power, found energy");
  CHECK(si_of("-273.15 degC", Dimension::temperature) == 0.0);
}

TEST_CASE("a text of hostile length or bytes is refused briefly") {
  std::string text(100'000, '9');
  text += " MW";
  const QuantityFault fault = fault_of_text(text, Dimension::power);
  CHECK(fault.message.size() < 200);
  CHECK(fault_of_text(std::string("20 \xFF\x01MW"), Dimension::power).message.find('\x01') == std::string::npos);
}

TEST_CASE("property: any number in any unit reads back as that number in that unit") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> mantissa(-10.0, 10.0);
  std::uniform_int_distribution<int> exponent(-12, 12);
  for (const Unit& unit : all_units())
    for (int i = 0; i < 200; ++i) {
      double value = mantissa(random) * std::pow(10.0, exponent(random));
      if (unit.dimension == Dimension::temperature) value = std::abs(value);
      const std::string text = number_text(value) + " " + std::string(unit.symbol);
      CAPTURE(text);
      const auto parsed = parse_quantity(text, unit.dimension);
      REQUIRE(std::holds_alternative<ReadQuantity>(parsed));
      CHECK(std::get<ReadQuantity>(parsed).si == to_si(value, unit));
      CHECK(std::get<ReadQuantity>(parsed).unit->symbol == unit.symbol);
      // And the written form of the SI value is the same quantity up to rounding.
      const double si = to_si(value, unit);
      if (unit.offset == 0.0)
        CHECK(si_of(quantity_text(si, unit), unit.dimension) == doctest::Approx(si).epsilon(1e-14));
    }
}

TEST_CASE("examples and words of every dimension read back") {
  for (const Unit& unit : all_units()) {
    CAPTURE(std::string(name(unit.dimension)));
    CHECK(std::isfinite(si_of(example_of(unit.dimension), unit.dimension)));
    // A power factor is written as a bare number.
    if (unit.dimension != Dimension::power_factor) CHECK(usual_unit(unit.dimension).dimension == unit.dimension);
  }
  CHECK(quantity_words(1e10, Dimension::power) == "10 GW");
  CHECK(quantity_words(1e3, Dimension::power) == "1 kW");
  CHECK(quantity_words(86400, Dimension::time) == "24 h");
  CHECK(quantity_words(253.15, Dimension::temperature) == "-20 degC");
  CHECK(quantity_words(0.5, Dimension::power_factor) == "0.5");
}
