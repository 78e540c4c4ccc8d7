// SPDX-License-Identifier: Apache-2.0
#include "core/physics/expansion.h"

#include <algorithm>

namespace plinth {

double expansion_share(Coolant coolant, Temperature cold, Temperature hot) {
  return density(coolant, cold) / density(coolant, hot) - 1.0;
}

std::optional<ExpansionVessel> expansion_vessel(const ExpansionCase& loop) {
  if (loop.end <= loop.charge) return std::nullopt;
  ExpansionVessel vessel;
  vessel.expansion = loop.share * loop.system;
  vessel.reserve = std::max(loop.reserve * loop.system, loop.reserve_min);
  vessel.nominal = (vessel.expansion + vessel.reserve) * ((loop.end + bar) / (loop.end - loop.charge)).si;
  return vessel;
}

Volume buffer_volume(Power heat, Time duration, Density density, SpecificHeat specific_heat, TemperatureDifference rise,
                     double effectiveness) {
  return Volume{heat.si * duration.si / (density.si * specific_heat.si * rise.si * effectiveness)};
}

Time ride_through(Volume volume, Power heat, Density density, SpecificHeat specific_heat, TemperatureDifference rise) {
  return Time{volume.si * density.si * specific_heat.si * rise.si / heat.si};
}

}  // namespace plinth
