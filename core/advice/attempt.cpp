// SPDX-License-Identifier: Apache-2.0
#include "core/advice/attempt.h"

#include "core/layout/cut_memo.h"
#include "core/layout/lay_out.h"
#include "core/sizing/size_site.h"
#include "core/sizing/solve.h"

namespace plinth {

bool Attempts::fits(const SiteSpec& spec) {
  if (left_ <= 0) return false;
  --left_, ++made_;
  if (until_ == Until::sizing) {
    const Outcome<Problem> problem = read_problem(spec, catalog_);
    Refusals refusals;
    return problem.ok() && solve(*problem.value, refusals, {.plants = 2000, .any = true}).solution.has_value();
  }
  const Known& known = sized(spec);
  return known.sizing != nullptr && place_faults(spec, catalog_, *known.sizing, known.cuts).empty();
}

/// Sizing does not look at the ground: sites that differ in it alone are sized once.
const Attempts::Known& Attempts::sized(const SiteSpec& spec) {
  constexpr std::size_t kept = 24;
  SiteSpec key = spec;
  key.site.parcels.clear(), key.site.keep_outs.clear(), key.site.gates.clear(), key.site.existing.clear();
  key.site.edges.clear(), key.site.setback = {}, key.site.max_height.reset();
  key.zones.clear(), key.pins.clear(), key.adjacencies.clear(), key.expansion = {};
  for (Known& known : known_) {
    if (known.site != key) continue;
    if (known.pins != spec.pins) known.pins = spec.pins, known.cuts = std::make_shared<layout::CutMemo>();
    return known;
  }
  Outcome<Sizing> sizing = size_site(spec, catalog_, SearchEffort::quick);
  if (known_.size() == kept) known_.erase(known_.begin());
  known_.push_back({std::move(key), sizing.ok() ? std::make_shared<const Sizing>(std::move(*sizing.value)) : nullptr,
                    spec.pins, std::make_shared<layout::CutMemo>()});
  return known_.back();
}

}  // namespace plinth
