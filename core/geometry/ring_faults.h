// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/geometry/plan.h"

namespace plinth {

/// Every fault of a polygon at once, at most 20: each place where a ring meets itself or another, then holes that lie
/// where they cannot. Empty exactly when fault_of() finds nothing.
[[nodiscard]] std::vector<RingFault> faults_of(const Polygon& polygon);

}  // namespace plinth
