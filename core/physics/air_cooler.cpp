// SPDX-License-Identifier: Apache-2.0
#include "core/physics/air_cooler.h"

#include <algorithm>
#include <cmath>

namespace plinth {
namespace {

/// Duty with the water at this capacity rate, entering at `approach_in` above the air.
double heat_at(double water_rate, double air_rate, double ua, double initial_difference) {
  const double least = std::min(water_rate, air_rate), most = std::max(water_rate, air_rate);
  return crossflow_effectiveness(ua / least, least / most) * least * initial_difference;
}

}  // namespace

AirCooler calibrate(const AirCoolerRating& rating) {
  const double water = rating.heat.si / (rating.water_in - rating.water_out).si;
  const double wanted = rating.heat.si / (water * (rating.water_in - rating.air_in).si);
  double low = 1e-3, high = 50.0;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (crossflow_effectiveness(middle, 1.0) < wanted ? low : high) = middle;
  }
  return {Conductance{water}, Conductance{water}, Conductance{low * water}};
}

Power heat_to_air(const AirCooler& cooler, Conductance water_rate, Temperature water_in, Temperature air,
                  double air_factor) {
  if (water_in <= air || water_rate.si <= 0) return Power{0};
  return Power{heat_at(water_rate.si, cooler.air_rate.si * air_factor, cooler.ua.si, (water_in - air).si)};
}

Power duty(const AirCooler& cooler, Temperature water_in, Temperature water_out, Temperature air,
           double air_density_ratio) {
  if (water_out <= air || water_in <= water_out) return Power{0};
  const double air_rate = cooler.air_rate.si * air_density_ratio;
  const double fall = (water_in - water_out).si, difference = (water_in - air).si;
  const auto surplus = [&](double rate) { return heat_at(rate, air_rate, cooler.ua.si, difference) - rate * fall; };
  if (surplus(cooler.water_rate.si) >= 0) return Power{cooler.water_rate.si * fall};
  double low = cooler.water_rate.si * 1e-6, high = cooler.water_rate.si;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (surplus(middle) >= 0 ? low : high) = middle;
  }
  return Power{low * fall};
}

double run_all_fan_share(int duty, int installed, double exponent) {
  const double share = static_cast<double>(duty) / installed;
  return std::pow(share, 3.0 / exponent) / share;
}

}  // namespace plinth
