// SPDX-License-Identifier: Apache-2.0
// Pods put on power modules: each on one duty module (and its mirror on the other side), or on pairs of systems.
#include <algorithm>
#include <set>

#include "core/physics/redundancy.h"
#include "core/sizing/power_train.h"

namespace plinth {
namespace {

/// Load of one pod of each group at a UPS output, largest first.
struct PodLoad {
  std::size_t group;
  double load, peak;
};

std::vector<PodLoad> pod_loads(const Problem& problem, const Plant& plant) {
  std::vector<PodLoad> pods;
  const double share = 1.0 - problem.basis.distribution_loss_ratio;
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const GroupPlan& group = plant.groups[g];
    const double load = group.pod_critical.si / share,
                 peak = (group.pod_critical + group.pod_peak - group.pod_it).si / share;
    for (int i = 0; i < group.pods_per_block; ++i) pods.push_back({g, load, peak});
  }
  std::stable_sort(pods.begin(), pods.end(), [](const PodLoad& a, const PodLoad& b) { return a.load > b.load; });
  return pods;
}

std::optional<Packing> packed_on(const std::vector<PodLoad>& pods, std::size_t groups, int modules, double pumps,
                                 double rating, double overload) {
  Packing packing;
  packing.shares.assign(static_cast<std::size_t>(modules), PodShare(groups, 0));
  std::vector<double> load(static_cast<std::size_t>(modules), pumps), peak(static_cast<std::size_t>(modules), pumps);
  for (const PodLoad& pod : pods) {
    // The least loaded module that still takes the pod, so that equal pods spread evenly.
    std::size_t best = load.size();
    for (std::size_t m = 0; m < load.size(); ++m)
      if (load[m] + pod.load <= rating * (1 + 1e-9) && peak[m] + pod.peak <= rating * overload * (1 + 1e-9) &&
          (best == load.size() || load[m] < load[best]))
        best = m;
    if (best == load.size()) return std::nullopt;
    load[best] += pod.load, peak[best] += pod.peak;
    ++packing.shares[best][pod.group];
  }
  packing.largest_load = Power{*std::max_element(load.begin(), load.end())};
  packing.largest_peak = Power{*std::max_element(peak.begin(), peak.end())};
  return packing;
}

/// Decides by search whether the pods fit on `bins` modules at all: fills bin after bin with as many pods of each group
/// as it takes. Pods of one group are alike, so few patterns exist, and what is left over decides whether the rest
/// fits: leftovers that failed once are not tried again. The budget keeps odd cases short.
class PackingSearch {
 public:
  enum class Answer { fits, impossible, unknown };
  PackingSearch(const std::vector<PodLoad>& pods, std::size_t groups, double room, double peak_room)
      : count_(groups), load_(groups), peak_(groups), room_(room), peak_room_(peak_room) {
    for (const PodLoad& pod : pods) ++count_[pod.group], load_[pod.group] = pod.load, peak_[pod.group] = pod.peak;
  }
  Answer run(int bins, std::vector<PodShare>& shares) {
    shares.clear();
    const bool found = fill(bins, shares);
    return found ? Answer::fits : budget_ > 0 ? Answer::impossible : Answer::unknown;
  }

 private:
  std::vector<int> count_;
  std::vector<double> load_, peak_;
  double room_, peak_room_;
  int budget_ = 4000;
  std::set<std::pair<int, std::vector<int>>> failed_;  ///< bins left and pods left that do not fit

  bool fill(int bins, std::vector<PodShare>& shares) {
    double left = 0;
    for (std::size_t g = 0; g < count_.size(); ++g) left += count_[g] * load_[g];
    if (left <= 0) {
      shares.resize(shares.size() + static_cast<std::size_t>(bins), PodShare(count_.size(), 0));
      return true;
    }
    if (bins == 0 || left > bins * room_ * (1 + 1e-9)) return false;
    if (failed_.contains({bins, count_})) return false;
    PodShare share(count_.size(), 0);
    if (choose(0, room_, peak_room_, bins, share, shares)) return true;
    if (budget_ > 0) failed_.emplace(bins, count_);
    return false;
  }

