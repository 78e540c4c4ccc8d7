// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/base/quantity.h"
#include "core/physics/fluids.h"

namespace plinth {

/// Share by which a coolant swells from `cold` to `hot`: rho(cold)/rho(hot) - 1. Range and error are those of
/// density().
[[nodiscard]] double expansion_share(Coolant coolant, Temperature cold, Temperature hot);

/// A closed loop whose vessel is asked for (EN 12828:2012+A1:2014, Annex D). Pressures above atmosphere.
struct ExpansionCase {
  Volume system;       ///< coolant in the loop
  double share = 0;    ///< expansion_share()
  Pressure charge;     ///< p0: gas charge, static height plus vapour pressure and a margin
  Pressure end;        ///< pe: highest pressure at the vessel, below the safety valve
  double reserve = 0;  ///< water reserve as a share of the system volume
  Volume reserve_min;  ///< at least
};
struct ExpansionVessel {
  Volume expansion;  ///< Ve
  Volume reserve;    ///< V_WR
  Volume nominal;    ///< least nominal volume: (Ve + V_WR) (pe + 1 bar) / (pe - p0)
};
/// Nothing when the end pressure is not above the charge.
[[nodiscard]] std::optional<ExpansionVessel> expansion_vessel(const ExpansionCase& loop);

/// Volume that holds `heat` for `duration` within `rise` (energy balance); `effectiveness` is the usable share of a
/// stratified tank, 0.90 to 0.95.
[[nodiscard]] Volume buffer_volume(Power heat, Time duration, Density density, SpecificHeat specific_heat,
                                   TemperatureDifference rise, double effectiveness = 1.0);
/// How long a volume holds `heat` before it has warmed by `rise`, well mixed and with no heat leaving.
[[nodiscard]] Time ride_through(Volume volume, Power heat, Density density, SpecificHeat specific_heat,
                                TemperatureDifference rise);

}  // namespace plinth
