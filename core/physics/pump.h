// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/base/quantity.h"

namespace plinth {

/// Power given to the liquid: flow times pressure rise.
[[nodiscard]] Power hydraulic_power(Flow flow, Pressure head);
/// Power drawn from the supply; the three efficiencies are ratios above 0 and at most 1.
[[nodiscard]] Power pump_power(Flow flow, Pressure head, double pump, double motor = 1.0, double drive = 1.0);

/// H(Q) = a Q^2 + b Q + c, SI: a pump's pressure rise (a < 0) or a system's drop (a > 0). Valid where it was measured;
/// for a pump between no flow and the flow where the rise is zero.
struct QuadraticCurve {
  double a = 0;  ///< Pa / (m3/s)^2
  double b = 0;  ///< Pa / (m3/s)
  double c = 0;  ///< Pa
  [[nodiscard]] Pressure at(Flow flow) const { return Pressure{(a * flow.si + b) * flow.si + c}; }
  /// The same curve given for flow in L/min and pressure in kPa, as makers print it.
  [[nodiscard]] static QuadraticCurve in_lpm_kpa(double a, double b, double c);
};

/// Affinity laws (ISO 9906, same impeller): at `speed` times the speed, flow scales with it, pressure with its square
/// and shaft power with its cube: a Q^2 + b r Q + c r^2.
[[nodiscard]] QuadraticCurve at_speed(const QuadraticCurve& pump, double speed);
/// `count` equal pumps side by side: H(Q / n).
[[nodiscard]] QuadraticCurve in_parallel(const QuadraticCurve& pump, int count);

struct OperatingPoint {
  Flow flow;
  Pressure head;
};
/// Where the pump's curve meets the system's; the larger crossing, since a pump runs on the falling part. Nothing when
/// they do not meet at a positive flow.
[[nodiscard]] std::optional<OperatingPoint> operating_point(const QuadraticCurve& pump, const QuadraticCurve& system);
/// Speed ratio at which the pump gives `head` at `flow`: the positive root r of a Q^2 + b r Q + c r^2 = H. Nothing when
/// there is none.
[[nodiscard]] std::optional<double> speed_for(const QuadraticCurve& pump, Flow flow, Pressure head);

/// Net positive suction head available, m: p/(rho g) + z - losses - p_v/(rho g) (ISO 9906); `height` of the liquid
/// above the pump, absolute pressures. Demand at least 0.5 m more than the pump requires.
[[nodiscard]] Length npsh_available(Pressure surface, Length height, Length losses, Pressure vapour, Density density);

/// Surge of an instant stop, rho a dv (Joukowsky 1898); true for a stop faster than 2 L/a. `wave` is about 1300 m/s for
/// water in steel pipe.
[[nodiscard]] Pressure surge(Density density, Speed wave, Speed change);

}  // namespace plinth
