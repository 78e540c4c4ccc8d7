// SPDX-License-Identifier: Apache-2.0
#include "core/physics/fluids.h"

#include <algorithm>
#include <cmath>

namespace plinth {
namespace {

double celsius_in_range(Temperature t) { return std::clamp(t.degC(), 5.0, 65.0); }

}  // namespace

Density density(Coolant coolant, Temperature temperature) {
  const double t = celsius_in_range(temperature);
  if (coolant == Coolant::pg25) return Density{1026.148 - 0.289211 * t - 0.002895118 * t * t};
  return Density{1000.117 + 0.02975307 * t - 0.00651182 * t * t + 2.237186e-5 * t * t * t};
}

SpecificHeat specific_heat(Coolant coolant, Temperature temperature) {
  const double t = celsius_in_range(temperature);
  if (coolant == Coolant::pg25) return SpecificHeat{3871.67 + 2.466933 * t - 0.001095215 * t * t};
  return SpecificHeat{4210.842 - 1.965132 * t + 0.03609772 * t * t - 1.882483e-4 * t * t * t};
}

std::string density_formula(Coolant coolant) {
  if (coolant == Coolant::pg25)
    return "(1026.148 - 0.289211 * (T - 0[degC]) / 1[K] - 0.002895118 * ((T - 0[degC]) / 1[K])^2) * 1[kg/m3]";
  return "(1000.117 + 0.02975307 * (T - 0[degC]) / 1[K] - 0.00651182 * ((T - 0[degC]) / 1[K])^2 + "
         "2.237186e-5 * ((T - 0[degC]) / 1[K])^3) * 1[kg/m3]";
}

std::string specific_heat_formula(Coolant coolant) {
  if (coolant == Coolant::pg25)
    return "(3871.67 + 2.466933 * (T - 0[degC]) / 1[K] - 0.001095215 * ((T - 0[degC]) / 1[K])^2) * 1[J/(kg K)]";
  return "(4210.842 - 1.965132 * (T - 0[degC]) / 1[K] + 0.03609772 * ((T - 0[degC]) / 1[K])^2 - "
         "1.882483e-4 * ((T - 0[degC]) / 1[K])^3) * 1[J/(kg K)]";
}

std::string_view basis(Coolant coolant) {
  return coolant == Coolant::pg25 ? "Melinder 2010 / CoolProp fit for 25 % propylene glycol by weight, 5 to 65 degC"
                                  : "fit to IAPWS-IF97 at 0.3 MPa, 5 to 65 degC";
}

Pressure station_pressure(Length altitude) {
  return Pressure{101325.0 * std::pow(1.0 - 2.25577e-5 * altitude.si, 5.2559)};
}

Pressure saturation_pressure(Temperature t) {
  const double k = t.kelvin;
  if (t.degC() <= 0.01)
    return Pressure{std::exp(-5.6745359e3 / k + 6.3925247 - 9.677843e-3 * k + 6.2215701e-7 * k * k +
                             2.0747825e-9 * k * k * k - 9.484024e-13 * k * k * k * k + 4.1635019 * std::log(k))};
  return Pressure{std::exp(-5.8002206e3 / k + 1.3914993 - 4.8640239e-2 * k + 4.1764768e-5 * k * k -
                           1.4452093e-8 * k * k * k + 6.5459673 * std::log(k))};
}

double humidity_ratio(Temperature dry_bulb, Temperature wet_bulb, Pressure pressure) {
  const double db = dry_bulb.degC(), wb = wet_bulb.degC();
  const double vapour = saturation_pressure(wet_bulb).si;
  const double saturated = 0.621945 * vapour / (pressure.si - vapour);
  if (wb >= 0) return ((2501 - 2.326 * wb) * saturated - 1.006 * (db - wb)) / (2501 + 1.86 * db - 4.186 * wb);
  return ((2830 - 0.24 * wb) * saturated - 1.006 * (db - wb)) / (2830 + 1.86 * db - 2.1 * wb);
}

}  // namespace plinth
