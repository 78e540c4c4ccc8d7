// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/advice/exchange.h"
#include "core/advice/measures.h"
#include "core/base/finding.h"
#include "core/pipeline.h"

namespace plinth {

/// What becomes of a design when one module type takes the place of another.
struct Replacement {
  enum class Answers {
    possible,       ///< a design with it exists: `after` and what follows describe it
    not_chosen,     ///< the design has nothing of the type that is to go
    other_service,  ///< the two types do not do the same job
    impossible,     ///< with it no design exists: `reasons` hold the constraint
    unproved        ///< a limit of the search was reached before a design with it was found
  };
  Answers answer = Answers::possible;
  std::string from, to;
  int installed_before = 0, installed_after = 0;
  std::vector<std::string> reasons;  ///< why it cannot be
  Measures before, after;
  ObjectiveResult objective_before, objective_after;
  std::vector<Swap> swaps;            ///< every service whose choice differs
  std::vector<Finding> gained, lost;  ///< of the rules and remarks
};

/// Designs the site as it is and with `to` where `from` is chosen; types chosen beside `from` for the same service may
/// stay. Racks are exchanged where the site names them. Without a value the site itself has no design.
[[nodiscard]] Outcome<Replacement> replace_type(const SiteSpec& spec, const Catalog& catalog, const ModuleType& from,
                                                const ModuleType& to, Until until, const Costing& costing);

}  // namespace plinth
