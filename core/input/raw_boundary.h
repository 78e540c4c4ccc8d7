// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/input/read_site.h"

namespace plinth {

/// An area of a site as its file has it, faults and all.
struct RawArea {
  std::string key;     ///< "site.boundary", "site.keep_out.1.area"
  std::string source;  ///< the map file, or "inline"
  std::string crs;     ///< as MapFile::crs; "local" for points in the site file
  std::vector<MapPolygon> polygons;
  std::size_t from = 0, to = 0;  ///< the value in the bytes of the site file
};

/// Reads only the areas of a site: its boundary, keep-outs, existing buildings and zones. What cannot be read is left
/// out: reading the site says why.
[[nodiscard]] std::vector<RawArea> read_raw_areas(std::string_view toml, const std::string& file,
                                                  const SiteWorld& world);
/// Whether a finding of reading the site points at this area: at its value, or into its map file.
[[nodiscard]] bool is_about(const Finding& finding, const RawArea& area, std::string_view toml,
                            const std::string& file);

/// Rings as a value of `site.boundary`: metres with three decimals, one ring, or a list of rings.
[[nodiscard]] std::string boundary_toml(const std::vector<MapPolygon>& polygons);
/// Polygons of longitude and latitude as a GeoJSON file (RFC 7946), nine decimals; longitudes come to within 180.
[[nodiscard]] std::string boundary_geojson(const std::vector<MapPolygon>& polygons);
/// A picture of polygons before (red, dashed) and after (green) a repair, in metres, or true to shape from `degrees`.
[[nodiscard]] std::string boundary_svg(const std::vector<MapPolygon>& before, const std::vector<MapPolygon>& after,
                                       bool degrees);

}  // namespace plinth
