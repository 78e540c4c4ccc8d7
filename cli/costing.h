// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/advice/measures.h"
#include "exporters/bom/bom.h"

namespace plinth {

/// The likely total of the bill of materials, USD.
[[nodiscard]] inline double likely_cost(const Design& design) {
  const Bom bom = bill_of_materials(design);
  return bom.lines.empty() ? 0 : bom.lines.front().total_cost.mid.value_or(0);
}

}  // namespace plinth
