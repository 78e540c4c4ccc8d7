// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/civil/civil_basis.h"

namespace plinth::civil {

/// Posts between every liquid-filled transformer and each road nearer to it than `bollard.distance`, where there is
/// room for them beside the lane: where there is none the rule XF15 says so. By tag.
[[nodiscard]] std::vector<Bollards> bollards_of(const Design& design, const Catalog& catalog,
                                                std::vector<Finding>& findings);

}  // namespace plinth::civil
