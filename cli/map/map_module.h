// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/input/map_file.h"

namespace plinth {

/// What the module `plinth_map` hands to the program that loads it. Nothing of GDAL shows here.
struct MapModule {
  int version;  ///< map_module_version of the build; refuse any other
  /// Layers of a KML, KMZ, DXF, Shapefile or GeoPackage held in memory. Never throws, opens no other file, no network.
  MapLayers (*read)(const std::vector<NamedBytes>& files);
  /// See MapRepairer.
  std::vector<MapPolygon> (*repair)(const std::vector<MapPolygon>& polygons);
};

/// Raised whenever MapModule or the types it uses change: the module and the program share their layout.
inline constexpr int map_module_version = 1;
/// File name of the module, next to the program or in ../lib/plinth.
inline constexpr const char* map_module_file = "plinth_map.so";
/// For dlsym: a function without parameters that returns a `const MapModule*`.
inline constexpr const char* map_module_entry = "plinth_map_module";
using MapModuleEntry = const MapModule* (*)();

}  // namespace plinth

extern "C" {
/// The entry point. Load with RTLD_NOW | RTLD_LOCAL.
const plinth::MapModule* plinth_map_module();
}
