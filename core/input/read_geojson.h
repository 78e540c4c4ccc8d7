// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/finding.h"
#include "core/input/json_text.h"

namespace plinth {

/// A ring in the coordinates of its file, without the closing repeat of its first point.
struct MapRing {
  std::vector<std::pair<double, double>> points;  ///< longitude or easting, latitude or northing
  std::vector<JsonStep> path;                     ///< of the ring in the file
};

/// One polygon of a map file: the outer ring first, then its holes.
struct MapPolygon {
  std::vector<MapRing> rings;
  std::string name;  ///< property "name" of its feature; may be empty
};

struct MapFile {
  std::string crs;  ///< "OGC:CRS84" (longitude, latitude) or "EPSG:25832"
  std::vector<MapPolygon> polygons;
};

/// Reads GeoJSON (RFC 7946): FeatureCollection, Feature, GeometryCollection, Polygon and MultiPolygon with holes; other
/// geometries are left out with a warning. The `crs` member of the 2008 format is honoured. Codes SPC023 (not GeoJSON),
/// SPC024 (no polygon in it), SPC025 (coordinates that are no longitudes and latitudes, and no `crs`).
[[nodiscard]] Outcome<MapFile> read_geojson(std::string_view bytes, const std::string& file);

/// Line and column of point `index` (from 0) of a ring in the file it was read from; whole file when not found.
[[nodiscard]] Finding at_map_point(std::string_view bytes, const std::string& file, const MapRing& ring,
                                   std::size_t index, std::string_view code, std::string message);

}  // namespace plinth
