// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/base/quantity.h"

namespace plinth {

/// What a UPS battery must give: load at the UPS output for a time (IEEE 1184).
struct BatteryDuty {
  Power load;
  double inverter_efficiency = 1;  ///< 0 < e <= 1
  Time autonomy;
  [[nodiscard]] Power dc_power() const { return load / inverter_efficiency; }
  [[nodiscard]] Energy energy() const { return dc_power() * autonomy; }
};

/// Shares of the nameplate energy that are there when it is needed; each in (0, 1].
struct BatteryUse {
  double end_of_life_health = 1;  ///< left when it is replaced
  double depth_of_discharge = 1;  ///< that may be used
  double rate = 1;                ///< available at the discharge rate asked for, against the rated one
  double temperature = 1;         ///< 1 / k_T of IEEE 485
  [[nodiscard]] double usable() const { return end_of_life_health * depth_of_discharge * rate * temperature; }
};

/// Nameplate energy when new, so that the duty still holds at the end of life.
[[nodiscard]] Energy new_battery_energy(const BatteryDuty& duty, const BatteryUse& use);
/// Cabinets: the larger of by power and by energy.
[[nodiscard]] int battery_cabinets(const BatteryDuty& duty, const BatteryUse& use, Power cabinet_power,
                                   Energy cabinet_energy);
/// Size of a lead-acid battery over its load energy: temperature factor x 1.25 for ageing x design margin (IEEE 485).
[[nodiscard]] Energy lead_acid_energy(Energy load, double temperature_factor, double design_margin);
/// Capacity correction k_T of IEEE 485-2020 table 1 for lead-acid cells: 25 degC 1.00, 21 1.04, 16 1.11, 10 1.19,
/// 4 1.30, straight between; 1 above 25 degC. Nothing below 4 degC.
[[nodiscard]] std::optional<double> lead_acid_temperature_factor(Temperature cell);
/// Energy of a string of cells: count in series x cell volts x ampere hours x parallel strings.
[[nodiscard]] Energy string_energy(int strings, Voltage string_voltage, double ampere_hours);
/// Share of the rated energy left at a discharge over `time`, Peukert: (t / t_rated)^((k - 1) / k); 1 from the rated
/// time on. k is 1 for an ideal cell, 1.02 to 1.05 for LFP, 1.1 to 1.3 for lead-acid.
[[nodiscard]] double rate_factor(Time time, Time rated, double peukert);

}  // namespace plinth
