// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "cli/context.h"

namespace plinth {

/// `plinth check SITE --fix`: writes repaired copies of the outlines that are at fault (boundary, keep-outs, existing
/// buildings, zones), and a preview of before and after each: PARCEL.repaired.geojson for one out of a map file,
/// SITE.repaired.toml for those in metres. `output` names another file. The result is read before it is written. Never
/// overwrites; says so when there is nothing to repair.
[[nodiscard]] Exit repair_boundary(Context& context, const std::string& site, const std::string& output);

}  // namespace plinth
