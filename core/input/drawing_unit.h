// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/input/map_file.h"
#include "core/input/read_site.h"

namespace plinth {

/// Unit of a drawing as its $INSUNITS says: `metres` 0 where it is not a length that a site is drawn in.
struct DrawingUnit {
  int code = 0;  ///< 0 where the drawing states none
  double metres = 0;
  std::string name;
};
[[nodiscard]] DrawingUnit drawing_unit(const std::string& dxf);

/// How the coordinates of a drawing become those of the coordinate system that the site states for it: times `factor`;
/// or why nobody can tell.
struct DrawingScale {
  double factor = 1;
  std::string remark;  ///< where drawing and system are in different units
  std::string error;
};

/// A drawing whose unit is not that of the coordinate system `crs` was either drawn in that unit, and is to be
/// converted, or carries the unit of a template and was drawn in the system's all the same. Where its points lie tells:
/// only one of the two is within the part of the Earth that the system is for.
[[nodiscard]] DrawingScale drawing_scale(const SiteWorld& world, const DrawingUnit& unit, const std::string& crs,
                                         const MapFile& map);

}  // namespace plinth
