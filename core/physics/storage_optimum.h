// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/physics/storage_smoothing.h"

namespace plinth {

/// Limits of a storage that may see the whole trace before it acts.
struct OptimumLimits {
  RampRate ramp;                           ///< of the grid power, either direction
  std::optional<Power> discharge, charge;  ///< largest storage powers; absent: no limit
};

/// Whether a lossless storage of `energy` can keep the limits over the whole trace, whatever its state and
/// the grid's at the start and at the end. The set of states (grid power, stored energy) that can be reached is a
/// convex polygon: each sample adds the segment +- R dt to it, cuts it at the power limits, shears it by the sample's
/// energy and cuts it at empty and full. It is feasible as long as the polygon is not empty.
[[nodiscard]] bool can_smooth(PowerTrace load, const OptimumLimits& limits, Energy energy);

/// The least energy any storage needs for this trace, with perfect foresight, to 1e-7 relative: bisection on the above.
/// nullopt when the power limits forbid it whatever the energy.
[[nodiscard]] std::optional<Energy> least_energy(PowerTrace load, const OptimumLimits& limits);

}  // namespace plinth
