// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <utility>
#include <vector>

#include "core/base/quantity.h"

namespace plinth {

/// Efficiency over load share, as makers print it: rising loads, at least two points.
using EfficiencyPoints = std::vector<std::pair<double, double>>;

/// UPS loss as a share of the rating at load share x (IEC 62040-3): x (1/eta - 1) from the first point up, eta straight
/// between points; below it, the straight line through the losses at the two lowest points, so the no-load loss is
/// 2 L(25 %) - L(50 %) for a curve that starts there, never below zero. Above the last point its efficiency holds.
[[nodiscard]] double ups_loss_share(const EfficiencyPoints& efficiency, double load_share);

/// Line current of a three-phase load or source: S / (sqrt(3) U).
[[nodiscard]] Current three_phase_current(ApparentPower power, Voltage line_to_line);
/// Current of a two-pole DC load: P / U.
[[nodiscard]] Current dc_current(Power power, Voltage volts);
/// Input current of a UPS that gives `output` and charges with `recharge`: (P / eta + P_chg) / (sqrt(3) U pf).
[[nodiscard]] Current ups_input_current(Power output, double efficiency, Power recharge, Voltage line_to_line,
                                        PowerFactor factor);

/// Usable share of a UPS rating at altitude, straight between the points of a table (IEC 62040-3:2011), which rise in
/// altitude; below the first and above the last point their values hold.
[[nodiscard]] double altitude_derating(const std::vector<std::pair<double, double>>& metres_share, Length altitude);

}  // namespace plinth
