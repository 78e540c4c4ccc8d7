// SPDX-License-Identifier: Apache-2.0
#include "core/physics/grid_voltage.h"

#include <array>
#include <cmath>
#include <utility>

namespace plinth {

std::optional<double> voltage_drop(Power load, double reactive_var, ApparentPower short_circuit, double x_over_r) {
  const double z = 1.0, r = z / std::hypot(1.0, x_over_r), x = r * x_over_r;
  const double p = load.si / short_circuit.si, q = reactive_var / short_circuit.si;
  const double middle = 1 - 2 * (r * p + x * q), under = middle * middle - 4 * z * z * (p * p + q * q);
  if (under < 0 || middle < 0) return std::nullopt;
  return 1 - std::sqrt(0.5 * (middle + std::sqrt(under)));
}

std::optional<double> flicker(double change, double changes_per_minute) {
  constexpr std::array<std::pair<double, double>, 7> table{
      {{1, 2.715}, {2, 2.191}, {7, 1.450}, {39, 0.894}, {110, 0.722}, {1620, 0.407}, {4000, 2.343}}};
  if (changes_per_minute < table.front().first || changes_per_minute > table.back().first) return std::nullopt;
  for (std::size_t i = 1; i < table.size(); ++i) {
    const auto& [r0, d0] = table[i - 1];
    const auto& [r1, d1] = table[i];
    if (changes_per_minute > r1) continue;
    const double share = std::log(changes_per_minute / r0) / std::log(r1 / r0);
    return change * 100 / (d0 * std::pow(d1 / d0, share));
  }
  return std::nullopt;
}

}  // namespace plinth
