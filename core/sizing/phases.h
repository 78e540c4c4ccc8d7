// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// Whether `[[it.group]]` say which phase builds them, so that `[[phase]]` divides no load.
[[nodiscard]] bool phases_by_group(const SiteSpec& spec);

/// IT that each phase asks for, growth and earlier phases included; the last one has all of the site.
[[nodiscard]] std::vector<Power> phase_loads(const SiteSpec& spec, const Catalog& catalog);

/// SIZ030: phases that ask for more than the site has, leave some of it out, or do not grow. All as errors.
[[nodiscard]] std::vector<Finding> phase_faults(const SiteSpec& spec, const Catalog& catalog);

/// Share of the IT load that the smallest phase adds, a tenth at least; 1 without phases, and where groups of several
/// types have phases. Blocks are made no larger than that.
[[nodiscard]] double smallest_phase_share(const SiteSpec& spec, const Catalog& catalog);

/// A sizing with the plant it came from.
struct Sized {
  Sizing sizing;
  Plant plant;
};
/// Sizes one phase by itself; nothing when that fails.
using SizePhase = std::function<std::optional<Sized>(const Problem&)>;

/// Divides a sized site into its phases. Pods are built whole, in the order of their tags: a phase takes as many as its
/// racks need, and of their blocks what those pods need (block_phases()). What those racks need of each service of the
/// yards is found by sizing them as a site of their own with the same module types, spread over the blocks begun; no
/// phase takes away what an earlier one has. Fills `sizing.phases`, the phases of all nodes and edges, and the ledger:
/// figures of a phase that differ from those of the site are "phase.<k>.<id>".
/// Findings: SIZ031 (a phase that begins no pod: error), SIZ032 (its pods serve clearly more than it asks: remark),
/// SIZ033 (it cannot be sized by itself, so all yards are built with it: warning).
[[nodiscard]] std::vector<Finding> divide_into_phases(Problem& problem, const Plant& plant, Sizing& sizing,
                                                      const SizePhase& size);

}  // namespace plinth
