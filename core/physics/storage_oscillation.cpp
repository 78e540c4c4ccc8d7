// SPDX-License-Identifier: Apache-2.0
#include "core/physics/storage_oscillation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace plinth {

PeriodicDuty square_wave(Power swing, Time period, double duty) {
  return {(1 - duty) * swing, duty * swing, duty * (1 - duty) * (swing * period)};
}

PeriodicDuty sine_wave(const Oscillation& sine) {
  return {sine.amplitude, sine.amplitude, sine.amplitude / (std::numbers::pi * sine.frequency)};
}

Oscillation fundamental(Power swing, Time period, double duty) {
  return {2 / std::numbers::pi * std::sin(std::numbers::pi * duty) * swing, 1 / period};
}

Energy capacitor_energy(Capacitance capacitance, Voltage from, Voltage to) {
  return 0.5 * (capacitance * (from * from - to * to));
}

Capacitance capacitance_for(Energy energy, Voltage from, Voltage to) { return 2.0 * energy / (from * from - to * to); }

HybridSplit split_of_step(Power swing, Time window, Time constant) {
  const Time peak = std::log1p(window / constant) * constant;
  const Power slow = (1 - peak / window) * swing;
  return {slow, swing, slow * constant, smoothing_energy(swing, window)};
}

HybridSplit split_of_trace(PowerTrace load, std::size_t window_samples, Time constant) {
  const std::vector<double> grid = moving_average(load, window_samples);
  const double alpha = -std::expm1(-load.step / constant), dt = load.step.si;
  HybridSplit split;
  double slow = 0, in_capacitor = 0, least = 0, most = 0;
  for (std::size_t k = 0; k < load.size(); ++k) {
    const double power = load.watts[k] - grid[k];
    slow += alpha * (power - slow);
    const double fast = power - slow;
    split.battery = std::max(split.battery, Power{std::abs(slow)});
    split.capacitor = std::max(split.capacitor, Power{std::abs(fast)});
    in_capacitor -= fast * dt;
    least = std::min(least, in_capacitor), most = std::max(most, in_capacitor);
  }
  split.capacitor_energy = Energy{most - least};
  split.total_energy = storage_duty(load, grid).energy;
  return split;
}

}  // namespace plinth
