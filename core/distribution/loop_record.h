// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/distribution/loop_head.h"
#include "core/distribution/tcs_loop.h"
#include "core/model/book.h"

namespace plinth {

/// What sizing charged for pumping a loop's flow, and what it takes.
struct LoopPumping {
  Pressure available;  ///< the skid's rated head
  Pressure target;     ///< what the loop may ask for: that less its reserve, but no more than sizing charged for
  double efficiency = 0;
  Power power, sized;
};
[[nodiscard]] LoopPumping pumping_of(const WaterLoop& loop, const LoopHead& head, const Catalog& catalog,
                                     const LoopBasis& basis);

/// Derivation of one water loop, that with the least head to spare: ids "hydraulics.<fws|chw>.…".
void record_water_loop(const WaterLoop& loop, const LoopHead& head, const LoopPumping& pumping, const LoopStore& store,
                       const Design& design, const Catalog& catalog, const PipeStock& stock, Book& book);
/// Derivation of one pod's coolant loop: ids "hydraulics.tcs.…".
void record_tcs_loop(const TcsLoop& loop, const TcsResult& result, const Catalog& catalog, const PipeStock& stock,
                     Book& book);

}  // namespace plinth
