// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/input/map_file.h"

namespace plinth {

/// What became of the lines of a layer that are to be outlines of areas.
struct JoinedLines {
  std::vector<MapPolygon> polygons;  ///< one ring each; a single one may be open
  std::vector<std::string> remarks;  ///< gaps that were bridged and lines that were left out, with places
  std::vector<std::string> faults;   ///< outlines that do not close, with both ends; then there are no polygons
};

/// Lines that meet end to end become rings. Ends within a millimetre are one point; ends within a metre are joined,
/// nearest first, with a remark: in the middle up to 0.1 m, else by a straight line. Open lines beside closed ones are
/// left out. `metres_per_unit` is that of the coordinates.
[[nodiscard]] JoinedLines joined_lines(std::vector<MapLine> lines, double metres_per_unit);

/// Rings drawn side by side, one a polygon: one inside another is a hole of it, and one inside a hole is land again.
/// Polygons with holes of their own stay as they are. Points within `tolerance` of an outline count as inside it.
[[nodiscard]] std::vector<MapPolygon> nested_rings(std::vector<MapPolygon> polygons, double tolerance);

}  // namespace plinth
