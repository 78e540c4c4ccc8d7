// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// One quantity without a catalog item: concrete of one kind of foundation, anchors of one size, one kind of trench.
struct CivilLine {
  std::string path;  ///< "civil/concrete.strips": the same in every revision
  std::string description;
  double quantity = 0;
  std::string uom;
  std::vector<std::string> tags;  ///< foundations it is for
  std::string note;
};

/// The civil works by trade: concrete by type of foundation, reinforcement, anchors by size, earthworks, duct banks and
/// trenches by size, bollards, pavement.
[[nodiscard]] std::vector<CivilLine> civil_lines(const Design& design);

}  // namespace plinth
