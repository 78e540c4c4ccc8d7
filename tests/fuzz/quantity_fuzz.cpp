// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/input/quantity_text.h"

// The first byte chooses the dimension, the rest is the text. What is read is finite; its written form reads back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto units = plinth::all_units();
  const plinth::Dimension wanted = units[data[0] % units.size()].dimension;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto parsed = plinth::parse_quantity(text, wanted);
  if (const auto* read = std::get_if<plinth::ReadQuantity>(&parsed)) {
    if (!std::isfinite(read->si) || read->unit == nullptr) std::abort();
    const std::string written = plinth::quantity_text(read->si, *read->unit);
    const auto again = plinth::parse_quantity(written, wanted);
    const auto* back = std::get_if<plinth::ReadQuantity>(&again);
    const bool tiny = std::abs(read->si) < 1e-290 || std::abs(read->si) > 1e290;  // rounding may leave the range there
    const double scale = std::abs(read->si) + std::abs(read->unit->offset);
    if (!tiny && (back == nullptr || std::abs(back->si - read->si) > 1e-12 * scale)) {
      // A temperature at absolute zero may round to just below it.
      if (!(wanted == plinth::Dimension::temperature && read->si < 1e-9)) std::abort();
    }
  } else if (std::get<plinth::QuantityFault>(parsed).message.empty()) {
    std::abort();
  }
  return 0;
}
