// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/civil/civil_basis.h"

namespace plinth::civil {

/// The natural ground: a plane that falls by `site.ground.slope`, at `site.elevation` in the middle of the site.
class GroundPlane {
 public:
  explicit GroundPlane(const SiteSpec& spec);
  [[nodiscard]] Length level(PlanPoint at) const;
  /// Rise per metre to the east and to the north.
  [[nodiscard]] double east() const { return east_; }
  [[nodiscard]] double north() const { return north_; }

 private:
  double east_ = 0, north_ = 0;
  Length middle_;
  PlanPoint at_;
};

/// A level pad for every group of the layout, at the height where what is cut fills the rest; none on level ground.
/// Writes the volumes and the grades of roads to the ledger.
[[nodiscard]] std::vector<PadLevel> levels_of(const Design& design, const Catalog& catalog, Book& book);

}  // namespace plinth::civil
