// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/input/read_weather.h"

// A weather file or an error; design extremes of a file that was taken are ordered.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto outcome = plinth::read_weather(bytes, "w.epw");
  if (outcome.ok() == plinth::has_errors(outcome.findings)) std::abort();
  if (!outcome.ok()) return 0;
  const auto design = plinth::design_extremes(*outcome.value);
  if (!design || design->minimum > design->dry_bulb || design->wet_bulb > design->dry_bulb) std::abort();
  return 0;
}
