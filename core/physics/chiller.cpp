// SPDX-License-Identifier: Apache-2.0
#include "core/physics/chiller.h"

#include <algorithm>

namespace plinth {
namespace {

double biquadratic(const std::array<double, 6>& c, double x, double y) {
  return c[0] + x * (c[1] + c[2] * x) + y * (c[3] + c[4] * y) + c[5] * x * y;
}

}  // namespace

std::optional<ChillerState> chiller_at(const ChillerCurves& curves, Temperature chilled_leaving,
                                       Temperature condenser_entering, Power load) {
  if (chilled_leaving < curves.chilled_min || chilled_leaving > curves.chilled_max ||
      condenser_entering < curves.condenser_min || condenser_entering > curves.condenser_max)
    return std::nullopt;
  const double x = chilled_leaving.degC(), y = condenser_entering.degC();
  ChillerState state;
  state.capacity_factor = biquadratic(curves.capacity, x, y);
  state.energy_factor = biquadratic(curves.energy, x, y);
  state.available = state.capacity_factor * curves.rated;
  state.part_load = load / state.available;
  if (state.part_load < curves.part_load_min || state.part_load > curves.part_load_max) return std::nullopt;
  const double part =
      curves.part_load[0] + state.part_load * (curves.part_load[1] + curves.part_load[2] * state.part_load);
  state.power = state.available / curves.rated_cop * state.energy_factor * part;
  state.cop = load / state.power;
  return state;
}

double carnot_cop(Temperature evaporating, Temperature condensing, double share) {
  return share * evaporating.kelvin / std::max(15.0, (condensing - evaporating).si);
}

double air_cooled_cop(Temperature chilled_leaving, Temperature dry_bulb) {
  return carnot_cop(chilled_leaving - TemperatureDifference{5}, dry_bulb + TemperatureDifference{15});
}

}  // namespace plinth
