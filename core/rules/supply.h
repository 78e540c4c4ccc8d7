// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/rules/check_context.h"
#include "core/rules/electrical_buses.h"
#include "core/rules/flow_network.h"

namespace plinth {

/// The vertices that each graph node has in a network, in the order they were made. Most have one or none.
class NodeVertices {
 public:
  void resize(std::size_t nodes) { ends_.resize(nodes); }
  void add(int node, int vertex);
  [[nodiscard]] int first(int node) const { return ends_[static_cast<std::size_t>(node)].first; }  ///< -1: it has none
  /// The one made after `vertex` for the same node; -1 when there is none.
  [[nodiscard]] int next(int vertex) const { return next_[static_cast<std::size_t>(vertex)]; }

 private:
  struct Ends {
    int first = -1, last = -1;
  };
  std::vector<Ends> ends_;  ///< per node
  std::vector<int> next_;   ///< per vertex
};

/// One flow network read from the joint graph. A module may have no vertex in it, or several (the buses of a pod).
struct SupplyNetwork {
  FlowNetwork flow;
  NodeVertices vertices;
  std::vector<int> arcs;          ///< per graph edge; -1 = none
  std::vector<int> node_of;       ///< per vertex: the graph node
  std::vector<int> bus_vertices;  ///< per electrical bus; empty in other networks
  double scale = 1.0;             ///< amounts of the flow network in one W or m3/s
  double demand = 0.0;            ///< in all, W or m3/s
  std::string missing;            ///< what the graph does not state; empty when the network is complete
  double unserved = 0.0;          ///< with everything in service, W or m3/s

  /// There is something to serve, and nothing is missing: then it may be solved and asked.
  [[nodiscard]] bool usable() const { return demand > 0.0 && missing.empty(); }
  /// Solves it; needed once before asking.
  void solve();
  /// What stays unserved when these graph nodes are gone; their own demand is not counted.
  [[nodiscard]] double unserved_without(const std::vector<int>& removed);
  /// The same when edges and buses are gone as well; names the graph nodes that are short.
  struct Shortage {
    double unserved = 0.0;                      ///< W or m3/s
    std::vector<std::pair<int, double>> nodes;  ///< graph nodes that are short, W or m3/s, by node
  };
  [[nodiscard]] Shortage without(const Removal& removal);
  /// The amount alone, W or m3/s: much quicker on large networks.
  [[nodiscard]] double unserved_without(const Removal& removal);
  /// Does any of these graph nodes take part?
  [[nodiscard]] bool holds(const std::vector<int>& nodes) const;
  [[nodiscard]] bool holds(const Removal& removal) const;

 private:
  void find_gone(const Removal& removal);
  std::vector<int> gone_, cut_;  ///< scratch: vertices and arcs of the question
};

/// Power one unit gives, W: as sizing derated it, else as the catalog rates it.
[[nodiscard]] std::optional<double> power_rating(const CheckContext& context, const NodeView& node);

/// Which sources the electrical network may use.
enum class Sources { all, backup_only, grid_only };

/// Electrical power, W: intakes and gensets through transformers, switchgear and power modules to the consumers and,
/// inside pods, over each bus to every rack, CDU and fan wall. Losses and recharge are drawn at the power modules and
/// skids. Apparent ratings count at unity power factor, except
/// the connection itself.
[[nodiscard]] SupplyNetwork power_network(const CheckContext& context, const ElectricalBuses& buses, Sources sources);
/// The same network, not yet solved, with other sources.
[[nodiscard]] SupplyNetwork with_sources(const SupplyNetwork& network, const CheckContext& context,
                                         const ElectricalBuses& buses, Sources sources);
/// Heat, W: coolers through pumps, headers, pods and CDUs to the liquid share of the racks, pump work included.
[[nodiscard]] SupplyNetwork liquid_heat_network(const CheckContext& context);
/// Heat, W: chillers through pumps, headers and fan walls to the air heat of each pod, lights and fans included.
[[nodiscard]] SupplyNetwork air_heat_network(const CheckContext& context);
/// Water of one medium, m3/s: pump, header and pipe ratings against the design flow of every pod. Of a return medium:
/// the way back from the pods to the coolers.
[[nodiscard]] SupplyNetwork water_network(const CheckContext& context, Medium medium);
/// Coolant, m3/s: CDU flow ratings against the design flow of every rack, to it or (`tcs_return`) from it.
[[nodiscard]] SupplyNetwork coolant_network(const CheckContext& context, Medium medium = Medium::tcs_supply);

}  // namespace plinth
