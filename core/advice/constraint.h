// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/advice/attempt.h"

namespace plinth {

using Edit = std::function<void(SiteSpec&)>;

/// Weaker and weaker forms of one input, the least change first.
struct Ladder {
  int steps = 0;
  bool monotone = false;                      ///< where one step is feasible, every later one is: may be bisected
  std::function<void(SiteSpec&, int)> apply;  ///< writes step 0 … steps - 1
  std::function<std::string(int)> words;      ///< "cooling.redundancy = \"N\""
};

/// One input that can make a site infeasible.
struct Constraint {
  std::string key;            ///< "site.utility.capacity"
  std::vector<Edit> without;  ///< takes the restriction away; several where it restricts in more than one direction
  Ladder ladder;              ///< empty for what nobody can change: the climate
};

/// The inputs that restrict this site, in the order in which a conflict can best do without them: what a user would
/// least think of comes first, load and grid capacity last.
[[nodiscard]] std::vector<Constraint> constraints_of(const SiteSpec& spec, const Catalog& catalog, Until until);

}  // namespace plinth
