// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/input/read_site.h"

namespace plinth {

/// What the module `plinth_geo` hands to the program that loads it. Nothing of PROJ shows here.
struct GeoModule {
  int version;  ///< geo_module_version of the build; refuse any other
  /// Map coordinates in `crs` ("OGC:CRS84", "EPSG:25832"; longitude or easting first) to metres east and north of their
  /// common centre: transverse Mercator on GRS80, scale 1 on the central meridian, centre rounded to 0.0001 degree so
  /// that the words of `Projected::projection` say all of it. Never throws; `error` says what failed. No network.
  Projected (*project)(const std::string& crs, const std::vector<std::pair<double, double>>& points);
  /// The same input to degrees, longitude first (WGS 84), for files in different systems. `crs` may be WKT.
  Projected (*degrees)(const std::string& crs, const std::vector<std::pair<double, double>>& points);
  /// See CrsFacts.
  CrsFacts (*facts)(const std::string& crs);
};

/// Raised whenever GeoModule or Projected change: the module and the program share their layout.
inline constexpr int geo_module_version = 3;
/// File name of the module, next to the program or in ../lib/plinth.
inline constexpr const char* geo_module_file = "plinth_geo.so";
/// For dlsym: a function without parameters that returns a `const GeoModule*`.
inline constexpr const char* geo_module_entry = "plinth_geo_module";
using GeoModuleEntry = const GeoModule* (*)();

}  // namespace plinth

extern "C" {
/// The entry point. Load with RTLD_NOW | RTLD_LOCAL.
const plinth::GeoModule* plinth_geo_module();
}
