// SPDX-License-Identifier: Apache-2.0
#include "core/physics/harmonics.h"

#include <cmath>

namespace plinth {
namespace {

/// Sum of ratio^2 order^power.
double moment(std::span<const Harmonic> spectrum, int power) {
  double sum = 0;
  for (const Harmonic& h : spectrum) sum += h.ratio * h.ratio * std::pow(h.order, power);
  return sum;
}

}  // namespace

double k_factor(std::span<const Harmonic> spectrum, double total_rms) {
  return moment(spectrum, 2) / (total_rms * total_rms);
}

double harmonic_loss_factor(std::span<const Harmonic> spectrum) { return moment(spectrum, 2) / moment(spectrum, 0); }

double distortion(std::span<const Harmonic> spectrum) {
  double rest = 0, first = 1;
  for (const Harmonic& h : spectrum) h.order == 1 ? void(first = h.ratio) : void(rest += h.ratio * h.ratio);
  return std::sqrt(rest) / first;
}

double harmonic_capacity(double loss_factor, double eddy_loss) {
  return std::sqrt((1.0 + eddy_loss) / (1.0 + loss_factor * eddy_loss));
}

}  // namespace plinth
