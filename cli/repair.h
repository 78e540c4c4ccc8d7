// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/context.h"

namespace plinth {

/// `plinth check SITE --fix`: writes a repaired copy of the boundary, and a preview of before and after, beside the
/// site file: PARCEL.repaired.geojson for a boundary out of a map file, SITE.repaired.toml for one in metres. `output`
/// names another file. Never overwrites; says so when there is nothing to repair.
[[nodiscard]] Exit repair_boundary(Context& context, const std::string& site, const std::string& output);

}  // namespace plinth
