// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/rules/outage/services.h"

namespace plinth {

/// A unit that carries more while something else is out.
struct Survivor {
  int node = -1;
  double load = 0;  ///< share of its rating, a ratio
};

/// Load of every electrical unit by the cords of the graph: what a consumer draws splits over its live cords as it does
/// in the normal state, and falls on those that are left. A maximum flow would let units share at will. What hands
/// power on is switched over: when less is left behind one of its feeds it takes from each what is there.
class CordLoads {
 public:
  explicit CordLoads(const Services& services);
  /// The unit with the highest load among those that carry more than with everything in service; node -1 when none
  /// does, or when feeds run in a ring. Gensets stand still unless the grid alone no longer suffices.
  [[nodiscard]] Survivor worst_without(const Removal& removal, bool on_gensets) const;
  /// The same by computing every load anew: what the other one is tested against.
  [[nodiscard]] Survivor worst_anew(Removal removal, bool on_gensets) const;

 private:
  [[nodiscard]] std::vector<double> loads(const std::vector<bool>& live, const Removal& removal,
                                          const std::vector<double>& strength) const;
  [[nodiscard]] std::vector<double> strengths(const std::vector<bool>& live, const Removal& removal) const;
  [[nodiscard]] double capacity(std::size_t bus) const;
  void consider(std::size_t bus, double load, Survivor& worst) const;
  class Change;

  const Services& services_;
  struct Feeder {
    int bus = 0, edge = 0;
    double weight = 0;  ///< normal current or power
  };
  std::vector<std::vector<Feeder>> feeders_;  ///< per bus
  std::vector<int> order_;                    ///< sources first; empty when feeds run in a ring
  std::vector<int> gensets_;                  ///< graph nodes
  std::vector<double> demand_;                ///< per bus, W
  std::vector<bool> through_;                 ///< per bus: hands power on
  std::vector<double> normal_;                ///< per bus, W, everything in service
  std::vector<double> strength_;              ///< per bus, W: what may come to it, everything in service
  std::vector<bool> live_;                    ///< per bus, everything in service but the gensets
  std::vector<int> live_feeders_;             ///< per bus
  std::vector<int> place_;                    ///< per bus: in `order_`
  std::vector<std::vector<int>> fed_;         ///< per bus: those it feeds with power
};

}  // namespace plinth
