// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/layout/job.h"
#include "core/layout/pack.h"

namespace plinth::layout {

/// Land for the expansion the site asks for, as groups without modules, by the outlines of what stands already: whole
/// blocks like the first one, and of each yard its own length times the share asked for (storage: times the energy
/// asked for over that of the design). `groups` are all that is packed at this cut. Yards come first.
[[nodiscard]] std::vector<PackGroup> reserve_groups(const Job& job, const std::vector<PackGroup>& groups);

/// How many blocks the reserve holds.
[[nodiscard]] int reserve_blocks(const Job& job);

/// LAY014: the plant finds a place, with its reserve it does not.
[[nodiscard]] Finding reserve_binds(const Job& job, const Finding& without_room);

}  // namespace plinth::layout
