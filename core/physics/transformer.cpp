// SPDX-License-Identifier: Apache-2.0
#include "core/physics/transformer.h"

#include <algorithm>
#include <cmath>

namespace plinth {

Power transformer_loss(Power no_load, Power load_loss, double x, double harmonic_factor) {
  return no_load + x * x * harmonic_factor * load_loss;
}

double best_load_share(Power no_load, Power load_loss) { return std::sqrt(no_load.si / load_loss.si); }

double peak_efficiency_index(Power no_load, Power load_loss, ApparentPower rated) {
  return 1.0 - 2.0 * std::sqrt(no_load.si * load_loss.si) / rated.si;
}

double transformer_efficiency(Power no_load, Power load_loss, ApparentPower rated, double x, PowerFactor factor) {
  const double out = x * rated.si * factor.si;
  return out / (out + transformer_loss(no_load, load_loss, x).si);
}

double transformer_derating(TransformerDerating rule, Length altitude, Temperature mean_ambient) {
  const double high = std::max(0.0, altitude.si - 1000.0) / 100.0, hot = std::max(0.0, mean_ambient.degC() - 30.0);
  return std::max(0.0, 1.0 - rule.per_100_m * high) * std::max(0.0, 1.0 - rule.per_kelvin * hot);
}

double electronics_derating(Length altitude, Temperature ambient) {
  const double high = std::max(0.0, altitude.si - 1000.0) / 100.0, hot = std::max(0.0, ambient.degC() - 40.0);
  return std::max(0.0, 1.0 - 0.01 * high) * std::max(0.0, 1.0 - 0.02 * hot);
}

}  // namespace plinth
