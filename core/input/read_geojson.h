// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "core/base/finding.h"
#include "core/input/map_file.h"

namespace plinth {

/// Reads GeoJSON (RFC 7946): FeatureCollection, Feature, GeometryCollection, Polygon and MultiPolygon with holes; other
/// geometries are left out with a warning. Where there are no areas, LineStrings come back in `lines`: outlines. The
/// `crs` member of the 2008 format is honoured; without one, coordinates that are no degrees are in `stated`, the
/// `site.crs`, and with "local" all are. Codes SPC023 (not GeoJSON), SPC024 (no polygon in it), SPC025 (coordinates
/// that are no longitudes and latitudes, and no `crs`). With `lines`, it is the LineStrings that are read, each as a
/// polygon of one open ring, and areas are left out.
[[nodiscard]] Outcome<MapFile> read_geojson(std::string_view bytes, const std::string& file, bool lines = false,
                                            const std::string& stated = {});

/// Line and column of point `index` (from 0) of a ring in the file it was read from; whole file when not found.
[[nodiscard]] Finding at_map_point(std::string_view bytes, const std::string& file, const MapRing& ring,
                                   std::size_t index, std::string_view code, std::string message);

}  // namespace plinth
