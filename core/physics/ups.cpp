// SPDX-License-Identifier: Apache-2.0
#include "core/physics/ups.h"

#include <algorithm>
#include <cmath>

namespace plinth {
namespace {

double straight(const std::vector<std::pair<double, double>>& points, double x) {
  if (x <= points.front().first) return points.front().second;
  for (std::size_t i = 1; i < points.size(); ++i)
    if (x <= points[i].first) {
      const auto& [x0, y0] = points[i - 1];
      const auto& [x1, y1] = points[i];
      return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
    }
  return points.back().second;
}

}  // namespace

double ups_loss_share(const EfficiencyPoints& efficiency, double x) {
  const auto loss = [&](double at) { return at * (1.0 / straight(efficiency, at) - 1.0); };
  const double first = efficiency.front().first, next = efficiency.at(1).first;
  if (x >= first) return loss(x);
  return std::max(0.0, loss(first) + (loss(next) - loss(first)) * (x - first) / (next - first));
}

Current three_phase_current(ApparentPower power, Voltage line_to_line) {
  return Current{power.si / (std::sqrt(3.0) * line_to_line.si)};
}

Current dc_current(Power power, Voltage volts) { return power / volts; }

Current ups_input_current(Power output, double efficiency, Power recharge, Voltage volts, PowerFactor factor) {
  return three_phase_current((output / efficiency + recharge) / factor, volts);
}

double altitude_derating(const std::vector<std::pair<double, double>>& metres_share, Length altitude) {
  return straight(metres_share, altitude.si);
}

}  // namespace plinth
