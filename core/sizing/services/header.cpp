// SPDX-License-Identifier: Apache-2.0
// Blocks: the fewest equal blocks whose facility and chilled water fit one header skid; header skids as ring halves.
#include <algorithm>

#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

Temperature fws_supply(const Problem& problem) {
  return problem.spec.it.supply_temperature - problem.basis.cdu_approach;
}

/// Spreads the pods over `blocks` equal blocks and sums the worst block.
void divide(const Problem& problem, Plant& plant, int blocks) {
  plant.blocks = blocks;
  plant.fws_heat = plant.chw_heat = Power{0};
  for (GroupPlan& group : plant.groups) {
    group.pods_per_block = (group.pods + blocks - 1) / blocks;
    plant.fws_heat += group.pods_per_block * group.pod_fws_heat;
    plant.chw_heat += group.pods_per_block * group.pod_chw_heat;
  }
  plant.site_fws_heat = plant.site_chw_heat = Power{0};
  for (const GroupPlan& group : plant.groups) {
    const double it = group.racks * group.tdp, f = group.liquid;
    plant.site_fws_heat += Power{it * f} + group.pods * (group.pod_fws_heat - group.pod_liquid);
    plant.site_chw_heat +=
        Power{it * (1 - f + problem.basis.housekeeping_ratio)} + group.pods * (group.pod_chw_heat - group.pod_air);
  }
  const Temperature supply = fws_supply(problem);
  plant.fws_flow = flow_for(problem.facility_coolant, plant.fws_heat, supply, supply + problem.basis.fws_range);
  plant.chw_flow = flow_for(problem.facility_coolant, plant.chw_heat, plant.chw_supply, plant.chw_return);
}

/// Whether a block is no larger than what the smallest phase adds: each phase begins at least one of its own.
bool within_phase(const Problem& problem, const Plant& plant) {
  return std::all_of(plant.groups.begin(), plant.groups.end(), [&](const GroupPlan& group) {
    return group.pods_per_block <= whole_units(group.pods * problem.phase_share);
  });
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  int pods = 0;
  for (const GroupPlan& group : plant.groups) pods += group.pods;
  for (const ModuleType* header : candidates(problem, "header_skid")) {
    Plant option = plant;
    const double most = header->required_number("max_flow");
    divide(problem, option, 1);
    int blocks =
        static_cast<int>(std::max(whole_units(option.fws_flow.si / most), whole_units(option.chw_flow.si / most)));
    const auto fits = [&] {
      return option.fws_flow.si <= most * (1 + 1e-9) && option.chw_flow.si <= most * (1 + 1e-9);
    };
    if (problem.fixed) blocks = problem.fixed->blocks;
    for (blocks = std::max(1, blocks); blocks <= pods; ++blocks) {
      divide(problem, option, blocks);
      if (problem.fixed || (fits() && within_phase(problem, option))) break;
    }
    if (!fits()) {
      refusals.add("header", *header,
                   [&] { return "one pod needs more than its " + round_text(most / lpm.si) + " L/min"; });
      continue;
    }
    const int each = is_redundant(problem.spec.cooling.redundancy) ? 2 : 1;
    option.header = {header, 1, each};
    account(option, *header, each * option.blocks);
    out.push_back(std::move(option));
  }
}

std::string record_flow(const Problem& problem, Book& book, const std::string& loop, Temperature supply,
                        Temperature back, Flow flow) {
  const std::string id = "cooling." + loop;
  const Temperature mean{0.5 * (supply.kelvin + back.kelvin)};
  const Coolant c = problem.facility_coolant;
  const std::string t =
      book.derive(id + "_mean", mean.kelvin, "degC", "0.5 * (S + R)", {{"S", id + "_supply"}, {"R", id + "_return"}},
                  "mean water temperature", "properties at mean temperature (M02)");
  const std::string rho =
      book.derive(id + "_density", density(c, mean).si, "kg/m3", density_formula(c), {{"T", t}}, "density", basis(c));
  const std::string cp = book.derive(id + "_specific_heat", specific_heat(c, mean).si, "J/(kg K)",
                                     specific_heat_formula(c), {{"T", t}}, "specific heat", basis(c));
  return book.derive(id + "_flow", flow.si, "L/min", "Q / (rho * cp * (R - S))",
                     {{"Q", id + "_heat"}, {"rho", rho}, {"cp", cp}, {"R", id + "_return"}, {"S", id + "_supply"}},
                     "water flow of a block", "heat balance (M02)");
}

