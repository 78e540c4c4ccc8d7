// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"
#include "core/input/toml_document.h"

namespace plinth {

/// Reads every place of the site: `[site] boundary`, setbacks of edges, `[[site.keep_out]]`, `[[site.overhead_line]]`,
/// `[[site.gate]]`, `[[site.existing]]`, `[site.utility] at` and `[[zone]]`. What comes out of map files is projected
/// together, so that it shares one local system of metres.
void read_geometry(SiteContext& context, TomlTable& root, TomlTable& site, TomlTable& utility);

}  // namespace plinth
