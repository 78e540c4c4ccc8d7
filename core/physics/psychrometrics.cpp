// SPDX-License-Identifier: Apache-2.0
#include "core/physics/psychrometrics.h"

#include <algorithm>
#include <cmath>

namespace plinth {
namespace {

constexpr double molar_ratio = 0.621945;      ///< of water to dry air
constexpr double dry_air_constant = 287.042;  ///< J/(kg K)

}  // namespace

Pressure station_pressure(Length altitude) {
  const double z = std::clamp(altitude.si, -5000.0, 11000.0);
  return Pressure{101325.0 * std::pow(1.0 - 2.25577e-5 * z, 5.2559)};
}

Pressure saturation_pressure(Temperature t) {
  const double k = t.kelvin;
  if (t.degC() <= 0.01)
    return Pressure{std::exp(-5.6745359e3 / k + 6.3925247 +
                             k * (-9.677843e-3 + k * (6.2215701e-7 + k * (2.0747825e-9 - k * 9.484024e-13))) +
                             4.1635019 * std::log(k))};
  return Pressure{std::exp(-5.8002206e3 / k + 1.3914993 + k * (-4.8640239e-2 + k * (4.1764768e-5 - k * 1.4452093e-8)) +
                           6.5459673 * std::log(k))};
}

double humidity_ratio(Pressure vapour, Pressure pressure) {
  return molar_ratio * vapour.si / std::max(1.0, (pressure - vapour).si);
}

double humidity_ratio(Temperature dry_bulb, Temperature wet_bulb, Pressure pressure) {
  const double db = dry_bulb.degC(), wb = wet_bulb.degC();
  const double saturated = humidity_ratio(saturation_pressure(wet_bulb), pressure);
  if (wb >= 0) return ((2501 - 2.326 * wb) * saturated - 1.006 * (db - wb)) / (2501 + 1.86 * db - 4.186 * wb);
  return ((2830 - 0.24 * wb) * saturated - 1.006 * (db - wb)) / (2830 + 1.86 * db - 2.1 * wb);
}

double relative_humidity(Temperature dry_bulb, double humidity_ratio, Pressure pressure) {
  const double vapour = pressure.si * humidity_ratio / (molar_ratio + humidity_ratio);
  return vapour / saturation_pressure(dry_bulb).si;
}

Temperature dew_point(Pressure vapour, Temperature highest) {
  double low = 173.15, high = highest.kelvin;
  while (high - low > 1e-6) {
    const double middle = 0.5 * (low + high);
    (saturation_pressure({middle}) > vapour ? high : low) = middle;
  }
  return {0.5 * (low + high)};
}

Temperature wet_bulb(Temperature dry_bulb, double humidity, Pressure pressure) {
  const Pressure vapour{pressure.si * humidity / (molar_ratio + humidity)};
  if (vapour >= saturation_pressure(dry_bulb)) return dry_bulb;
  return wet_bulb(dry_bulb, dew_point(vapour, dry_bulb), pressure);
}

Temperature wet_bulb(Temperature dry_bulb, Temperature dew, Pressure pressure) {
  if (dew >= dry_bulb) return dry_bulb;
  const double wanted = humidity_ratio(saturation_pressure(dew), pressure);
  double low = dew.kelvin, high = dry_bulb.kelvin;
  while (high - low > 1e-5) {
    const double middle = 0.5 * (low + high);
    (humidity_ratio(dry_bulb, Temperature{middle}, pressure) > wanted ? high : low) = middle;
  }
  return {0.5 * (low + high)};
}

double air_enthalpy(Temperature dry_bulb, double humidity) {
  const double t = dry_bulb.degC();
  return 1e3 * (1.006 * t + humidity * (2501.0 + 1.86 * t));
}

Density air_density(Temperature dry_bulb, double humidity, Pressure pressure) {
  return Density{(1.0 + humidity) * pressure.si / (dry_air_constant * dry_bulb.kelvin * (1.0 + 1.607858 * humidity))};
}

SpecificHeat saturated_specific_heat(Temperature low, Temperature high, Pressure pressure) {
  if (high < low) std::swap(low, high);
  if ((high - low).si < 0.01) high = low + TemperatureDifference{0.01};
  const auto enthalpy = [&](Temperature t) {
    return air_enthalpy(t, humidity_ratio(saturation_pressure(t), pressure));
  };
  return SpecificHeat{(enthalpy(high) - enthalpy(low)) / (high - low).si};
}

Temperature behind_pad(Temperature dry_bulb, Temperature wet_bulb, double effectiveness) {
  return dry_bulb - TemperatureDifference{effectiveness * std::max(0.0, (dry_bulb - wet_bulb).si)};
}

}  // namespace plinth
