// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/base/quantity.h"

namespace plinth {

/// Coolants whose properties sizing knows.
enum class Coolant { water, pg25 };

/// Density and isobaric specific heat as polynomials of Celsius temperature, valid 5 to 65 degC; outside the range the
/// nearest end is taken. PG25 is 25 % propylene glycol by weight (Melinder 2010, as fitted from CoolProp; largest error
/// 0.15 kg/m3 and 0.21 J/kgK). Water: fit to IAPWS-IF97 at 0.3 MPa (largest error 0.05 kg/m3, 0.3 J/kgK).
[[nodiscard]] Density density(Coolant coolant, Temperature t);
[[nodiscard]] SpecificHeat specific_heat(Coolant coolant, Temperature t);

/// The same polynomials as ledger formulas over the symbol T, an absolute temperature.
[[nodiscard]] std::string density_formula(Coolant coolant);
[[nodiscard]] std::string specific_heat_formula(Coolant coolant);
[[nodiscard]] std::string_view basis(Coolant coolant);

/// Air pressure at altitude, ICAO standard atmosphere (ASHRAE Fundamentals 2017 ch. 1 eq. 3).
[[nodiscard]] Pressure station_pressure(Length altitude);
inline constexpr std::string_view station_pressure_formula = "101325[Pa] * (1 - 2.25577e-5 * z / 1[m])^5.2559";

/// Saturation pressure of water vapour over water or ice (Hyland and Wexler, ASHRAE Fundamentals 2017 ch. 1).
[[nodiscard]] Pressure saturation_pressure(Temperature t);
/// Humidity ratio (kg water per kg dry air) at dry bulb, wet bulb and pressure (ASHRAE Fundamentals 2017 eq. 33, 35).
[[nodiscard]] double humidity_ratio(Temperature dry_bulb, Temperature wet_bulb, Pressure pressure);

}  // namespace plinth
