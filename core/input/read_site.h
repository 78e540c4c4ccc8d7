// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/finding.h"
#include "core/input/map_file.h"
#include "core/model/site_spec.h"

namespace plinth {

/// Bytes of a file named in the input, path as written (relative to the site file); nullopt when it cannot be read.
using FileReader = std::function<std::optional<std::string>(const std::string& path)>;

/// Map coordinates (x = longitude or easting, y = latitude or northing) in `crs` ("OGC:CRS84", "EPSG:25832") to local
/// metres east/north of their common centre, by a conformal projection around it. `error` is set when it failed.
struct Projected {
  std::vector<std::pair<double, double>> metres;
  std::string projection;  ///< words for the report: "tmerc at 39.0400 N 77.4800 W"
  std::string error;
};
using Projector = std::function<Projected(const std::string& crs, const std::vector<std::pair<double, double>>&)>;
/// The same input to longitude and latitude in degrees, for files in different systems; `projection` stays empty.
using Degrees = Projector;

/// What a coordinate system says of itself: metres to one unit of its coordinates (0: degrees, or unknown), and the
/// part of the Earth it is meant for in degrees; west > east where that crosses the date line.
struct CrsFacts {
  double metres_per_unit = 0;
  double west = -180, south = -90, east = 180, north = 90;
};
using CrsReader = std::function<CrsFacts(const std::string& crs)>;

/// `--set key=value` from the command line; a value is TOML, or plain text where that is not TOML.
struct Override {
  std::string key, value;
};

/// What reading a site may ask of the world.
struct SiteWorld {
  FileReader read_file;
  Projector project;
  Degrees degrees = {};     ///< without it all map files of a site must be in one system
  MapReader read_map = {};  ///< without it only GeoJSON is read
  CrsReader facts = {};     ///< without it drawings count as drawn in the units of `site.crs`
};

/// Reads `site.toml`. Every fault is reported at once with file:line:column; the value is there only without errors.
/// Codes SPC001… are listed in docs/errors.md. Defaults taken are in `SiteSpec::defaults`.
[[nodiscard]] Outcome<SiteSpec> read_site(std::string_view toml, const std::string& file, const SiteWorld& world,
                                          std::span<const Override> overrides = {});

}  // namespace plinth
