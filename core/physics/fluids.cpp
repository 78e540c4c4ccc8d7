// SPDX-License-Identifier: Apache-2.0
#include "core/physics/fluids.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/units.h"

namespace plinth {
namespace {

using Terms = std::array<std::array<double, 6>, 4>;

/// Sum of c[i][j] (T - t_base)^i (x - x_base)^j; viscosity: ln of mPa s.
struct Melinder {
  double t_base, x_base;  ///< degC, weight share
  Terms density, specific_heat, viscosity;
  std::array<double, 6> freezing;  ///< K over (x - x_base)
};

constexpr Melinder propylene{32.7083,
                             0.307031,
                             {{{1018.0, 76.04, -24.98, -155.0, -113.1, 234.2},
                               {-0.5406, -0.945, 0.27, 2.829, -2.221, 0},
                               {-2.666e-3, 5.541e-3, -4.018e-3, -7.175e-3, 0, 0},
                               {1.347e-5, -1.343e-5, 3.376e-5, 0, 0, 0}}},
                             {{{3882.0, -1304.0, -1598.0, 353.9, 5000.0, -4959.0},
                               {2.699, 5.07, 0.9534, 31.02, -71.35, 0},
                               {-1.659e-3, -4.752e-3, 0.1167, -0.295, 0, 0},
                               {-1.032e-5, 1.522e-4, -4.87e-4, 0, 0, 0}}},
                             {{{0.6837, 3.328, 0.5453, -3.9, -1.587, 35.64},
                               {-0.03045, -0.03984, -8.6e-4, 0.1054, 0.04475, 0},
                               {2.525e-4, 4.332e-4, -1.593e-4, -1.589e-3, 0, 0},
                               {-1.399e-6, -1.86e-6, -4.465e-7, 0, 0, 0}}},
                             {259.9, -66.31, -109.4, -228.3, -340.9, 146.5}};

constexpr Melinder ethylene{31.728,
                            0.308462,
                            {{{1034.0, 131.1, 0.749, -106.2, -96.23, 489.1},
                              {-0.4781, -0.6876, 0.7855, 1.229, -7.211, 0},
                              {-2.692e-3, 4.805e-3, -3.995e-3, -1.153e-2, 0, 0},
                              {4.725e-6, 1.69e-6, 4.982e-5, 0, 0, 0}}},
                            {{{3737.0, -1799.0, -993.3, 2610.0, 1537.0, -16180.0},
                              {2.93, 10.46, 3.516, -1.189, -42.72, 0},
                              {-4.675e-3, -4.147e-2, 5.109e-2, -0.1643, 0, 0},
                              {-1.389e-5, 1.847e-5, -7.138e-4, 0, 0, 0}}},
                            {{{0.4705, 2.471, 0.03328, 1.659, 3.089, -18.65},
                              {-0.0255, -0.01171, 0.01086, 3.157e-3, 0.01831, 0},
                              {1.782e-4, 1.052e-4, 1.051e-4, 4.063e-4, 0, 0},
                              {-7.669e-7, -1.634e-6, -6.475e-6, 0, 0, 0}}},
                            {257.9, -80.8, -133.4, -72.93, 100.6, 11.4}};

using Cubic = std::array<double, 4>;  ///< over (T - base), degC

/// One coolant at its share: everything a cubic of temperature.
struct Fits {
  std::string_view name;
  double base, lowest, highest;  ///< degC
  Cubic density, specific_heat, log_viscosity;
  double freezing;  ///< degC
};

constexpr double at_share(const std::array<double, 6>& terms, double dx) {
  double sum = 0;
  for (std::size_t j = 6; j-- > 0;) sum = sum * dx + terms[j];
  return sum;
}

constexpr Cubic at_share(const Terms& terms, double dx) {
  return {at_share(terms[0], dx), at_share(terms[1], dx), at_share(terms[2], dx), at_share(terms[3], dx)};
}

constexpr Fits mixed(std::string_view name, const Melinder& glycol, double share) {
  const double dx = share - glycol.x_base, frozen = at_share(glycol.freezing, dx) - 273.15;
  return {name,
          glycol.t_base,
          frozen,
          100.0,
          at_share(glycol.density, dx),
          at_share(glycol.specific_heat, dx),
          at_share(glycol.viscosity, dx),
          frozen};
}

constexpr std::array<Fits, 8> all_fits{Fits{"water",
                                            0.0,
                                            5.0,
                                            65.0,
                                            {1000.117, 0.02975307, -0.00651182, 2.237186e-5},
                                            {4210.842, -1.965132, 0.03609772, -1.882483e-4},
                                            {0.5746875, -0.0330667, 2.428245e-4, -1.055525e-6},
                                            0.0},
                                       mixed("pg25", propylene, 0.25),
                                       mixed("pg30", propylene, 0.30),
                                       mixed("pg40", propylene, 0.40),
                                       mixed("pg50", propylene, 0.50),
                                       mixed("eg30", ethylene, 0.30),
                                       mixed("eg40", ethylene, 0.40),
                                       mixed("eg50", ethylene, 0.50)};

const Fits& fits(Coolant coolant) { return all_fits[static_cast<std::size_t>(coolant)]; }

double value(const Cubic& c, const Fits& fit, Temperature t) {
  const double d = std::clamp(t.degC(), fit.lowest, fit.highest) - fit.base;
  return c[0] + d * (c[1] + d * (c[2] + d * c[3]));
}

std::string formula(const Cubic& c, const Fits& fit, std::string_view unit) {
  const std::string d = "((T - " + number_text(fit.base) + "[degC]) / 1[K])";
  std::string text = "(" + number_text(c[0]);
  for (std::size_t i = 1; i < c.size(); ++i)
    text +=
        (c[i] < 0 ? " - " : " + ") + number_text(std::abs(c[i])) + " * " + d + (i == 1 ? "" : "^" + std::to_string(i));
  return text + ") * 1[" + std::string(unit) + "]";
}

}  // namespace

std::string_view text(Coolant coolant) { return fits(coolant).name; }

std::optional<Coolant> coolant_named(std::string_view name) {
  for (std::size_t i = 0; i < all_fits.size(); ++i)
    if (all_fits[i].name == name) return static_cast<Coolant>(i);
  return std::nullopt;
}

Temperature freezing_point(Coolant coolant) { return from_degC(fits(coolant).freezing); }

bool properties_hold(Coolant coolant, Temperature t) {
  const Fits& fit = fits(coolant);
  return t.degC() >= fit.lowest - 1e-9 && t.degC() <= fit.highest + 1e-9;
}

Density density(Coolant coolant, Temperature t) { return Density{value(fits(coolant).density, fits(coolant), t)}; }

SpecificHeat specific_heat(Coolant coolant, Temperature t) {
  return SpecificHeat{value(fits(coolant).specific_heat, fits(coolant), t)};
}

Viscosity viscosity(Coolant coolant, Temperature t) {
  return Viscosity{1e-3 * std::exp(value(fits(coolant).log_viscosity, fits(coolant), t))};
}

Flow flow_for(Coolant coolant, Power heat, Temperature supply, Temperature back) {
  const Temperature mean{0.5 * (supply.kelvin + back.kelvin)};
  return Flow{heat.si / (density(coolant, mean).si * specific_heat(coolant, mean).si * (back - supply).si)};
}

Temperature return_temperature(Coolant coolant, Power heat, Flow flow, Temperature supply) {
  Temperature back = supply;
  // Properties change by under a thousandth per kelvin: every round is a thousand times nearer.
  for (int round = 0; round < 12; ++round) {
    const Temperature mean{0.5 * (supply.kelvin + back.kelvin)};
    back = supply +
           TemperatureDifference{heat.si / (flow.si * density(coolant, mean).si * specific_heat(coolant, mean).si)};
  }
  return back;
}

std::string density_formula(Coolant coolant) { return formula(fits(coolant).density, fits(coolant), "kg/m3"); }

std::string specific_heat_formula(Coolant coolant) {
  return formula(fits(coolant).specific_heat, fits(coolant), "J/(kg K)");
}

std::string_view basis(Coolant coolant) {
  return coolant == Coolant::water ? "fit to IAPWS-IF97 at 0.3 MPa, 5 to 65 degC"
                                   : "Melinder 2010 / CoolProp fit, glycol by weight, freezing point to 100 degC";
}

}  // namespace plinth
