// SPDX-License-Identifier: Apache-2.0
#include "core/input/any_quantity.h"

#include <charconv>

#include "core/base/text.h"

namespace plinth {
namespace {

/// The unit after the number: "3.05 m" -> "m".
std::string_view unit_part(std::string_view quantity) {
  const std::string_view text = trim(quantity);
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  double number = 0;
  const auto parsed = std::from_chars(text.data() + sign, text.data() + text.size(), number);
  return trim(text.substr(static_cast<std::size_t>(parsed.ptr - text.data())));
}

}  // namespace

std::variant<ReadQuantity, QuantityFault> parse_any_quantity(std::string_view text) {
  const std::string_view symbol = unit_part(text);
  if (symbol == "K") return parse_quantity(text, Dimension::temperature_difference);
  const Unit* unit = find_unit(symbol);
  if (unit == nullptr)
    return QuantityFault{QuantityFaults::unknown_unit, "unknown unit \"" + printable(symbol, 40) + "\"",
                         "docs/units.md lists them"};
  return parse_quantity(text, unit->dimension);
}

Dimension dimension_of(const ReadQuantity& quantity) { return quantity.unit->dimension; }

}  // namespace plinth
