// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/input/read_site.h"

namespace plinth {

/// The boundary of a site as its file has it, faults and all.
struct RawBoundary {
  std::string source;  ///< the map file, or "inline"
  std::string crs;     ///< as MapFile::crs; "local" for points in the site file
  std::vector<MapPolygon> polygons;
  std::size_t from = 0, to = 0;  ///< the value of site.boundary in the bytes of the site file
};

/// Reads only `site.boundary` (and `site.crs`). No value where the file is no TOML, has no boundary, or names a map
/// file that cannot be read.
[[nodiscard]] Outcome<RawBoundary> read_raw_boundary(std::string_view toml, const std::string& file,
                                                     const SiteWorld& world);

/// Rings as a value of `site.boundary`: metres with three decimals, one ring, or a list of rings.
[[nodiscard]] std::string boundary_toml(const std::vector<MapPolygon>& polygons);
/// Polygons of longitude and latitude as a GeoJSON file (RFC 7946), nine decimals.
[[nodiscard]] std::string boundary_geojson(const std::vector<MapPolygon>& polygons);
/// A picture of polygons before (red, dashed) and after (green) a repair, in any coordinates.
[[nodiscard]] std::string boundary_svg(const std::vector<MapPolygon>& before, const std::vector<MapPolygon>& after);

}  // namespace plinth
