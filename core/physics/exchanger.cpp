// SPDX-License-Identifier: Apache-2.0
#include "core/physics/exchanger.h"

#include <algorithm>
#include <cmath>

namespace plinth {

TemperatureDifference log_mean(TemperatureDifference one, TemperatureDifference other) {
  if (one.si <= 0 || other.si <= 0) return {0};
  if (std::abs(one.si - other.si) < 1e-6 * one.si) return 0.5 * (one + other);
  return TemperatureDifference{(one.si - other.si) / std::log(one.si / other.si)};
}

double counterflow_effectiveness(double ntu, double capacity_ratio) {
  if (1.0 - capacity_ratio < 1e-9) return ntu / (1.0 + ntu);
  const double e = std::exp(-ntu * (1.0 - capacity_ratio));
  return (1.0 - e) / (1.0 - capacity_ratio * e);
}

double crossflow_effectiveness(double ntu, double capacity_ratio) {
  if (capacity_ratio < 1e-9) return 1.0 - std::exp(-ntu);
  return 1.0 - std::exp(std::pow(ntu, 0.22) / capacity_ratio * (std::exp(-capacity_ratio * std::pow(ntu, 0.78)) - 1.0));
}

double crossflow_min_mixed(double ntu, double capacity_ratio) {
  if (capacity_ratio < 1e-9) return 1.0 - std::exp(-ntu);
  return 1.0 - std::exp((std::exp(-capacity_ratio * ntu) - 1.0) / capacity_ratio);
}

double crossflow_max_mixed(double ntu, double capacity_ratio) {
  if (capacity_ratio < 1e-9) return 1.0 - std::exp(-ntu);
  return (1.0 - std::exp(capacity_ratio * (std::exp(-ntu) - 1.0))) / capacity_ratio;
}

double shell_correction(Temperature hot_in, Temperature hot_out, Temperature cold_in, Temperature cold_out,
                        int shells) {
  const double r = (hot_in - hot_out).si / (cold_out - cold_in).si;
  const double p = (cold_out - cold_in).si / (hot_in - cold_in).si;
  double f = 0;
  if (std::abs(r - 1) < 1e-9) {
    const double w = (shells - shells * p) / (shells - shells * p + p), k = w / (1 - w), h = std::sqrt(0.5);
    f = std::sqrt(2.0) / k / std::log((k + h) / (k - h));
  } else {
    const double w = std::pow((1 - p * r) / (1 - p), 1.0 / shells), s = std::sqrt(r * r + 1) / (r - 1);
    f = s * std::log(w) / std::log((1 + w - s + s * w) / (1 + w + s - s * w));
  }
  return std::isfinite(f) && f > 0 ? std::min(1.0, f) : 0.0;
}

Conductance ua_at_flows(Conductance rated, double first_flow_ratio, double second_flow_ratio, double share) {
  const auto film = [](double ratio) { return std::pow(std::clamp(ratio, 0.3, 1.5), 0.8); };
  return Conductance{rated.si / (share / film(first_flow_ratio) + (1 - share) / film(second_flow_ratio))};
}

TemperatureDifference approach_of(Power heat, Conductance hot_rate, Conductance cold_rate, Conductance ua) {
  const double least = std::min(hot_rate.si, cold_rate.si), most = std::max(hot_rate.si, cold_rate.si);
  const double passed = counterflow_effectiveness(ua.si / least, least / most) * least;
  return TemperatureDifference{heat.si / passed - heat.si / hot_rate.si};
}

double head_derating(Pressure rated_head, Pressure taken) {
  return taken >= rated_head ? 0.0 : std::sqrt((rated_head - taken).si / rated_head.si);
}

Power cdu_capacity(const CduRating& rating, TemperatureDifference atd, Pressure head_taken) {
  return Power{rating.heat.si * std::clamp(atd.si / rating.atd.si, 0.0, 1.0) * head_derating(rating.head, head_taken)};
}

Conductance cdu_ua(const CduRating& rating) { return Conductance{rating.heat.si / rating.atd.si}; }

}  // namespace plinth
