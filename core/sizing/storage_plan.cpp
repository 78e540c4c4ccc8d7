// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/storage_plan.h"

#include <algorithm>
#include <cmath>

#include "core/physics/storage_life.h"
#include "core/sizing/power_train.h"

namespace plinth {
namespace {

constexpr double year_seconds = 365 * 86400.0;

double efficiency_out(const ModuleType& type) { return std::sqrt(type.required_number("round_trip_efficiency")); }

}  // namespace

int StorageUnits::needed() const { return std::max({by_power, by_energy, by_cycles}); }

std::string_view StorageUnits::limited() const {
  if (by_power >= by_energy && by_power >= by_cycles) return "power-limited";
  return by_energy >= by_cycles ? "energy-limited" : "cycle-limited";
}

StorageUnits storage_units(const Problem& problem, const ModuleType& type, Power power, Energy energy, Energy per_day) {
  StorageUnits units;
  units.nameplate = nameplate_energy(energy, type.required_number("depth_of_discharge"), efficiency_out(type),
                                     type.required_number("end_of_life_health"));
  const UnitCount count = unit_count(power, units.nameplate, type.get<Power>("power"), type.get<Energy>("energy"));
  units.by_power = count.by_power;
  units.by_energy = count.by_energy;
  if (const auto cycles = type.number("cycle_life"))
    units.by_cycles = static_cast<int>(
        whole_units(per_day.si * storage_value(problem, "life") / 86400 / (*cycles * type.required_number("energy"))));
  return units;
}

double pcs_derating(const Problem& problem) {
  const double warm = std::max(0.0, problem.spec.climate.dry_bulb.kelvin - storage_value(problem, "pcs_full_ambient"));
  const double high = std::max(0.0, problem.spec.site.elevation.si - storage_value(problem, "pcs_full_altitude"));
  return std::max(0.0, 1 - storage_value(problem, "pcs_heat_derating") * warm) *
         std::max(0.0, 1 - storage_value(problem, "pcs_altitude_derating") * high / 100);
}

Power pcs_capacity(const Problem& problem, const ModuleType& pcs) {
  return Power{pcs.required_number("rated_power") * pcs_derating(problem) * pcs.required_number("efficiency")};
}

UpsSpare ups_spare(const Problem& problem, const Plant& plant) {
  UpsSpare spare;
  if (plant.module.type == nullptr || plant.batteries == 0) return spare;
  const Child child = child_of(problem.catalog, *plant.module.type, "ups_battery");
  if (child.type == nullptr) return spare;
  spare.battery = child.type;
  spare.cabinets = plant.batteries * plant.module.duty * plant.blocks;
  spare.discharge = spare.cabinets * child.type->get<Power>("power");
  spare.charge = problem.basis.recharge_ratio * plant.critical_output;
  spare.nameplate = spare.cabinets * child.type->get<Energy>("energy");
  const Energy usable = child.type->required_number("depth_of_discharge") *
                        child.type->required_number("end_of_life_health") * spare.nameplate;
  const Energy autonomy = plant.critical_output / problem.basis.inverter_efficiency * problem.spec.power.ups_autonomy;
  spare.energy = std::max(Energy{0}, usable - autonomy);
  return spare;
}

bool ups_may_smooth(const Problem& problem, const Plant& plant) {
  const std::string& tier = problem.spec.storage.smoothing;
  if (tier == "bess" || tier == "supercapacitor" || !has_purpose(problem.spec, "ramp") || problem.grid == nullptr)
    return false;
  return load_swing(problem, plant) <= problem.basis.recharge_ratio * plant.critical_output * (1 + 1e-9);
}

std::string ups_refusal(const Problem& problem, const Plant& plant) {
  const LoadMovement movement = load_movement(problem, plant);
  const UpsSpare spare = ups_spare(problem, plant);
  const auto mw = [](Power power) { return round_text(power / MW) + " MW"; };
  if (spare.battery == nullptr) return "holds no UPS battery to smooth with";
  if (movement.swing > spare.charge)
    return "has chargers for " + mw(spare.charge) + "; a load that falls by " + mw(movement.swing) +
           " must be taken up by the UPS batteries";
  if (movement.swing > problem.basis.inverter_efficiency * spare.discharge)
    return "has UPS batteries for " + mw(spare.discharge) + "; the load moves by " + mw(movement.swing);
  const Energy energy = smoothing_energy(movement.swing, movement.window) / problem.basis.inverter_efficiency;
  if (energy > spare.energy)
    return "has " + round_text(spare.energy / kWh) + " kWh in its UPS batteries beyond the autonomy; smoothing takes " +
           round_text(energy / kWh) + " kWh";
  const auto cycles = spare.battery->number("cycle_life");
  if (!cycles) return "has UPS batteries that state no cycle life";
  const double years = *cycles * (spare.nameplate / smoothed_per_day(problem, plant)) / 365;
  if (years * year_seconds < storage_value(problem, "life"))
    return "has UPS batteries that the steps of a training job wear out in " + round_text(years, 2) + " years";
  return "";
}

StorageNeed smoothing_need(const std::vector<StorageNeed>& needs) {
  for (const StorageNeed& need : needs)
    if (need.purpose == "ramp") return need;
  return {};
}

std::vector<StorageNeed> battery_needs(const Problem& problem, const Plant& plant) {
  std::vector<StorageNeed> needs = storage_needs(problem, plant);
  std::erase_if(needs, [&](const StorageNeed& need) { return serves(plant.smoothing, need.purpose); });
  return needs;
}

std::vector<StorageNeed> capacitor_needs(const Problem& problem, const Plant& plant) {
  std::vector<StorageNeed> needs;
  if (plant.smoothing != SmoothingTier::supercapacitor) return needs;
  needs = storage_needs(problem, plant);
  std::erase_if(needs, [](const StorageNeed& need) { return !serves(SmoothingTier::supercapacitor, need.purpose); });
  return needs;
}

namespace {

/// Converters for the batteries and for the supercapacitors, spares for each; then the units behind them.
void with_pcs(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  for (const ModuleType* pcs : candidates(problem, "pcs")) {
    if (!takes_voltage(*pcs, "connection_voltage", problem.mv)) {
      refusals.add("pcs", *pcs, [&] { return "does not connect at " + round_text(problem.mv / kV) + " kV"; });
      continue;
    }
    const Power capacity = pcs_capacity(problem, *pcs);
    if (capacity.si <= 0) {
      refusals.add("pcs", *pcs, [] { return std::string("gives nothing at this temperature and altitude"); });
      continue;
    }
    Plant option = plant;
    option.pcs.type = pcs;
    const auto put = [&](Counted& units, int& converters, Power power) {
      if (units.type == nullptr) return;
      const int duty = static_cast<int>(whole_units(power / capacity));
      converters = installed_for(duty, problem.spec.storage.redundancy);
      units.installed = installed_batteries(units.duty, converters, converters - duty);
      option.pcs.duty += duty;
      option.pcs.installed += converters;
      option.bess_auxiliary += units.installed * units.type->get<Power>("auxiliary_power");
      account(option, *units.type, units.installed);
    };
    put(option.bess, option.bess_pcs, option.storage_power);
    put(option.capacitor, option.capacitor_pcs, option.capacitor_power);
    account(option, *pcs, option.pcs.installed);
    out.push_back(std::move(option));
  }
}

void with_batteries(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  if (plant.storage_power.si <= 0) {
    if (plant.capacitor.type == nullptr)
      out.push_back(plant);
    else
      with_pcs(problem, plant, out, refusals);
    return;
  }
  for (const ModuleType* type : candidates(problem, "bess")) {
    if (!std::isfinite(plant.storage_energy.si)) {
      refusals.add("bess", *type, [] {
        return std::string("cannot help: the mean of the load is above storage.peak_limit, so no storage ever refills");
      });
      continue;
    }
    Plant option = plant;
    const Energy per_day = plant.smoothing == SmoothingTier::bess ? smoothed_per_day(problem, plant) : Energy{0};
    const StorageUnits units = storage_units(problem, *type, plant.storage_power, plant.storage_energy, per_day);
    option.storage_nameplate = units.nameplate;
    option.bess = {type, units.needed(), units.needed()};
    with_pcs(problem, option, out, refusals);
  }
}

void with_capacitors(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  Power power;
  Energy energy;
  for (const StorageNeed& need : capacitor_needs(problem, plant))
    power = std::max(power, need.power), energy += need.energy;
  for (const ModuleType* type : candidates(problem, "supercapacitor")) {
    Plant option = plant;
    const StorageUnits units = storage_units(problem, *type, power, energy, smoothed_per_day(problem, plant));
    option.capacitor_power = power;
    option.capacitor_energy = energy;
    option.capacitor_nameplate = units.nameplate;
    option.capacitor = {type, units.needed(), units.needed()};
    with_batteries(problem, option, out, refusals);
  }
}

}  // namespace

void storage_options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  Plant base = plant;
  base.storage_decided = true;
  base.load_swing = load_swing(problem, plant);
  const std::vector<StorageNeed> needs = storage_needs(problem, base);
  const StorageNeed smooth = smoothing_need(needs);
  const std::string& wanted = problem.spec.storage.smoothing;
  const auto try_tier = [&](SmoothingTier tier, std::string_view name, auto next) {
    if (tier != SmoothingTier::none && wanted != "auto" && wanted != name) return;
    Plant option = base;
    option.smoothing = tier;
    const StorageTotal total = total_need(problem.spec, battery_needs(problem, option));
    option.storage_power = total.power;
    option.storage_energy = total.energy;
    next(option);
  };
  const auto batteries = [&](const Plant& option) { with_batteries(problem, option, out, refusals); };
  if (smooth.power.si <= 0) return try_tier(SmoothingTier::none, "none", batteries);
  try_tier(SmoothingTier::bess, "bess", batteries);
  try_tier(SmoothingTier::supercapacitor, "supercapacitor",
           [&](const Plant& option) { with_capacitors(problem, option, out, refusals); });
  try_tier(SmoothingTier::ups, "ups", [&](const Plant& option) {
    const std::string why = ups_refusal(problem, plant);
    if (why.empty())
      batteries(option);
    else if (wanted == "ups" && plant.module.type != nullptr)
      refusals.add("bess", *plant.module.type, [&] { return why; });
  });
}

}  // namespace plinth
