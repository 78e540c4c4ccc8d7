// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/catalog.h"
#include "core/model/design.h"

namespace plinth {

/// The same site with `racks` of them in all, in the phases that so many reach: a phase that asks for less stays as it
/// is, the first one that asks for as much or more gets what is left and is the last; racks beyond the last phase
/// belong to it. Groups with a phase are filled in the order of their phases. Without phases as with_racks().
[[nodiscard]] SiteSpec with_racks_in_phases(const SiteSpec& spec, const Catalog& catalog, std::int64_t racks);

/// The same with the last phase joined to the one before; false where there is only one.
bool join_last_phases(SiteSpec& spec);

/// What becomes of a phase of the site in the largest load that fits; IT in service, growth and earlier phases
/// included.
struct FitPhase {
  int number = 0;
  Power asked;                  ///< by the site
  std::optional<Power> serves;  ///< nothing: no part of it fits
  [[nodiscard]] bool whole() const { return serves && serves->si >= asked.si * (1 - 1e-9); }
};
/// `largest`: of a site made by with_racks_in_phases().
[[nodiscard]] std::vector<FitPhase> phases_that_fit(const SiteSpec& spec, const Catalog& catalog,
                                                    const Design& largest);

}  // namespace plinth
