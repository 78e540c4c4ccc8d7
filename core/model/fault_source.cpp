// SPDX-License-Identifier: Apache-2.0
#include "core/model/fault_source.h"

#include <numbers>

namespace plinth {

std::optional<TransformerData> transformer_data(const ModuleType& type) {
  const auto impedance = type.number("impedance"), secondary = type.number("secondary_voltage"),
             loss = type.number("load_loss"), rated = type.number("rated_power");
  if (!impedance || !secondary || !loss || !rated) return std::nullopt;
  return TransformerData{ApparentPower{*rated}, Voltage{*secondary}, *impedance, Power{*loss}};
}

std::optional<Impedance> generator_impedance(const ModuleType& type, Voltage connection) {
  const auto reactance = type.number("subtransient_reactance"), rated = type.number("rated_power");
  if (!reactance || !rated) return std::nullopt;
  const PowerFactor factor{type.number("rated_power_factor").value_or(0.8)};
  return generator_impedance({ApparentPower{*rated / factor.si}, connection, *reactance, factor}, connection,
                             voltage_factors(connection).max);
}

Current converter_current(const ModuleType& type, Voltage connection) {
  const auto ratio = type.number("fault_current_ratio"), rated = type.number("rated_power");
  if (!ratio || !rated) return Current{0};
  return *ratio * line_current(ApparentPower{*rated}, connection);
}

bool is_high_voltage(Voltage grid) { return grid > 52.0 * kV; }

ApparentPower grid_fault_power(const SiteSpec::Utility& utility, Current assumed) {
  return utility.short_circuit.value_or(ApparentPower{std::numbers::sqrt3 * utility.voltage.si * assumed.si});
}

}  // namespace plinth
