// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// Types that may reject facility heat at this site (cooling.rejection, prefer, exclude).
[[nodiscard]] std::vector<const ModuleType*> rejection_types(const Problem& problem);

/// Heat one cooler (or chiller) takes from facility water at the design climate; zero with a reason when it cannot.
[[nodiscard]] Power rejection_capacity(const Problem& problem, const ModuleType& type, Refusals& refusals);

/// Air onto the coil: ambient with recirculation, or that cooled by the pad towards the wet bulb (M44).
[[nodiscard]] Temperature coil_air(const Problem& problem, const ModuleType& type);

/// Share of a chiller's rating left at the design ambient: 1 up to its rating point, a straight fall above it, 0 above
/// its highest ambient.
[[nodiscard]] double chiller_derating(const Problem& problem, const ModuleType& type);

}  // namespace plinth
