// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/rules/outage/study.h"

namespace plinth {

/// Writes the availability of the chain from the grid to the racks into the ledger of `design`: for each service from
/// its fatal sets in `study`, the units' times between failures and to repair, common causes and maintenance; then of
/// the source, and of all. Ids begin with "availability.". Nothing is written when the study has nothing to go by or
/// the catalog lacks one of the limits "availability.…".
void record_availability(Design& design, const OutageStudy& study, const Catalog& catalog);

/// One line of the ranking: a service, or the source.
struct Contribution {
  std::string name;           ///< "genset", "source"
  std::string id;             ///< ledger entry of its unavailability
  double unavailability = 0;  ///< share of time
};
/// What the ledger of a design says, largest first; empty when availability was not recorded.
[[nodiscard]] std::vector<Contribution> availability_ranking(const Ledger& ledger);

}  // namespace plinth
