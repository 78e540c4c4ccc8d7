// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/distribution/water_loop.h"
#include "core/physics/expansion.h"

namespace plinth {

/// What a loop holds, what vessel it needs, how long it carries its heat.
struct LoopStore {
  Volume pipes, equipment, tanks, total;
  Temperature hot;  ///< hottest the loop gets: design return and the allowed rise
  Pressure end;     ///< pe: that of the design basis, or 0.9 of the least design pressure in the loop
  bool end_by_equipment = false;
  double share = 0;        ///< expansion share
  ExpansionVessel vessel;  ///< all zero when pe is not above the charge
  Power heat;
  Time ride_through;
};

/// `header_share`: which part of the header skids' contents belongs to this loop, a ratio.
[[nodiscard]] LoopStore store_of(const WaterLoop& loop, const Catalog& catalog, const LoopBasis& basis,
                                 double header_share);
/// Fills vessel and ride-through from what is in `store` already; `tanks` count with their usable share and `range`.
void complete_store(LoopStore& store, Coolant coolant, const LoopBasis& basis, Density density, SpecificHeat heat,
                    TemperatureDifference range);

/// Coolant content of a module: operating less dry mass over density; zero when its entry does not tell.
[[nodiscard]] Volume content_of(const ModuleType& type, Density density);

}  // namespace plinth
