// SPDX-License-Identifier: Apache-2.0
// Ledger and selection of the storage's modules: batteries, supercapacitors, conversion skids, spare UPS batteries.
#include <algorithm>
#include <cmath>

#include "core/physics/storage_life.h"
#include "core/sizing/selecting.h"
#include "core/sizing/storage_plan.h"

namespace plinth {
namespace {

using Inputs = std::vector<LedgerInput>;

std::string limit(Book& book, std::string_view name) { return book.limit("storage." + std::string(name)); }

std::string record_per_day(const Problem& problem, const Plant& plant, Book& book) {
  const std::string id = "storage.smoothed_per_day";
  if (book.has(id)) return id;
  const double joules = smoothed_per_day(problem, plant).si;
  const Series& trace = problem.spec.storage.trace_series;
  const TraceFacts facts = trace_facts(problem);
  if (facts.swing > 0 && trace.step.si <= 0.25 * storage_value(problem, "oscillation_period")) {
    const std::string moved = book.leaf(
        EntryKind::solved, "trace.moved", facts.moved, "%", "mean movement of the trace over its largest sample",
        "mean of what is above the mean", "", {{"T", limit(book, "oscillation_period")}});
    return book.derive(id, joules, "kWh", "m * I * 86400[s]", {{"m", moved}, {"I", "power.input"}},
                       "energy that smoothing moves in a day", "the trace, which is fine enough to show every step");
  }
  return book.derive(id, joules, "kWh", "d * (1 - d) * min(P, q * I) * 86400[s]",
                     {{"d", limit(book, "oscillation_duty")},
                      {"P", "storage.load_swing"},
                      {"q", limit(book, "oscillation_depth")},
                      {"I", "power.input"}},
                     "energy that smoothing moves in a day", "square wave of training steps: d (1 - d) dP T each");
}

/// The entries of batteries or of supercapacitors.
struct GroupIds {
  std::string service, title, power, energy, nameplate, units, pcs;
};

struct StoreGroup {
  GroupIds ids;
  const Counted& units;
  int converters;  ///< installed
  Power power;
  Energy energy, nameplate;
  bool cycles;  ///< smoothing goes through it
};

std::string record_derating(const Problem& problem, Book& book) {
  const std::string id = "storage.pcs_derating";
  if (book.has(id)) return id;
  return book.leaf(EntryKind::solved, id, pcs_derating(problem), "%",
                   "share of the converters' rating left on this site",
                   "(1 - h max(0, T - T0)) (1 - v max(0, z - z0) / 100 m), inverter practice", "",
                   {{"T", book.site("site.climate.dry_bulb", problem.spec.climate.dry_bulb.kelvin, "degC",
                                    "design dry bulb for heat rejection")},
                    {"T0", limit(book, "pcs_full_ambient")},
                    {"h", limit(book, "pcs_heat_derating")},
                    {"z", book.site("site.elevation", problem.spec.site.elevation.si, "m", "height above sea level")},
                    {"z0", limit(book, "pcs_full_altitude")},
                    {"v", limit(book, "pcs_altitude_derating")}});
}

/// Converters needed, installed and spare; returns the id of the spare.
std::string record_converters(const Problem& problem, const Plant& plant, const StoreGroup& group, Book& book) {
  const ModuleType& pcs = *plant.pcs.type;
  const int duty = static_cast<int>(whole_units(group.power / pcs_capacity(problem, pcs)));
  const std::string n =
      book.derive(group.ids.pcs + "_duty", duty, "", "ceil(P / (S * 1[W/VA] * k * e))",
                  {{"P", group.ids.power},
                   {"S", book.attribute(pcs, "rated_power")},
                   {"k", record_derating(problem, book)},
                   {"e", book.attribute(pcs, "efficiency")}},
                  "conversion skids needed", "active power at unity power factor, after conversion loss");
  const std::string m =
      book.derive(group.ids.pcs, group.converters, "", redundancy_formula(problem.spec.storage.redundancy), {{"N", n}},
                  "conversion skids installed",
                  "storage.redundancy = \"" + std::string(text(problem.spec.storage.redundancy)) + "\"");
  return book.derive(group.ids.pcs + "_spare", group.converters - duty, "", "m - n", {{"m", m}, {"n", n}},
                     "conversion skids beyond the need", "definition");
}

void record_group(const Problem& problem, const Plant& plant, const StoreGroup& group, Book& book,
                  std::vector<Selection>& selection) {
  const ModuleType& type = *group.units.type;
  const std::string np = book.derive(group.ids.nameplate, group.nameplate.si, "kWh", "E / (d * sqrt(r) * s)",
                                     {{"E", group.ids.energy},
                                      {"d", book.attribute(type, "depth_of_discharge")},
                                      {"r", book.attribute(type, "round_trip_efficiency")},
                                      {"s", book.attribute(type, "end_of_life_health")}},
                                     "nameplate energy that delivers at end of life",
                                     "usable depth, discharge half of the round trip, end-of-life health");
  Inputs inputs{
      {"P", group.ids.power}, {"p", book.attribute(type, "power")}, {"E", np}, {"c", book.attribute(type, "energy")}};
  std::string formula = "max(ceil(P / p), ceil(E / c)";
  const bool cycles = group.cycles && type.number("cycle_life");
  if (cycles) {
    formula += ", ceil(D * l / (86400[s] * z * c))";
    inputs.insert(inputs.end(), {{"D", record_per_day(problem, plant, book)},
                                 {"l", limit(book, "life")},
                                 {"z", book.attribute(type, "cycle_life")}});
  }
  const StorageUnits units = storage_units(problem, type, group.power, group.energy,
                                           group.cycles ? smoothed_per_day(problem, plant) : Energy{0});
  const std::string limited(units.limited());
  const std::string n =
      book.derive(group.ids.units, group.units.duty, "", formula + ")", inputs, group.ids.title + " needed; " + limited,
                  cycles ? "by power, by energy and by full cycles over the life" : "by power and by energy");
  const std::string s = record_converters(problem, plant, group, book);
  const std::string through =
      book.leaf(EntryKind::solved, group.ids.units + "_spread", group.units.installed, "",
                group.ids.title + " spread over the skids",
                "smallest number that, spread evenly, still gives the power through the converters left", "",
                {{"P", group.ids.power}, {"N", n}, {"m", group.ids.pcs}, {"s", s}});
  const double per_unit =
      std::max(group.power / type.get<Power>("power"), group.nameplate / type.get<Energy>("energy"));
  const bool spares = problem.spec.storage.redundancy != Redundancy::n;
  const int lost = spares ? (group.units.installed + group.converters - 1) / group.converters : 0;
  select(book, selection,
         {group.ids.service,
          type.id,
          static_cast<double>(group.units.duty),
          group.units.spare(),
          group.units.installed,
          {type.required_number("power") / 1e6, "MW"},
          per_unit / group.units.installed,
          per_unit / (group.units.installed - lost),
          limited + "; " + std::string(text(problem.spec.storage.redundancy)) +
              ": power and energy are still there with a conversion skid and all behind it out"},
         {n, {}, "max(N + s * ceil(N / (m - s)), U)", {}, {{"s", s}, {"m", group.ids.pcs}, {"U", through}}});
}

}  // namespace

void record_ups_smoothing(const Problem& problem, const Plant& plant, Book& book) {
  const UpsSpare spare = ups_spare(problem, plant);
  const ModuleType& battery = *spare.battery;
  book.derive("storage.ups.charge_power", spare.charge.si, "MW", "b * O",
              {{"b", book.limit("basis.recharge_ratio")}, {"O", "power.critical_output"}},
              "power that the chargers of the UPS take up", "charger rating, duty modules only");
  const std::string n = book.leaf(EntryKind::solved, "storage.ups.cabinets", spare.cabinets, "",
                                  "UPS battery cabinets of the duty modules of one side", "power trains");
  book.derive("storage.ups.discharge_power", spare.discharge.si, "MW", "n * p",
              {{"n", n}, {"p", book.attribute(battery, "power")}}, "power of these cabinets", "sum");
  book.derive("storage.ups.spare_energy", spare.energy.si, "kWh", "max(n * c * d * s - O / e * t, 0[J])",
              {{"n", n},
               {"c", book.attribute(battery, "energy")},
               {"d", book.attribute(battery, "depth_of_discharge")},
               {"s", book.attribute(battery, "end_of_life_health")},
               {"O", "power.critical_output"},
               {"e", book.limit("basis.inverter_efficiency")},
               {"t", book.site("power.ups_autonomy", problem.spec.power.ups_autonomy.si, "min", "UPS autonomy")}},
              "energy in the UPS batteries beyond the autonomy, at end of life", "IEEE 1184 practice");
  book.derive("storage.ups.life",
              spare.nameplate.si * battery.required_number("cycle_life") * 86400 / smoothed_per_day(problem, plant).si,
              "h", "z * n * c * 86400[s] / D",
              {{"z", book.attribute(battery, "cycle_life")},
               {"n", n},
               {"c", book.attribute(battery, "energy")},
               {"D", record_per_day(problem, plant, book)}},
              "how long the cycles of the UPS batteries last", "full cycles, each watt-hour counted alike");
}

void record_storage_units(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  std::vector<StoreGroup> groups;
  if (plant.bess.type != nullptr)
    groups.push_back({{"bess", "battery containers", "storage.power", "storage.energy", "storage.nameplate",
                       "storage.containers", "storage.bess_pcs"},
                      plant.bess,
                      plant.bess_pcs,
                      plant.storage_power,
                      plant.storage_energy,
                      plant.storage_nameplate,
                      plant.smoothing == SmoothingTier::bess});
  if (plant.capacitor.type != nullptr)
    groups.push_back(
        {{"supercapacitor", "supercapacitor cabinets", "storage.capacitor_power", "storage.capacitor_energy",
          "storage.capacitor_nameplate", "storage.capacitors", "storage.capacitor_pcs"},
         plant.capacitor,
         plant.capacitor_pcs,
         plant.capacitor_power,
         plant.capacitor_energy,
         plant.capacitor_nameplate,
         true});
  std::string auxiliary;
  Inputs auxiliaries;
  std::vector<std::string> installed, duty, spare;
  double normal = 0, worst = 0;
  for (const StoreGroup& group : groups) {
    record_group(problem, plant, group, book, selection);
    installed.push_back(group.ids.pcs), duty.push_back(group.ids.pcs + "_duty"),
        spare.push_back(group.ids.pcs + "_spare");
    const std::string k = std::to_string(installed.size());
    auxiliary += (auxiliary.empty() ? "n" : " + n") + k + " * a" + k;
    auxiliaries.push_back({"n" + k, "selection." + group.ids.service + ".installed"});
    auxiliaries.push_back({"a" + k, book.attribute(*group.units.type, "auxiliary_power")});
    const double load = group.power / pcs_capacity(problem, *plant.pcs.type);
    const bool spares = problem.spec.storage.redundancy != Redundancy::n;
    normal = std::max(normal, load / group.converters);
    worst = std::max(worst, load / (group.converters - (spares ? 1 : 0)));
  }
  if (groups.empty()) {
    book.derive("storage.auxiliary", 0, "kW", "P * 0", {{"P", "storage.load_swing"}}, "auxiliaries of the storage yard",
                "no storage is needed for the purposes of the site beside what the UPS batteries hold");
    return;
  }
  book.derive("storage.auxiliary", plant.bess_auxiliary.si, "kW", auxiliary, auxiliaries,
              "auxiliaries of the storage yard", "sum over units installed");
  book.sum("storage.pcs", plant.pcs.installed, "", installed, "conversion skids installed", "sum");
  const std::string n = book.sum("storage.pcs_duty", plant.pcs.duty, "", duty, "conversion skids needed", "sum");
  const std::string r = book.sum("storage.pcs_spare", plant.pcs.spare(), "", spare, "conversion skids spare", "sum");
  select(book, selection,
         {"pcs",
          plant.pcs.type->id,
          static_cast<double>(plant.pcs.duty),
          plant.pcs.spare(),
          plant.pcs.installed,
          {plant.pcs.type->required_number("rated_power") * pcs_derating(problem) / 1e3, "kVA"},
          normal,
          worst,
          "by power; " + std::string(text(problem.spec.storage.redundancy))},
         {n, {}, "N + r", {}, {{"r", r}}});
}

}  // namespace plinth
