// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "core/base/quantity.h"

namespace plinth {

// Moist air after ASHRAE Fundamentals 2017 chapter 1, as PsychroLib 2.5 implements it. Valid from -100 to 200 degC dry
// bulb; the wet bulb is the thermodynamic one, over ice below 0 degC.

/// Air pressure at altitude, ICAO standard atmosphere (eq. 3). Valid -5000 to 11000 m; above, the pressure at the end.
[[nodiscard]] Pressure station_pressure(Length altitude);
inline constexpr std::string_view station_pressure_formula = "101325[Pa] * (1 - 2.25577e-5 * z / 1[m])^5.2559";

/// Saturation pressure of water vapour over water, below the triple point over ice (Hyland and Wexler, eq. 5 and 6).
[[nodiscard]] Pressure saturation_pressure(Temperature t);

/// Humidity ratio, kg of water per kg of dry air, of air with this vapour pressure (eq. 20).
[[nodiscard]] double humidity_ratio(Pressure vapour, Pressure pressure);
/// Humidity ratio at dry bulb and wet bulb (eq. 33 over water, 35 over ice).
[[nodiscard]] double humidity_ratio(Temperature dry_bulb, Temperature wet_bulb, Pressure pressure);
/// Relative humidity, a ratio, of air with this humidity ratio (eq. 20, 22).
[[nodiscard]] double relative_humidity(Temperature dry_bulb, double humidity_ratio, Pressure pressure);

/// Temperature at which this vapour pressure saturates; by bisection of saturation_pressure to 1e-6 K, at most
/// `highest`.
[[nodiscard]] Temperature dew_point(Pressure vapour, Temperature highest);
/// Wet bulb of air with this humidity ratio; by bisection between dew point and dry bulb to 1e-5 K.
[[nodiscard]] Temperature wet_bulb(Temperature dry_bulb, double humidity_ratio, Pressure pressure);
/// The same from the dew point; the dry bulb where the dew point is not below it.
[[nodiscard]] Temperature wet_bulb(Temperature dry_bulb, Temperature dew_point, Pressure pressure);

/// Enthalpy of moist air, J per kg of dry air, 0 at 0 degC dry air and liquid water (eq. 30).
[[nodiscard]] double air_enthalpy(Temperature dry_bulb, double humidity_ratio);
/// Density of moist air, dry air and vapour together (eq. 26 and 11).
[[nodiscard]] Density air_density(Temperature dry_bulb, double humidity_ratio, Pressure pressure);
/// Rise of the enthalpy of saturated air with temperature, J/(kg K), between two temperatures: the specific heat that a
/// wetted coil or a tower's fill sees. Secant where they differ by more than 0.01 K, else tangent.
[[nodiscard]] SpecificHeat saturated_specific_heat(Temperature low, Temperature high, Pressure pressure);

/// Air behind a wetted pad of this effectiveness: it moves towards the wet bulb along a line of constant wet bulb.
[[nodiscard]] Temperature behind_pad(Temperature dry_bulb, Temperature wet_bulb, double effectiveness);

}  // namespace plinth
