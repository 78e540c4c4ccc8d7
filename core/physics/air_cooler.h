// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/quantity.h"
#include "core/physics/exchanger.h"

namespace plinth {

/// Rating point of an air-cooled water cooler: duty `heat` with water in -> out at `air_in`, at sea level.
struct AirCoolerRating {
  Power heat;
  Temperature water_in, water_out, air_in;
};

/// What the rating point tells about the coil. Air-side capacity rate is taken equal to the water side at rating, the
/// usual balance of such coils; UA is held constant off design.
struct AirCooler {
  Conductance water_rate;  ///< heat-capacity rate of water at rating, also the most it may carry
  Conductance air_rate;
  Conductance ua;
};
[[nodiscard]] AirCooler calibrate(const AirCoolerRating& rating);

/// Heat the coil takes from water of this capacity rate entering at `water_in`, whatever it leaves at; the air side at
/// `air_factor` of its rated capacity rate. Zero when the water is not warmer than the air.
[[nodiscard]] Power heat_to_air(const AirCooler& cooler, Conductance water_rate, Temperature water_in, Temperature air,
                                double air_factor = 1.0);

/// Duty with water cooled from `water_in` to `water_out` at `air`, by effectiveness-NTU, with the air side thinned to
/// `air_density_ratio` of sea level. Zero when the air is not colder than the outlet. The water flow is what the duty
/// needs, never above the rated one.
[[nodiscard]] Power duty(const AirCooler& cooler, Temperature water_in, Temperature water_out, Temperature air,
                         double air_density_ratio = 1.0);

/// Fan power of `installed` coolers sharing the load of `duty` ones, over that of the duty ones at full speed: fan
/// power goes with speed^3, heat with speed^`exponent` (1 where it follows the air, 0.6 for usual dry coolers).
[[nodiscard]] double run_all_fan_share(int duty, int installed, double exponent);

}  // namespace plinth
