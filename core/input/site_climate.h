// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"

namespace plinth {

/// Completes `[site.climate]` once its keys are read: design extremes from the weather file, then defaults. Also takes
/// the elevation of the site from the weather station when none is given.
void read_climate(SiteContext& context, TomlTable& site, TomlTable& climate);

}  // namespace plinth
