// SPDX-License-Identifier: Apache-2.0
// Power train per block: integrated power modules, or UPS containers each behind an MV/LV skid. N+1 is a reserve
// module that takes over any one duty module through the pods' second supply; 2N is a full second side.
#include <algorithm>
#include <cmath>

#include "core/sizing/bound.h"
#include "core/sizing/direct_current.h"
#include "core/sizing/power_pairs.h"
#include "core/sizing/power_train.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"
#include "core/sizing/site_records.h"

namespace plinth::services {
namespace {

/// Whether this type cannot lead to a plant cheaper than the one already known: its fewest conceivable modules alone,
/// with the least the other services cost, are dearer.
bool hopeless(const Problem& problem, const Plant& plant, const ModuleType& module, const ModuleType* feeder) {
  if (plant.ceiling.cost <= 0) return false;
  double load = 0;
  for (const GroupPlan& group : plant.groups)
    load += group.pods * (group.pod_critical - group.pod_it).si + group.racks * group.tdp;
  const Power usable{module.required_number("rated_power") * problem.ups_derating};
  const int duty = least_modules(problem, plant, Power{0.999 * load / plant.blocks}, usable);
  const int units = plant.blocks * installed_for(duty, problem.spec.power.redundancy);
  const double price =
      module.number("cost_mid").value_or(0) + (feeder == nullptr ? 0 : feeder->number("cost_mid").value_or(0));
  return plant.cost + plant.ceiling.still_to_pay + units * price > plant.ceiling.cost * (1 + 1e-12);
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  const std::string& form = problem.spec.power.modules;
  for (const ModuleType* module : candidates(problem, "power_module")) {
    if (form == "discrete" && !problem.direct_current) break;
    if (feeds_direct_current(*module) != problem.direct_current) {
      refusals.add("power_module", *module, [&] {
        return std::string(problem.direct_current ? "gives AC; the site distributes 800 V DC"
                                                  : "gives direct current; the site distributes AC");
      });
      continue;
    }
    if (hopeless(problem, plant, *module, nullptr)) continue;
    Plant option = plant;
    if (power_train(problem, option, *module, nullptr, refusals)) out.push_back(std::move(option));
  }
  for (const ModuleType* module : candidates(problem, "ups_container")) {
    if (form == "integrated" || problem.direct_current) break;
    for (const ModuleType* feeder : candidates(problem, "mv_lv_skid")) {
      if (feeder->required_number("output_voltage") != module->required_number("output_voltage") ||
          hopeless(problem, plant, *module, feeder))
        continue;
      Plant option = plant;
      if (power_train(problem, option, *module, feeder, refusals)) out.push_back(std::move(option));
    }
  }
}

void record_loads(const Problem& problem, const Plant& plant, Book& book) {
  const std::string over = problem.direct_current ? " / e" : "";  // auxiliaries pass inverters
  std::string formula;
  std::vector<LedgerInput> inputs;
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const std::string n = std::to_string(g + 1), rack = plant.groups[g].id, pod = "pod." + rack;
    formula += (g == 0 ? "I" : " + I") + n + " * (1 + h" + over + ") + n" + n + " * (C" + n + " - T" + n + " - H" + n +
               over + ")";
    for (const auto& [symbol, id] : {std::pair{"I", "it." + rack + ".power"},
                                     {"n", pod + ".pods"},
                                     {"C", pod + ".critical"},
                                     {"T", pod + ".it"},
                                     {"H", pod + ".housekeeping"}})
      inputs.push_back({symbol + n, id});
  }
  inputs.push_back({"h", book.limit("basis.housekeeping_ratio")});
  if (problem.direct_current) inputs.push_back({"e", book.limit("basis.auxiliary_inverter_efficiency")});
  if (plant.cooler.type != nullptr) formula += " + F" + over, inputs.push_back({"F", "demand.fws_pump_power"});
  if (plant.chiller.type != nullptr) formula += " + W" + over, inputs.push_back({"W", "demand.chw_pump_power"});
  book.derive("power.critical_load", plant.critical_load.si, "kW", formula, inputs,
              "critical load of the site: racks, housekeeping, CDUs, fan walls, pumps",
              "racks really there, auxiliaries of every pod");
  book.derive("power.critical_output", plant.critical_output.si, "kW", "P / (1 - d)",
              {{"P", "power.critical_load"}, {"d", book.limit("basis.distribution_loss_ratio")}},
              problem.direct_current ? "direct-current buses of the site" : "UPS output of the site",
              "busway loss added");
}

/// Pumps on the busiest module at UPS terms, before busway loss.
std::string record_pump_share(const Problem& problem, const Plant& plant, Book& book) {
  const double duty = plant.module.duty;
  double share = 0;
  std::vector<std::string> terms;
  const auto add = [&](const Counted& pumps, Power total, const std::string& loop, const std::string& count) {
    if (pumps.duty == 0) return;
    const double most = std::ceil(pumps.duty / duty) * pump_power(problem, total, pumps).si;
    const std::string modules =
        book.leaf(EntryKind::solved, "power.modules_sharing", duty, "", "duty modules that share the pumps",
                  "equals power.modules_duty, for which the pods are packed with this share");
    std::vector<LedgerInput> inputs{{"n", count}, {"N", modules}, {"P", "cooling." + loop + "_pump_power"}};
    if (problem.direct_current) inputs.push_back({"e", book.limit("basis.auxiliary_inverter_efficiency")});
    terms.push_back(book.derive("power." + loop + "_pumps_on_module", most, "kW",
                                problem.direct_current ? "ceil(n / N) * P / n / e" : "ceil(n / N) * P / n", inputs,
                                "pumps of the " + loop + " loop on the busiest module", "pumps spread evenly"));
    share += most;
  };
  add(plant.fws_pump, plant.fws_pump_power, "fws", "cooling.coolers_duty");
  add(plant.chw_pump, plant.chw_pump_power, "chw", "cooling.chillers_duty");
  return book.sum("power.pump_share", share, "kW", terms, "pumps on the busiest module", "sum");
}

/// Equal pods: how many one module takes, and so how many modules. False when the closed form does not reach the count
/// (the pump share changed on the way), or pods differ.
bool record_equal_pods(const Problem& problem, const Plant& plant, Book& book, const Child& ups,
                       const std::string& pumps) {
  if (plant.groups.size() != 1) return false;
  const GroupPlan& group = plant.groups.front();
  const std::string pod = "pod." + group.id;
  const double d = problem.basis.distribution_loss_ratio, w = book.value(pumps), p = group.pod_critical.si;
  const double top = p + (group.pod_peak - group.pod_it).si, over = ups.type->number("overload_10min").value_or(1.0);
  const double by_load = std::floor((plant.module_rating.si * (1 - d) - w) / p + 1e-9);
  const double by_peak = std::floor((plant.module_rating.si * over * (1 - d) - w) / top + 1e-9);
  const double fit = std::min(by_load, by_peak);
  if (fit < 1 || whole_units(group.pods_per_block / fit) != plant.module.duty) return false;
  const std::string loss = book.limit("basis.distribution_loss_ratio");
  std::vector<LedgerInput> inputs{{"U", "power.module_rating"}, {"d", loss},          {"W", pumps},
                                  {"p", pod + ".critical"},     {"T", pod + ".peak"}, {"I", pod + ".it"}};
  std::string peak = "U";
  if (ups.type->number("overload_10min"))
    inputs.push_back({"o", book.attribute(*ups.type, "overload_10min")}), peak = "U * o";
  const std::string k =
      book.derive("power.pods_per_module", fit, "",
                  "min(floor((U * (1 - d) - W) / p), floor((" + peak + " * (1 - d) - W) / (p + T - I)))", inputs,
                  "pods one module carries", "at TDP within the rating, at EDP peak within the 10 min overload");
  const std::string n =
      book.derive("power.modules_duty", plant.module.duty, "", "ceil(m / k)", {{"m", pod + ".per_block"}, {"k", k}},
                  "power modules a block needs", "whole modules");
  const double most = std::ceil(static_cast<double>(group.pods_per_block) / plant.module.duty);
  book.derive("power.module_load", (most * p + w) / (1 - d), "kW", "(ceil(m / N) * p + W) / (1 - d)",
              {{"m", pod + ".per_block"}, {"N", n}, {"p", pod + ".critical"}, {"W", pumps}, {"d", loss}},
              "largest load of a duty module", "pods spread evenly, busway loss added");
  book.derive("power.module_peak", (most * top + w) / (1 - d), "kW", "(ceil(m / N) * (p + T - I) + W) / (1 - d)",
              {{"m", pod + ".per_block"},
               {"N", n},
               {"p", pod + ".critical"},
               {"T", pod + ".peak"},
               {"I", pod + ".it"},
               {"W", pumps},
               {"d", loss}},
              "the same module at EDP peak", "held below the 10 min overload");
  return true;
}

void record_rating(const Problem& problem, const Plant& plant, Book& book, const Child& ups) {
  const std::string count = book.contained(*plant.module.type, ups.type->kind, ups.count);
  const std::string alt = record_ups_altitude(problem, book);
  std::vector<LedgerInput> ratings{{"M", book.attribute(*plant.module.type, "rated_power")},
                                   {"n", count},
                                   {"P", book.attribute(*ups.type, "rated_power")},
                                   {"f", alt}};
  std::string least = "min(M, n * P) * f";
  if (ups.type->number("rated_apparent_power")) {
    least = "min(M, n * P, n * S * c) * f";
    ratings.insert(ratings.end() - 1, {{"S", book.attribute(*ups.type, "rated_apparent_power")},
                                       {"c", book.limit("basis.critical_power_factor")}});
  }
  book.derive("power.module_rating", plant.module_rating.si, "kW", least, ratings, "power one module may deliver here",
              problem.direct_current ? "smaller of enclosure and rectifier rating, by altitude"
                                     : "smallest of enclosure, kW and kVA rating, by altitude");
  if (systems_of(problem.spec.power.redundancy) > 2) return record_pairs(problem, plant, book, ups);
  const std::string pumps = record_pump_share(problem, plant, book);
  if (record_equal_pods(problem, plant, book, ups, pumps)) return;
  std::vector<LedgerInput> inputs{{"U", "power.module_rating"}, {"W", pumps}};
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const std::string n = std::to_string(g + 1), pod = "pod." + plant.groups[g].id;
    inputs.push_back({"m" + n, pod + ".per_block"});
    inputs.push_back({"p" + n, pod + ".critical"});
  }
  book.leaf(EntryKind::solved, "power.modules_duty", plant.module.duty, "", "power modules a block needs",
            plant.packing_proved
                ? "fewest modules of rating U that unequal pods m x p with pumps W fit on (search, proved)"
                : "packing search cut short; a denser packing of unequal pods is not excluded",
            "", inputs);
  book.leaf(EntryKind::solved, "power.module_load", plant.module_load.si, "kW", "largest load of a duty module",
            "pods put on the fewest modules, pumps spread evenly", "", inputs);
  book.leaf(EntryKind::solved, "power.module_peak", plant.module_peak.si, "kW", "the same module at EDP peak",
            "as power.module_load, racks at EDP peak; held below the 10 min overload", "", inputs);
}

