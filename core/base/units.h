// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/quantity.h"

namespace plinth {

/// What a quantity is, as users name it. Temperature and temperature difference, and real and apparent power, are
/// kept apart although their SI units agree.
enum class Dimension {
  ratio,
  length,
  area,
  volume,
  mass,
  time,
  power,
  apparent_power,
  energy,
  power_factor,
  pressure,
  flow,
  mass_flow,
  voltage,
  current,
  resistance,
  temperature,
  temperature_difference,
  money,
  angle,
  ramp_rate,
  frequency,
  heat_capacity_rate,
  mass_per_length,
  power_per_length,
  money_per_length,
  sound_level,
  density,
  specific_heat,
  speed,
  specific_energy,  ///< J/kg, latent heat
  specific_fuel,    ///< fuel volume per electrical energy, m3/J (written "L/kWh")
  force,
};

/// SI exponents (kg, m, s, A, K, va, usd) of a dimension, for checking formulas at run time.
using Exponents = std::array<signed char, 7>;
[[nodiscard]] Exponents exponents(Dimension dimension);
[[nodiscard]] std::string_view name(Dimension dimension);                       ///< "temperature difference"
[[nodiscard]] std::optional<Dimension> dimension_named(std::string_view name);  ///< accepts "temperature_difference"

/// One spelling of a unit: value_si = value * factor + offset.
struct Unit {
  std::string_view symbol;
  Dimension dimension;
  double factor;
  double offset = 0.0;
};

/// Every spelling accepted in input, SI and US customary; the first of each dimension is the SI one.
[[nodiscard]] std::span<const Unit> all_units();
/// Case-sensitive first; then case-insensitive where that leaves exactly one meaning. nullptr when unknown.
[[nodiscard]] const Unit* find_unit(std::string_view symbol);
/// As above, but where a symbol has two meanings ("K", "degF") the wanted dimension decides.
[[nodiscard]] const Unit* find_unit(std::string_view symbol, Dimension wanted);

[[nodiscard]] double to_si(double value, const Unit& unit);
[[nodiscard]] double from_si(double si, const Unit& unit);

/// Shortest text that reads back equal, decimal point, no exponent below 1e15; independent of locale.
[[nodiscard]] std::string number_text(double value);
/// Rounded for people to `digits` significant digits: "20.12", "1 250" is never used, no thousands separators.
[[nodiscard]] std::string round_text(double value, int digits = 4);

}  // namespace plinth
