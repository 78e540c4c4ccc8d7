// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/book.h"
#include "core/sizing/plant.h"

namespace plinth {

/// Kinds that no physics of their own calls for: `extras.include` of the site names them, `[need]` of the kind says how
/// many. What a need refers to (a ledger figure, modules of another kind) is known only when the chain is decided, and
/// what they draw is load of the chain; so size_site decides the chain again with the extras of the last pass until
/// they no longer change.

/// What is wrong with `extras.include` (SIZ009): no such kind, a kind without `[need]`, no type of it allowed.
[[nodiscard]] std::vector<Finding> extras_faults(const Problem& problem);

/// The extras that the recorded plant needs; none where the site asks for none. A type is chosen for itself: the one
/// that serves the objective best for its own figure. Needs that cannot be read (SIZ009) go to `findings`, those
/// without a figure in this design (SIZ024) as remarks.
[[nodiscard]] std::vector<ExtraPlan> extras_of(const Problem& problem, const Plant& plant, const Graph& graph,
                                               const Ledger& ledger, std::vector<Finding>& findings);

/// How many places of this extra the plant has: 1, its blocks, its pods, or the modules counted in the last pass.
[[nodiscard]] int extra_places(const ExtraPlan& extra, const Plant& plant);
/// Power of the units in duty: of the site, and of the block that feeds most of them.
[[nodiscard]] Power extras_power(const Problem& problem, const Plant& plant);
[[nodiscard]] Power extras_block_power(const Problem& problem, const Plant& plant);

/// The derivation of every extra and its selection record; after those of the chain.
void record_extras(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection);

}  // namespace plinth
