// SPDX-License-Identifier: Apache-2.0
#include "core/base/units.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/text.h"

namespace plinth {
namespace {

struct DimensionRow {
  Dimension dimension;
  std::string_view name;
  Exponents exponents;  // kg, m, s, A, K, va, usd
};

constexpr DimensionRow dimension_rows[] = {
    {Dimension::ratio, "ratio", {0, 0, 0, 0, 0, 0, 0}},
    {Dimension::length, "length", {0, 1, 0, 0, 0, 0, 0}},
    {Dimension::area, "area", {0, 2, 0, 0, 0, 0, 0}},
    {Dimension::volume, "volume", {0, 3, 0, 0, 0, 0, 0}},
    {Dimension::mass, "mass", {1, 0, 0, 0, 0, 0, 0}},
    {Dimension::time, "time", {0, 0, 1, 0, 0, 0, 0}},
    {Dimension::power, "power", {1, 2, -3, 0, 0, 0, 0}},
    {Dimension::apparent_power, "apparent power", {1, 2, -3, 0, 0, 1, 0}},
    {Dimension::energy, "energy", {1, 2, -2, 0, 0, 0, 0}},
    {Dimension::power_factor, "power factor", {0, 0, 0, 0, 0, -1, 0}},
    {Dimension::pressure, "pressure", {1, -1, -2, 0, 0, 0, 0}},
    {Dimension::flow, "flow", {0, 3, -1, 0, 0, 0, 0}},
    {Dimension::mass_flow, "mass flow", {1, 0, -1, 0, 0, 0, 0}},
    {Dimension::voltage, "voltage", {1, 2, -3, -1, 0, 0, 0}},
    {Dimension::current, "current", {0, 0, 0, 1, 0, 0, 0}},
    {Dimension::resistance, "resistance", {1, 2, -3, -2, 0, 0, 0}},
    {Dimension::temperature, "temperature", {0, 0, 0, 0, 1, 0, 0}},
    {Dimension::temperature_difference, "temperature difference", {0, 0, 0, 0, 1, 0, 0}},
    {Dimension::money, "money", {0, 0, 0, 0, 0, 0, 1}},
    {Dimension::angle, "angle", {0, 0, 0, 0, 0, 0, 0}},
    {Dimension::ramp_rate, "ramp rate", {1, 2, -4, 0, 0, 0, 0}},
    {Dimension::frequency, "frequency", {0, 0, -1, 0, 0, 0, 0}},
    {Dimension::heat_capacity_rate, "heat capacity rate", {1, 2, -3, 0, -1, 0, 0}},
    {Dimension::mass_per_length, "mass per length", {1, -1, 0, 0, 0, 0, 0}},
    {Dimension::power_per_length, "power per length", {1, 1, -3, 0, 0, 0, 0}},
    {Dimension::money_per_length, "money per length", {0, -1, 0, 0, 0, 0, 1}},
    {Dimension::sound_level, "sound level", {0, 0, 0, 0, 0, 0, 0}},
    {Dimension::density, "density", {1, -3, 0, 0, 0, 0, 0}},
    {Dimension::specific_heat, "specific heat", {0, 2, -2, 0, -1, 0, 0}},
    {Dimension::speed, "speed", {0, 1, -1, 0, 0, 0, 0}},
    {Dimension::specific_energy, "specific energy", {0, 2, -2, 0, 0, 0, 0}},
    {Dimension::specific_fuel, "specific fuel", {-1, 1, 2, 0, 0, 0, 0}},
    {Dimension::force, "force", {1, 1, -2, 0, 0, 0, 0}},
};

const DimensionRow& row_of(Dimension dimension) {
  return *std::find_if(std::begin(dimension_rows), std::end(dimension_rows),
                       [&](const DimensionRow& row) { return row.dimension == dimension; });
}

// NIST SP 811 Appendix B gives the US customary factors; the short ton and US liquid gallon are exact by definition.
constexpr double foot = 0.3048, inch = 0.0254, pound = 0.45359237, gallon = 3.785411784e-3;

constexpr Unit unit_rows[] = {
    {"", Dimension::ratio, 1},
    {"%", Dimension::ratio, 0.01},
    {"m", Dimension::length, 1},
    {"mm", Dimension::length, 1e-3},
    {"cm", Dimension::length, 1e-2},
    {"km", Dimension::length, 1e3},
    {"ft", Dimension::length, foot},
    {"in", Dimension::length, inch},
    {"yd", Dimension::length, 0.9144},
    {"mi", Dimension::length, 1609.344},
    {"m2", Dimension::area, 1},
    {"m²", Dimension::area, 1},
    {"mm2", Dimension::area, 1e-6},
    {"ft2", Dimension::area, foot* foot},
    {"ft²", Dimension::area, foot* foot},
    {"ha", Dimension::area, 1e4},
    {"acre", Dimension::area, 4046.8564224},
    {"km2", Dimension::area, 1e6},
    {"m3", Dimension::volume, 1},
    {"m³", Dimension::volume, 1},
    {"L", Dimension::volume, 1e-3},
    {"l", Dimension::volume, 1e-3},
    {"gal", Dimension::volume, gallon},
    {"ft3", Dimension::volume, foot* foot* foot},
    {"kg", Dimension::mass, 1},
    {"g", Dimension::mass, 1e-3},
    {"t", Dimension::mass, 1e3},
    {"lb", Dimension::mass, pound},
    {"short ton", Dimension::mass, 2000 * pound},
    {"s", Dimension::time, 1},
    {"ms", Dimension::time, 1e-3},
    {"min", Dimension::time, 60},
    {"h", Dimension::time, 3600},
    {"hour", Dimension::time, 3600},
    {"d", Dimension::time, 86400},
    {"day", Dimension::time, 86400},
    {"week", Dimension::time, 604800},
    {"wk", Dimension::time, 604800},
    {"year", Dimension::time, 8760.0 * 3600},
    {"W", Dimension::power, 1},
    {"kW", Dimension::power, 1e3},
    {"MW", Dimension::power, 1e6},
    {"GW", Dimension::power, 1e9},
    {"hp", Dimension::power, 745.69987158227022},
    {"BTU/h", Dimension::power, 0.29307107017222222},
    {"RT", Dimension::power, 3516.8528420667},
    {"VA", Dimension::apparent_power, 1},
    {"kVA", Dimension::apparent_power, 1e3},
    {"MVA", Dimension::apparent_power, 1e6},
    {"GVA", Dimension::apparent_power, 1e9},
    {"J", Dimension::energy, 1},
    {"kJ", Dimension::energy, 1e3},
    {"MJ", Dimension::energy, 1e6},
    {"Wh", Dimension::energy, 3600},
    {"kWh", Dimension::energy, 3.6e6},
    {"MWh", Dimension::energy, 3.6e9},
    {"GWh", Dimension::energy, 3.6e12},
    {"W/VA", Dimension::power_factor, 1},
    {"Pa", Dimension::pressure, 1},
    {"kPa", Dimension::pressure, 1e3},
    {"MPa", Dimension::pressure, 1e6},
    {"bar", Dimension::pressure, 1e5},
    {"mbar", Dimension::pressure, 100},
    {"psi", Dimension::pressure, 6894.757293168},
    {"psf", Dimension::pressure, 47.880258980336},
    {"m3/s", Dimension::flow, 1},
    {"m³/s", Dimension::flow, 1},
    {"m3/h", Dimension::flow, 1.0 / 3600},
    {"m³/h", Dimension::flow, 1.0 / 3600},
    {"L/s", Dimension::flow, 1e-3},
    {"L/min", Dimension::flow, 1e-3 / 60},
    {"LPM", Dimension::flow, 1e-3 / 60},
    {"lpm", Dimension::flow, 1e-3 / 60},
    {"gpm", Dimension::flow, gallon / 60},
    {"CFM", Dimension::flow, foot* foot* foot / 60},
    {"cfm", Dimension::flow, foot* foot* foot / 60},
    {"kg/s", Dimension::mass_flow, 1},
    {"kg/h", Dimension::mass_flow, 1.0 / 3600},
    {"V", Dimension::voltage, 1},
    {"kV", Dimension::voltage, 1e3},
    {"A", Dimension::current, 1},
    {"kA", Dimension::current, 1e3},
    {"ohm", Dimension::resistance, 1},
    {"mohm", Dimension::resistance, 1e-3},
    {"K", Dimension::temperature, 1},
    {"degC", Dimension::temperature, 1, 273.15},
    {"°C", Dimension::temperature, 1, 273.15},
    {"C", Dimension::temperature, 1, 273.15},
    {"degF", Dimension::temperature, 5.0 / 9, 459.67 * 5.0 / 9},
    {"°F", Dimension::temperature, 5.0 / 9, 459.67 * 5.0 / 9},
    {"F", Dimension::temperature, 5.0 / 9, 459.67 * 5.0 / 9},
    {"K", Dimension::temperature_difference, 1},
    {"delta degC", Dimension::temperature_difference, 1},
    {"delta degF", Dimension::temperature_difference, 5.0 / 9},
    {"USD", Dimension::money, 1},
    {"kUSD", Dimension::money, 1e3},
    {"MUSD", Dimension::money, 1e6},
    {"rad", Dimension::angle, 1},
    {"deg", Dimension::angle, 0.017453292519943295},
    {"°", Dimension::angle, 0.017453292519943295},
    {"W/s", Dimension::ramp_rate, 1},
    {"kW/s", Dimension::ramp_rate, 1e3},
    {"MW/s", Dimension::ramp_rate, 1e6},
    {"MW/min", Dimension::ramp_rate, 1e6 / 60},
    {"kW/min", Dimension::ramp_rate, 1e3 / 60},
    {"Hz", Dimension::frequency, 1},
    {"W/K", Dimension::heat_capacity_rate, 1},
    {"kW/K", Dimension::heat_capacity_rate, 1e3},
    {"kg/m", Dimension::mass_per_length, 1},
    {"lb/ft", Dimension::mass_per_length, pound / foot},
    {"W/m", Dimension::power_per_length, 1},
    {"kW/m", Dimension::power_per_length, 1e3},
    {"USD/m", Dimension::money_per_length, 1},
    {"USD/ft", Dimension::money_per_length, 1 / foot},
    {"dB(A)", Dimension::sound_level, 1},
    {"dBA", Dimension::sound_level, 1},
    {"kg/m3", Dimension::density, 1},
    {"J/(kg K)", Dimension::specific_heat, 1},
    {"m/s", Dimension::speed, 1},
    {"km/h", Dimension::speed, 1 / 3.6},
    {"mph", Dimension::speed, 5280 * foot / 3600},
    {"J/kg", Dimension::specific_energy, 1},
    {"kJ/kg", Dimension::specific_energy, 1e3},
    {"m3/J", Dimension::specific_fuel, 1},
    {"L/kWh", Dimension::specific_fuel, 1e-3 / 3.6e6},
    {"gal/kWh", Dimension::specific_fuel, gallon / 3.6e6},
    {"N", Dimension::force, 1},
    {"kN", Dimension::force, 1e3},
    {"lbf", Dimension::force, pound * 9.80665},
};

const Unit* find_if_unit(auto&& matches) {
  const auto* found = std::find_if(std::begin(unit_rows), std::end(unit_rows), matches);
  return found == std::end(unit_rows) ? nullptr : found;
}

}  // namespace

Exponents exponents(Dimension dimension) { return row_of(dimension).exponents; }

std::string_view name(Dimension dimension) { return row_of(dimension).name; }

std::optional<Dimension> dimension_named(std::string_view name) {
  for (const DimensionRow& row : dimension_rows)
    if (std::equal(row.name.begin(), row.name.end(), name.begin(), name.end(),
                   [](char a, char b) { return a == b || (a == ' ' && b == '_'); }))
      return row.dimension;
  return std::nullopt;
}

std::span<const Unit> all_units() { return unit_rows; }

const Unit* find_unit(std::string_view symbol) {
  if (const Unit* exact = find_if_unit([&](const Unit& u) { return u.symbol == symbol; })) return exact;
  const std::string wanted = lower(symbol);
  const Unit* found = nullptr;
  for (const Unit& unit : unit_rows) {
    if (lower(unit.symbol) != wanted) continue;
    if (found != nullptr && (found->dimension != unit.dimension || found->factor != unit.factor)) return nullptr;
    found = &unit;
  }
  return found;
}

const Unit* find_unit(std::string_view symbol, Dimension wanted) {
  if (const Unit* exact = find_if_unit([&](const Unit& u) { return u.symbol == symbol && u.dimension == wanted; }))
    return exact;
  return find_unit(symbol);
}

double to_si(double value, const Unit& unit) { return value * unit.factor + unit.offset; }

double from_si(double si, const Unit& unit) { return (si - unit.offset) / unit.factor; }

std::string number_text(double value) {
  if (value == 0) return "0";  // also -0
  char buffer[512];
  const double size = std::fabs(value);
  const auto format = size >= 1e15 || size < 1e-6 ? std::chars_format::scientific : std::chars_format::fixed;
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value, format);
  return {buffer, result.ptr};
}

std::string round_text(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return std::isfinite(value) ? "0" : (value > 0 ? "inf" : "not a number");
  const int before = static_cast<int>(std::floor(std::log10(std::fabs(value)))) + 1;
  const int decimals = std::max(0, digits - before);
  char buffer[512];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
  std::string text(buffer, result.ptr);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

}  // namespace plinth
