// SPDX-License-Identifier: Apache-2.0
#include "core/physics/genset.h"

#include <algorithm>
#include <cmath>

namespace plinth {

double indicated_power_ratio(const EngineConditions& site, const EngineConditions& rated) {
  const double k = std::pow(site.pressure / rated.pressure, 0.7) * std::pow(rated.air.kelvin / site.air.kelvin, 1.2) *
                   (rated.coolant.kelvin / site.coolant.kelvin);
  return std::min(1.0, k);
}

double power_adjustment(double k, double mechanical_efficiency) {
  return std::max(0.0, k - 0.7 * (1 - k) * (1 / mechanical_efficiency - 1));
}

double beyond_maker_curve(Length above, TemperatureDifference hotter) {
  return std::max(0.0, 1 - 0.034 * std::max(0.0, above.si) / 300.0 - 0.20 * std::max(0.0, hotter.si) / 10.0);
}

RatingLimits limits_of(RatingClass rating) {
  constexpr Time always = 8760.0 * hour;
  switch (rating) {
    case RatingClass::esp:
      return {200.0 * hour, 0.70};
    case RatingClass::prp:
      return {always, 0.70, 1.10};
    case RatingClass::ltp:
      return {500.0 * hour, 1.0};
    case RatingClass::cop:
    case RatingClass::dcp:
      break;
  }
  return {always, 1.0};
}

std::optional<RatingClass> rating_class(std::string_view word) {
  if (word == "ESP") return RatingClass::esp;
  if (word == "PRP") return RatingClass::prp;
  if (word == "LTP") return RatingClass::ltp;
  if (word == "COP") return RatingClass::cop;
  if (word == "DCP") return RatingClass::dcp;
  return std::nullopt;
}

double first_step_share(Pressure mean_effective_pressure) { return std::min(1.0, 0.8e6 / mean_effective_pressure.si); }

Staircase staircase_bridge(Power load, const std::vector<double>& steps, Time interval) {
  Staircase result;
  double taken = 0;
  for (const double step : steps) {
    if (taken >= 1.0 - 1e-9) break;
    taken = std::min(1.0, taken + step);
    result.duration = result.duration + interval;
    result.bridge = result.bridge + (1.0 - taken) * load * interval;
  }
  return result;
}

Volume fuel_volume(Power power, Time time, double cubic_metres_per_joule) {
  return Volume{power.si * time.si * cubic_metres_per_joule};
}

}  // namespace plinth