void record_battery(const Problem& problem, const Plant& plant, Book& book, const Child& battery,
                    std::vector<Selection>& selection) {
  const ModuleType& type = *battery.type;
  const std::string dc =
      book.derive("ups_battery.dc_power", plant.module_load.si / problem.basis.inverter_efficiency, "kW", "P / e",
                  {{"P", "power.module_load"}, {"e", book.limit("basis.inverter_efficiency")}},
                  "battery power of one module", "inverter loss (IEEE 1184)");
  const double t = problem.spec.power.ups_autonomy.si,
               energy = plant.module_load.si / problem.basis.inverter_efficiency * t;
  const std::string at_load =
      book.derive("ups_battery.energy_at_load", energy, "kWh", "P * t",
                  {{"P", dc}, {"t", book.site("power.ups_autonomy", t, "min", "UPS autonomy at end of life")}},
                  "energy delivered over the autonomy", "definition");
  const std::string soh = book.attribute(type, "end_of_life_health"), dod = book.attribute(type, "depth_of_discharge");
  const double new_energy =
      energy / (type.required_number("end_of_life_health") * type.required_number("depth_of_discharge"));
  const std::string fresh = book.derive(
      "ups_battery.energy_new", new_energy, "kWh", "E / (s * d)", {{"E", at_load}, {"s", soh}, {"d", dod}},
      "energy to install so that the autonomy holds at end of life", "end-of-life health and usable depth (IEEE 1184)");
  const std::string each = book.attribute(type, "energy"), power = book.attribute(type, "power");
  const int needed = static_cast<int>(
      std::max(whole_units(plant.module_load.si / problem.basis.inverter_efficiency / type.required_number("power")),
               whole_units(new_energy / type.required_number("energy"))));
  book.derive("ups_battery.cabinets_needed", needed, "", "max(ceil(P / p), ceil(E / c))",
              {{"P", dc}, {"p", power}, {"E", fresh}, {"c", each}}, "cabinets per module", "by power and by energy");
  const double autonomy = std::min(1.0, plant.batteries * type.required_number("power") /
                                            (plant.module_load.si / problem.basis.inverter_efficiency)) *
                          plant.batteries * type.required_number("energy") *
                          type.required_number("end_of_life_health") * type.required_number("depth_of_discharge") /
                          (plant.module_load.si / problem.basis.inverter_efficiency);
  const std::string n =
      book.leaf(EntryKind::solved, "ups_battery.cabinets", plant.batteries, "", "cabinets installed per module",
                battery.count > 0 ? "fixed by the module type" : "as needed");
  book.derive("ups_battery.autonomy", autonomy, "min", "min(1, n * p / P) * n * c * s * d / P",
              {{"n", n}, {"p", power}, {"P", dc}, {"c", each}, {"s", soh}, {"d", dod}},
              "autonomy at end of life at the largest module load", "usable energy over DC power");
  const int total = plant.module.installed * plant.blocks;
  select(book, selection,
         {"ups_battery",
          type.id,
          static_cast<double>(plant.batteries * total),
          0,
          plant.batteries * total,
          {type.required_number("energy") / 3.6e6, "kWh"},
          static_cast<double>(needed) / plant.batteries,
          static_cast<double>(needed) / plant.batteries,
          std::to_string(plant.batteries) + " cabinets in each power module, " + round_text(autonomy / 60) +
              " min at end of life"},
         {n, {"power.modules_installed", "layout.blocks"}, "N", {}});
}

