// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "core/rules/check_context.h"

namespace plinth {

/// A point of the electrical system with one potential. A module is one bus; a pod is one for each of its inlets, so
/// that what hangs on bus A inside is lost with bus A.
struct Bus {
  int owner = -1;          ///< graph node
  std::string_view port;   ///< of a pod: the inlet; else empty
  std::vector<int> feeds;  ///< buses fed from here
  std::vector<int> by;     ///< the edge of each of them
  bool source = false;     ///< energised from outside: an intake, a genset with fuel, a fuel tank
};

/// Electrical connections of the joint graph (and fuel to gensets without a tank of their own) as buses.
struct ElectricalBuses {
  explicit ElectricalBuses(const CheckContext& context);
  std::vector<Bus> buses;
  std::vector<std::vector<int>> of_node;  ///< per graph node
  struct Feed {
    int from = 0, to = 0, edge = 0;
  };
  std::vector<Feed> feeds;  ///< the electrical ones, by edge

  [[nodiscard]] int bus_at(int node, std::string_view port) const;  ///< -1 when there is none
};

/// Does electrical power leave this node towards others? False for consumers and for what is inside pods.
[[nodiscard]] bool passes_power_on(const CheckContext& context, const NodeView& node);

/// What is taken out of service at once, as indices: graph nodes, edges, single buses.
struct Removal {
  std::vector<int> nodes, edges, buses;  ///< each at most once
};

/// Who loses every electrical feed when something is gone: one case after another, at the cost of what is lost.
class Outage {
 public:
  explicit Outage(const ElectricalBuses& buses);
  /// Graph nodes without any live bus when `node` is gone, itself first; only those that are live otherwise.
  [[nodiscard]] std::vector<int> dead_without(int node) { return dead_without(Removal{{node}, {}, {}}); }
  /// The same for anything: the nodes removed first, in their order.
  [[nodiscard]] std::vector<int> dead_without(const Removal& removal);
  /// Per bus: a source still reaches it.
  [[nodiscard]] std::vector<bool> reached_without(const Removal& removal) const;

 private:
  void lose(int bus, std::vector<int>& lost);
  void spread(const Removal& removal, std::vector<int>& lost);
  void search(const Removal& removal, std::vector<int>& lost);

  const ElectricalBuses& buses_;
  std::vector<bool> live_;                 ///< per bus, everything in service
  std::vector<int> feeders_;               ///< per bus: live buses that feed it
  std::vector<std::pair<int, int>> ends_;  ///< per edge: the buses it joins; -1 for other edges
  std::vector<int> lost_here_;             ///< scratch: feeders lost so far
  std::vector<bool> gone_;                 ///< scratch: per bus
  bool cyclic_ = false;                    ///< rings need the slow way
};

}  // namespace plinth
