// SPDX-License-Identifier: Apache-2.0
#include "core/physics/storage_life.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace plinth {

Energy nameplate_energy(Energy delivered, double depth, double efficiency, double health) {
  return delivered / (depth * efficiency * health);
}

double c_rate(Power power, Energy nameplate) { return power * hour / nameplate; }

UnitsByNeed unit_count(Power power, Energy energy, Power unit_power, Energy unit_energy) {
  return {static_cast<int>(whole_units(power / unit_power)), static_cast<int>(whole_units(energy / unit_energy))};
}

int installed_batteries(int needed, int converters, int spare) {
  const int left = std::max(1, converters - spare);
  return needed + spare * ((needed + left - 1) / left);
}

int spread_batteries(int needed, Power power, Power unit, Power converter, int converters, int spare) {
  const int most = converters * static_cast<int>(whole_units(converter / unit));
  int units = installed_batteries(needed, converters, spare);
  for (; units < most; ++units) {
    const int each = units / converters, fuller = units % converters;
    const Power full = std::min(converter, (each + 1) * unit), less = std::min(converter, each * unit);
    const int full_left = std::max(0, fuller - spare), less_left = converters - std::max(fuller, spare);
    if ((full_left * full + less_left * less).si >= power.si * (1 - 1e-9)) break;
  }
  return units;
}

Energy frequency_reserve(Power power, Time hold, double efficiency) { return power * hold / efficiency; }

Energy dip_deficit(Power load, double voltage, Time duration, double current_limit) {
  return (1 - std::min(1.0, current_limit * voltage)) * (load * duration);
}

namespace {

/// Peaks and valleys of a history, its ends included.
std::vector<double> reversals(std::span<const double> history) {
  std::vector<double> points;
  for (const double value : history) {
    if (!points.empty() && value == points.back()) continue;
    if (points.size() >= 2 && (points.back() - points[points.size() - 2]) * (value - points.back()) > 0)
      points.back() = value;
    else
      points.push_back(value);
  }
  return points;
}

}  // namespace

std::vector<RainflowCycle> rainflow(std::span<const double> history) {
  std::map<double, double> counts;
  std::vector<double> open;
  for (const double point : reversals(history)) {
    open.push_back(point);
    while (open.size() >= 3) {
      const std::size_t n = open.size();
      const double last = std::abs(open[n - 1] - open[n - 2]), before = std::abs(open[n - 2] - open[n - 3]);
      if (last < before) break;
      if (n == 3) {
        counts[before] += 0.5;
        open.erase(open.begin());
      } else {
        counts[before] += 1;
        open.erase(open.end() - 3, open.end() - 1);
      }
    }
  }
  for (std::size_t i = 1; i < open.size(); ++i) counts[std::abs(open[i] - open[i - 1])] += 0.5;
  std::vector<RainflowCycle> cycles;
  for (const auto& [range, count] : counts) cycles.push_back({range, count});
  return cycles;
}

double miner_damage(std::span<const RainflowCycle> cycles, double cycles_full, double exponent) {
  double damage = 0;
  for (const RainflowCycle& cycle : cycles) damage += cycle.count * std::pow(cycle.range, exponent) / cycles_full;
  return damage;
}

double health_after(int days, double mean_charge, double cycles_per_day, double calendar, double cycling) {
  double health = 1;
  for (int d = 2; d <= days; ++d)
    health -= 0.5 * calendar * mean_charge / std::sqrt(static_cast<double>(d)) + cycling * cycles_per_day;
  return health;
}

}  // namespace plinth
