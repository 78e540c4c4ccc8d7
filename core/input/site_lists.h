// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"

namespace plinth {

/// Reads what is installed: `[it] load` with `rack`, or `[[it.group]]`; exactly one of the two.
void read_racks(SiteContext& context, TomlTable& it);
void read_pins(SiteContext& context, TomlTable& root);
void read_waivers(SiteContext& context, TomlTable& root);

}  // namespace plinth
