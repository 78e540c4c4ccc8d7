// SPDX-License-Identifier: Apache-2.0
#include "core/model/withstand.h"

namespace plinth {

WithstandCurrents withstand_at(const ModuleType& gear, Voltage operating) {
  if (operating.si <= 17.5e3 * (1 + 1e-9))
    if (const auto lower_class = gear.number("short_circuit_current_17kv"))
      return {Current{*lower_class}, Current{2.5 * *lower_class}};
  return {Current{gear.number("short_time_current").value_or(gear.number("short_circuit_current").value_or(0.0))},
          Current{gear.number("peak_withstand_current").value_or(0.0)}};
}

}  // namespace plinth