  /// Takes pods of group g and on for the open bin, most first.
  bool choose(std::size_t g, double room, double peak_room, int bins, PodShare& share, std::vector<PodShare>& shares) {
    if (--budget_ <= 0) return false;
    if (g == count_.size()) {
      for (std::size_t k = 0; k < share.size(); ++k) count_[k] -= share[k];
      shares.push_back(share);
      const bool found = fill(bins - 1, shares);
      if (!found) shares.pop_back();
      for (std::size_t k = 0; k < share.size(); ++k) count_[k] += share[k];
      return found;
    }
    const double fit =
        std::min(room * (1 + 1e-9) / std::max(load_[g], 1e-9), peak_room * (1 + 1e-9) / std::max(peak_[g], 1e-9));
    const int most = count_[g] == 0 ? 0 : std::min(count_[g], static_cast<int>(fit));
    // Pods of the last group that still fit may as well go in: fewer are left for the other bins.
    const int least = g + 1 == count_.size() ? most : 0;
    for (int n = most; n >= least; --n) {
      share[g] = n;
      if (choose(g + 1, room - n * load_[g], peak_room - n * peak_[g], bins, share, shares)) return true;
    }
    share[g] = 0;
    return false;
  }
};

/// A packing found by search, with its loads worked out.
Packing searched(const std::vector<PodLoad>& pods, std::vector<PodShare> shares, double pumps) {
  Packing packing;
  for (const PodShare& share : shares) {
    double load = pumps, peak = pumps;
    for (std::size_t g = 0; g < share.size(); ++g) {
      const auto like = std::find_if(pods.begin(), pods.end(), [&](const PodLoad& pod) { return pod.group == g; });
      if (like != pods.end()) load += share[g] * like->load, peak += share[g] * like->peak;
    }
    packing.largest_load = std::max(packing.largest_load, Power{load});
    packing.largest_peak = std::max(packing.largest_peak, Power{peak});
  }
  packing.shares = std::move(shares);
  return packing;
}

/// Every pod on the pair of systems of a lane where the largest load after the loss of a system stays least.
class Lanes {
 public:
  Lanes(const Problem& problem, const Plant& plant, int systems, int lanes) : pairs_(pair_order(systems)) {
    for (int lane = 0; lane < lanes; ++lane) {
      load_.push_back(pumps_on_pairs(problem, plant, systems, lanes, lane));
      peak_.push_back(load_.back());
    }
    shares_.assign(static_cast<std::size_t>(lanes) * pairs_.size(), PodShare(plant.groups.size(), 0));
  }

  bool place(const PodLoad& pod, double rating, double overload) {
    std::size_t best = shares_.size();
    double least = 0;
    for (std::size_t place = 0; place < shares_.size(); ++place) {
      const auto [load, peak] = with(place, pod);
      const double worst = load.worst();
      if (worst > rating * (1 + 1e-9) || peak.worst() > rating * overload * (1 + 1e-9)) continue;
      if (best == shares_.size() || worst < least * (1 - 1e-12)) best = place, least = worst;
    }
    if (best == shares_.size()) return false;
    auto [load, peak] = with(best, pod);
    load_[best / pairs_.size()] = std::move(load), peak_[best / pairs_.size()] = std::move(peak);
    ++shares_[best][pod.group];
    return true;
  }

  [[nodiscard]] Packing packing() && {
    Packing result;
    for (std::size_t lane = 0; lane < load_.size(); ++lane) {
      result.largest_load = std::max(result.largest_load, Power{load_[lane].worst()});
      result.largest_peak = std::max(result.largest_peak, Power{peak_[lane].worst()});
      for (int s = 0; s < load_[lane].systems(); ++s)
        result.largest_normal = std::max(result.largest_normal, Power{load_[lane].normal(s)});
    }
    result.shares = std::move(shares_);
    return result;
  }

 private:
  std::vector<std::pair<int, int>> pairs_;
  std::vector<PairLoads> load_, peak_;  ///< by lane
  std::vector<PodShare> shares_;        ///< by lane, then by pair

