// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/sizing/plant.h"

namespace plinth {

/// Result of trying every combination of options, service by service, with pruning by the objective so far.
struct Solution {
  Plant plant;
  double value = 0;        ///< of the objective
  long long tried = 0;     ///< complete candidates looked at
  bool exhausted = false;  ///< nothing was left out: the plant is optimal among all combinations
};

/// Objective of a plant: first what the site minimises, then cost.
[[nodiscard]] std::pair<double, double> objective_value(Objective objective, const Plant& plant);

/// The best plant, or nothing with the reasons in `refusals`. `limit` bounds the partial candidates looked at.
[[nodiscard]] std::optional<Solution> solve(const Problem& problem, Refusals& refusals, long long limit = 400000);

}  // namespace plinth
