// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/model/design.h"

namespace plinth {

/// Likely price of everything in a design, USD: the caller counts, because the bill of materials is an exporter.
using Costing = std::function<double(const Design&)>;

/// What two designs of one site are compared by.
struct Measures {
  double cost = 0;       ///< USD, likely, equipment only
  double facility = 0;   ///< kW at the connection point
  double area = 0;       ///< m2 that the layout uses; 0 before the layout
  double pue = 0;        ///< at the design point: (IT + mechanical + losses) / IT
  double lead_time = 0;  ///< weeks, the longest likely one of what is installed
  int modules = 0;       ///< with everything inside others
};
[[nodiscard]] Measures measures_of(const Design& design, const Costing& costing);

/// Findings that only the second report holds. Two of one code about the same modules are one finding, whatever its
/// figures.
[[nodiscard]] std::vector<Finding> gained_findings(const std::vector<Finding>& before,
                                                   const std::vector<Finding>& after);

}  // namespace plinth
