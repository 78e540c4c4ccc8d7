// SPDX-License-Identifier: Apache-2.0
#include "core/physics/battery.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace plinth {

Energy new_battery_energy(const BatteryDuty& duty, const BatteryUse& use) { return duty.energy() / use.usable(); }

int battery_cabinets(const BatteryDuty& duty, const BatteryUse& use, Power cabinet_power, Energy cabinet_energy) {
  return static_cast<int>(std::max(whole_units(duty.dc_power() / cabinet_power),
                                   whole_units(new_battery_energy(duty, use) / cabinet_energy)));
}

Energy lead_acid_energy(Energy load, double temperature_factor, double design_margin) {
  return 1.25 * temperature_factor * design_margin * load;
}

std::optional<double> lead_acid_temperature_factor(Temperature cell) {
  constexpr std::array<std::pair<double, double>, 5> table{
      {{4.0, 1.30}, {10.0, 1.19}, {16.0, 1.11}, {21.0, 1.04}, {25.0, 1.00}}};
  const double t = cell.degC();
  if (t < table.front().first - 1e-9) return std::nullopt;
  for (std::size_t i = 1; i < table.size(); ++i) {
    const auto& [t0, k0] = table[i - 1];
    const auto& [t1, k1] = table[i];
    if (t <= t1) return k0 + (k1 - k0) * (t - t0) / (t1 - t0);
  }
  return 1.0;
}

Energy string_energy(int strings, Voltage string_voltage, double ampere_hours) {
  return Energy{strings * string_voltage.si * ampere_hours * 3600.0};
}

double rate_factor(Time time, Time rated, double peukert) {
  return std::min(1.0, std::pow(time / rated, (peukert - 1.0) / peukert));
}

}  // namespace plinth
