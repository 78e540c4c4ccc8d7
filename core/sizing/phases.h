// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// SIZ030: phases that ask for more than the site has, leave some of it out, or do not grow. All as errors.
[[nodiscard]] std::vector<Finding> phase_faults(const SiteSpec& spec, const Catalog& catalog);

/// Share of the IT load that the smallest phase adds; 1 without phases. Blocks are made no larger than that.
[[nodiscard]] double smallest_phase_share(const SiteSpec& spec, const Catalog& catalog);

/// A sizing with the plant it came from.
struct Sized {
  Sizing sizing;
  Plant plant;
};
/// Sizes one phase by itself; nothing when that fails.
using SizePhase = std::function<std::optional<Sized>(const Problem&)>;

/// Divides a sized site into its phases. Blocks are built whole, in their order: a phase takes as many as its racks
/// need. What those racks need of each service of the yards is found by sizing them as a site of their own with the
/// same module types and blocks; no phase takes away what an earlier one has. Fills `sizing.phases`, the phases of all
/// nodes and edges, and the ledger: figures of a phase that differ from those of the site are "phase.<k>.<id>".
/// Findings: SIZ031 (a phase that begins no block: error), SIZ032 (its blocks serve clearly more than it asks: remark),
/// SIZ033 (it cannot be sized by itself, so all yards are built with it: warning).
[[nodiscard]] std::vector<Finding> divide_into_phases(Problem& problem, const Plant& plant, Sizing& sizing,
                                                      const SizePhase& size);

}  // namespace plinth
