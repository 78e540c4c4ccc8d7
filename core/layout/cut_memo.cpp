// SPDX-License-Identifier: Apache-2.0
#include "core/layout/cut_memo.h"

#include "core/layout/groups.h"
#include "core/layout/job.h"

namespace plinth::layout {

const std::vector<PackGroup>& CutMemo::groups(const Job& job, int cut, bool corners, bool desk_apart) {
  const auto [at, fresh] = known_.try_emplace({cut, corners, desk_apart});
  if (!fresh) return at->second;
  const Limits limits = limits_for(job, corners);
  for (GroupSpec& spec : groups_of(job, cut, desk_apart)) {
    if (spec.name == kDesk) continue;
    PackGroup group{std::move(spec), {}, {}};
    group.choices = arrangements(group.spec, job.inventory, limits);
    at->second.push_back(std::move(group));
  }
  return at->second;
}

}  // namespace plinth::layout
