// SPDX-License-Identifier: Apache-2.0
#include "core/physics/tower.h"

#include <algorithm>
#include <array>

#include "core/physics/psychrometrics.h"

namespace plinth {
namespace {

constexpr double least_ratio = 0.75, most_ratio = 1.5;
constexpr double least_range = 1.1, most_range = 22.2;               // K
constexpr double coldest_wet_bulb = -34.4, warmest_wet_bulb = 26.7;  // degC
constexpr double least_approach = 1.1, most_approach = 40.0;         // K

// {1, T, T2, R, RT, RT2, R2, R2T, R2T2} x {1, L, L2}; T wet bulb in degC, R range in K, L liquid-to-gas ratio.
constexpr std::array<double, 27> york{
    -0.359741205,        -0.055053608,     0.0023850432,      0.173926877,      -0.0248473764,   0.00048430224,
    -0.005589849456,     0.0005770079712,  -0.00001342427256, 2.84765801111111, -0.121765149,    0.0014599242,
    1.680428651,         -0.0166920786,    -0.0007190532,     -0.025485194448,  0.0000487491696, 0.00002719234152,
    -0.0653766255555556, -0.002278167,     0.0002500254,      -0.0910565458,    0.00318176316,   0.000038621772,
    -0.0034285382352,    0.00000856589904, -0.000001516821552};

double polynomial(double range, double wet_bulb, double ratio) {
  double sum = 0, l = 1;
  for (std::size_t i = 0; i < 27; i += 9, l *= ratio) {
    double r = 1;
    for (std::size_t j = 0; j < 9; j += 3, r *= range)
      sum += l * r * (york[i + j] + wet_bulb * (york[i + j + 1] + wet_bulb * york[i + j + 2]));
  }
  return sum;
}

}  // namespace

std::optional<TowerApproach> york_approach(TemperatureDifference range, Temperature wet_bulb, double liquid_to_gas) {
  constexpr double noise = 1e-9;
  const double wb = wet_bulb.degC();
  if (range.si < least_range - noise || range.si > most_range + noise || wb < coldest_wet_bulb ||
      liquid_to_gas < least_ratio - noise || liquid_to_gas > most_ratio + noise)
    return std::nullopt;
  const double approach = polynomial(range.si, std::min(wb, warmest_wet_bulb), liquid_to_gas);
  if (approach < least_approach || approach > most_approach) return std::nullopt;
  return TowerApproach{TemperatureDifference{approach}, wb > warmest_wet_bulb};
}

std::optional<Tower> calibrate_tower(const TowerRating& rating) {
  const TemperatureDifference range = rating.water_in - rating.water_out;
  const double wanted = (rating.water_out - rating.wet_bulb).si;
  const auto at = [&](double ratio) { return polynomial(range.si, rating.wet_bulb.degC(), ratio); };
  if (!york_approach(range, rating.wet_bulb, 1.0) || at(least_ratio) > wanted || at(most_ratio) < wanted)
    return std::nullopt;
  double low = least_ratio, high = most_ratio;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (at(middle) < wanted ? low : high) = middle;
  }
  return Tower{Conductance{rating.heat.si / range.si}, low};
}

Power tower_duty(const Tower& tower, TemperatureDifference range, Temperature water_out, Temperature wet_bulb,
                 double air_density_ratio) {
  const double room = (water_out - wet_bulb).si;
  // Liquid-to-gas ratio at the rated water rate and at the least the polynomial knows.
  const double rated = tower.liquid_to_gas / air_density_ratio;
  const auto reaches = [&](double ratio) {
    const auto found = york_approach(range, wet_bulb, ratio);
    return found && found->approach.si <= room;
  };
  const double most = std::min(rated, most_ratio);
  if (most < least_ratio || !reaches(least_ratio)) {
    // An approach below the polynomial's least is no obstacle: the tower does at least that well.
    const auto colder = york_approach(range, wet_bulb, std::clamp(most, least_ratio, most_ratio));
    if (most < least_ratio || !colder || colder->approach.si > room) return Power{0};
  }
  double low = least_ratio, high = most;
  if (reaches(high)) return Power{tower.water_rate.si * range.si * high / rated};
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (reaches(middle) ? low : high) = middle;
  }
  return Power{tower.water_rate.si * range.si * low / rated};
}

Power tower_duty_behind(const Tower& tower, Conductance exchanger, TemperatureDifference range, Temperature water_out,
                        Temperature wet_bulb, double air_density_ratio) {
  const auto able = [&](double heat) {
    return tower_duty(tower, range, water_out - TemperatureDifference{heat / exchanger.si}, wet_bulb, air_density_ratio)
               .si >= heat;
  };
  double low = 0, high = tower.water_rate.si * range.si;
  if (able(high)) return Power{high};
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (able(middle) ? low : high) = middle;
  }
  // Below a hundredth of the rated water the fill is no longer wetted: no duty.
  return Power{low < 0.01 * tower.water_rate.si * range.si ? 0.0 : low};
}

double wet_air_ratio(Temperature wet_bulb, Temperature water_out, Pressure pressure, Temperature rated_wet_bulb,
                     Temperature rated_water_out) {
  const Pressure sea{101325.0};
  const SpecificHeat here = saturated_specific_heat(wet_bulb, water_out, pressure),
                     rated = saturated_specific_heat(rated_wet_bulb, rated_water_out, sea);
  return pressure.si / sea.si * here.si / rated.si;
}

MassFlow evaporation(Power heat, double latent_heat_j_per_kg) { return MassFlow{heat.si / latent_heat_j_per_kg}; }

MassFlow make_up(MassFlow evaporated, double cycles, MassFlow drift) {
  return MassFlow{evaporated.si * cycles / (cycles - 1.0)} + drift;
}

}  // namespace plinth
