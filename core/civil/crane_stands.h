// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/civil/bodies.h"
#include "core/civil/civil_basis.h"

namespace plinth::civil {

/// One class of crane: what it lifts at which radius.
struct CraneClass {
  Mass largest;
  Length base;  ///< side of the square its outriggers stand on
  Area mat;
  std::vector<std::pair<Length, Mass>> chart;  ///< by radius
  /// Straight between the points of the chart; what the first says nearer, none beyond the last.
  [[nodiscard]] std::optional<Mass> capacity(Length radius) const;
};

struct CraneBasis {
  std::vector<CraneClass> classes;
  double rigging = 0, utilisation = 0, outrigger_share = 0, own_mass = 0;
};

/// From `crane.chart.<n>.*` and their neighbours; nullopt and a CIV001 warning when one is missing.
[[nodiscard]] std::optional<CraneBasis> crane_basis(const SiteSpec& spec, const Catalog& catalog,
                                                    std::vector<Finding>& findings);

/// For each module on the ground: the smallest crane that sets it down from a road with its outriggers clear of
/// everything else, and the place on that road. Where there is none, `fouls` lists what is in their way: as few as
/// possible, and modules that may be set down later rather than buildings and modules of earlier phases. By tag.
/// `road_of` gets the index of the road each stands on, or the number of roads.
[[nodiscard]] std::vector<CraneStand> crane_stands(const Design& design, const Catalog& catalog, const Bodies& bodies,
                                                   const CraneBasis& basis, std::vector<std::size_t>& road_of);

}  // namespace plinth::civil
