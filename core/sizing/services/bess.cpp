// SPDX-License-Identifier: Apache-2.0
// Battery storage for the site: containers by the larger of power and energy, with the conversion skids they need.
#include <algorithm>
#include <cmath>

#include "core/sizing/selecting.h"
#include "core/sizing/service.h"
#include "core/sizing/storage_need.h"

namespace plinth::services {
namespace {

/// Nameplate energy that still delivers at end of life: E / (DoD eta SOH), eta the discharge half of the round trip.
double nameplate(const ModuleType& type, Energy delivered) {
  return delivered.si /
         (type.required_number("depth_of_discharge") * std::sqrt(type.required_number("round_trip_efficiency")) *
          type.required_number("end_of_life_health"));
}

void with_pcs(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  for (const ModuleType* pcs : candidates(problem, "pcs")) {
    if (!takes_voltage(*pcs, "connection_voltage", problem.mv)) {
      refusals.add("pcs", *pcs, [&] { return "does not connect at " + round_text(problem.mv / kV) + " kV"; });
      continue;
    }
    Plant option = plant;
    const int n = static_cast<int>(whole_units(
        plant.storage_power.si / (pcs->required_number("rated_power") * pcs->required_number("efficiency"))));
    option.pcs = {pcs, n, n};
    account(option, *pcs, n);
    out.push_back(std::move(option));
  }
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  Plant base = plant;
  base.load_swing = load_swing(plant);
  base.storage_decided = true;
  base.storage_power = Power{0}, base.storage_energy = Energy{0};
  for (const StorageNeed& need : storage_needs(problem, base)) {
    base.storage_power = std::max(base.storage_power, need.power);
    base.storage_energy += need.energy;
  }
  if (base.storage_power.si <= 0) {
    out.push_back(std::move(base));
    return;
  }
  for (const ModuleType* type : candidates(problem, "bess")) {
    Plant option = base;
    option.storage_nameplate = Energy{nameplate(*type, base.storage_energy)};
    const int n =
        static_cast<int>(std::max(whole_units(base.storage_power.si / type->required_number("power")),
                                  whole_units(option.storage_nameplate.si / type->required_number("energy"))));
    option.bess = {type, n, n};
    option.bess_auxiliary = n * type->get<Power>("auxiliary_power");
    account(option, *type, n);
    with_pcs(problem, option, out, refusals);
  }
}

std::string record_swing(const Plant& plant, Book& book) {
  std::string formula;
  std::vector<LedgerInput> inputs;
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const ModuleType& rack = *plant.groups[g].rack;
    const std::string n = std::to_string(g + 1);
    const bool idle = rack.number("power_idle").has_value();
    formula += (g == 0 ? "(" : " + ") + ("n" + n + " * (p" + n) + (idle ? " - q" + n : "") + ")";
    inputs.push_back({"n" + n, "it." + plant.groups[g].id + ".racks"});
    inputs.push_back({"p" + n, "it." + plant.groups[g].id + ".rack_tdp"});
    if (idle) inputs.push_back({"q" + n, "it." + plant.groups[g].id + ".rack_idle"});
  }
  inputs.push_back({"I", "power.input"});
  inputs.push_back({"C", "power.critical_load"});
  return book.derive("storage.load_swing", plant.load_swing.si, "MW", formula + ") * I / C", inputs,
                     "load change at the connection point, idle to full",
                     "all racks in step, the worst case of one synchronous job; losses scaled");
}

void record_need(const Problem& problem, const Plant& plant, const StorageNeed& need, Book& book) {
  const std::string id = "storage." + need.purpose;
  if (need.purpose == "ramp") {
    const Time window = smoothing_window(plant.load_swing, *problem.grid);
    const GridProfile& grid = *problem.grid;
    const std::string where = grid.title + "; " + grid.provenance.source;
    const std::string r = book.leaf(EntryKind::assumption, "grid." + grid.id + ".ramp", grid.ramp.si, "MW/min",
                                    "ramp limit of the grid profile", where);
    const std::string d = book.leaf(EntryKind::assumption, "grid." + grid.id + ".window_swing", grid.window_swing.si,
                                    "MW", "largest swing in the window", where);
    const std::string w =
        book.leaf(EntryKind::assumption, "grid." + grid.id + ".window", grid.window.si, "s", "the window", where);
    const std::string t = book.derive(id + ".window", window.si, "s", "max(P / R, P * w / D)",
                                      {{"P", "storage.load_swing"}, {"R", r}, {"D", d}, {"w", w}},
                                      "averaging window that keeps the limits for every trace",
                                      "window design rule: moving average of the load");
    const std::string p =
        book.derive(id + ".power", need.power.si, "MW", "P", {{"P", "storage.load_swing"}},
                    "storage power for the ramp limit", "the grid lags a full step by at most the swing");
    book.derive(id + ".energy", need.energy.si, "kWh", "P * t / 2", {{"P", p}, {"t", t}},
                "storage energy for the ramp limit", "dP W / 2: least that any causal policy can promise");
    return;
  }
  if (need.purpose == "stated") {
    const std::string p =
        book.derive(id + ".power", need.power.si, "MW", "P",
                    {{"P", book.site("storage.power", need.power.si, "MW", "storage power asked for")}},
                    "storage power asked for", "given");
    book.derive(
        id + ".energy", need.energy.si, "kWh", "P * t",
        {{"P", p},
         {"t", book.site("storage.duration", problem.spec.storage.duration->si, "h", "storage duration asked for")}},
        "storage energy asked for", "given");
    return;
  }
  if (need.purpose == "peak-shaving") {
    const std::string p = book.derive(
        id + ".power", need.power.si, "MW", "max(I + M + L - G, 0)",
        {{"I", "power.input"},
         {"M", "mechanical.load"},
         {"L", "mechanical.loss"},
         {"G", book.site("storage.peak_limit", problem.spec.storage.peak_limit->si, "MW", "most the grid may see")}},
        "load above the limit", "definition");
    book.derive(id + ".energy", need.energy.si, "kWh", "P * t",
                {{"P", p},
                 {"t", book.site("storage.duration", problem.spec.storage.duration->si, "h", "time above the limit")}},
                "energy above the limit", "full peak over the stated time");
    return;
  }
  const bool ride = need.purpose == "ride-through";
  const std::string p = ride ? book.derive(id + ".power", need.power.si, "MW", "M + L",
                                           {{"M", "mechanical.load"}, {"L", "mechanical.loss"}}, "load that has no UPS",
                                           "coolers and chillers with their transformers")
                             : book.derive(id + ".power", need.power.si, "MW", "I + M + L",
                                           {{"I", "power.input"}, {"M", "mechanical.load"}, {"L", "mechanical.loss"}},
                                           "load of the site", "sum");
  book.derive(id + ".energy", need.energy.si, "kWh", "P * t",
              {{"P", p}, {"t", book.limit(ride ? "basis.ride_through" : "basis.genset_bridge")}},
              "energy over that time", "definition");
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  record_swing(plant, book);
  if (plant.bess.type == nullptr) {
    book.derive("storage.auxiliary", 0, "kW", "P * 0", {{"P", "storage.load_swing"}}, "auxiliaries of the storage yard",
                "no storage is needed for the purposes of the site");
    return;
  }
  std::string most;
  std::vector<LedgerInput> powers;
  std::vector<std::string> energies;
  for (const StorageNeed& need : storage_needs(problem, plant)) {
    record_need(problem, plant, need, book);
    powers.push_back({"p" + std::to_string(powers.size() + 1), "storage." + need.purpose + ".power"});
    most += (most.empty() ? "max(" : ", ") + powers.back().symbol;
    energies.push_back("storage." + need.purpose + ".energy");
  }
  const ModuleType& type = *plant.bess.type;
  const std::string p = book.derive("storage.power", plant.storage_power.si, "MW", most + ")", powers, "storage power",
                                    "largest purpose");
  const std::string e = book.sum("storage.energy", plant.storage_energy.si, "kWh", energies, "storage energy delivered",
                                 "purposes share the state of charge, so energies add");
  const std::string np = book.derive("storage.nameplate", plant.storage_nameplate.si, "kWh", "E / (d * sqrt(r) * s)",
                                     {{"E", e},
                                      {"d", book.attribute(type, "depth_of_discharge")},
                                      {"r", book.attribute(type, "round_trip_efficiency")},
                                      {"s", book.attribute(type, "end_of_life_health")}},
                                     "nameplate energy that delivers at end of life",
                                     "usable depth, discharge half of the round trip, end-of-life health");
  const double by_power = whole_units(plant.storage_power.si / type.required_number("power")),
               by_energy = whole_units(plant.storage_nameplate.si / type.required_number("energy"));
  const std::string limited = by_power >= by_energy ? "power-limited" : "energy-limited";
  const std::string n =
      book.derive("storage.containers", plant.bess.duty, "", "max(ceil(P / p), ceil(E / c))",
                  {{"P", p}, {"p", book.attribute(type, "power")}, {"E", np}, {"c", book.attribute(type, "energy")}},
                  "battery containers; " + limited, "by power and by energy");
  book.derive("storage.auxiliary", plant.bess_auxiliary.si, "kW", "n * a",
              {{"n", n}, {"a", book.attribute(type, "auxiliary_power")}}, "auxiliaries of the storage yard",
              "sum over containers");
  const double share = std::max(plant.storage_power.si / type.required_number("power"),
                                plant.storage_nameplate.si / type.required_number("energy")) /
                       plant.bess.duty;
  select(book, selection,
         {"bess",
          type.id,
          static_cast<double>(plant.bess.duty),
          0,
          plant.bess.installed,
          {type.required_number("power") / 1e6, "MW"},
          share,
          share,
          limited + "; no spare: the grid limit is not an IT load"},
         {n, {}, "N", {}});
  const ModuleType& pcs = *plant.pcs.type;
  const std::string m =
      book.derive("storage.pcs", plant.pcs.duty, "", "ceil(P / (S * 1[W/VA] * e))",
                  {{"P", p}, {"S", book.attribute(pcs, "rated_power")}, {"e", book.attribute(pcs, "efficiency")}},
                  "conversion skids", "active power at unity power factor, after conversion loss");
  const double pcs_share = plant.storage_power.si /
                           (pcs.required_number("rated_power") * pcs.required_number("efficiency")) / plant.pcs.duty;
  select(book, selection,
         {"pcs",
          pcs.id,
          static_cast<double>(plant.pcs.duty),
          0,
          plant.pcs.installed,
          {pcs.required_number("rated_power") / 1e3, "kVA"},
          pcs_share,
          pcs_share,
          "by power"},
         {m, {}, "N", {}});
}

}  // namespace

extern constinit const Service bess{.name = "bess", .rank = 110, .options = options, .record = record};

}  // namespace plinth::services
