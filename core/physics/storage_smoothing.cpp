// SPDX-License-Identifier: Apache-2.0
#include "core/physics/storage_smoothing.h"

#include <algorithm>
#include <complex>
#include <deque>
#include <numbers>

namespace plinth {

StorageDuty storage_duty(PowerTrace load, std::span<const double> grid) {
  StorageDuty duty;
  double stored = 0, least = 0, most = 0;
  for (std::size_t k = 0; k < load.size(); ++k) {
    const double power = load.watts[k] - grid[k];
    duty.discharge = std::max(duty.discharge, Power{power});
    duty.charge = std::max(duty.charge, Power{-power});
    duty.discharged += std::max(0.0, power) * load.step.si * joule;
    stored -= power * load.step.si;
    least = std::min(least, stored), most = std::max(most, stored);
    if (k > 0) duty.ramp = std::max(duty.ramp, RampRate{std::abs(grid[k] - grid[k - 1]) / load.step.si});
  }
  duty.energy = Energy{most - least};
  duty.end = Energy{stored};
  return duty;
}

Time smoothing_window(Power swing, const MovementLimits& limits, std::span<const Oscillation> oscillations) {
  Time window;
  if (limits.ramp) window = std::max(window, swing / *limits.ramp);
  if (limits.swing) window = std::max(window, limits.window * (swing / *limits.swing));
  if (limits.amplitude)
    for (const Oscillation& line : oscillations)
      if (line.amplitude > *limits.amplitude)
        window = std::max(window, Time{line.amplitude / *limits.amplitude / (std::numbers::pi * line.frequency.si)});
  return window;
}

Energy smoothing_energy(Power swing, Time window) { return 0.5 * (swing * window); }

Energy smoothing_energy(Power swing, Time step, std::size_t samples) {
  return samples == 0 ? Energy{0} : 0.5 * static_cast<double>(samples - 1) * (swing * step);
}

std::size_t window_samples(Time window, Time step) {
  return static_cast<std::size_t>(std::max(1.0, whole_units(window / step)));
}

Energy foresight_energy(Power swing, RampRate ramp) { return swing * swing / (8.0 * ramp); }

std::vector<double> moving_average(PowerTrace load, std::size_t samples) {
  std::vector<double> grid(load.size());
  const double n = static_cast<double>(samples);
  const auto at = [&](std::size_t k, std::size_t back) { return load.watts[k >= back ? k - back : 0]; };
  // Sums of differences to the first sample keep the rounding error that of the swing, not of the level.
  const double level = load.size() == 0 ? 0.0 : load.watts[0];
  double sum = 0;
  for (std::size_t k = 0; k < load.size(); ++k) {
    sum += (at(k, 0) - level) - (at(k, samples) - level);
    grid[k] = level + sum / n;
  }
  return grid;
}

std::vector<double> centred_average(PowerTrace load, std::size_t samples) {
  std::vector<double> grid(load.size());
  const std::size_t past = samples / 2, future = samples - past - 1;
  if (load.size() == 0) return grid;
  const auto at = [&](std::ptrdiff_t k) {
    return load.watts[static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(k, 0, static_cast<std::ptrdiff_t>(load.size()) - 1))];
  };
  double sum = 0;
  for (std::size_t i = 0; i < samples; ++i)
    sum += at(static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(past)) - load.watts[0];
  for (std::size_t k = 0; k < load.size(); ++k) {
    grid[k] = load.watts[0] + sum / static_cast<double>(samples);
    const auto here = static_cast<std::ptrdiff_t>(k);
    sum += at(here + static_cast<std::ptrdiff_t>(future) + 1) - at(here - static_cast<std::ptrdiff_t>(past));
  }
  return grid;
}

std::vector<double> rate_limited(PowerTrace load, RampRate ramp) {
  std::vector<double> grid(load.watts.begin(), load.watts.end());
  const double step = (ramp * load.step).si;
  for (std::size_t k = 1; k < grid.size(); ++k)
    grid[k] = std::clamp(load.watts[k], grid[k - 1] - step, grid[k - 1] + step);
  return grid;
}

std::vector<double> low_pass(PowerTrace load, Time constant) {
  std::vector<double> grid(load.watts.begin(), load.watts.end());
  const double alpha = -std::expm1(-load.step / constant);
  for (std::size_t k = 1; k < grid.size(); ++k) grid[k] = grid[k - 1] + alpha * (load.watts[k] - grid[k - 1]);
  return grid;
}

