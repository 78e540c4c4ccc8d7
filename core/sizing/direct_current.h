// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/model/book.h"
#include "core/sizing/power_train.h"

namespace plinth {

/// Whether a pod or power module type feeds racks with direct current.
[[nodiscard]] bool feeds_direct_current(const ModuleType& pod_or_module);
/// Whether the site feeds its racks with direct current: as power.distribution says; `auto` where a rack takes nothing
/// else.
[[nodiscard]] bool distributes_direct_current(const SiteSpec& spec, const Catalog& catalog);
/// SIZ002: a rack that does not take what the site distributes.
[[nodiscard]] std::vector<Finding> supply_faults(const SiteSpec& spec, const Catalog& catalog);

/// Alternating-current load of the busiest module of a direct-current plant at the output of its inverters, W: CDUs,
/// fan walls, housekeeping and pumps, after the worst failure. `packing` says which pods it feeds.
[[nodiscard]] Power auxiliary_load(const Problem& problem, const Plant& plant, const Packing& packing);

/// Ledger of the auxiliary inverters of the site; the id of their loss. Only for a direct-current plant.
std::string record_inverters(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection);

}  // namespace plinth
