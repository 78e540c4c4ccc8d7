// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/distribution/water_loop.h"

namespace plinth {

/// A state a loop must work in: everything in service, one header out, or one consumer of every pod out.
struct LoopState {
  std::size_t header_out = kNoRun;
  bool consumer_out = false;
};

/// Pressure the pumps must give so that the worst consumer gets its design flow, and what it is made of.
struct LoopHead {
  Pressure head;
  LoopState state;
  std::size_t train = 0, header = 0, pod = 0, consumer = 0;
  Flow train_flow, pod_flow, consumer_flow;  ///< of the worst path; through one header: times `share`
  double share = 1;                          ///< of a train's or pod's flow that goes over this header
  Pressure unit, headers, consumer_unit, valve, fouling;
};

/// Head in the worst of the normal state and every single failure, the largest over all paths. Flows are the design
/// flows: control valves hold them.
[[nodiscard]] LoopHead worst_head(const WaterLoop& loop, const LoopBasis& basis);

/// Runs of the worst path in the order of flow, each with its flow.
struct PathRun {
  std::size_t run;
  Flow flow;  ///< of all parallel runs
};
[[nodiscard]] std::vector<PathRun> path_of(const WaterLoop& loop, const LoopHead& head);
[[nodiscard]] Pressure run_drop(const WaterLoop& loop, std::size_t run, Flow flow);

/// Enlarges pipes of the worst path, always the one that gains the most pressure for its price, until the head is at
/// most `target` or nothing helps any more. Returns the head that is left.
LoopHead enlarge(WaterLoop& loop, const LoopBasis& basis, const PipeStock& stock, Pressure target);

/// Shortfall of the worst consumer when control valves do not balance: 1 - flow over design flow, from the network's
/// own split with all trains of the normal state at their design flow. Zero when it was not solved (finding DIS203).
[[nodiscard]] double imbalance(const WaterLoop& loop, const LoopBasis& basis, std::vector<Finding>& findings);

}  // namespace plinth
