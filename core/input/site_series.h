// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/input/site_context.h"

namespace plinth {

/// Reads the files that `[storage]` names: trace, prices, generation.
void read_storage_series(SiteContext& context, TomlTable& storage);

}  // namespace plinth
