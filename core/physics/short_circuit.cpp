// SPDX-License-Identifier: Apache-2.0
#include "core/physics/short_circuit.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace plinth {
namespace {

/// |Z| with the ratio R/X.
Impedance split(double magnitude, double r_over_x) {
  const double x = magnitude / std::sqrt(1.0 + r_over_x * r_over_x);
  return {r_over_x * x, x};
}

}  // namespace

VoltageFactors voltage_factors(Voltage nominal, bool low_voltage_tolerance_10) {
  if (nominal > 1.0 * kV) return {1.10, 1.00};
  return low_voltage_tolerance_10 ? VoltageFactors{1.10, 0.90} : VoltageFactors{1.05, 0.95};
}

Impedance feeder_impedance(Voltage nominal, ApparentPower power, double r_over_x, double c) {
  return split(c * nominal.si * nominal.si / power.si, r_over_x);
}

Impedance transformer_impedance(const TransformerData& t) {
  const double base = t.secondary.si * t.secondary.si / t.rated.si;
  const double z = t.uk * base, r = std::min(z, t.load_loss.si / t.rated.si * base);
  return {r, std::sqrt(z * z - r * r)};
}

double transformer_correction(const TransformerData& t, double c_max) {
  const double resistive = std::min(t.uk, t.load_loss.si / t.rated.si);
  return 0.95 * c_max / (1.0 + 0.6 * std::sqrt(t.uk * t.uk - resistive * resistive));
}

Impedance referred(Impedance z, Voltage from, Voltage to) {
  const double ratio = to.si / from.si;
  return z * (ratio * ratio);
}

Impedance in_parallel(std::span<const Impedance> branches) {
  Impedance admittance = 0;
  for (const Impedance& z : branches) {
    if (std::abs(z) == 0.0) return 0;
    admittance += 1.0 / z;
  }
  return std::abs(admittance) == 0.0 ? Impedance{} : 1.0 / admittance;
}

Resistance at_temperature(Resistance at_20, Temperature theta) { return at_20 * (1.0 + 0.004 * (theta.degC() - 20.0)); }

Impedance generator_impedance(const GeneratorData& g, Voltage nominal, double c_max) {
  const double x = g.subtransient * g.rated_voltage.si * g.rated_voltage.si / g.rated.si;
  const double ratio = g.rated_voltage <= 1.0 * kV ? 0.15 : g.rated < 100.0 * MVA ? 0.07 : 0.05;
  const double phi = std::sqrt(std::max(0.0, 1.0 - g.power_factor.si * g.power_factor.si));
  const double correction = nominal.si / g.rated_voltage.si * c_max / (1.0 + g.subtransient * phi);
  return Impedance{ratio * x, x} * correction;
}

Impedance motor_impedance(ApparentPower rated, Voltage voltage, double locked_rotor_ratio) {
  return split(voltage.si * voltage.si / rated.si / locked_rotor_ratio, voltage <= 1.0 * kV ? 0.42 : 0.15);
}

Current initial_current(Voltage nominal, double c, Impedance z) {
  return Current{c * nominal.si / (std::numbers::sqrt3 * std::abs(z))};
}

double peak_factor(Impedance z) {
  if (z.imag() <= 0.0) return 1.02;
  return 1.02 + 0.98 * std::exp(-3.0 * z.real() / z.imag());
}

Current peak_current(Current initial, double kappa) { return kappa * std::numbers::sqrt2 * initial; }

double heat_of_direct_current(double kappa, Frequency f, Time duration) {
  const double k = std::clamp(kappa - 1.0, 1e-6, 1.0 - 1e-9);
  const double ft = 2.0 * f.si * duration.si * std::log(k);
  return (std::exp(2.0 * ft) - 1.0) / ft;
}

Current thermal_current(Current initial, double m, double n) { return initial * std::sqrt(m + n); }

FaultCurrents fault_currents(Voltage nominal, Impedance z, Current converters, Frequency f, Time duration) {
  const Current source = initial_current(nominal, voltage_factors(nominal).max, z), all = source + converters;
  const double kappa = peak_factor(z);
  return {all, peak_current(source, kappa) + converters * std::numbers::sqrt2,
          thermal_current(all, heat_of_direct_current(kappa, f, duration))};
}

Current bolted_secondary(ApparentPower rated, Voltage secondary, double uk) {
  return line_current(rated, secondary) / uk;
}

Current line_current(ApparentPower power, Voltage voltage) {
  return Current{power.si / (std::numbers::sqrt3 * voltage.si)};
}

}  // namespace plinth
