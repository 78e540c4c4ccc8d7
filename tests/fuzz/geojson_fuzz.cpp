// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/input/read_geojson.h"

// A map file or an error; every ring of a map is found again at its place in the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto outcome = plinth::read_geojson(bytes, "map.geojson");
  if (outcome.ok() == plinth::has_errors(outcome.findings)) std::abort();
  if (!outcome.ok()) return 0;
  if (outcome.value->polygons.empty()) std::abort();
  for (const plinth::MapPolygon& polygon : outcome.value->polygons)
    for (const plinth::MapRing& ring : polygon.rings)
      if (plinth::at_map_point(bytes, "map.geojson", ring, 0, "X", "x").origin.line < 0) std::abort();
  return 0;
}
