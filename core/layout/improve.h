// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/layout/job.h"
#include "core/layout/lay_out.h"
#include "core/layout/score.h"

namespace plinth::layout {

/// A plan after local search, and what was done.
struct Improved {
  Settled plan;
  LayoutSearch record;
};

/// Swaps, moves, turns and reshapes groups as long as `effort` allows and keeps the best plan met: never worse than
/// `start` by the score. What is done depends on the plan, the seed and the number of the move alone, so a search that
/// was stopped after n moves is the search of n moves.
[[nodiscard]] Improved improve(const Job& job, const Score& score, Settled start, const LayoutEffort& effort);

}  // namespace plinth::layout
