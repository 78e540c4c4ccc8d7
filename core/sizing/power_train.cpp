// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/power_train.h"

#include <algorithm>

#include "core/physics/battery.h"
#include "core/physics/transformer.h"
#include "core/physics/ups.h"

namespace plinth {
namespace {

/// What a module may deliver at this site: its own rating, its UPS in kW and in kVA, thinned by altitude.
Power usable_rating(const Problem& problem, const ModuleType& module, const Child& ups) {
  const double kw = ups.count * ups.type->required_number("rated_power");
  const double kva =
      ups.count * ups.type->required_number("rated_apparent_power") * problem.basis.critical_power_factor.si;
  return Power{std::min({module.required_number("rated_power"), kw, kva}) * problem.ups_derating};
}

std::string kilovolts(double volts) { return round_text(volts / 1e3) + " kV"; }

bool rack_voltage_fits(const Plant& plant, const ModuleType& module, Refusals& refusals) {
  const double volts = module.required_number("output_voltage");
  for (const GroupPlan& group : plant.groups) {
    const auto low = group.rack->number("supply_voltage_min"), high = group.rack->number("supply_voltage_max");
    if ((low && volts < *low - 1e-9) || (high && volts > *high + 1e-9)) {
      refusals.add("power_module", module,
                   [&] { return "delivers " + round_text(volts) + " V; " + group.rack->id + " does not take it"; });
      return false;
    }
  }
  return true;
}

/// Battery cabinets for one module at the end of their life, by power and by energy (IEEE 1184 practice).
int batteries_for(const Problem& problem, const ModuleType& battery, Power load) {
  return battery_cabinets(
      {load, problem.basis.inverter_efficiency, problem.spec.power.ups_autonomy},
      {battery.required_number("end_of_life_health"), battery.required_number("depth_of_discharge")},
      battery.get<Power>("power"), battery.get<Energy>("energy"));
}

bool fit_batteries(const Problem& problem, Plant& plant, const ModuleType& module, const Child& battery,
                   Refusals& refusals) {
  if (problem.spec.power.ups_autonomy.si <= 0) return true;
  if (battery.type == nullptr) {
    refusals.add("power_module", module, [] { return std::string("holds no UPS battery"); });
    return false;
  }
  const int needed = batteries_for(problem, *battery.type, plant.module_load);
  const int places = battery.count > 0 ? battery.count : battery.limit;
  if (needed > places) {
    refusals.add("power_module", module, [&] {
      return "has " + std::to_string(places) + " battery places; " + std::to_string(needed) +
             " cabinets are needed for " + round_text(problem.spec.power.ups_autonomy / minute) + " min at end of life";
    });
    return false;
  }
  plant.batteries = battery.count > 0 ? battery.count : needed;
  return true;
}

/// Loads and losses of the site: duty modules share the load, reserves are energised without load.
void close_loop(const Problem& problem, Plant& plant, const ModuleType& module, const ModuleType& transformer,
                const Child& ups, bool transformer_inside) {
  const int installed = plant.module.installed * plant.blocks;
  const int active = plant.blocks * active_modules(problem, plant), idle = installed - active;
  const double rated = ups.count * ups.type->required_number("rated_power");
  const Curve& curve = *ups.type->curve("efficiency");
  plant.ups_load = plant.critical_output.si / (active * rated);
  plant.ups_loss = Power{rated * (active * ups_loss_share(curve, plant.ups_load) + idle * ups_loss_share(curve, 0.0))};
  const double cop = module.required_number("enclosure_cooling_cop"), pf = problem.basis.critical_power_factor.si;
  const double at_ups = (plant.critical_output + plant.ups_loss).si;
  const double none = transformer.required_number("no_load_loss"), full = transformer.required_number("load_loss");
  const double size = transformer.required_number("rated_power");
  // The enclosure's cooling is a load of the transformer whose loss it cools: a contraction, at rest in a few steps.
  double loss = 0, before = -1;
  for (int i = 0; i < 60 && loss != before; ++i) {
    before = loss;
    const double cooling = (plant.ups_loss.si + (transformer_inside ? loss : 0)) / cop;
    const double share = (at_ups + cooling) / installed / pf / size;
    loss = installed * (none + share * share * full);
  }
  plant.transformer_loss = Power{loss};
  plant.enclosure_cooling = Power{(plant.ups_loss.si + (transformer_inside ? loss : 0)) / cop};
  plant.power_input = Power{at_ups + loss} + plant.enclosure_cooling;
  plant.recharge = Power{problem.basis.recharge_ratio * rated * installed};
}

/// What the transformer of a module draws when the module carries `load`, with recharge and its own cooling, VA.
double drawn_for(const Problem& problem, const ModuleType& module, const Child& ups, double load) {
  const double rated = ups.count * ups.type->required_number("rated_power");
  const double loss = rated * ups_loss_share(*ups.type->curve("efficiency"), std::min(1.0, load / rated));
  const double input =
      load + loss * (1 + 1 / module.required_number("enclosure_cooling_cop")) + problem.basis.recharge_ratio * rated;
  return input / problem.basis.critical_power_factor.si;
}

/// Largest load of a module that its transformer and its batteries carry too, at most its rating: modules are packed up
/// to that, so that a lighter pod never ends in a module that is refused where a heavier one is not.
Power carried(const Problem& problem, const ModuleType& module, const ModuleType& transformer, const Child& ups,
              const Child& battery, Power rating) {
  double most = rating.si;
  const double autonomy = problem.spec.power.ups_autonomy.si;
  if (autonomy > 0 && battery.type != nullptr) {
    const double places = battery.count > 0 ? battery.count : battery.limit;
    const double energy = battery.type->required_number("energy") *
                          battery.type->required_number("end_of_life_health") *
                          battery.type->required_number("depth_of_discharge");
    most = std::min(most, places * std::min(battery.type->required_number("power"), energy / autonomy) *
                              problem.basis.inverter_efficiency);
  }
  const double own = usable_share(problem, transformer) * transformer.required_number("rated_power");
  if (drawn_for(problem, module, ups, most) <= own * (1 + 1e-9)) return Power{most};
  double low = 0, high = most;
  for (int i = 0; i < 50; ++i) {
    const double middle = 0.5 * (low + high);
    (drawn_for(problem, module, ups, middle) <= own ? low : high) = middle;
  }
  return Power{low};
}

/// The busiest module after a failure, with recharge and its own cooling, must stay inside its transformer.
bool transformer_carries(const Problem& problem, const Plant& plant, const ModuleType& module,
                         const ModuleType& transformer, const Child& ups, Refusals& refusals) {
  const double apparent = drawn_for(problem, module, ups, plant.module_load.si);
  const double own = usable_share(problem, transformer) * transformer.required_number("rated_power");
  if (apparent <= own * (1 + 1e-9)) return true;
  refusals.add("power_module", module, [&] {
    return "its transformer " + transformer.id + " of " + round_text(own / 1e3) + " kVA at this site does not carry " +
           round_text(apparent / 1e3) + " kVA (load, losses, recharge, enclosure cooling)";
  });
  return false;
}

}  // namespace

Child child_of(const Catalog& catalog, const ModuleType& parent, std::string_view kind) {
  for (const Contained& c : parent.contains) {
    const ModuleType* type = catalog.module(c.module);
    if (type != nullptr && type->kind == kind) return {type, c.count, c.limit};
  }
  return {};
}

double ups_loss_share(const Curve& efficiency, double x) { return ups_loss_share(efficiency.points, x); }

Power transformer_loss(const ModuleType& transformer, ApparentPower load) {
  const double x = load.si / transformer.required_number("rated_power");
  return transformer_loss(transformer.get<Power>("no_load_loss"), transformer.get<Power>("load_loss"), x);
}

std::string record_usable_share(const Problem& problem, const ModuleType& transformer, Book& book) {
  const std::string id = "transformer." + transformer.id + ".derating";
  const bool dry = transformer.find("cooling_class") != nullptr && transformer.word("cooling_class") == "dry";
  return book.leaf(
      EntryKind::solved, id, usable_share(problem, transformer), "",
      "usable share of the rating of " + transformer.id + " at the site's altitude and mean ambient",
      dry ? "IEC 60076-11: 0.3 % per 100 m above 1000 m, 0.4 % per kelvin of 24 h mean above 30 degC"
          : "IEC 60076-2: 0.4 % per 100 m above 1000 m, 1.5 % per kelvin of 24 h mean above 30 degC",
      "",
      {{"z", book.site("site.elevation", problem.spec.site.elevation.si, "m", "site elevation")},
       {"T", book.site("site.climate.dry_bulb", problem.spec.climate.dry_bulb.kelvin, "degC", "design dry bulb")},
       {"m", book.limit("basis.mean_below_peak")}});
}

int active_modules(const Problem& problem, const Plant& plant) {
  const int systems = systems_of(problem.spec.power.redundancy);
  return systems > 2 ? plant.module.installed : systems * plant.module.duty;
}

Power pump_power(Power block_total, const Counted& pumps) {
  return pumps.duty == 0 ? Power{0} : block_total / pumps.duty;
}

bool power_train(const Problem& problem, Plant& plant, const ModuleType& module, const ModuleType* feeder,
                 Refusals& refusals) {
  const ModuleType& intake = feeder == nullptr ? module : *feeder;
  const Child transformer = child_of(problem.catalog, intake, "transformer"),
              ups = child_of(problem.catalog, module, "ups");
  if (transformer.type == nullptr || ups.type == nullptr) {
    refusals.add("power_module", module,
                 [] { return std::string("its catalog entry names no transformer or no UPS inside"); });
    return false;
  }
  if (!takes_voltage(intake, "primary_voltage", problem.mv)) {
    refusals.add("power_module", module, [&] {
      return "takes " + kilovolts(intake.required_number("primary_voltage_min")) + " to " +
             kilovolts(intake.required_number("primary_voltage_max")) + "; the site distributes at " +
             kilovolts(problem.mv.si);
    });
    return false;
  }
  if (!rack_voltage_fits(plant, module, refusals)) return false;
  plant.module_rating = usable_rating(problem, module, ups);
  const Child battery = child_of(problem.catalog, module, "ups_battery");
  const double overload = ups.type->number("overload_10min").value_or(1.0);
  // The rating is that of the module at this site, so module and transformer say it all.
  const Power most{problem.memo->once(module.id, transformer.type, [&] {
    return carried(problem, module, *transformer.type, ups, battery, plant.module_rating).si;
  })};
  auto packing =
      most.si > 0 ? pack_pods(problem, plant, most, overload * plant.module_rating.si / most.si) : std::nullopt;
  // Nothing fits below that: the checks further down then say what is in the way.
  if (!packing) packing = pack_pods(problem, plant, plant.module_rating, overload);
  if (!packing) {
    refusals.add("power_module", module, [&] {
      return "gives " + round_text(plant.module_rating / kW) +
             " kW at this site; a single pod needs more, at TDP or at EDP peak";
    });
    return false;
  }
  const int duty = packing->modules;
  plant.module = {&module, duty, installed_for(duty, problem.spec.power.redundancy)};
  plant.feeder = feeder;
  plant.shares = packing->shares;
  plant.packing_proved = packing->proved;
  plant.module_load = packing->largest_load;
  plant.module_peak = packing->largest_peak;
  plant.module_normal =
      is_two_sided(problem.spec.power.redundancy) ? packing->largest_normal / 2 : packing->largest_normal;
  plant.critical_load = plant.site_fws_pump_power + plant.site_chw_pump_power;
  for (const GroupPlan& group : plant.groups) {
    const double it = group.racks * group.tdp;
    plant.critical_load += Power{it * (1 + problem.basis.housekeeping_ratio)};
    plant.critical_load +=
        group.pods * (group.pod_critical - group.pod_it - problem.basis.housekeeping_ratio * group.pod_it);
  }
  plant.critical_output = plant.critical_load / (1.0 - problem.basis.distribution_loss_ratio);
  if (!transformer_carries(problem, plant, module, *transformer.type, ups, refusals)) return false;
  if (!fit_batteries(problem, plant, module, battery, refusals)) return false;
  close_loop(problem, plant, module, *transformer.type, ups, feeder == nullptr);
  plant.ring_load += plant.module.installed * plant.blocks * transformer.type->required_number("rated_power");
  account(plant, module, plant.module.installed * plant.blocks);
  if (feeder != nullptr) account(plant, *feeder, plant.module.installed * plant.blocks);
  if (battery.type != nullptr && battery.count == 0)
    account_inside(plant, *battery.type, plant.batteries * plant.module.installed * plant.blocks);
  return true;
}

}  // namespace plinth