  [[nodiscard]] std::pair<PairLoads, PairLoads> with(std::size_t place, const PodLoad& pod) const {
    const auto& [a, b] = pairs_[place % pairs_.size()];
    std::pair<PairLoads, PairLoads> loads{load_[place / pairs_.size()], peak_[place / pairs_.size()]};
    loads.first.add(a, b, pod.load);
    loads.second.add(a, b, pod.peak);
    return loads;
  }
};

/// Fewest modules per system; a lane is one module of each system, and no pod leaves its lane.
std::optional<Packing> packed_on_pairs(const Problem& problem, const Plant& plant, int systems, double rating,
                                       double overload) {
  const std::vector<PodLoad> pods = pod_loads(problem, plant);
  double total = (plant.fws_pump_power + plant.chw_pump_power).si / problem.auxiliary_efficiency /
                 (1.0 - problem.basis.distribution_loss_ratio);
  bool equal = true;
  for (const PodLoad& pod : pods) {
    if (pod.load > rating * (1 + 1e-9) || pod.peak > rating * overload * (1 + 1e-9)) return std::nullopt;
    total += pod.load;
    equal = equal && pod.group == pods.front().group;
  }
  const int least = std::max(1, static_cast<int>(whole_units(total / ((systems - 1) * rating))));
  int fewest = least;
  if (equal && !pods.empty()) {
    const double room = std::min(rating / pods.front().load, rating * overload / pods.front().peak);
    const int each = pods_on_systems(systems, static_cast<int>(2 * room * (1 + 1e-9) + 1e-9));
    if (each > 0) fewest = std::max(least, static_cast<int>(pods.size() + static_cast<std::size_t>(each) - 1) / each);
  }
  for (int lanes = fewest; lanes <= static_cast<int>(pods.size()) + 1; ++lanes) {
    Lanes open(problem, plant, systems, lanes);
    if (!std::all_of(pods.begin(), pods.end(), [&](const PodLoad& pod) { return open.place(pod, rating, overload); }))
      continue;
    Packing packing = std::move(open).packing();
    packing.modules = (systems - 1) * lanes;
    // Nothing smaller was left untried but by the way of placing: `fewest` bounds any placing.
    packing.proved = lanes == fewest || lanes == 1;
    return packing;
  }
  return std::nullopt;
}

}  // namespace

double pumps_on_one(const Problem& problem, const Plant& plant, int modules) {
  const auto most = [&](const Counted& pumps, Power total) {
    return pumps.duty == 0
               ? 0.0
               : std::ceil(static_cast<double>(pumps.duty) / modules) * pump_power(problem, total, pumps).si;
  };
  return (most(plant.fws_pump, plant.fws_pump_power) + most(plant.chw_pump, plant.chw_pump_power)) /
         (1.0 - problem.basis.distribution_loss_ratio);
}

PairLoads pumps_on_pairs(const Problem& problem, const Plant& plant, int systems, int lanes, int lane) {
  const auto pairs = pair_order(systems);
  PairLoads loads(systems);
  const auto add = [&](const Counted& pumps, Power total) {
    for (int i = 0; i < pumps.duty; ++i)
      if (i % lanes == lane) {
        const auto& [a, b] = pairs[static_cast<std::size_t>(i / lanes) % pairs.size()];
        loads.add(a, b, pump_power(problem, total, pumps).si / (1.0 - problem.basis.distribution_loss_ratio));
      }
  };
  add(plant.fws_pump, plant.fws_pump_power);
  add(plant.chw_pump, plant.chw_pump_power);
  return loads;
}

std::optional<Packing> pack_pods(const Problem& problem, const Plant& plant, Power rating, double overload) {
  if (const int systems = systems_of(problem.spec.power.redundancy); systems > 2)
    return packed_on_pairs(problem, plant, systems, rating.si, overload);
  const std::vector<PodLoad> pods = pod_loads(problem, plant);
  double total = pumps_on_one(problem, plant, 1);
  bool equal = true;
  for (const PodLoad& pod : pods) {
    if (pod.load > rating.si * (1 + 1e-9) || pod.peak > rating.si * overload * (1 + 1e-9)) return std::nullopt;
    total += pod.load;
    equal = equal && pod.group == pods.front().group;
  }
  const int least = static_cast<int>(std::max(1.0, whole_units(total / rating.si)));
  bool proved = true;
  for (int n = least; n <= 2 * static_cast<int>(pods.size()) + 1; ++n) {
    const double pumps = pumps_on_one(problem, plant, n);
    auto packing = packed_on(pods, plant.groups.size(), n, pumps, rating.si, overload);
    if (!packing && !equal) {
      std::vector<PodShare> shares;
      PackingSearch search(pods, plant.groups.size(), rating.si - pumps, rating.si * overload - pumps);
      const auto answer = search.run(n, shares);
      if (answer == PackingSearch::Answer::fits) packing = searched(pods, std::move(shares), pumps);
      proved = proved && answer != PackingSearch::Answer::unknown;
    }
    if (!packing) continue;
    packing->proved = proved;
    packing->modules = n;
    packing->largest_normal = packing->largest_load;
    return packing;
  }
  return std::nullopt;
}

}  // namespace plinth
