// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/site_spec.h"

namespace plinth {

/// A turned point is rounded to whole millimetres: it is at most this far from where it should be, 0.5 mm in x and in
/// y. Modules therefore keep one millimetre more from everything that was turned.
inline constexpr Millimetres kTurnedHair = 1;

/// The site with all its points in plant coordinates: boundary, keep-outs, gates, buildings, edges, zones, the
/// connection and pins that are not in them already. `rotation_deg` is that of PlantGrid. A spec that is turned already
/// is returned as it is.
[[nodiscard]] SiteSpec in_plant_grid(SiteSpec spec, double rotation_deg);

/// Site coordinates of a plant point, metres, not rounded.
struct SitePoint {
  double x_m = 0, y_m = 0;
};
[[nodiscard]] SitePoint in_site(PlanPoint plant, const PlantGrid& grid);
/// Plant coordinates of a site point, to the nearest whole millimetre.
[[nodiscard]] PlanPoint in_plant(PlanPoint site, double rotation_deg);

/// What modules keep beyond every distance to the land: kTurnedHair where the spec was turned by any angle, else 0.
[[nodiscard]] Millimetres turned_hair(const SiteSpec::Site& site);

}  // namespace plinth
