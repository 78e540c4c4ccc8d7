// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"

namespace plinth {

/// `site.grid_rotation`: "auto", or how far the plant grid is turned against the site, counter-clockwise.
void read_grid(SiteContext& context, TomlTable& site);
/// `[layout.weights]`: a plain number for each term of the layout score that is named. Which terms there are, the
/// layout knows.
void read_weights(SiteContext& context, TomlTable& layout);

}  // namespace plinth
