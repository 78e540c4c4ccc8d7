// SPDX-License-Identifier: Apache-2.0
#include "core/advice/fit_phases.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/sizing/phases.h"
#include "core/sizing/rack_plan.h"

namespace plinth {
namespace {

/// Groups filled phase after phase; the last group takes what all of them leave.
SiteSpec filled_in_order(const SiteSpec& spec, const Catalog& catalog, std::int64_t racks) {
  SiteSpec out = with_racks(spec, catalog, racks);
  const std::vector<RackWish> wishes = rack_wishes(spec, catalog);
  if (wishes.size() != spec.it.groups.size()) return out;  // a rack the catalog does not have: SIZ003 says so
  std::vector<std::size_t> order(wishes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return spec.it.groups[a].phase < spec.it.groups[b].phase; });
  out.it.groups.clear();
  int last = 0;
  for (const std::size_t i : order) {
    const auto asked = static_cast<std::int64_t>(std::ceil(wishes[i].units - 1e-9));
    const std::int64_t taken = i == order.back() ? racks : std::min(racks, asked);
    if (taken <= 0) continue;
    racks -= taken;
    RackGroup group = spec.it.groups[i];
    group.load.reset(), group.accelerators.reset(), group.share.reset();
    group.count = static_cast<int>(taken);
    last = group.phase;
    out.it.groups.push_back(std::move(group));
  }
  for (const Phase& phase : spec.phases)
    if (phase.number <= last) out.phases.push_back(phase);
  return out;
}

}  // namespace

SiteSpec with_racks_in_phases(const SiteSpec& spec, const Catalog& catalog, std::int64_t racks) {
  if (spec.phases.empty()) return with_racks(spec, catalog, racks);
  if (phases_by_group(spec)) return filled_in_order(spec, catalog, racks);
  SiteSpec out = with_racks(spec, catalog, racks);
  double power = 0;
  for (const GroupPlan& group : plan_racks(out, catalog)) power += group.racks * group.tdp;
  power /= 1 + spec.it.growth;
  for (const Phase& phase : spec.phases) {
    const bool less = (phase.load && phase.load->si < power * (1 - 1e-9)) || (phase.racks > 0 && phase.racks < racks);
    out.phases.push_back(phase);
    if (!less) break;
  }
  out.phases.back().load.reset();
  out.phases.back().racks = 0;
  return out;
}

bool join_last_phases(SiteSpec& spec) {
  if (spec.phases.size() < 2) return false;
  const int gone = spec.phases.back().number;
  spec.phases.pop_back();
  spec.phases.back().load.reset();
  spec.phases.back().racks = 0;
  for (RackGroup& group : spec.it.groups)
    if (group.phase == gone) group.phase = spec.phases.back().number;
  return true;
}

std::vector<FitPhase> phases_that_fit(const SiteSpec& spec, const Catalog& catalog, const Design& largest) {
  std::vector<FitPhase> out;
  const std::vector<Power> asked = phase_loads(spec, catalog);
  for (std::size_t i = 0; i < spec.phases.size(); ++i) {
    out.push_back({spec.phases[i].number, asked[i], std::nullopt});
    for (const PhasePlan& plan : largest.sizing.phases)
      if (plan.number == out.back().number) out.back().serves = plan.demand.it;
  }
  return out;
}

}  // namespace plinth
