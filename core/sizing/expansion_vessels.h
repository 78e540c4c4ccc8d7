// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/sizing/service.h"

namespace plinth {

/// Whole expansion vessels of every type for a loop of this flow and return temperature, per block, by EN 12828. How
/// much coolant the loop holds is known only when pipes are routed: here it is `base` and the flow times
/// basis.loop_residence, and HYD05 compares with what was laid. A catalog without vessels leaves the loop without;
/// HYD05 tells.
void vessel_options(const Problem& problem, const Plant& plant, Volume base, Flow flow, Temperature back,
                    Counted Plant::*vessels, std::vector<Plant>& out);

/// Ledger and selection of such vessels; `loop` is "fws" or "chw".
void record_vessels(const Problem& problem, const Plant& plant, const std::string& loop, Counted vessels, Volume base,
                    Flow flow, Temperature back, Book& book, std::vector<Selection>& selection);

}  // namespace plinth
