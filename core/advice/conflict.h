// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/advice/attempt.h"

namespace plinth {

/// Input lines that cannot all stand, whatever the other inputs say; without any one of them the others of the set can.
struct Conflict {
  std::vector<std::string> keys;  ///< "site.utility.capacity"; empty when no set of inputs explains it
  std::vector<std::string> ways;  ///< the least change of each that makes the site feasible: "+3.2 MVA of utility …"
  bool minimal = false;           ///< every key was tested; false when the tries ran out
  int tried = 0;                  ///< sites looked at
};

/// The smallest conflicting set by a deletion filter: one input after the other is taken out of the way for good when
/// the site stays infeasible without it. Then, for each that remains, the least change of it alone that will do.
/// `spec` must be infeasible as far as `until`.
[[nodiscard]] Conflict find_conflict(const SiteSpec& spec, const Catalog& catalog, Until until);

/// The most whole racks that fit, below those asked for; each answer was really sized (and laid out).
struct Fit {
  std::int64_t racks = 0;
  Power it;
};
[[nodiscard]] std::optional<Fit> what_fits(const SiteSpec& spec, const Catalog& catalog, Until until);

/// Adds to the findings of a refused site what conflicts (SIZ013, a remark for each input line) and, as the hint of the
/// first error, the least changes that would do and the load that fits.
void advise(std::vector<Finding>& findings, const SiteSpec& spec, const Catalog& catalog, Until until);

}  // namespace plinth
