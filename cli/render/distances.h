// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"
#include "core/rules/rule.h"
#include "exporters/exporter.h"

namespace plinth {

/// One line a measured distance, for the fire authority: rule, from, to, metres, verdict, edition, both points, and the
/// number of its line on the clearance drawing.
[[nodiscard]] std::string distances_csv(const std::vector<MeasuredDistance>& distances);
/// The clearance drawing, one file a sheet; the first is the whole site.
[[nodiscard]] std::vector<Artifact> clearance_drawing(const Design& design, const Stamp& stamp,
                                                      const std::vector<MeasuredDistance>& distances);

}  // namespace plinth
