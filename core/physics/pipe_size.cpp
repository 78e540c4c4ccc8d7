// SPDX-License-Identifier: Apache-2.0
#include "core/physics/pipe_size.h"

#include <cmath>
#include <numbers>

namespace plinth {

Flow flow_at(Length bore, Speed speed) { return Flow{0.25 * std::numbers::pi * bore.si * bore.si * speed.si}; }

Length bore_for(Flow flow, Speed speed) { return Length{std::sqrt(4.0 * flow.si / (std::numbers::pi * speed.si))}; }

std::optional<PipeChoice> size_pipe(Flow flow, std::span<const PipeSize> sizes) {
  std::optional<PipeChoice> best;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const int runs = static_cast<int>(std::fmax(1.0, whole_units(flow.si / sizes[i].most.si)));
    if (!best || runs < best->runs) best = PipeChoice{i, runs};
  }
  return best;
}

}  // namespace plinth
