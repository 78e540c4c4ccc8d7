// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "core/geometry/plan.h"

namespace plinth {

/// Ground that two polygons share.
struct ParcelOverlap {
  std::size_t first = 0, second = 0;  ///< 0-based
  double m2 = 0;
  PlanPoint at;  ///< a corner of the largest piece
};

/// The first two of several sound polygons that share more than 0.1 m2: adjoining parcels of a survey may overlap by a
/// rounded hair, but ground counted twice is a fault.
[[nodiscard]] std::optional<ParcelOverlap> overlapping_parcels(const std::vector<Polygon>& parcels);

}  // namespace plinth
