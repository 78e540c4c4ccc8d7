// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// Metres of one thing that routes lie in or that parts them.
struct CarrierQuantity {
  std::string name;         ///< "tray": the same in every revision
  std::string description;  ///< "Cable tray"
  double metres = 0;
  std::string note;  ///< its mean width
};

/// Trays, rows of ducts, tiers of pipe rack, fuel trenches and fire barriers, in this order; those of no length are
/// left out. A carrier is as long as the stretches in which something lies.
[[nodiscard]] std::vector<CarrierQuantity> carrier_quantities(const Design& design);

}  // namespace plinth
