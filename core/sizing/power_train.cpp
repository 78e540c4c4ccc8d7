// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/power_train.h"

#include <algorithm>

#include "core/physics/battery.h"
#include "core/physics/transformer.h"
#include "core/physics/ups.h"
#include "core/sizing/direct_current.h"

namespace plinth {

/// A power module with what counts inside it.
struct PowerTrain {
  const ModuleType& module;
  /// Of the module or of the skid in front of it; nullptr where the rectifier takes medium voltage.
  const ModuleType* transformer;
  Child converter, battery, inverter;
  bool transformer_inside;
  double rated = 0;                   ///< of all converters, W
  const Curve* efficiency = nullptr;  ///< of the converter
};

namespace {

/// What a module may deliver at this site: its own rating, its UPS in kW and in kVA or its rectifier, thinned by
/// altitude.
Power usable_rating(const Problem& problem, const PowerTrain& train) {
  double least = std::min(train.module.required_number("rated_power"), train.rated);
  if (const auto kva = train.converter.type->number("rated_apparent_power"))
    least = std::min(least, train.converter.count * *kva * problem.basis.critical_power_factor.si);
  return Power{least * problem.ups_derating};
}

std::string kilovolts(double volts) { return round_text(volts / 1e3) + " kV"; }

bool rack_voltage_fits(const Problem& problem, const Plant& plant, const ModuleType& module, Refusals& refusals) {
  const bool direct = problem.direct_current;
  const double volts = module.required_number(direct ? "dc_output_voltage" : "output_voltage");
  for (const GroupPlan& group : plant.groups) {
    const auto low = group.rack->number(direct ? "dc_voltage_min" : "supply_voltage_min"),
               high = group.rack->number(direct ? "dc_voltage_max" : "supply_voltage_max");
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
void close_loop(const Problem& problem, Plant& plant, const PowerTrain& train) {
  const int installed = plant.module.installed * plant.blocks;
  const int active = plant.blocks * active_modules(problem, plant), idle = installed - active;
  const double rated = train.rated;
  plant.ups_load = plant.critical_output.si / (active * rated);
  plant.ups_loss = Power{rated * (active * ups_loss_share(*train.efficiency, plant.ups_load) +
                                  idle * ups_loss_share(*train.efficiency, 0.0))};
  double it = 0;
  for (const GroupPlan& group : plant.groups) it += group.racks * group.tdp;
  plant.inverter_loss = Power{(plant.critical_load.si - it) * (1 - problem.auxiliary_efficiency)};
  const double cop = train.module.required_number("enclosure_cooling_cop"), pf = problem.basis.critical_power_factor.si;
  const double at_ups = (plant.critical_output + plant.ups_loss).si, heat = (plant.ups_loss + plant.inverter_loss).si;
  // The enclosure's cooling is a load of the transformer whose loss it cools: a contraction, at rest in a few steps.
  double loss = 0, before = -1;
  for (int i = 0; i < 60 && loss != before && train.transformer != nullptr; ++i) {
    before = loss;
    const double cooling = (heat + (train.transformer_inside ? loss : 0)) / cop;
    loss = active * transformer_loss(*train.transformer, ApparentPower{(at_ups + cooling) / active / pf}).si +
           idle * train.transformer->required_number("no_load_loss");
  }
  plant.transformer_loss = Power{loss};
  plant.enclosure_cooling = Power{(heat + (train.transformer_inside ? loss : 0)) / cop};
  plant.power_input = Power{at_ups + loss} + plant.enclosure_cooling;
  plant.recharge = Power{problem.basis.recharge_ratio * rated * installed};
}

/// What the transformer of a module draws when the module carries `load`, with recharge and its own cooling, VA.
double drawn_for(const Problem& problem, const PowerTrain& train, double load) {
  const double rated = train.rated, cop = train.module.required_number("enclosure_cooling_cop");
  const double loss = rated * ups_loss_share(*train.efficiency, std::min(1.0, load / rated));
  const double inverted =
      train.inverter.type == nullptr ? 0 : train.inverter.count * train.inverter.type->required_number("rated_power");
  const double cooling = (loss + inverted * (1 / problem.auxiliary_efficiency - 1)) / cop;
  return (load + loss + cooling + problem.basis.recharge_ratio * rated) / problem.basis.critical_power_factor.si;
}

/// Largest load of a module that its transformer and its batteries carry too, at most its rating: modules are packed up
/// to that, so that a lighter pod never ends in a module that is refused where a heavier one is not.
Power carried(const Problem& problem, const PowerTrain& train, Power rating) {
  double most = rating.si;
  const double autonomy = problem.spec.power.ups_autonomy.si;
  const Child& battery = train.battery;
  if (autonomy > 0 && battery.type != nullptr) {
    const double places = battery.count > 0 ? battery.count : battery.limit;
    const double energy = battery.type->required_number("energy") *
                          battery.type->required_number("end_of_life_health") *
                          battery.type->required_number("depth_of_discharge");
    most = std::min(most, places * std::min(battery.type->required_number("power"), energy / autonomy) *
                              problem.basis.inverter_efficiency);
  }
  if (train.transformer == nullptr) return Power{most};
  const double own = usable_share(problem, *train.transformer) * train.transformer->required_number("rated_power");
  if (drawn_for(problem, train, most) <= own * (1 + 1e-9)) return Power{most};
  double low = 0, high = most;
  for (int i = 0; i < 50; ++i) {
    const double middle = 0.5 * (low + high);
    (drawn_for(problem, train, middle) <= own ? low : high) = middle;
  }
  return Power{low};
}

/// The busiest module after a failure, with recharge and its own cooling, must stay inside its transformer.
bool transformer_carries(const Problem& problem, const Plant& plant, const PowerTrain& train, Refusals& refusals) {
  if (train.transformer == nullptr) return true;
  const double apparent = drawn_for(problem, train, plant.module_load.si);
  const double own = usable_share(problem, *train.transformer) * train.transformer->required_number("rated_power");
  if (apparent <= own * (1 + 1e-9)) return true;
  refusals.add("power_module", train.module, [&] {
    return "its transformer " + train.transformer->id + " of " + round_text(own / 1e3) +
           " kVA at this site does not carry " + round_text(apparent / 1e3) +
           " kVA (load, losses, recharge, enclosure cooling)";
  });
  return false;
}

/// The inverters of the busiest module must carry what runs on alternating current.
bool inverters_carry(const Problem& problem, const Plant& plant, const PowerTrain& train, Refusals& refusals) {
  if (!problem.direct_current) return true;
  const ModuleType& type = *train.inverter.type;
  const double own = train.inverter.count * problem.ups_derating *
                     std::min(type.required_number("rated_power"),
                              type.required_number("rated_apparent_power") * problem.basis.mechanical_power_factor.si);
  if (plant.module_auxiliary.si <= own * (1 + 1e-9)) return true;
  refusals.add("power_module", train.module, [&] {
    return "its inverters give " + round_text(own / 1e3) + " kW at this site; CDUs, fan walls, pumps and lights need " +
           round_text(plant.module_auxiliary / kW) + " kW";
  });
  return false;
}

/// What stands in the module and in the skid in front of it; nothing with a reason where it cannot feed these racks.
const PowerTrain* train_of(const Problem& problem, const ModuleType& module, const ModuleType* feeder,
                           Refusals& refusals) {
  std::shared_ptr<const PowerTrain>& known = problem.memo->trains[{&module, feeder}];
  if (known == nullptr) {
    const Catalog& catalog = problem.catalog;
    PowerTrain train{module,
                     child_of(catalog, feeder == nullptr ? module : *feeder, "transformer").type,
                     converter_of(catalog, module),
                     child_of(catalog, module, "ups_battery"),
                     child_of(catalog, module, "inverter"),
                     feeder == nullptr};
    if (train.converter.type != nullptr) {
      train.rated = train.converter.count * train.converter.type->required_number("rated_power");
      train.efficiency = train.converter.type->curve("efficiency");
    }
    known = std::make_shared<const PowerTrain>(train);
  }
  const PowerTrain& train = *known;
  const bool on_medium_voltage =
      train.converter.type != nullptr && train.converter.type->number("primary_voltage_min").has_value();
  const char* lacks = nullptr;
  if (train.transformer == nullptr && !on_medium_voltage) lacks = "no transformer";
  if (train.converter.type == nullptr) lacks = problem.direct_current ? "no rectifier" : "no UPS";
  if (problem.direct_current && train.inverter.type == nullptr) lacks = "no inverter for CDUs and pumps";
  if (lacks == nullptr) return &train;
  refusals.add("power_module", module, [&] { return "its catalog entry names " + std::string(lacks) + " inside"; });
  return nullptr;
}

/// Pods, pumps and the loss on the way to them, at the output of the modules: site totals.
void sum_loads(const Problem& problem, Plant& plant) {
  plant.critical_load = (plant.site_fws_pump_power + plant.site_chw_pump_power) / problem.auxiliary_efficiency;
  for (const GroupPlan& group : plant.groups) {
    plant.critical_load += Power{group.racks * group.tdp * (1 + housekeeping(problem))};
    plant.critical_load += group.pods * (group.pod_critical - group.pod_it - housekeeping(problem) * group.pod_it);
  }
  plant.critical_output = plant.critical_load / (1.0 - problem.basis.distribution_loss_ratio);
}

}  // namespace

Child child_of(const Catalog& catalog, const ModuleType& parent, std::string_view kind) {
  for (const Contained& c : parent.contains) {
    const ModuleType* type = catalog.module(c.module);
    if (type != nullptr && type->kind == kind) return {type, c.count, c.limit};
  }
  return {};
}

Child converter_of(const Catalog& catalog, const ModuleType& module) {
  return child_of(catalog, module, feeds_direct_current(module) ? "rectifier" : "ups");
}

double ups_loss_share(const Curve& efficiency, double x) { return ups_loss_share(efficiency.points, x); }

Power transformer_loss(const ModuleType& transformer, ApparentPower load) {
  const double x = load.si / transformer.required_number("rated_power");
  return transformer_loss(transformer.get<Power>("no_load_loss"), transformer.get<Power>("load_loss"), x);
}

double head_rating(const Problem& problem, const ModuleType& head) {
  if (const Child transformer = child_of(problem.catalog, head, "transformer"); transformer.type != nullptr)
    return transformer.type->required_number("rated_power");
  const Child converter = converter_of(problem.catalog, head);
  return (converter.type == nullptr ? head.required_number("rated_power")
                                    : converter.count * converter.type->required_number("rated_power")) /
         problem.basis.critical_power_factor.si;
}

std::string record_head_rating(const Problem& problem, const ModuleType& head, Book& book) {
  if (const Child transformer = child_of(problem.catalog, head, "transformer"); transformer.type != nullptr)
    return book.attribute(*transformer.type, "rated_power");
  const Child rectifier = converter_of(problem.catalog, head);
  return book.derive("power.module_head", head_rating(problem, head), "kVA", "n * P / c",
                     {{"n", book.contained(head, rectifier.type->kind, rectifier.count)},
                      {"P", book.attribute(*rectifier.type, "rated_power")},
                      {"c", book.limit("basis.critical_power_factor")}},
                     "apparent power a module may draw", "rectifiers that stand on medium voltage");
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

Power pump_power(const Problem& problem, Power block_total, const Counted& pumps) {
  return pumps.duty == 0 ? Power{0} : block_total / pumps.duty / problem.auxiliary_efficiency;
}

bool power_train(const Problem& problem, Plant& plant, const ModuleType& module, const ModuleType* feeder,
                 Refusals& refusals) {
  const ModuleType& intake = feeder == nullptr ? module : *feeder;
  const PowerTrain* found = train_of(problem, module, feeder, refusals);
  if (found == nullptr) return false;
  const PowerTrain& train = *found;
  if (!takes_voltage(intake, "primary_voltage", problem.mv)) {
    refusals.add("power_module", module, [&] {
      return "takes " + kilovolts(intake.required_number("primary_voltage_min")) + " to " +
             kilovolts(intake.required_number("primary_voltage_max")) + "; the site distributes at " +
             kilovolts(problem.mv.si);
    });
    return false;
  }
  if (!rack_voltage_fits(problem, plant, module, refusals)) return false;
  plant.module_rating = usable_rating(problem, train);
  const double overload = train.converter.type->number("overload_10min").value_or(1.0);
  // The rating is that of the module at this site, so module and transformer say it all.
  const Power most{problem.memo->once(module.id, train.transformer,
                                      [&] { return carried(problem, train, plant.module_rating).si; })};
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
  if (problem.direct_current) plant.module_auxiliary = auxiliary_load(problem, plant, *packing);
  sum_loads(problem, plant);
  if (!transformer_carries(problem, plant, train, refusals)) return false;
  if (!inverters_carry(problem, plant, train, refusals)) return false;
  if (!fit_batteries(problem, plant, module, train.battery, refusals)) return false;
  close_loop(problem, plant, train);
  plant.ring_load += plant.module.installed * plant.blocks * head_rating(problem, intake);
  account(plant, module, plant.module.installed * plant.blocks);
  if (feeder != nullptr) account(plant, *feeder, plant.module.installed * plant.blocks);
  if (train.battery.type != nullptr && train.battery.count == 0)
    account_inside(plant, *train.battery.type, plant.batteries * plant.module.installed * plant.blocks);
  return true;
}

}  // namespace plinth
