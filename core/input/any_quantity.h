// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <variant>

#include "core/input/quantity_text.h"

namespace plinth {

/// Reads a quantity whose dimension its unit tells: "2.2 m", "3 K", "0.02", "4 %". "K" alone is a difference; an
/// absolute temperature is written in degC.
[[nodiscard]] std::variant<ReadQuantity, QuantityFault> parse_any_quantity(std::string_view text);
/// The dimension of what was read: that of its unit, but a difference for "K".
[[nodiscard]] Dimension dimension_of(const ReadQuantity& quantity);

}  // namespace plinth
