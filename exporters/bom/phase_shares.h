// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/model/design.h"
#include "exporters/bom/bom.h"

namespace plinth {

/// Which phase builds how much of a line: pieces, or metres of its routes. Refers to the design.
class PhaseShares {
 public:
  explicit PhaseShares(const Design& design);
  /// By phase number; empty for a line without tags.
  [[nodiscard]] std::map<int, double> of(const BomLine& line) const;

 private:
  std::map<std::string_view, int> phase_;                              ///< by tag or edge
  std::map<std::string_view, double> metres_;                          ///< by edge, all runs
  std::map<std::string, std::pair<int, double>, std::less<>> valves_;  ///< by tag: phase, and how many in parallel
};

/// "2", or "1: 4, 2: 3" when several phases have a share.
[[nodiscard]] std::string phase_text(const std::map<int, double>& by_phase, const std::string& uom);

}  // namespace plinth
