// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <utility>

#include "core/sizing/plant.h"

namespace plinth {

/// Result of building the plant service by service, keeping every partial plant that no other one beats.
struct Solution {
  Plant plant;
  double value = 0;        ///< of the objective
  double bound = 0;        ///< no combination has a smaller objective
  long long tried = 0;     ///< partial plants looked at
  bool exhausted = false;  ///< nothing but dominated plants was dropped: optimal among all combinations
};

/// Objective of a plant: first what the site minimises, then a second one to break ties.
[[nodiscard]] std::pair<double, double> objective_value(const SiteSpec& spec, const Plant& plant);

/// How far a search goes.
struct SearchLimits {
  std::size_t plants = 12000;  ///< partial plants kept after a service: proofs on all but long mixed rack lists
  bool bounds = true;          ///< drop what cannot beat the best plant known
  bool any = false;            ///< the first plant found is enough
  bool dominance = true;       ///< drop what another plant beats in everything that later services use
};
/// Few partial plants: good designs, seldom a proof.
inline constexpr SearchLimits quick_search{.plants = 200};

/// What a search found, and whether it left nothing out: only then is "nothing" a proof.
struct SearchResult {
  std::optional<Solution> solution;
  bool exhausted = false;
  std::string stuck{};  ///< without a solution: the service that nothing serves, or "utility"
};

/// The best plant, or nothing with the reasons in `refusals`. Dynamic programming with dominance: a partial plant is
/// dropped only when another one is no worse in everything later services look at. When more than `limit` partial
/// plants are left after a service, the most promising are kept and the result is not called exhausted. Without bounds
/// and dominance every combination is built: what the search is tested against.
[[nodiscard]] SearchResult solve(const Problem& problem, Refusals& refusals, const SearchLimits& limits = {});

}  // namespace plinth
