// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/distribution/graph_index.h"
#include "core/distribution/loop_basis.h"
#include "core/model/book.h"
#include "core/physics/friction.h"

namespace plinth {

/// A pipe edge with its route: what it is laid of, and its resistance.
struct LoopRun {
  std::size_t edge = 0;  ///< index in the graph
  std::size_t size = 0;  ///< index in the stock
  int runs = 1;
  bool routed = false;  ///< stock pipe over the site; else built into a pod
  PipeBore pipe;        ///< of one run
  int sectioning = 0;   ///< sectioning valves of header skid and pod that its water passes, at its own velocity
};

/// Cooler or chiller with its own pump skid. Run indices are into WaterLoop::runs, by header; kNoRun where there is
/// none.
inline constexpr std::size_t kNoRun = static_cast<std::size_t>(-1);
struct LoopTrain {
  const Node* unit = nullptr;
  const Node* pump = nullptr;
  bool duty = false;
  std::size_t to_pump = kNoRun;
  std::vector<std::size_t> out, back;
  double resistance = 0;  ///< of the unit, Pa / (m3/s)^2
};

/// CDU or fan wall.
struct LoopConsumer {
  const Node* node = nullptr;
  std::size_t in = kNoRun, out = kNoRun;
  Flow normal, worst;     ///< all in service; another one of the pod out
  double resistance = 0;  ///< of the unit without its control valve
};
struct LoopPod {
  const Node* pod = nullptr;
  Flow flow;
  std::vector<std::size_t> in, out;  ///< by header
  std::vector<LoopConsumer> consumers;
};

/// One closed loop of facility or chilled water: trains -> headers -> pods and back.
struct WaterLoop {
  std::string medium;  ///< "fws" or "chw"
  int block = 0;
  Coolant coolant = Coolant::water;
  Liquid liquid;
  Temperature supply, back;
  Flow flow;
  std::vector<const Node*> headers, tanks, vessels;
  std::vector<double> header_resistance;
  std::vector<LoopTrain> trains;
  std::vector<LoopPod> pods;
  std::vector<LoopRun> runs;
  std::vector<std::size_t> tank_runs;
  int duty_trains = 0;
  [[nodiscard]] std::string name() const { return medium + " block " + std::to_string(block); }
};

/// The loops of the design, by name. A loop without a train, a header or a pod is left out, with a remark (DIS202).
[[nodiscard]] std::vector<WaterLoop> water_loops(const Design& design, const Catalog& catalog, const Book& book,
                                                 const LoopBasis& basis, const PipeStock& stock,
                                                 std::vector<Finding>& findings);

/// Water flow at which a unit's rated drop holds; zero when its entry does not tell.
[[nodiscard]] Flow rated_water_flow(const ModuleType& type, const LoopBasis& basis);
/// Its rated drop: stated in its entry, else that of the design basis for what it does.
[[nodiscard]] Pressure rated_water_drop(const ModuleType& type, std::string_view service, const LoopBasis& basis);

/// An edge's figure in SI; zero when its unit is not one of flow.
[[nodiscard]] Flow edge_flow(const Edge& edge, double value);
/// Routed length of an edge; zero when it has no route.
[[nodiscard]] const Route* route_of(const Design& design, std::string_view edge);
/// Right angles of a route, level changes included; before it has its level, those on the plan and one at each end.
[[nodiscard]] int bends(const Route& route);

}  // namespace plinth
