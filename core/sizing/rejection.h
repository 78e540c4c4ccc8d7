// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/physics/air_cooler.h"
#include "core/physics/tower.h"
#include "core/sizing/plant.h"

namespace plinth {

/// Facility water at the design point: what it must be cooled to, and what it comes back with.
struct FacilityWater {
  Temperature supply, back;
};
[[nodiscard]] FacilityWater facility_water(const Problem& problem);

/// Design dry bulb with recirculation.
[[nodiscard]] Temperature design_ambient(const Problem& problem);
/// What a cooler cools towards: the air onto its coil (behind the pad of an adiabatic one, M44), or the wet bulb with
/// recirculation for a tower or a fluid cooler.
[[nodiscard]] Temperature sink(const Problem& problem, const ModuleType& type);

/// Towers and fluid coolers: they evaporate all the heat they reject.
[[nodiscard]] bool is_wet(const ModuleType& type);
/// Station pressure over that of sea level.
[[nodiscard]] double air_density_ratio(const Problem& problem);

/// The coil of a dry, adiabatic or fluid cooler from its rating point; a fluid cooler's air side carries saturated
/// enthalpy and is taken at the wet bulb.
[[nodiscard]] AirCooler coil_of(const ModuleType& type);
/// Air-side factor of that coil at the site: density, for a fluid cooler also the slope of saturated enthalpy.
[[nodiscard]] double coil_air_factor(const Problem& problem, const ModuleType& type);

/// Share of a chiller's rating left at the design ambient: 1 up to its rating point, a straight fall above it, 0 above
/// its highest ambient.
[[nodiscard]] double chiller_derating(const Problem& problem, const ModuleType& type);
/// Power of one chiller at its derated capacity: the rated power, times the derating, times how much the Carnot lift
/// (evaporation 5 K below the water, condensation 15 K above the air, 15 K at least) grows over that of the rating. A
/// smaller lift than rated is not credited.
[[nodiscard]] Power chiller_unit_power(const Problem& problem, const ModuleType& type);

/// Heat one cooler (or chiller) takes from facility water at the design climate; zero when it cannot, and why.
struct RejectionUnit {
  Power capacity;
  std::string why_not;
};
[[nodiscard]] RejectionUnit rejection_unit(const Problem& problem, const ModuleType& type);

/// One way to reject facility heat: a cooler alone, or, where it cannot reach the supply temperature, with a trim
/// chiller behind it in series.
struct RejectionTrain {
  const ModuleType* cooler = nullptr;
  const ModuleType* trim = nullptr;
  Power capacity;      ///< of the train
  Power cooler_share;  ///< of that, what the cooler takes
};
/// All of the site, by type id; and for each type without one the reason. Worked out once per problem.
struct RejectionWays {
  std::vector<RejectionTrain> trains;
  std::vector<std::pair<const ModuleType*, std::string>> refused;
};
[[nodiscard]] const RejectionWays& rejection_of(const Problem& problem);

}  // namespace plinth
