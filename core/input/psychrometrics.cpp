// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/input/read_weather.h"

namespace plinth {

namespace {

// Pa over ice below 0 degC and over water above; coefficients of Hyland and Wexler (1983).
double saturation_pressure(double celsius) {
  const double t = celsius + 273.15;
  if (celsius < 0)
    return std::exp(-5.6745359e3 / t + 6.3925247 +
                    t * (-9.677843e-3 + t * (6.2215701e-7 + t * (2.0747825e-9 - t * 9.484024e-13))) +
                    4.1635019 * std::log(t));
  return std::exp(-5.8002206e3 / t + 1.3914993 + t * (-4.8640239e-2 + t * (4.1764768e-5 - t * 1.4452093e-8)) +
                  6.5459673 * std::log(t));
}

double humidity_ratio(double vapour_pressure, double pressure) {
  return 0.621945 * vapour_pressure / std::max(1.0, pressure - vapour_pressure);
}

// Humidity ratio of air at `dry_bulb` that has this wet bulb.
double humidity_ratio_at(double dry_bulb, double wet, double pressure) {
  const double saturated = humidity_ratio(saturation_pressure(wet), pressure);
  if (wet >= 0)
    return ((2501.0 - 2.326 * wet) * saturated - 1.006 * (dry_bulb - wet)) / (2501.0 + 1.86 * dry_bulb - 4.186 * wet);
  return ((2830.0 - 0.24 * wet) * saturated - 1.006 * (dry_bulb - wet)) / (2830.0 + 1.86 * dry_bulb - 2.1 * wet);
}

}  // namespace

double wet_bulb(double dry_bulb, double dew_point, double pressure) {
  if (dew_point >= dry_bulb) return dry_bulb;
  const double wanted = humidity_ratio(saturation_pressure(dew_point), pressure);
  double low = dew_point, high = dry_bulb;
  while (high - low > 1e-4) {
    const double middle = 0.5 * (low + high);
    (humidity_ratio_at(dry_bulb, middle, pressure) > wanted ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

double dew_point(double dry_bulb, double humidity) {
  const double wanted = humidity * saturation_pressure(dry_bulb);
  double low = -100.0, high = dry_bulb;
  while (high - low > 1e-4) {
    const double middle = 0.5 * (low + high);
    (saturation_pressure(middle) > wanted ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

double standard_pressure(double elevation) {
  return 101325.0 * std::pow(std::max(0.05, 1.0 - 2.25577e-5 * elevation), 5.2559);
}

}  // namespace plinth
