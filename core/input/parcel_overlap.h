// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "core/geometry/plan.h"

namespace plinth {

/// The first two (0-based) of several sound polygons that share more than 0.1 m2: adjoining parcels of a survey may
/// overlap by a rounded hair, but ground counted twice is a fault.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> overlapping_parcels(
    const std::vector<Polygon>& parcels);

}  // namespace plinth