/// Site totals from the racks really there: racks' heat plus what CDU pumps and fans add in every pod.
void record_site_heat(const Plant& plant, Book& book) {
  std::vector<LedgerInput> liquid, air;
  std::string liquid_formula, air_formula;
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const std::string n = std::to_string(g + 1), rack = plant.groups[g].id, pod = "pod." + rack;
    const std::string plus = g == 0 ? "" : " + ";
    liquid_formula += plus + "L" + n + " + n" + n + " * (F" + n + " - Q" + n + ")";
    for (const auto& [symbol, id] : {std::pair{"L", "it." + rack + ".liquid_heat"},
                                     {"n", pod + ".pods"},
                                     {"F", pod + ".fws_heat"},
                                     {"Q", pod + ".liquid"}})
      liquid.push_back({symbol + n, id});
    air_formula += plus + "A" + n + " + h * I" + n + " + n" + n + " * (C" + n + " - Q" + n + ")";
    for (const auto& [symbol, id] : {std::pair{"A", "it." + rack + ".air_heat"},
                                     {"I", "it." + rack + ".power"},
                                     {"n", pod + ".pods"},
                                     {"C", pod + ".chw_heat"},
                                     {"Q", pod + ".air"}})
      air.push_back({symbol + n, id});
  }
  air.push_back({"h", book.limit("basis.housekeeping_ratio")});
  book.derive("demand.fws_heat", plant.site_fws_heat.si, "kW", liquid_formula, liquid,
              "heat to facility water, whole site", "rack heat plus CDU pump work (M04)");
  book.derive("demand.chw_heat", plant.site_chw_heat.si, "kW", air_formula, air, "heat to chilled water, whole site",
              "rack heat to air, housekeeping and fan work");
}

std::string record_heat(const Plant& plant, Book& book, const std::string& loop, const std::string& part, Power total) {
  std::string formula;
  std::vector<LedgerInput> inputs;
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const std::string n = std::to_string(g + 1), pod = "pod." + plant.groups[g].id;
    formula += (g == 0 ? "" : " + ") + ("n" + n + " * Q" + n);
    inputs.push_back({"n" + n, pod + ".per_block"});
    inputs.push_back({"Q" + n, pod + "." + part});
  }
  return book.derive("cooling." + loop + "_heat", total.si, "kW", formula, inputs, "heat of a full block",
                     "sum over pods");
}

