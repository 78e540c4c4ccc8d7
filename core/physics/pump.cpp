// SPDX-License-Identifier: Apache-2.0
#include "core/physics/pump.h"

#include <cmath>

namespace plinth {
namespace {

constexpr double kGravity = 9.80665;

}  // namespace

Power hydraulic_power(Flow flow, Pressure head) { return flow * head; }

Power pump_power(Flow flow, Pressure head, double pump, double motor, double drive) {
  return hydraulic_power(flow, head) / (pump * motor * drive);
}

QuadraticCurve QuadraticCurve::in_lpm_kpa(double a, double b, double c) {
  const double per_flow = 1.0 / lpm.si;
  return {a * kPa.si * per_flow * per_flow, b * kPa.si * per_flow, c * kPa.si};
}

QuadraticCurve at_speed(const QuadraticCurve& pump, double speed) {
  return {pump.a, pump.b * speed, pump.c * speed * speed};
}

QuadraticCurve in_parallel(const QuadraticCurve& pump, int count) {
  const double n = count;
  return {pump.a / (n * n), pump.b / n, pump.c};
}

std::optional<OperatingPoint> operating_point(const QuadraticCurve& pump, const QuadraticCurve& system) {
  const double a = pump.a - system.a, b = pump.b - system.b, c = pump.c - system.c;
  double flow = 0;
  if (a == 0) {
    if (b == 0) return std::nullopt;
    flow = -c / b;
  } else {
    const double root = b * b - 4 * a * c;
    if (root < 0) return std::nullopt;
    const double one = (-b + std::sqrt(root)) / (2 * a), two = (-b - std::sqrt(root)) / (2 * a);
    flow = std::max(one, two);
  }
  if (!(flow > 0)) return std::nullopt;
  return OperatingPoint{Flow{flow}, system.at(Flow{flow})};
}

std::optional<double> speed_for(const QuadraticCurve& pump, Flow flow, Pressure head) {
  const double b = pump.b * flow.si, c = pump.a * flow.si * flow.si - head.si;
  if (pump.c <= 0) return std::nullopt;
  const double root = b * b - 4 * pump.c * c;
  if (root < 0) return std::nullopt;
  const double speed = (-b + std::sqrt(root)) / (2 * pump.c);
  if (!(speed > 0)) return std::nullopt;
  return speed;
}

Length npsh_available(Pressure surface, Length height, Length losses, Pressure vapour, Density density) {
  const double weight = density.si * kGravity;
  return Length{(surface - vapour).si / weight} + height - losses;
}

Pressure surge(Density density, Speed wave, Speed change) { return Pressure{density.si * wave.si * change.si}; }

}  // namespace plinth
