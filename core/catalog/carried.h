// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/finding.h"
#include "core/model/design.h"

namespace plinth {

/// AUD03: what a design carries of its catalog (kinds, module types, limits, tests, grid profiles, rules) and the
/// catalog at hand has no more, or has with other values. A warning a record, with the tags that are of it; empty when
/// all is as it was. Records that the design did not need are nothing to it.
[[nodiscard]] std::vector<Finding> carried_differences(const Design& design, const Catalog& present);

}  // namespace plinth
