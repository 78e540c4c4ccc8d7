// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/physics/storage_smoothing.h"

namespace plinth {

/// What a storage does to turn a periodic load into its mean.
struct PeriodicDuty {
  Power discharge, charge;
  Energy energy;  ///< in and out once a period
};
/// Square wave of peak to peak `swing`, high for the share `duty` of a period: P_d = (1 - d) dP, P_c = d dP,
/// E = d (1 - d) T dP.
[[nodiscard]] PeriodicDuty square_wave(Power swing, Time period, double duty);
/// Sine of amplitude A: P = A, E = A / (pi f), peak to peak of the stored energy.
[[nodiscard]] PeriodicDuty sine_wave(const Oscillation& sine);
/// Fundamental of that square wave: A = (2 / pi) dP sin(pi d), Fourier series.
[[nodiscard]] Oscillation fundamental(Power swing, Time period, double duty);

/// Usable energy of a capacitor between two voltages, C (V1^2 - V2^2) / 2.
[[nodiscard]] Energy capacitor_energy(Capacitance capacitance, Voltage from, Voltage to);
[[nodiscard]] Capacitance capacitance_for(Energy energy, Voltage from, Voltage to);

/// A moving average's storage power B split by a first-order low-pass of time constant tau: the slow part goes to a
/// battery, the rest to a supercapacitor, which gives it all back: its energy is tau times the range of the slow part.
struct HybridSplit {
  Power battery, capacitor;  ///< largest, either direction
  Energy capacitor_energy;
  Energy total_energy;  ///< of both together
};
/// For one step from rest: the slow part peaks at dP (1 - t / W), t = tau ln(1 + W / tau).
[[nodiscard]] HybridSplit split_of_step(Power swing, Time window, Time constant);
/// On a trace; the slow part is updated with each sample before the rest is taken.
[[nodiscard]] HybridSplit split_of_trace(PowerTrace load, std::size_t window_samples, Time constant);

}  // namespace plinth
