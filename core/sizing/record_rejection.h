// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/model/book.h"
#include "core/sizing/rejection.h"

namespace plinth {

/// Make-up water of a tower or fluid cooler that rejects `heat` over a water range: evaporation, blow-down at its
/// cycles of concentration, drift.
[[nodiscard]] MassFlow wet_make_up(const ModuleType& type, MassFlow evaporated, Power heat,
                                   TemperatureDifference range);

/// Ledger of the climate at the coolers, the ASHRAE classes, and how the capacity of one unit or train follows:
/// cooling.ambient, cooling.coil_air, cooling.cooler_capacity and what they rest on.
void record_rejection_unit(const Problem& problem, const Plant& plant, Book& book);
/// Ledger of a chiller's derating, capacity and power: <id>_derating, <id>_capacity, <id>_full_power. Gives the last
/// id.
std::string record_chiller_power(const Problem& problem, const ModuleType& type, const std::string& id, Book& book);
/// Water of a block and of the site at the design point; nothing for dry coolers and chillers.
void record_water(const Problem& problem, const Plant& plant, Book& book);

}  // namespace plinth
