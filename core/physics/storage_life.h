// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <utility>
#include <vector>

#include "core/base/quantity.h"

namespace plinth {

/// Nameplate energy that still delivers at end of life: E / (DoD eta SOH), eta the discharge efficiency.
[[nodiscard]] Energy nameplate_energy(Energy delivered, double depth, double efficiency, double health);

/// Power per nameplate energy, 1/h ("C").
[[nodiscard]] double c_rate(Power power, Energy nameplate);

/// How many units, and what decides: n = max(ceil(P / P_u), ceil(E / E_u)).
struct UnitsByNeed {
  int by_power = 0, by_energy = 0;
  [[nodiscard]] int needed() const { return by_power > by_energy ? by_power : by_energy; }
  [[nodiscard]] bool power_limited() const { return by_power >= by_energy; }
};
[[nodiscard]] UnitsByNeed unit_count(Power power, Energy energy, Power unit_power, Energy unit_energy);

/// Battery units to install behind `converters` converters, so that `needed` are left when `spare` of the converters
/// fail with all batteries behind them, batteries spread evenly: n + s ceil(n / (m - s)). Any `spare` batteries may
/// fail instead, since at least one stands behind each converter lost. spare < converters.
[[nodiscard]] int installed_batteries(int needed, int converters, int spare);

/// As above, and the power passes: units are spread evenly, a converter passes no more than its own power and that of
/// the units behind it, and what is left without the `spare` fullest converters gives `power`. At most as many units as
/// fill every converter, which is enough when (converters - spare) of them carry `power`.
[[nodiscard]] int spread_batteries(int needed, Power power, Power unit, Power converter, int converters, int spare);

/// Reserve for a frequency service: E = P hold / eta.
[[nodiscard]] Energy frequency_reserve(Power power, Time hold, double efficiency);

/// Energy missing while the voltage is low and the current limited: (1 - min(1, I V)) P t, V and I in per unit.
[[nodiscard]] Energy dip_deficit(Power load, double voltage, Time duration, double current_limit);

/// A cycle of rainflow counting: range and how often, 0.5 or 1.
struct RainflowCycle {
  double range = 0, count = 0;
  friend bool operator==(const RainflowCycle&, const RainflowCycle&) = default;
};
/// ASTM E1049-85 clause 5.4.4, three-point method: sorted by range, equal ranges added up.
[[nodiscard]] std::vector<RainflowCycle> rainflow(std::span<const double> history);

/// Palmgren-Miner damage with N(DoD) = cycles_full DoD^-k: sum of n_i / N(DoD_i); ranges are depths of discharge.
[[nodiscard]] double miner_damage(std::span<const RainflowCycle> cycles, double cycles_full, double exponent);

/// Health after whole days of service by the model of NREL REopt: from the second day on, each day d takes
/// k_cal mean / (2 sqrt(d)) + k_cyc cycles, mean being the mean state of charge and cycles the full cycles a day.
[[nodiscard]] double health_after(int days, double mean_charge, double cycles_per_day, double calendar = 2.55e-3,
                                  double cycling = 9.83e-5);

}  // namespace plinth
