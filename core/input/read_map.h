// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/input/map_file.h"
#include "core/input/site_context.h"
#include "core/input/toml_document.h"

namespace plinth {

/// What is wanted from a map file.
enum class MapWant { areas, lines };

/// What `"site.gpkg:parcels:Lot 7"` names. A GeoJSON file has no layers: `"parcel.geojson:Lot 7"`.
struct MapName {
  std::string path;
  std::string layer, feature;  ///< empty: the only one with what is wanted; every one
};
[[nodiscard]] MapName map_name(std::string_view text);

struct ReadMap {
  MapFile map;  ///< lines stand in `polygons`, one ring each, where lines were wanted
  std::string path;
  std::string bytes;  ///< of a GeoJSON file, to tell lines and columns; empty for other formats
};

/// Reads the map file that the value of `key` names. `stated` is `site.crs`, for files that name no coordinate system;
/// empty when it is not given. Reports SPC022 (not a map file), SPC023 (not of its format), SPC024 (nothing wanted in
/// it, or no such layer or feature), SPC025 (no coordinate system), SPC040 (cannot be read).
[[nodiscard]] std::optional<ReadMap> read_map(SiteContext& context, TomlTable& table, std::string_view key,
                                              const std::string& text, MapWant want, const std::string& stated);

}  // namespace plinth
