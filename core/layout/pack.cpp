// SPDX-License-Identifier: Apache-2.0
#include "core/layout/pack.h"

#include <algorithm>

#include "core/layout/pack_field.h"
#include "core/layout/strategy.h"

namespace plinth::layout {

std::vector<Packed> pack(const PackInput& input, const std::vector<const LayoutStrategy*>& strategies,
                         PackFailure& failure) {
  if (input.groups.empty()) return {Packed{{}, 0, "nothing to place", strategies.front()->name}};
  const Field field(input);
  failure = {input.groups.size(), homeless(field)};
  if (failure.largest != kNone) return {};
  for (const bool any_shape : {false, true}) {
    std::vector<Packed> all;
    for (const LayoutStrategy* strategy : strategies) {
      // The first strategy decides whether anything fits: the others would look for long where there is no room.
      if (strategy != strategies.front() && all.empty()) break;
      for (Packed& packed : strategy->propose(field, any_shape, failure)) {
        packed.strategy = strategy->name;
        all.push_back(std::move(packed));
      }
    }
    if (!all.empty()) return all;
  }
  return {};
}

}  // namespace plinth::layout
