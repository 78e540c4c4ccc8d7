// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/options.h"
#include "core/layout/lay_out.h"

namespace plinth {

/// `--time`, `--iterations` and `--seed` of the commands that lay out.
struct EffortOptions {
  Given<std::string> time;
  Given<int> iterations, seed;
};
[[nodiscard]] EffortOptions declare_effort(Options& options);
/// What was asked for; the clock of `--time` starts now. Stop(usage) when the time is not one.
[[nodiscard]] LayoutEffort effort_of(const EffortOptions& given);

}  // namespace plinth
