// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "core/layout/pack.h"

namespace plinth {

namespace layout {

struct Field;

/// One way engineers arrange a plant. Every file of core/layout/strategies defines one, named after the file.
struct LayoutStrategy {
  const char* name;     ///< what `layout.strategy` calls it
  const char* summary;  ///< one line for people
  /// The best plans of this kind, each with a place for every group; few, and different enough to be worth a full
  /// score. `any_shape`: blocks may take any outline that fits. Notes in `failure` how near the best attempt came.
  std::vector<Packed> (*propose)(const Field& field, bool any_shape, PackFailure& failure);
};

}  // namespace layout

using layout::LayoutStrategy;
/// Every layout strategy, by name.
[[nodiscard]] std::span<const LayoutStrategy* const> all_layout_strategies();

}  // namespace plinth
