// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/advice/exchange.h"
#include "core/base/finding.h"
#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

namespace plinth {

/// Why a module type is not part of the best design of a site.
struct WhyNot {
  enum class Answers {
    chosen,      ///< it is part of it
    not_asked,   ///< nothing of its kind is chosen at this site: `reasons` say why
    impossible,  ///< with it no design exists: `reasons` hold the constraint
    dearer,      ///< a design with it exists and is worse by `with` - `without`
    equal,       ///< a design with it is just as good: the tie was broken by the second objective or the id
    unproved     ///< a limit of the search was reached before a design with it was found
  };
  Answers answer = Answers::chosen;
  std::string module, kind;
  int installed = 0;                 ///< where it is chosen
  std::vector<std::string> reasons;  ///< sentences that begin with what they are about
  ObjectiveResult without;           ///< of the best design
  std::optional<ObjectiveResult> with;
  std::vector<Swap> swaps;  ///< what else changes with it
};

/// Sizes the site, then once more with this type as the only one for its service. `module` must be in the catalog.
/// Without a value the site itself is infeasible or faulty: the findings say why.
[[nodiscard]] Outcome<WhyNot> why_not(const SiteSpec& spec, const Catalog& catalog, const ModuleType& module);

}  // namespace plinth
