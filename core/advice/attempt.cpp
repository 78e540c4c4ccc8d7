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
  const Outcome<Sizing> sizing = size_site(spec, catalog_, SearchEffort::quick);
  return sizing.ok() && lay_out(spec, catalog_, *sizing.value).ok();
}

}  // namespace plinth