SecondDifference second_difference_bound(PowerTrace load, RampRate ramp) {
  SecondDifference best;
  const std::size_t n = load.size();
  if (n == 0) return best;
  const auto [least, most] = std::minmax_element(load.watts.begin(), load.watts.end());
  const double dt = load.step.si;
  // Beyond dP / R the bound falls: the second difference grows by at most dP h, R h^2 faster.
  const std::size_t widest = std::min(n / 2, window_samples(Power{*most - *least} / ramp, load.step));
  std::vector<double> sums(n + 1);
  for (std::size_t k = 0; k < n; ++k) sums[k + 1] = sums[k] + (load.watts[k] - *least) * dt;
  for (std::size_t h = 1; h <= widest; ++h) {
    double largest = 0;
    for (std::size_t t = h; t + h <= n; ++t)
      largest = std::max(largest, std::abs(sums[t + h] - 2 * sums[t] + sums[t - h]));
    const Time half = static_cast<double>(h) * load.step;
    const Energy bound{0.5 * (largest - ramp.si * half.si * half.si)};
    if (bound > best.energy) best = {bound, half};
  }
  return best;
}

Power rolling_swing(PowerTrace trace, std::size_t back) {
  std::deque<std::size_t> low, high;
  double largest = 0;
  const auto& p = trace.watts;
  for (std::size_t k = 0; k < p.size(); ++k) {
    while (!low.empty() && p[low.back()] >= p[k]) low.pop_back();
    while (!high.empty() && p[high.back()] <= p[k]) high.pop_back();
    low.push_back(k), high.push_back(k);
    while (low.front() + back < k) low.pop_front();
    while (high.front() + back < k) high.pop_front();
    largest = std::max(largest, p[high.front()] - p[low.front()]);
  }
  return Power{largest};
}

RampRate rolling_ramp(PowerTrace trace, std::size_t back) {
  double largest = 0;
  for (std::size_t k = back; k < trace.size(); ++k)
    largest = std::max(largest, std::abs(trace.watts[k] - trace.watts[k - back]));
  return Power{largest} / (static_cast<double>(back) * trace.step);
}

namespace {

/// In-place radix-2 transform; the size is a power of two.
void transform(std::vector<std::complex<double>>& x) {
  const std::size_t n = x.size();
  for (std::size_t i = 1, j = 0; i < n; ++i) {
    std::size_t bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  for (std::size_t length = 2; length <= n; length <<= 1) {
    const double angle = -2 * std::numbers::pi / static_cast<double>(length);
    for (std::size_t k = 0; k < length / 2; ++k) {
      const std::complex<double> turn = std::polar(1.0, angle * static_cast<double>(k));
      for (std::size_t i = k; i < n; i += length) {
        const std::complex<double> a = x[i], b = x[i + length / 2] * turn;
        x[i] = a + b, x[i + length / 2] = a - b;
      }
    }
  }
}

}  // namespace

std::optional<Oscillation> governing_line(PowerTrace trace, Frequency from, Frequency to) {
  const std::size_t samples = trace.size();
  const double highest = 0.5 / trace.step.si;
  if (samples < 8 || from.si > highest) return std::nullopt;
  double mean = 0;
  for (const double p : trace.watts) mean += p / static_cast<double>(samples);
  std::size_t n = 1;
  while (n < 4 * samples) n <<= 1;  // lines between the bins of the trace lose up to 15 % without
  std::vector<std::complex<double>> x(n);
  double weight = 0;
  for (std::size_t k = 0; k < samples; ++k) {
    const double hann =
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * (static_cast<double>(k) + 0.5) / static_cast<double>(samples));
    x[k] = (trace.watts[k] - mean) * hann;
    weight += hann;
  }
  transform(x);
  const double resolution = 1.0 / (static_cast<double>(n) * trace.step.si);
  std::optional<Oscillation> best;
  for (std::size_t i = 1; i <= n / 2; ++i) {
    const double f = static_cast<double>(i) * resolution;
    if (f < from.si || f > to.si) continue;
    const double amplitude = 2 * std::abs(x[i]) / weight;
    if (!best || amplitude / f > best->amplitude.si / best->frequency.si) best = {Power{amplitude}, Frequency{f}};
  }
  return best;
}

}  // namespace plinth
