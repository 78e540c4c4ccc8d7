// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/input/read_site.h"

// Any bytes as a site file: a value or an error, never both missing, never a crash. Files it names hold the same bytes,
// so that the map and weather readers are reached too. The first byte chooses whether an override is applied.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  plinth::SiteWorld world;
  world.read_file = [&](const std::string&) { return std::string(bytes); };
  world.project = [](const std::string&, const std::vector<std::pair<double, double>>& points) {
    plinth::Projected out;
    for (const auto& [x, y] : points)
      out.metres.emplace_back(std::remainder(x, 1.0) * 1e5, std::remainder(y, 1.0) * 1e5);
    return out;
  };
  std::vector<plinth::Override> overrides;
  if (const std::size_t equals = bytes.find('='); size % 4 == 0 && equals != std::string_view::npos && equals < 60)
    overrides.push_back({std::string(bytes.substr(0, equals)), std::string(bytes.substr(equals + 1, 200))});
  const auto outcome = plinth::read_site(bytes, "site.toml", world, overrides);
  if (outcome.ok() == plinth::has_errors(outcome.findings)) std::abort();
  for (const plinth::Finding& f : outcome.findings)
    if (f.code.empty() || f.message.empty() || f.caret_length < 1 || f.origin.file.empty()) std::abort();
  if (outcome.ok() && (outcome.value->site.parcels.empty() || outcome.value->site.gates.empty())) std::abort();
  return 0;
}
