// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/model/site_spec.h"

namespace plinth::layout {

/// The rotations of the plant grid worth trying, degrees, the first one where nothing speaks for another: that of a
/// spec that is turned already, or the one asked for; else the main directions of the parcel, (-45, 45], and 0. Main
/// directions are those along which most of the outline runs, parallel or across, and that of the smallest rectangle
/// around it. The first of them comes before 0 where a third of the outline runs along it.
[[nodiscard]] std::vector<double> grid_angles(const SiteSpec& spec);

/// The direction along which most metres of these outlines run, parallel or across, degrees in (-45, 45].
/// `part`, where given, gets their part of all metres.
[[nodiscard]] double longest_direction(const std::vector<Polygon>& parcels, double* part = nullptr);
/// The direction of the smallest rectangle around the largest parcel, degrees in (-45, 45].
[[nodiscard]] double tightest_direction(const std::vector<Polygon>& parcels);

}  // namespace plinth::layout
