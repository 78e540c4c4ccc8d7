// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"

namespace plinth {

/// Reads `[[phase]]`: numbers from 1 without a gap, loads that grow, dates in order (SPC011 where they are not). Where
/// `[[it.group]]` have phases they say what is in service instead: every group has one, no `[[phase]]` a load, and
/// phases that are not listed are added. The phase of a `[[pin]]` must be one of them.
void read_phases(SiteContext& context, TomlTable& root);

/// The key `phase` of a group or pin, 0 where it is absent or faulty (then reported).
[[nodiscard]] int read_phase_number(TomlTable& table);

}  // namespace plinth
