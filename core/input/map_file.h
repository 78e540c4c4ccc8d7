// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/input/json_text.h"

namespace plinth {

/// A ring in the coordinates of its file, without the closing repeat of its first point.
struct MapRing {
  std::vector<std::pair<double, double>> points;  ///< longitude or easting, latitude or northing
  std::vector<JsonStep> path;                     ///< of the ring in a GeoJSON file; empty for other formats
  bool closed = true;                             ///< the file repeats its first point at the end
};

/// One polygon of a map file: the outer ring first, then its holes.
struct MapPolygon {
  std::vector<MapRing> rings;
  std::string name;   ///< of its feature; may be empty
  std::string place;  ///< where it is, for formats without lines: "layer \"parcels\", feature 2"
};

/// An open line, such as an overhead line.
struct MapLine {
  MapRing points;
  std::string name, place;
};

/// What was taken out of one map file. `crs` is one of
///   "OGC:CRS84"   longitude, latitude in degrees
///   "EPSG:25832"  or WKT: any other system of the world
///   "local"       metres, x east and y north, as in the site file
struct MapFile {
  std::string crs;
  std::vector<MapPolygon> polygons;
  std::vector<MapLine> lines;
};

/// One layer of a map file, as a reader of many formats sees it. `crs` is empty where the file does not state one.
struct MapLayer {
  std::string name;
  std::string crs;
  std::vector<MapPolygon> polygons;
  std::vector<MapLine> lines;
  std::size_t others = 0;  ///< points and other things that are neither area nor line
};

/// All layers of a file, or why there are none.
struct MapLayers {
  std::vector<MapLayer> layers;
  std::string error;
};

/// A file and the bytes in it: a Shapefile comes with its .dbf, .shx and .prj.
struct NamedBytes {
  std::string name, bytes;
};

/// Reads KML, KMZ, DXF, Shapefile or GeoPackage; the first file is the one that was named. Never throws.
using MapReader = std::function<MapLayers(const std::vector<NamedBytes>& files)>;

/// Sound polygons that cover what faulty ones were meant to cover: rings closed and untangled, repeats and slivers left
/// out, holes inside, parts that overlap made one. In the coordinates they came in; empty when nothing is left.
using MapRepairer = std::function<std::vector<MapPolygon>(const std::vector<MapPolygon>& polygons)>;

}  // namespace plinth
