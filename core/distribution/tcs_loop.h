// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/distribution/loop_store.h"

namespace plinth {

/// Racks of a pod along one manifold, from its fed end.
struct TcsRow {
  std::vector<const Node*> racks;
  std::vector<Flow> flows;       ///< of each rack
  std::vector<Pressure> drops;   ///< of each rack at its flow
  std::vector<Length> segments;  ///< to the rack from the one before it; the first is the feed from the farthest CDU
  std::size_t size = 0;          ///< bore of feed and manifold, index in the stock
  Flow flow;
};

/// One pod's technology coolant: CDUs -> row manifolds, direct return -> racks.
struct TcsLoop {
  const Node* pod = nullptr;
  std::vector<const Node*> cdus;
  std::vector<TcsRow> rows;
  std::size_t hose = 0;  ///< bore of a rack's hoses, index in the stock
  Flow flow;
  Liquid liquid;
  Temperature supply, back;
  Power heat;
  bool curve_missing = false;  ///< a rack states no pressure drop: the design basis stands in
};

struct TcsResult {
  Pressure head;       ///< of the worst rack
  Pressure available;  ///< of the CDU at its rated flow
  Pressure rack, manifold, hose;
  std::size_t row = 0, place = 0;
  Speed velocity;
  double imbalance = 0;
  Power pump_power;
  LoopStore store;
};

[[nodiscard]] std::vector<TcsLoop> tcs_loops(const Design& design, const Catalog& catalog, const Book& book,
                                             const LoopBasis& basis, const PipeStock& stock);
/// Chooses bores by velocity, enlarges them until the CDU's head suffices with its
/// reserve, and works the loop out.
[[nodiscard]] TcsResult work_out(TcsLoop& loop, const Catalog& catalog, const LoopBasis& basis, const PipeStock& stock);
/// Equal loops have equal keys: same racks in the same places behind the same CDUs.
[[nodiscard]] std::string key_of(const TcsLoop& loop);

}  // namespace plinth
