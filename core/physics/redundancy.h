// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "core/base/quantity.h"

namespace plinth {

/// How many units carry a load under a redundancy, and how full they run. Loads are shares of a unit's usable rating.
struct UnitCount {
  int duty = 0;       ///< units that must be in service to carry the load
  int installed = 0;  ///< units that stand there
  double normal = 0;  ///< load of an active unit, everything in service
  double worst = 0;   ///< the same after the failures the redundancy is for
};

/// N + r units in parallel that share the load evenly; `worst` is after one failure (of the load lost for r = 0: the
/// full units). Uptime/TIA-942 definitions. Rating > 0, load >= 0.
[[nodiscard]] UnitCount units_in_parallel(Power load, Power rating, int reserves);
/// Two sides of N each, half the load on each; `worst` is after the loss of a side.
[[nodiscard]] UnitCount units_two_sided(Power load, Power rating);
/// Two sides of N + 1 each; `worst` is after the loss of a side (all N + 1 of the other share the load).
[[nodiscard]] UnitCount units_two_sided_plus(Power load, Power rating);
/// Distributed redundancy mN/(m - 1): m systems of q units for the load of m - 1 of them (3N/2 has m = 3, 4N/3 m = 4).
/// `worst` is after the loss of a system, with the load balanced over all pairs of systems. m >= 2.
[[nodiscard]] UnitCount units_distributed(Power load, Power rating, int systems);
/// Block redundant (catcher): B active blocks and `catchers` idle ones of the same rating. `normal` is of an active
/// block; `worst` is of the catcher, which takes the load of one block in a single transfer.
[[nodiscard]] UnitCount units_with_catcher(Power load, Power rating, int catchers);

/// Load on pairs of systems: `on(i, j)` is what is dual-corded to systems i and j, half on each.
class PairLoads {
 public:
  static constexpr int most_systems = 5;
  explicit PairLoads(int systems) : systems_(systems) {}  ///< 2 to most_systems
  void add(int i, int j, double load);
  [[nodiscard]] double on(int i, int j) const { return load_[static_cast<std::size_t>(i * systems_ + j)]; }
  [[nodiscard]] int systems() const { return systems_; }
  /// L_i = 1/2 sum_j p_ij: load of a system, everything in service.
  [[nodiscard]] double normal(int system) const;
  /// L_j' = L_j + 1/2 p_jf: load of system j after the loss of system f.
  [[nodiscard]] double after_loss(int system, int failed) const;
  /// The largest L_j' over all failures and survivors: what each system must carry. Never to be judged by totals.
  [[nodiscard]] double worst() const;

 private:
  int systems_;
  std::array<double, most_systems * most_systems> load_{};
};

/// Most equal pods that m systems of one unit each carry when every pod hangs on two of them and any one system may
/// fail. `half_pods` is how many half pods a unit carries, K. From L_j' <= K/2 pods: D_j = 2 L_j obeys D_j + n_jf <= K
/// for each f, so D_j <= floor((m - 1) K / m), and n = floor(m D / 2); filling the pairs in the order of
/// `pair_order` reaches it for m = 2, 3, 4.
[[nodiscard]] int pods_on_systems(int systems, int half_pods);
/// Pairs of systems in the order that keeps every system equally loaded while pods are added in turn; m = 2, 3, 4.
[[nodiscard]] std::vector<std::pair<int, int>> pair_order(int systems);

}  // namespace plinth
