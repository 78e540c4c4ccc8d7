// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "core/base/units.h"

namespace plinth {

/// A quantity as it was read: the SI value and the unit it was written in (a row of all_units()).
struct ReadQuantity {
  double si = 0.0;
  const Unit* unit = nullptr;
};

enum class QuantityFaults { no_unit, wrong_dimension, unknown_unit, not_a_number, out_of_range };

/// Why a text is not the quantity wanted, and what to write instead.
struct QuantityFault {
  QuantityFaults what = QuantityFaults::not_a_number;
  std::string message;  ///< "unit mismatch: expected power, found energy"
  std::string hint;     ///< "write \"50 MW\""; may be empty
};

/// Reads "20 MW", "30 ft", "1.5e3 kVA", "40 degC". The number is decimal with a point and no thousands separators; the
/// unit is one of all_units(). Letters of a unit may be of the other case only where that cannot change its meaning:
/// "KW" is kW, "mw" is refused. A ratio needs no unit, a power factor neither. A temperature is absolute ("degC", "K")
/// and a temperature difference is "K" or "delta degC". Values past the range of a double and temperatures below
/// absolute zero are faults.
[[nodiscard]] std::variant<ReadQuantity, QuantityFault> parse_quantity(std::string_view text, Dimension wanted);

/// A quantity people might write: "20 MW" for power, "40 degC" for a temperature.
[[nodiscard]] std::string example_of(Dimension dimension);
/// The unit an input of this dimension is usually written in: "MW", "degC".
[[nodiscard]] const Unit& usual_unit(Dimension dimension);

/// `si` in `unit`: "20 MW", "12.5 %", "0.95". Reading it back gives `si` up to the rounding of the conversion.
[[nodiscard]] std::string quantity_text(double si, const Unit& unit);
/// `si` in the unit of its dimension that needs the fewest digits, rounded for people: "10 GW", "-20 degC".
[[nodiscard]] std::string quantity_words(double si, Dimension dimension);

}  // namespace plinth
