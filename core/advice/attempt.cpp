// SPDX-License-Identifier: Apache-2.0
#include "core/advice/attempt.h"

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
  const std::shared_ptr<const Sizing> sizing = sized(spec);
  return sizing != nullptr && place_faults(spec, catalog_, *sizing).empty();
}

/// Sizing does not look at the ground: sites that differ in it alone are sized once.
std::shared_ptr<const Sizing> Attempts::sized(const SiteSpec& spec) {
  constexpr std::size_t kept = 8;
  SiteSpec key = spec;
  key.site.parcels.clear(), key.site.keep_outs.clear(), key.site.gates.clear(), key.site.existing.clear();
  key.site.edges.clear(), key.site.setback = {}, key.site.max_height.reset();
  key.zones.clear(), key.pins.clear(), key.adjacencies.clear(), key.expansion = {};
  for (const auto& [site, sizing] : known_)
    if (site == key) return sizing;
  Outcome<Sizing> sizing = size_site(spec, catalog_, SearchEffort::quick);
  if (known_.size() == kept) known_.erase(known_.begin());
  known_.emplace_back(std::move(key), sizing.ok() ? std::make_shared<const Sizing>(std::move(*sizing.value)) : nullptr);
  return known_.back().second;
}

}  // namespace plinth
