// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// Power and energy that storage must deliver for one purpose, with the words that explain it.
struct StorageNeed {
  std::string purpose;
  Power power;
  Energy energy;
};

/// Change of the load at the connection point between idle and full (TDP), the power train's losses included.
[[nodiscard]] Power load_swing(const Plant& plant);

/// Averaging window that keeps a causal moving average inside ramp and window limits: max(dP/R, dP w/D); zero when the
/// raw swing already keeps both (it fits the window limit and one minute of the ramp).
[[nodiscard]] Time smoothing_window(Power swing, const GridProfile& grid);

/// What each purpose of the site asks of the storage. Ramp: P = dP, E = dP W / 2, the least any causal policy can
/// promise; ride-through and backup: load times time; peak-shaving: load above the limit for the stated duration.
[[nodiscard]] std::vector<StorageNeed> storage_needs(const Problem& problem, const Plant& plant);

}  // namespace plinth
