// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"

namespace plinth {

/// Reads `[[phase]]`: numbers from 1 without a gap, loads that grow, dates in order (SPC011 where they are not).
void read_phases(SiteContext& context, TomlTable& root);

}  // namespace plinth
