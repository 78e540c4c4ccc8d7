// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// One pod really there.
struct PodPlace {
  std::size_t group = 0;  ///< of Plant::groups
  int index = 0;          ///< among the pods of its group, from 0
  int racks = 0;          ///< in it
  std::size_t slot = 0;   ///< of Plant::shares: what feeds it
};

/// Pods of a block (from 1) in the order they get their tags: by what feeds them, then by group.
[[nodiscard]] std::vector<PodPlace> pods_of_block(const Plant& plant, int block);

/// A pod of a block with the phase that builds it and the heat it gives to facility and chilled water, W.
struct PodPhase {
  std::size_t slot = 0;
  int phase = 0;
  double fws = 0, chw = 0;
};

/// What of one block a phase builds: the phase of everything that its pods share; 0 throughout without phases.
struct BlockPhases {
  int first = 0;                       ///< headers, tanks, vessels, reserve power modules: with the first pod
  std::vector<int> lanes;              ///< duty power modules by lane: with the first pod or pump on them
  std::vector<int> coolers, chillers;  ///< by unit, with its pump skid and trim chiller
  std::vector<std::size_t> fws_lanes, chw_lanes;  ///< by unit: the lane that its pump skid hangs on
};

/// Trains for the pods in service: their share of the duty units, rounded up, and the spares that the redundancy asks
/// for with so many. The last phase in the block has all. Pumps take turns on the lanes; with phases they take those
/// that are built, and no more of them hang on a lane than without. `lanes`: duty power modules of one system.
[[nodiscard]] BlockPhases block_phases(const Problem& problem, const Plant& plant, const std::vector<PodPhase>& pods,
                                       int lanes);

/// When each MV/LV skid of one side is built: with the first cooler, trim chiller or chiller that it feeds.
/// Where the block has extras, which hang on any of them: with the block.
[[nodiscard]] std::vector<int> skid_phases(const Problem& problem, const BlockPhases& phases, int skids);

}  // namespace plinth
