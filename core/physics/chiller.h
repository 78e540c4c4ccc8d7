// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>

#include "core/base/quantity.h"

namespace plinth {

/// The EIR model of an electric chiller (EnergyPlus Chiller:Electric:EIR; Buildings library, ElectricEIR records):
/// capacity Q0 x f(x, y), power per capacity 1/COP0 x g(x, y) x h(PLR) with x the leaving chilled water and y the
/// entering condenser fluid in degC; f and g are a + b x + c x^2 + d y + e y^2 + f x y, h is a + b PLR + c PLR^2.
struct ChillerCurves {
  Power rated;
  double rated_cop = 0;
  std::array<double, 6> capacity{}, energy{};
  std::array<double, 3> part_load{};
  Temperature chilled_min, chilled_max, condenser_min, condenser_max;  ///< validity
  double part_load_min = 0, part_load_max = 1;
};

struct ChillerState {
  Power available, power;
  double capacity_factor = 0, energy_factor = 0, part_load = 0, cop = 0;
};

/// State at a load; nullopt outside the validity of the curves (temperatures, part load).
[[nodiscard]] std::optional<ChillerState> chiller_at(const ChillerCurves& curves, Temperature chilled_leaving,
                                                     Temperature condenser_entering, Power load);

/// Coefficient of performance as a fixed share of Carnot's between evaporating and condensing temperature, the lift
/// taken as 15 K at least: for set points that no published curve covers. An estimate: 0.55 is typical of large
/// centrifugal and screw machines.
[[nodiscard]] double carnot_cop(Temperature evaporating, Temperature condensing, double share = 0.55);

/// Evaporating temperature 5 K below the chilled water, condensing temperature 15 K above the dry bulb: the usual
/// differences of an air-cooled machine.
[[nodiscard]] double air_cooled_cop(Temperature chilled_leaving, Temperature dry_bulb);

}  // namespace plinth
