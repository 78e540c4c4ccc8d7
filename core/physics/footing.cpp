// SPDX-License-Identifier: Apache-2.0
#include "core/physics/footing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace plinth {

Pressure footing_pressure(Force n, Length e, Length b, Area a) {
  if (6.0 * e <= b) return n / a * (1.0 + 6.0 * double(e / b));
  if (2.0 * e >= b) return {std::numeric_limits<double>::infinity()};
  return 2.0 * n / (3.0 * (a / b) * (b / 2.0 - e));
}

Pressure gust_pressure(Density air, Speed gust, double k) { return k * air * gust * gust / 2.0; }

Force rigid_base_shear(double c, double s_ds, double importance, Force weight) {
  return c * s_ds * importance * weight;
}

Area bolt_area(Force tension, Force shear, Pressure allowable) {
  return Force{std::sqrt(tension.si * tension.si + 3.0 * shear.si * shear.si)} / allowable;
}

Area stress_area(Length diameter) { return 0.75 * std::numbers::pi / 4.0 * diameter * diameter; }

Length mean_cut(Length u, Length v) {
  const Length large = std::max(u, v), small = std::min(u, v);
  if (large.si <= 0.0) return Length{0.0};
  return large / 4.0 + small * small / large / 12.0;
}

}  // namespace plinth
