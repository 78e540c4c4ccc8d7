// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "exporters/exporter.h"

namespace plinth::drawing {

/// A distance that a rule measured, as the clearance drawing shows it.
struct DrawnDistance {
  int number = 0;    ///< of its line on the drawing; distances between the same two points share one
  std::string code;  ///< "BESS02"
  std::string from, to;
  Millimetres actual = 0, required = 0;
  bool at_most = false, kept = true;
  PlanPoint on_from, on_to;
};

/// The clearance drawing: the plan with every distance as a dimension line between its two closest points, with rule,
/// measured and required length; faults red, the others grey. What finds no room for its text bears its number, and
/// the panel lists it: faults first. One sheet for the site, one for each block or yard that is too small on it:
/// "drawings/clearances.svg", "drawings/clearances-….svg".
[[nodiscard]] std::vector<Artifact> clearance_sheets(const Design& design, const Stamp& stamp,
                                                     const std::vector<DrawnDistance>& distances);

}  // namespace plinth::drawing
