// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

namespace plinth {

/// One harmonic current over a reference current (the fundamental or the total rms: the functions say which).
struct Harmonic {
  int order = 1;
  double ratio = 0;
};

/// K-factor of UL 1561: sum of I_h^2 h^2 over the sum of I_h^2 (per unit of the total rms). `spectrum` must hold the
/// fundamental.
[[nodiscard]] double k_factor(std::span<const Harmonic> spectrum, double total_rms);
/// Harmonic loss factor for winding eddy currents F_HL = sum (I_h/I_1)^2 h^2 / sum (I_h/I_1)^2 (IEEE C57.110-2008 eq.
/// 8).
[[nodiscard]] double harmonic_loss_factor(std::span<const Harmonic> spectrum);
/// Total harmonic distortion of the current over the fundamental.
[[nodiscard]] double distortion(std::span<const Harmonic> spectrum);
/// Largest rms current of a dry transformer over its rated one: sqrt((1 + p)/(1 + F_HL p)), p eddy loss over I2R loss
/// at rated current, 0.05 to 0.15 (IEEE C57.110-2008 eq. 19).
[[nodiscard]] double harmonic_capacity(double loss_factor, double eddy_loss);

}  // namespace plinth
