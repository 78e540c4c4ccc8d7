// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// Isolation valves of one nominal size that no module brings along.
struct ValveLine {
  std::string bore;                  ///< "DN150"; "" where the pipe does not say
  const ModuleType* type = nullptr;  ///< what to buy; nullptr when the catalog has none of this size
  double quantity = 0;
  std::vector<std::string> tags;
  std::string note;
};

/// By nominal size, small ones first. Valves in pairs are fitted at the factory, over and above what a pod or header
/// skid has in its price.
[[nodiscard]] std::vector<ValveLine> valve_lines(const Design& design);

}  // namespace plinth
