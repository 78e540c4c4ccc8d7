// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/base/quantity.h"

namespace plinth {

/// Approach of a mechanical-draught cooling tower to the wet bulb.
struct TowerApproach {
  TemperatureDifference approach;
  bool wet_bulb_clamped = false;  ///< the wet bulb was above 26.7 degC: the approach there, which is the larger one
};

/// York polynomial (27 coefficients; Buildings library, yorkCalc): approach over range, entering wet bulb and
/// liquid-to-gas ratio, the latter as a ratio to that of the correlation. Valid for a wet bulb of -34.4 to 26.7 degC, a
/// range of 1.1 to 22.2 K, a ratio of 0.75 to 1.5 and an approach of 1.1 to 40 K; nullopt outside. Only a wet bulb
/// above 26.7 degC is held at that end and flagged: the approach falls with the wet bulb, so it is on the safe side.
[[nodiscard]] std::optional<TowerApproach> york_approach(TemperatureDifference range, Temperature wet_bulb,
                                                         double liquid_to_gas);

/// Rating point of an open tower cell at sea level.
struct TowerRating {
  Power heat;
  Temperature water_in, water_out, wet_bulb;
};
/// What the rating point tells: the liquid-to-gas ratio at which the polynomial gives the rated approach, at the rated
/// water rate. nullopt when no ratio within its validity does.
struct Tower {
  Conductance water_rate;  ///< heat-capacity rate at rating, also the most it may carry
  double liquid_to_gas = 1;
};
[[nodiscard]] std::optional<Tower> calibrate_tower(const TowerRating& rating);

/// Heat one cell takes from water cooled by `range` to `water_out`, fans at full speed in air thinned to
/// `air_density_ratio` of sea level (the air rate falls, the ratio rises); the water rate is what the approach allows,
/// never above the rated one. Zero when the polynomial's validity or the wet bulb does not allow it.
[[nodiscard]] Power tower_duty(const Tower& tower, TemperatureDifference range, Temperature water_out,
                               Temperature wet_bulb, double air_density_ratio = 1.0);

/// An open tower behind a counterflow plate exchanger with equal rates on both sides: heat at which tower water at
/// `water_out` less Q / UA is still reached.
[[nodiscard]] Power tower_duty_behind(const Tower& tower, Conductance exchanger, TemperatureDifference range,
                                      Temperature water_out, Temperature wet_bulb, double air_density_ratio = 1.0);

/// How a closed circuit's wet coil differs from its rating: the air side carries saturated enthalpy, so its capacity
/// rate follows the mass of air and the slope of saturated enthalpy between wet bulb and water outlet.
[[nodiscard]] double wet_air_ratio(Temperature wet_bulb, Temperature water_out, Pressure pressure,
                                   Temperature rated_wet_bulb, Temperature rated_water_out);

/// Water evaporated, all heat leaving as latent heat (M43).
[[nodiscard]] MassFlow evaporation(Power heat, double latent_heat_j_per_kg);
/// Make-up for an evaporation at `cycles` of concentration (above 1): evaporation x cycles / (cycles - 1); drift on
/// top.
[[nodiscard]] MassFlow make_up(MassFlow evaporated, double cycles, MassFlow drift = {0});

}  // namespace plinth
