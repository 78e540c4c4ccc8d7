// SPDX-License-Identifier: Apache-2.0
// Racks: how many, and what they draw. TDP sizes steady heat and power, EDP peak the exchangers in the pod.
#include <algorithm>

#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  Plant next = plant;
  const auto add = [&](const std::string& id, double count_or_load, bool is_load) {
    const ModuleType* rack = problem.catalog.module(id);
    if (rack == nullptr || rack->kind != "rack") return false;
    const double growth = 1.0 + problem.spec.it.growth;
    const double units = is_load ? count_or_load / rack->required_number("power_tdp") : count_or_load;
    const int racks = static_cast<int>(whole_units(units * growth));
    const auto same =
        std::find_if(next.groups.begin(), next.groups.end(), [&](const auto& g) { return g.rack == rack; });
    if (same != next.groups.end()) {
      same->racks += racks;
      return true;
    }
    GroupPlan group;
    group.rack = rack;
    group.tdp = rack->required_number("power_tdp");
    group.peak = rack->required_number("power_peak");
    group.idle = rack->number("power_idle").value_or(0);
    group.liquid = rack->required_number("liquid_fraction");
    group.racks = racks;
    next.groups.push_back(group);
    return true;
  };
  bool sound = true;
  if (problem.spec.it.load) sound = add(problem.spec.it.rack, problem.spec.it.load->si, true);
  for (const RackGroup& group : problem.spec.it.groups) sound = add(group.rack, group.count, false) && sound;
  if (!sound || next.groups.empty()) return;
  for (const GroupPlan& group : next.groups) {
    const auto limit = group.rack->number("tcs_supply_max");
    if (group.liquid > 0 && limit && problem.spec.it.supply_temperature.kelvin > *limit + 1e-9) {
      refusals.add("it", *group.rack, [&] {
        return "takes TCS supply up to " + round_text(*limit - 273.15) + " degC; it.supply_temperature is " +
               round_text(problem.spec.it.supply_temperature.degC()) + " degC";
      });
      return;
    }
  }
  for (const GroupPlan& group : next.groups) account_inside(next, *group.rack, group.racks);
  out.push_back(std::move(next));
}

/// Ledger id of the rack count that the site asked for, before growth.
std::string wanted_racks(const Problem& problem, const GroupPlan& group, Book& book, std::vector<LedgerInput>& inputs) {
  std::string formula;
  const auto& spec = problem.spec.it;
  if (spec.load && problem.catalog.module(spec.rack) == group.rack) {
    inputs.push_back({"P", book.site("it.load", spec.load->si, "MW", "IT load asked for")});
    inputs.push_back({"p", book.attribute(*group.rack, "power_tdp")});
    formula = "ceil(P / p * (1 + g))";
  }
  int number = 0;
  for (std::size_t i = 0; i < spec.groups.size(); ++i) {
    if (problem.catalog.module(spec.groups[i].rack) != group.rack) continue;
    const std::string symbol = "n" + std::to_string(++number);
    inputs.push_back({symbol, book.site("it.group." + std::to_string(i + 1) + ".count", spec.groups[i].count, "",
                                        "racks asked for")});
    formula += (formula.empty() ? "" : " + ") + ("ceil(" + symbol + " * (1 + g))");
  }
  inputs.push_back({"g", book.site("it.growth", spec.growth, "", "reserve on top of the load")});
  return formula;
}

void record_group(const Problem& problem, const GroupPlan& group, Book& book) {
  const std::string id = "it." + group.rack->id;
  std::vector<LedgerInput> inputs;
  const std::string formula = wanted_racks(problem, group, book, inputs);
  const std::string racks =
      book.derive(id + ".racks", group.racks, "", formula, inputs, "racks of type " + group.rack->title,
                  "whole racks that carry the load at thermal design power");
  const double tdp = group.tdp, peak = group.peak;
  const double liquid = group.liquid;
  const std::string p = book.attribute(*group.rack, "power_tdp"), f = book.attribute(*group.rack, "liquid_fraction");
  const std::string power = book.derive(id + ".power", group.racks * tdp, "kW", "n * p", {{"n", racks}, {"p", p}},
                                        "racks at thermal design power", "sum over racks");
  book.derive(id + ".peak", group.racks * peak, "kW", "n * p",
              {{"n", racks}, {"p", book.attribute(*group.rack, "power_peak")}}, "racks at electrical peak",
              "EDP peak: sizes exchangers, checked against UPS overload");
  book.derive(id + ".liquid_heat", group.racks * tdp * liquid, "kW", "P * f", {{"P", power}, {"f", f}},
              "heat into the technology cooling system", "liquid share of the rack's heat");
  book.derive(id + ".air_heat", group.racks * tdp * (1 - liquid), "kW", "P * (1 - f)", {{"P", power}, {"f", f}},
              "heat into room air", "what the cold plates do not take");
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  std::vector<std::string> power, liquid, air, racks;
  double p = 0, l = 0, a = 0, n = 0;
  for (const GroupPlan& group : plant.groups) {
    record_group(problem, group, book);
    const std::string id = "it." + group.rack->id;
    const double tdp = group.tdp, f = group.liquid;
    power.push_back(id + ".power"), liquid.push_back(id + ".liquid_heat"), air.push_back(id + ".air_heat");
    racks.push_back(id + ".racks");
    p += group.racks * tdp, l += group.racks * tdp * f, a += group.racks * tdp * (1 - f), n += group.racks;
    select(book, selection,
           {"rack",
            group.rack->id,
            static_cast<double>(group.racks),
            0,
            group.racks,
            {tdp / 1e3, "kW"},
            1.0,
            1.0,
            "whole racks at thermal design power"},
           {racks.back(), {}, "N", plant.groups.size() > 1 ? group.rack->id : std::string()});
  }
  book.sum("demand.it", p, "kW", power, "IT load at the design point", "racks at thermal design power");
  book.sum("demand.liquid_heat", l, "kW", liquid, "heat into the technology cooling system",
           "racks at thermal design power");
  book.sum("demand.air_heat", a, "kW", air, "rack heat into room air", "racks at thermal design power");
  book.sum("demand.racks", n, "", racks, "racks", "sum of rack groups");
}

}  // namespace

extern constinit const Service it{.name = "it", .rank = 10, .options = options, .record = record};

}  // namespace plinth::services
