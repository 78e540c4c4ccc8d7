// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>

#include "core/base/quantity.h"

namespace plinth {

/// A stock bore and the flow it may carry: ASHRAE 90.1-2022 Table 6.5.4.6 for facility water, a velocity limit for
/// technology coolant.
struct PipeSize {
  Length bore;
  Flow most;
};

/// Most flow of a bore at a velocity limit.
[[nodiscard]] Flow flow_at(Length bore, Speed speed);
/// Bore at which the flow has this speed: sqrt(4 V / (pi v)).
[[nodiscard]] Length bore_for(Flow flow, Speed speed);

struct PipeChoice {
  std::size_t size = 0;  ///< index
  int runs = 1;
};
/// The smallest size that carries the flow in one run; when none does, as many runs as needed of the size that needs
/// fewest. `sizes` by bore. Nothing when there are no sizes.
[[nodiscard]] std::optional<PipeChoice> size_pipe(Flow flow, std::span<const PipeSize> sizes);

}  // namespace plinth
