// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/book.h"
#include "core/sizing/storage_need.h"

namespace plinth {

/// How many storage units of a type, and what decides.
struct StorageUnits {
  Energy nameplate;  ///< new
  int by_power = 0, by_energy = 0, by_cycles = 0;
  [[nodiscard]] int needed() const;
  [[nodiscard]] std::string_view limited() const;  ///< "power-limited", "energy-limited", "cycle-limited"
};
/// `per_day`: energy that cycles through the units every day; 0 where nothing oscillates.
[[nodiscard]] StorageUnits storage_units(const Problem& problem, const ModuleType& type, Power power, Energy energy,
                                         Energy per_day);

/// Share of a converter's rating that is left at the site's air temperature and altitude.
[[nodiscard]] double pcs_derating(const Problem& problem);
/// DC power that one converter passes on to the connection point.
[[nodiscard]] Power pcs_capacity(const Problem& problem, const ModuleType& pcs);

/// What the batteries of the UPS can do for smoothing beside their autonomy, duty modules of one side only.
struct UpsSpare {
  const ModuleType* battery = nullptr;
  int cabinets = 0;
  Power discharge;   ///< of the cabinets
  Power charge;      ///< of the chargers: the recharge share of the load at UPS outputs
  Energy energy;     ///< at end of life, beyond the autonomy
  Energy nameplate;  ///< of all cabinets, for cycles
};
[[nodiscard]] UpsSpare ups_spare(const Problem& problem, const Plant& plant);
/// Why the UPS batteries cannot smooth the load, or "" when they can.
[[nodiscard]] std::string ups_refusal(const Problem& problem, const Plant& plant);
/// Whether a later choice may give smoothing to the UPS batteries of this plant.
[[nodiscard]] bool ups_may_smooth(const Problem& problem, const Plant& plant);

/// Every way to build the storage of a plant: which tier takes the movement of the load, which units, which converters.
void storage_options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals);

/// The needs that batteries in the yard serve, and those that the supercapacitors took.
[[nodiscard]] std::vector<StorageNeed> battery_needs(const Problem& problem, const Plant& plant);
[[nodiscard]] std::vector<StorageNeed> capacitor_needs(const Problem& problem, const Plant& plant);
/// The smoothing need; power 0 when there is none.
[[nodiscard]] StorageNeed smoothing_need(const std::vector<StorageNeed>& needs);

/// Parts of the derivation: the modules, and what the UPS batteries have to spare.
void record_storage_units(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection);
void record_ups_smoothing(const Problem& problem, const Plant& plant, Book& book);

/// Writes the derivation of storage.
void record_storage(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection);

}  // namespace plinth
