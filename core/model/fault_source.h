// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/model/catalog.h"
#include "core/model/site_spec.h"
#include "core/physics/short_circuit.h"

/// What module types and the grid contribute to a short circuit: read in one place, for sizing and for the joint graph.
namespace plinth {

/// Nameplate of a transformer; nothing where one of its figures is not stated.
[[nodiscard]] std::optional<TransformerData> transformer_data(const ModuleType& type);
/// Z_G K_G of a generator set at its connection voltage; nothing where its reactance is not stated.
[[nodiscard]] std::optional<Impedance> generator_impedance(const ModuleType& type, Voltage connection);
/// Fixed current of a conversion skid; 0 where its ratio is not stated.
[[nodiscard]] Current converter_current(const ModuleType& type, Voltage connection);

/// S"k of the grid where the site states none: from the fault current that the design basis assumes for the voltage
/// (basis.grid_fault_current up to 52 kV, basis.grid_fault_current.high above).
[[nodiscard]] bool is_high_voltage(Voltage grid);
[[nodiscard]] ApparentPower grid_fault_power(const SiteSpec::Utility& utility, Current assumed);

}  // namespace plinth