/// Transformer loss and the cooling of the enclosures, which depend on each other.
void record_cooling(const Plant& plant, Book& book, const ModuleType* transformer, const std::string& inverter_loss) {
  const bool inside = plant.feeder == nullptr && transformer != nullptr;
  if (transformer == nullptr)
    book.leaf(EntryKind::solved, "power.transformer_loss", 0, "kW", "transformer loss of the site",
              "the rectifiers stand on medium voltage: their efficiency holds it");
  else
    book.leaf(EntryKind::solved, "power.transformer_loss", plant.transformer_loss.si, "kW",
              "transformer loss of the site",
              "root with the enclosure cooling it causes; `power.transformer_loss_check` repeats it");
  std::vector<LedgerInput> inputs{{"U", "power.ups_loss"}};
  std::string heat = "U";
  if (!inverter_loss.empty()) heat += " + V", inputs.push_back({"V", inverter_loss});
  if (inside) heat += " + T", inputs.push_back({"T", "power.transformer_loss"});
  inputs.push_back({"c", book.attribute(*plant.module.type, "enclosure_cooling_cop")});
  book.derive("power.enclosure_cooling", plant.enclosure_cooling.si, "kW",
              inputs.size() > 2 ? "(" + heat + ") / c" : heat + " / c", inputs,
              "cooling of the power modules' enclosures", "losses are heat; over the coefficient of performance");
  if (transformer == nullptr) return;
  book.derive("power.transformer_loss_check", plant.transformer_loss.si, "kW",
              "I * B * P0 + A * ((O + U + C) / A / f / S)^2 * Pk",
              {{"I", "power.modules_installed"},
               {"B", "layout.blocks"},
               {"A", "power.modules_active"},
               {"P0", book.attribute(*transformer, "no_load_loss")},
               {"O", "power.critical_output"},
               {"U", "power.ups_loss"},
               {"C", "power.enclosure_cooling"},
               {"f", book.limit("basis.critical_power_factor")},
               {"S", book.attribute(*transformer, "rated_power")},
               {"Pk", book.attribute(*transformer, "load_loss")}},
              "transformer loss of the site",
              "no-load loss of all, load loss of those that carry load (IEC 60076-1)");
}

