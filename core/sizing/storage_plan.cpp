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
  const UnitsByNeed count = unit_count(power, units.nameplate, type.get<Power>("power"), type.get<Energy>("energy"));
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

/// Units of one kind and the converters before them.
struct Store {
  const ModuleType* type = nullptr;
  Power power;
  Energy energy, nameplate;
  int duty = 0, installed = 0, converters_duty = 0, converters = 0;
};

/// A way to build the storage, light enough to be thrown away.
struct Draft {
  SmoothingTier tier = SmoothingTier::none;
  Store batteries, capacitors;
  const ModuleType* pcs = nullptr;
  Power auxiliary;
  double cost = 0, area_m2 = 0, lead_weeks = 0;

  [[nodiscard]] int converters() const { return batteries.converters + capacitors.converters; }
  /// As account() does for a plant.
  void add(const ModuleType& type, int count) {
    if (count == 0) return;
    cost += type.number("cost_mid").value_or(0) * count;
    lead_weeks = std::max(lead_weeks, type.number("lead_time_mid").value_or(0) / week.si);
    area_m2 += static_cast<double>(type.length) * static_cast<double>(type.width) * 1e-6 * count;
  }
  /// Nothing later is better off with `other`.
  [[nodiscard]] bool beats(const Draft& other) const {
    return cost <= other.cost && area_m2 <= other.area_m2 && lead_weeks <= other.lead_weeks &&
           converters() <= other.converters() && auxiliary <= other.auxiliary;
  }
};

void put_converters(const Problem& problem, Power capacity, Store& store, Draft& draft) {
  if (store.type == nullptr) return;
  store.converters_duty = static_cast<int>(whole_units(store.power / capacity));
  store.converters = installed_for(store.converters_duty, problem.spec.storage.redundancy);
  store.installed = spread_batteries(store.duty, store.power, store.type->get<Power>("power"), capacity,
                                     store.converters, store.converters - store.converters_duty);
  draft.auxiliary += store.installed * store.type->get<Power>("auxiliary_power");
  draft.add(*store.type, store.installed);
}

/// Converters for the batteries and for the supercapacitors, spares for each; then the units behind them.
void with_pcs(const Problem& problem, const Draft& draft, std::vector<Draft>& out, Refusals& refusals) {
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
    Draft option = draft;
    option.pcs = pcs;
    put_converters(problem, capacity, option.batteries, option);
    put_converters(problem, capacity, option.capacitors, option);
    option.add(*pcs, option.converters());
    out.push_back(option);
  }
}

void with_batteries(const Problem& problem, const Plant& plant, const Draft& draft, std::vector<Draft>& out,
                    Refusals& refusals) {
  if (draft.batteries.power.si <= 0) {
    if (draft.capacitors.type == nullptr)
      out.push_back(draft);
    else
      with_pcs(problem, draft, out, refusals);
    return;
  }
  const Energy per_day = draft.tier == SmoothingTier::bess ? smoothed_per_day(problem, plant) : Energy{0};
  for (const ModuleType* type : candidates(problem, "bess")) {
    if (!std::isfinite(draft.batteries.energy.si)) {
      refusals.add("bess", *type, [] {
        return std::string("cannot help: the mean of the load is above storage.peak_limit, so no storage ever refills");
      });
      continue;
    }
    Draft option = draft;
    const StorageUnits units = storage_units(problem, *type, draft.batteries.power, draft.batteries.energy, per_day);
    option.batteries.type = type;
    option.batteries.nameplate = units.nameplate;
    option.batteries.duty = units.needed();
    with_pcs(problem, option, out, refusals);
  }
}

void with_capacitors(const Problem& problem, const Plant& plant, const Draft& draft, std::vector<Draft>& out,
                     Refusals& refusals) {
  const Energy per_day = smoothed_per_day(problem, plant);
  for (const ModuleType* type : candidates(problem, "supercapacitor")) {
    Draft option = draft;
    const StorageUnits units = storage_units(problem, *type, draft.capacitors.power, draft.capacitors.energy, per_day);
    option.capacitors.type = type;
    option.capacitors.nameplate = units.nameplate;
    option.capacitors.duty = units.needed();
    with_batteries(problem, plant, option, out, refusals);
  }
}

Draft draft_of(const SiteSpec& spec, SmoothingTier tier, const std::vector<StorageNeed>& needs) {
  Draft draft;
  draft.tier = tier;
  std::vector<StorageNeed> batteries;
  for (const StorageNeed& need : needs) {
    if (!serves(tier, need.purpose)) {
      batteries.push_back(need);
    } else if (tier == SmoothingTier::supercapacitor) {
      draft.capacitors.power = std::max(draft.capacitors.power, need.power);
      draft.capacitors.energy += need.energy;
    }
  }
  const StorageTotal total = total_need(spec, batteries);
  draft.batteries.power = total.power, draft.batteries.energy = total.energy;
  return draft;
}

Plant built(const Plant& plant, const Draft& draft, Power swing) {
  Plant out = plant;
  out.storage_decided = true;
  out.load_swing = swing;
  out.smoothing = draft.tier;
  const Store& b = draft.batteries;
  const Store& c = draft.capacitors;
  out.storage_power = b.power, out.storage_energy = b.energy, out.storage_nameplate = b.nameplate;
  out.capacitor_power = c.power, out.capacitor_energy = c.energy, out.capacitor_nameplate = c.nameplate;
  if (b.type != nullptr) out.bess = {b.type, b.duty, b.installed};
  if (c.type != nullptr) out.capacitor = {c.type, c.duty, c.installed};
  out.bess_pcs = b.converters, out.capacitor_pcs = c.converters;
  if (draft.pcs != nullptr) out.pcs = {draft.pcs, b.converters_duty + c.converters_duty, draft.converters()};
  out.bess_auxiliary = draft.auxiliary;
  if (b.type != nullptr) account(out, *b.type, b.installed);
  if (c.type != nullptr) account(out, *c.type, c.installed);
  if (draft.pcs != nullptr) account(out, *draft.pcs, draft.converters());
  return out;
}

}  // namespace

void storage_options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  const std::vector<StorageNeed> needs = storage_needs(problem, plant);
  const std::string& wanted = problem.spec.storage.smoothing;
  std::vector<Draft> drafts;
  const auto draft = [&](SmoothingTier tier) { return draft_of(problem.spec, tier, needs); };
  const auto allowed = [&](std::string_view name) { return wanted == "auto" || wanted == name; };
  if (smoothing_need(needs).power.si <= 0) {
    with_batteries(problem, plant, draft(SmoothingTier::none), drafts, refusals);
  } else {
    if (allowed("bess")) with_batteries(problem, plant, draft(SmoothingTier::bess), drafts, refusals);
    if (allowed("supercapacitor"))
      with_capacitors(problem, plant, draft(SmoothingTier::supercapacitor), drafts, refusals);
    if (allowed("ups")) {
      const std::string why = ups_refusal(problem, plant);
      if (why.empty())
        with_batteries(problem, plant, draft(SmoothingTier::ups), drafts, refusals);
      else if (wanted == "ups" && plant.module.type != nullptr)
        refusals.add("bess", *plant.module.type, [&] { return why; });
    }
  }
  const Power swing = load_swing(problem, plant);
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    bool beaten = false;
    for (std::size_t j = 0; j < drafts.size() && !beaten; ++j)
      beaten = j != i && drafts[j].beats(drafts[i]) && (j < i || !drafts[i].beats(drafts[j]));
    if (!beaten) out.push_back(built(plant, drafts[i], swing));
  }
}

}  // namespace plinth
