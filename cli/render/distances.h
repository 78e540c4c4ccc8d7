// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"
#include "core/rules/rule.h"

namespace plinth {

/// One line a measured distance, for the fire authority: rule, from, to, metres, verdict, edition, both points.
[[nodiscard]] std::string distances_csv(const std::vector<MeasuredDistance>& distances);
/// The plan with the distances that are not kept (red) or kept with less than a quarter to spare, each with its rule.
[[nodiscard]] std::string clearance_svg(const Design& design, const std::vector<MeasuredDistance>& distances);

}  // namespace plinth