void record_losses(const Problem& problem, const Plant& plant, Book& book, const Child& ups,
                   const ModuleType* transformer, const std::string& inverter_loss) {
  const Curve& curve = *ups.type->curve("efficiency");
  const int systems = systems_of(problem.spec.power.redundancy);
  const double active = plant.blocks * active_modules(problem, plant);
  const double idle = plant.blocks * plant.module.installed - active;
  const std::string n = "catalog." + plant.module.type->id + "." + ups.type->kind + "_count",
                    rated = book.attribute(*ups.type, "rated_power");
  const std::string a =
      book.derive("power.modules_active", active, "",
                  systems > 2    ? "I * B"
                  : systems == 2 ? "2 * N * B"
                                 : "N * B",
                  systems > 2 ? std::vector<LedgerInput>{{"I", "power.modules_installed"}, {"B", "layout.blocks"}}
                              : std::vector<LedgerInput>{{"N", "power.modules_duty"}, {"B", "layout.blocks"}},
                  "modules sharing the load in the normal state",
                  systems > 2    ? "all systems share"
                  : systems == 2 ? "both sides share"
                                 : "the reserve idles");
  const std::string i = book.derive("power.modules_idle", idle, "", "I * B - A",
                                    {{"I", "power.modules_installed"}, {"B", "layout.blocks"}, {"A", a}},
                                    "modules energised without load", "reserve");
  const std::string x = book.derive("power.ups_load", plant.ups_load, "", "P / (A * n * r)",
                                    {{"P", "power.critical_output"}, {"A", a}, {"n", n}, {"r", rated}},
                                    "load fraction of a duty UPS, mean of the block",
                                    "losses are near linear in load, so the mean gives the sum");
  const double low = curve.points.front().first, next = curve.points.at(1).first;
  const auto loss_at = [&](double at) { return at * (1 / *curve.at(at) - 1); };
  const std::string xs = number_text(low), xd = number_text(next - low);
  const auto loss_of = [&](const char* id, double at, std::size_t nth, const char* meaning) {
    return book.derive(id, loss_at(at), "", number_text(at) + " * (1 / e - 1)",
                       {{"e", book.point(*ups.type, "efficiency", nth)}}, meaning, "definition of efficiency");
  };
  const std::string l1 =
      loss_of("power.ups_loss_low", low, 1, "UPS loss at the lowest point of its curve, of the rating");
  const std::string l2 =
      loss_of("power.ups_loss_next", next, 2, "UPS loss at the second point of its curve, of the rating");
  const std::string no_load =
      book.derive("power.ups_no_load_loss", ups_loss_share(curve, 0), "",
                  "max(0, a - (b - a) * " + xs + " / " + xd + ")", {{"a", l1}, {"b", l2}},
                  "no-load loss as a share of the rating", "straight line through the two lowest curve points");
  std::string share;
  if (plant.ups_load >= low) {
    const std::string eta = book.derive(
        "power.ups_efficiency", *curve.at(std::min(plant.ups_load, curve.points.back().first)), "%",
        interpolation_formula(curve, plant.ups_load), {{"x", x}}, "UPS efficiency at that load",
        "straight lines between the catalog's curve points: " + ups.type->find("efficiency")->provenance.source);
    share = book.derive("power.ups_loss_share", ups_loss_share(curve, plant.ups_load), "", "x * (1 / e - 1)",
                        {{"x", x}, {"e", eta}}, "UPS loss as a share of the rating", "definition of efficiency");
  } else {
    share = book.derive("power.ups_loss_share", ups_loss_share(curve, plant.ups_load), "",
                        "max(0, a + (b - a) * (x - " + xs + ") / " + xd + ")", {{"a", l1}, {"b", l2}, {"x", x}},
                        "UPS loss as a share of the rating",
                        "below the curve: straight line through its two lowest points");
  }
  const std::string ups_loss = book.derive("power.ups_loss", plant.ups_loss.si, "kW", "n * r * (A * s + I * z)",
                                           {{"n", n}, {"r", rated}, {"A", a}, {"s", share}, {"I", i}, {"z", no_load}},
                                           "UPS loss of the site", "duty and idle modules");
  record_cooling(plant, book, transformer, inverter_loss);
  book.derive("power.input", plant.power_input.si, "kW", "O + U + C + T",
              {{"O", "power.critical_output"},
               {"U", ups_loss},
               {"C", "power.enclosure_cooling"},
               {"T", "power.transformer_loss"}},
              "power into the power modules of the site", "every loss and its cooling is a load");
  book.derive("power.recharge", plant.recharge.si, "kW", "k * n * r * I * B",
              {{"k", book.limit("basis.recharge_ratio")},
               {"B", "layout.blocks"},
               {"n", n},
               {"r", rated},
               {"I", "power.modules_installed"}},
              "battery recharge of the site", "share of UPS rating");
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  const Child ups = converter_of(problem.catalog, *plant.module.type),
              battery = child_of(problem.catalog, *plant.module.type, "ups_battery");
  const Child transformer =
      child_of(problem.catalog, plant.feeder == nullptr ? *plant.module.type : *plant.feeder, "transformer");
  const Child board = child_of(problem.catalog, *plant.module.type, "lv_board");
  record_loads(problem, plant, book);
  record_rating(problem, plant, book, ups);
  book.derive("power.modules_installed", plant.module.installed, "", redundancy_formula(problem.spec.power.redundancy),
              {{"N", "power.modules_duty"}}, "power modules in a block",
              "redundancy " + std::string(text(problem.spec.power.redundancy)));
  const std::string inverters =
      problem.direct_current ? record_inverters(problem, plant, book, selection) : std::string();
  record_losses(problem, plant, book, ups, transformer.type, inverters);
  const int all = plant.module.installed * plant.blocks, duty = plant.module.duty * plant.blocks;
  const double full = plant.module_load / plant.module_rating, normal = plant.module_normal / plant.module_rating;
  const std::string how = std::string(text(problem.spec.power.redundancy)) + " per block, " +
                          std::to_string(plant.blocks) + (plant.blocks == 1 ? " block" : " blocks");
  const auto add = [&](const std::string& service, const ModuleType& type, int each, Measured rating) {
    std::vector<std::string> times{"layout.blocks"};
    if (each != 1) times.push_back(book.contained(*plant.module.type, service, each));
    select(book, selection,
           {service, type.id, static_cast<double>(duty * each), (all - duty) * each, all * each, rating, normal, full,
            how},
           {"power.modules_duty", times, redundancy_formula(problem.spec.power.redundancy), {}});
  };
  add(plant.feeder == nullptr ? "power_module" : "ups_container", *plant.module.type, 1,
      {plant.module_rating / kW, "kW"});
  if (plant.feeder != nullptr)
    add("power_feeder", *plant.feeder, 1, {plant.feeder->required_number("rated_power") / 1e3, "kVA"});
  add(ups.type->kind, *ups.type, ups.count,
      {ups.type->required_number("rated_power") * problem.ups_derating / 1e3, "kW"});
  if (transformer.type != nullptr) {
    record_usable_share(problem, *transformer.type, book);
    add("transformer", *transformer.type, transformer.count,
        {usable_share(problem, *transformer.type) * transformer.type->required_number("rated_power") / 1e3, "kVA"});
  }
  if (board.type != nullptr)
    add("lv_board", *board.type, board.count, {board.type->required_number("rated_current"), "A"});
  if (battery.type != nullptr && plant.batteries > 0) record_battery(problem, plant, book, battery, selection);
}

}  // namespace

extern constinit const Service power_module{.name = "power_module", .rank = 90, .options = options, .record = record};

}  // namespace plinth::services
