// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/block_phases.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/sizing/power_train.h"

namespace plinth {
namespace {

/// Items 0..total-1 spread over `parts`; how many part `index` gets, the first ones one more.
int spread(int total, int parts, int index) { return total / parts + (index < total % parts ? 1 : 0); }

/// The phase of each unit of `plant`, duty first.
std::vector<int> unit_phases(const Counted& plant, Redundancy redundancy, const std::vector<PodPhase>& pods,
                             double PodPhase::*heat, double full, const std::set<int>& phases) {
  std::vector<int> built(static_cast<std::size_t>(plant.installed), *phases.rbegin());
  for (auto phase = phases.rbegin(); phase != phases.rend() && full > 0; ++phase) {
    if (phase == phases.rbegin()) continue;
    double served = 0;
    for (const PodPhase& pod : pods)
      if (pod.phase <= *phase) served += pod.*heat;
    const int duty = std::clamp(static_cast<int>(std::ceil(plant.duty * served / full - 1e-9)), 1, plant.duty);
    const int spare = std::min(plant.spare(), installed_for(duty, redundancy) - duty);
    for (int i = 0; i < plant.installed; ++i)
      if (i < duty || (i >= plant.duty && i < plant.duty + spare)) built[static_cast<std::size_t>(i)] = *phase;
  }
  return built;
}

/// Lanes of pump skids, duty first: in turn, or, with phases, those of fewest that are built, else the earliest.
std::vector<std::size_t> pump_lanes(const Counted& plant, const std::vector<int>& phases, std::vector<int>& lanes) {
  std::vector<std::size_t> out;
  std::vector<int> carried(lanes.size());
  for (int i = 0; i < plant.installed; ++i) {
    const bool spare = i >= plant.duty;
    if (i == plant.duty) std::fill(carried.begin(), carried.end(), 0);
    const int phase = phases[static_cast<std::size_t>(i)], count = spare ? plant.spare() : plant.duty;
    const int most = (count + static_cast<int>(lanes.size()) - 1) / static_cast<int>(lanes.size());
    std::size_t best = lanes.size();
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      if (carried[lane] >= most) continue;
      const auto worth = [&](std::size_t l) { return std::pair(std::max(lanes[l], phase), carried[l]); };
      if (best == lanes.size() || worth(lane) < worth(best)) best = lane;
    }
    ++carried[best];
    lanes[best] = std::min(lanes[best], phase);
    out.push_back(best);
  }
  return out;
}

/// In turn.
std::vector<std::size_t> all_lanes(int units, int lanes) {
  std::vector<std::size_t> out;
  for (int i = 0; i < units; ++i) out.push_back(static_cast<std::size_t>(i % std::max(1, lanes)));
  return out;
}

}  // namespace

std::vector<PodPlace> pods_of_block(const Plant& plant, int block) {
  std::vector<int> left(plant.groups.size()), next(plant.groups.size());
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    left[g] = spread(plant.groups[g].pods, plant.blocks, block - 1);
    for (int b = 0; b < block - 1; ++b) next[g] += spread(plant.groups[g].pods, plant.blocks, b);
  }
  std::vector<PodPlace> pods;
  for (std::size_t slot = 0; slot < plant.shares.size(); ++slot)
    for (std::size_t g = 0; g < plant.groups.size(); ++g)
      for (int i = 0; i < plant.shares[slot][g] && left[g] > 0; ++i, --left[g]) {
        const GroupPlan& group = plant.groups[g];
        pods.push_back({g, next[g], spread(group.racks, group.pods, next[g]), slot});
        ++next[g];
      }
  return pods;
}

BlockPhases block_phases(const Problem& problem, const Plant& plant, const std::vector<PodPhase>& pods, int lanes) {
  BlockPhases out;
  out.lanes.assign(static_cast<std::size_t>(lanes), 0);
  out.coolers.assign(static_cast<std::size_t>(plant.cooler.installed), 0);
  out.chillers.assign(static_cast<std::size_t>(plant.chiller.installed), 0);
  out.fws_lanes = all_lanes(plant.cooler.installed, lanes);
  out.chw_lanes = all_lanes(plant.chiller.installed, lanes);
  if (problem.phases.empty() || pods.empty()) return out;
  std::set<int> phases;
  for (const PodPhase& pod : pods) phases.insert(pod.phase);
  out.first = *phases.begin();
  const Redundancy redundancy = problem.spec.cooling.redundancy;
  out.coolers = unit_phases(plant.cooler, redundancy, pods, &PodPhase::fws, plant.fws_heat.si, phases);
  out.chillers = unit_phases(plant.chiller, redundancy, pods, &PodPhase::chw, plant.chw_heat.si, phases);
  const int systems = systems_of(problem.spec.power.redundancy);
  const std::size_t pairs = systems < 3 ? 1 : static_cast<std::size_t>(systems * (systems - 1) / 2);
  out.lanes.assign(static_cast<std::size_t>(lanes), *phases.rbegin());
  for (const PodPhase& pod : pods) out.lanes[pod.slot / pairs] = std::min(out.lanes[pod.slot / pairs], pod.phase);
  out.fws_lanes = pump_lanes(plant.cooler, out.coolers, out.lanes);
  out.chw_lanes = pump_lanes(plant.chiller, out.chillers, out.lanes);
  return out;
}

std::vector<int> skid_phases(const Problem& problem, const BlockPhases& phases, int skids) {
  std::vector<int> out(static_cast<std::size_t>(skids), problem.extras.empty() ? 0 : phases.first);
  if (phases.first == 0 || !problem.extras.empty()) return out;
  for (const auto* units : {&phases.coolers, &phases.chillers})
    for (std::size_t i = 0; i < units->size(); ++i) {
      int& skid = out[i % out.size()];
      skid = skid == 0 ? (*units)[i] : std::min(skid, (*units)[i]);
    }
  for (int& skid : out)
    if (skid == 0) skid = phases.first;
  return out;
}

}  // namespace plinth
