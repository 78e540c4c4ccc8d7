// SPDX-License-Identifier: Apache-2.0
#include "core/physics/cooling_class.h"

namespace plinth {
namespace {

constexpr double noise = 1e-6;

}  // namespace

std::string_view facility_water_class(Temperature supply) {
  const double t = supply.degC() - noise;
  return t <= 17 ? "W17" : t <= 27 ? "W27" : t <= 32 ? "W32" : t <= 40 ? "W40" : t <= 45 ? "W45" : "W+";
}

std::string_view coolant_class(Temperature supply) {
  const double t = supply.degC() - noise;
  return t <= 30 ? "S30" : t <= 40 ? "S40" : t <= 45 ? "S45" : t <= 50 ? "S50" : "above S50";
}

double power_usage(Energy site, Energy it) { return site / it; }
double energy_reuse_factor(Energy reused, Energy site) { return reused / site; }
double energy_reuse_effectiveness(double pue, double reuse_factor) { return pue * (1.0 - reuse_factor); }
double water_usage_l_per_kwh(Volume water, Energy it) { return water / litre / (it / kWh); }
double tokens_per_joule(double tokens_per_second, Power power, double pue) {
  return tokens_per_second / (power.si * pue);
}

}  // namespace plinth
