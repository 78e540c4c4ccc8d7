// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/book.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

namespace plinth {

/// How the counts of a selection follow from ledger entries: duty and installed in one place (a pod, a block, the
/// site), times the number of such places.
struct CountBasis {
  std::string duty;                  ///< ledger id of the units needed in one place
  std::vector<std::string> times;    ///< ledger ids that multiply, e.g. blocks
  std::string installed = "N";       ///< formula over N: "N + 1", "2 * N"
  std::string group{};               ///< rack type, where a service is chosen per rack group
  std::vector<LedgerInput> extra{};  ///< further symbols of `installed`
};

/// The formula of `installed_for` over N.
[[nodiscard]] std::string redundancy_formula(Redundancy redundancy);

/// Adds the record and its ledger entries selection.<service>[.<group>].{duty,installed,spare,load_normal,load_worst}.
void select(Book& book, std::vector<Selection>& selection, Selection record, const CountBasis& basis);

/// After all services: totals selection.<service>.installed over the rack groups.
void total_selections(Book& book, const std::vector<Selection>& selection);

}  // namespace plinth
