// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/base/quantity.h"
#include "core/physics/friction.h"
#include "core/physics/pump.h"

namespace plinth {

/// A way between two nodes: pipe, equipment and pump in series, each where given. Flow is positive from -> to.
struct NetworkLink {
  int from = 0, to = 0;
  std::optional<PipeBore> pipe;
  int runs = 1;           ///< equal pipes side by side
  double resistance = 0;  ///< equipment and valves: Pa / (m3/s)^2, turbulent
  /// Pressure rise from -> to. It holds its non-return valve shut against backflow; left of a curve's highest point the
  /// highest pressure is taken, since a pump does not run there in a stable way.
  std::optional<QuadraticCurve> pump;
  bool open = true;
};

struct NetworkNode {
  Flow inflow;                    ///< what enters the network here; negative: what leaves it
  std::optional<Pressure> fixed;  ///< an expansion vessel, a tank
};

struct PipeNetwork {
  std::vector<NetworkNode> nodes;
  std::vector<NetworkLink> links;
  Liquid liquid;
};

struct NetworkFlows {
  bool solved = false;
  std::string fault;                ///< why not: "node 4 takes 0.2 m3/s and has no way to a fixed pressure"
  std::vector<Flow> flows;          ///< of links; zero where closed
  std::vector<Pressure> pressures;  ///< of nodes
  int iterations = 0;
  double mass_residual = 0;    ///< largest sum of flows at a node over the largest flow
  double energy_residual = 0;  ///< largest misfit of a link's drop with its end pressures, over the largest drop
};

/// Equal resistance of equipment with `drop` at `flow`.
[[nodiscard]] double resistance_of(Pressure drop, Flow flow);

/// Steady flow by Newton on flows and pressures together (global gradient algorithm, Todini and Pilati 1988, as in
/// EPANET), losses by Darcy-Weisbach. Part of the network with no fixed pressure is given one node at 0 Pa when what
/// enters it leaves it. Solved means both residuals at most 1e-9.
[[nodiscard]] NetworkFlows solve_network(const PipeNetwork& network);

}  // namespace plinth