/// Which coolant the facility water is, and the margin its freezing point keeps.
void record_coolant(const Problem& problem, Book& book) {
  const Coolant coolant = problem.facility_coolant;
  const Temperature freezes = freezing_point(coolant), coldest = problem.spec.climate.minimum;
  const std::string t = book.site("site.climate.minimum", coldest.kelvin, "degC", "coldest hour");
  const std::string f = book.leaf(
      EntryKind::solved, "cooling.freezing_point", freezes.kelvin, "degC", "freezing point of the facility coolant",
      std::string(basis(coolant)) + (problem.spec.cooling.coolant == "auto"
                                         ? "; the weakest that freezes the margin below the coldest hour"
                                         : "; as asked for"),
      text(coolant), {{"T", t}, {"m", book.limit("basis.freeze_margin")}});
  book.derive("cooling.freeze_margin", (coldest - freezes).si, "K", "T - F", {{"T", t}, {"F", f}},
              "coldest hour above the freezing point", "at least basis.freeze_margin, or SIZ020 warns");
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  std::vector<LedgerInput> dependence{{"F", book.attribute(*plant.header.type, "max_flow")}};
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const std::string n = std::to_string(g + 1), pod = "pod." + plant.groups[g].id;
    for (const auto& [symbol, id] : {std::pair{"N", pod + ".pods"}, {"Q", pod + ".fws_heat"}, {"C", pod + ".chw_heat"}})
      dependence.push_back({symbol + n, id});
  }
  const std::string blocks = book.leaf(
      EntryKind::solved, "layout.blocks", plant.blocks, "", "equal blocks",
      "fewest blocks in which the water flow of the fullest block (its pods' heat Q and C) fits one header skid F", "",
      dependence);
  for (const GroupPlan& group : plant.groups) {
    const std::string pod = "pod." + group.id;
    book.derive(pod + ".per_block", group.pods_per_block, "", "ceil(N / B)", {{"N", pod + ".pods"}, {"B", blocks}},
                "pods in the fullest block", "even spread");
  }
  const Temperature supply = fws_supply(problem), back = supply + problem.basis.fws_range;
  const std::string tcs =
      book.site("it.supply_temperature", problem.spec.it.supply_temperature.kelvin, "degC", "TCS supply to the racks");
  book.derive("cooling.tcs_supply", problem.spec.it.supply_temperature.kelvin, "degC", "T", {{"T", tcs}}, "TCS supply",
              "as given");
  const std::string atd = book.limit("basis.cdu_approach");
  book.derive("cooling.approach", problem.basis.cdu_approach.si, "K", "A", {{"A", atd}},
              "CDU approach at the design point", "design basis");
  book.derive("cooling.fws_supply", supply.kelvin, "degC", "T - A", {{"T", tcs}, {"A", atd}},
              "facility water to the CDUs", "temperature cascade (3.3)");
  book.derive("cooling.fws_return", back.kelvin, "degC", "T + R",
              {{"T", "cooling.fws_supply"}, {"R", book.limit("basis.fws_range")}}, "facility water from the CDUs",
              "temperature cascade (3.3)");
  const GroupPlan& first = plant.groups.front();
  book.derive("cooling.chw_supply", plant.chw_supply.kelvin, "degC", "T",
              {{"T", book.attribute(*first.fan_wall.type, "rated_water_supply")}}, "chilled water to the fan walls",
              "rating point of the fan wall");
  book.derive("cooling.chw_return", plant.chw_return.kelvin, "degC", "T",
              {{"T", book.attribute(*first.fan_wall.type, "rated_water_return")}}, "chilled water from the fan walls",
              "rating point of the fan wall");
  record_coolant(problem, book);
  record_heat(plant, book, "fws", "fws_heat", plant.fws_heat);
  record_heat(plant, book, "chw", "chw_heat", plant.chw_heat);
  record_site_heat(plant, book);
  record_flow(problem, book, "fws", supply, back, plant.fws_flow);
  record_flow(problem, book, "chw", plant.chw_supply, plant.chw_return, plant.chw_flow);
  const double most = plant.header.type->required_number("max_flow");
  book.derive(
      "cooling.header_load", std::max(plant.fws_flow.si, plant.chw_flow.si) / most, "", "max(V, C) / F",
      {{"V", "cooling.fws_flow"}, {"C", "cooling.chw_flow"}, {"F", book.attribute(*plant.header.type, "max_flow")}},
      "load of one header half with the other out", "each half carries the block");
  const double load = std::max(plant.fws_flow.si, plant.chw_flow.si) / most;
  select(
      book, selection,
      {"header",
       plant.header.type->id,
       static_cast<double>(plant.blocks),
       plant.header.spare() * plant.blocks,
       plant.header.installed * plant.blocks,
       {most / lpm.si, "L/min"},
       load / plant.header.installed,
       load,
       std::to_string(plant.header.installed) + " ring halves in each of " + std::to_string(plant.blocks) + " blocks"},
      {blocks, {}, plant.header.installed == 2 ? "2 * N" : "N", {}});
}

}  // namespace

extern constinit const Service header{.name = "header", .rank = 50, .options = options, .record = record};

}  // namespace plinth::services
