// SPDX-License-Identifier: Apache-2.0
#include "core/model/withstand.h"

#include <cmath>

namespace plinth {

WithstandCurrents withstand_at(const ModuleType& gear, Voltage operating) {
  if (operating.si <= 17.5e3 * (1 + 1e-9))
    if (const auto lower_class = gear.number("short_circuit_current_17kv"))
      return {Current{*lower_class}, Current{2.5 * *lower_class}};
  return {Current{gear.number("short_time_current").value_or(gear.number("short_circuit_current").value_or(0.0))},
          Current{gear.number("peak_withstand_current").value_or(0.0)}};
}

FaultJudgement judge_fault(const FaultCurrents& fault, const WithstandCurrents& rated, Time duration, double margin) {
  const auto above = [](Current actual, Current limit) { return limit.si > 0 && actual.si > limit.si * (1.0 + 1e-9); };
  FaultJudgement out;
  out.most = {rated.short_time / (1.0 + margin), rated.peak / (1.0 + margin)};
  out.thermal = fault.thermal * std::sqrt(duration.si);
  out.thermal_above = above(out.thermal, out.most.short_time);
  out.initial_above = above(fault.initial, out.most.short_time);
  out.peak_above = above(fault.peak, out.most.peak);
  return out;
}

}  // namespace plinth
