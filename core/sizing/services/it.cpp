// SPDX-License-Identifier: Apache-2.0
// Racks: how many, and what they draw. TDP sizes steady heat and power, EDP peak the exchangers in the pod, the mean
// the energy, the provisioned power busbars.
#include <algorithm>

#include "core/sizing/rack_plan.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

bool serves(const Problem& problem, const GroupPlan& group, Refusals& refusals) {
  if (const std::string late = comes_too_late(problem.lead, *group.rack); !late.empty()) {
    refusals.add("it", *group.rack, [&] { return late; });
    return false;
  }
  const auto limit = group.rack->number("tcs_supply_max");
  const Temperature supply = problem.spec.it.supply_temperature;
  if (group.liquid > 0 && limit && supply.kelvin > *limit + 1e-9) {
    refusals.add("it", *group.rack, [&] {
      return "takes TCS supply up to " + round_text(*limit - 273.15) + " degC; it.supply_temperature is " +
             round_text(supply.degC()) + " degC";
    });
    return false;
  }
  const auto shelves = shelf_power(*group.rack);
  if (shelves && shelves->one_out.si < group.peak * (1 - 1e-9)) {
    refusals.add("it", *group.rack, [&] {
      return "its power shelves give " + round_text(shelves->one_out / kW) + " kW with one lost; it peaks at " +
             round_text(group.peak / 1e3) + " kW";
    });
    return false;
  }
  return true;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  Plant next = plant;
  next.groups = plan_racks(problem.spec, problem.catalog);
  if (next.groups.empty()) return;
  for (const GroupPlan& group : next.groups)
    if (!serves(problem, group, refusals)) return;
  for (const GroupPlan& group : next.groups) account_inside(next, *group.rack, group.racks);
  out.push_back(std::move(next));
}

/// Ledger entries of the powers of one rack: it.<group>.rack_tdp, rack_peak, rack_mean, rack_idle, rack_provisioned.
void record_powers(const Problem& problem, const GroupPlan& group, const std::string& key, Book& book) {
  const ModuleType& rack = *group.rack;
  const std::string id = "it." + group.id;
  const std::string p = book.attribute(rack, "power_tdp"), e = book.attribute(rack, "power_peak");
  std::vector<LedgerInput> capped;
  if (group.cap) capped = {{"c", book.site(key + ".rack_power", group.cap->si, "kW", "power cap of one rack")}};
  const auto with_cap = [&](std::vector<LedgerInput> inputs) {
    inputs.insert(inputs.end(), capped.begin(), capped.end());
    return inputs;
  };
  const std::string tdp =
      book.derive(id + ".rack_tdp", group.tdp, "kW", group.cap ? "min(p, c)" : "p", with_cap({{"p", p}}),
                  "steady power of one rack, all of it heat", group.cap ? "the cap holds" : "thermal design power");
  book.derive(id + ".rack_peak", group.peak, "kW", "e * t / p", {{"e", e}, {"t", tdp}, {"p", p}},
              "EDP peak of one rack", "keeps its ratio to the steady power under a cap");
  if (rack.number("power_mean") && !utilisation_given(problem.spec))
    book.derive(id + ".rack_mean", group.mean, "kW", "min(m, t)",
                {{"m", book.attribute(rack, "power_mean")}, {"t", tdp}}, "mean power of one rack",
                "mean of the rack type; under a cap an upper bound");
  else
    book.derive(
        id + ".rack_mean", group.mean, "kW", "u * t",
        {{"u", book.site("it.utilisation", problem.spec.it.utilisation, "", "mean over design power")}, {"t", tdp}},
        "mean power of one rack", "utilisation of the design power");
  if (rack.number("power_idle"))
    book.derive(id + ".rack_idle", group.idle, "kW", "min(i, t)",
                {{"i", book.attribute(rack, "power_idle")}, {"t", tdp}}, "power of one rack with no work", "rack type");
  const bool stated = rack.number("power_provisioned").has_value();
  book.derive(id + ".rack_provisioned", group.provisioned, "kW", "p",
              {{"p", stated ? book.attribute(rack, "power_provisioned") : e}},
              "what the busbar and breaker of one rack carry",
              stated ? "of the hardware: a cap is software and does not lower it"
                     : "EDP peak without a cap, the rack type states no other");
}

/// Shelves of one rack with one out, and with one of its two feeds out.
void record_shelves(const GroupPlan& group, Book& book) {
  const auto shelves = shelf_power(*group.rack);
  if (!shelves) return;
  const std::string id = "it." + group.id;
  const std::string n = book.attribute(*group.rack, "power_shelves"),
                    r = book.attribute(*group.rack, "power_shelf_rating");
  book.derive(id + ".shelf_power_one_out", shelves->one_out.si, "kW", "(n - 1) * r", {{"n", n}, {"r", r}},
              "power of the shelves of one rack with one shelf lost", "must carry the EDP peak");
  book.derive(id + ".shelf_power_feed_out", shelves->feed_out.si, "kW", "floor(n / 2) * r", {{"n", n}, {"r", r}},
              "power of the shelves of one rack with one feed lost", "half of the shelves hang on each feed");
}

/// Adds one term of the rack count: what the site wishes in one place, growth included.
std::string wish_term(const Problem& problem, const RackWish& wish, const std::string& n, const std::string& tdp,
                      Book& book, std::vector<LedgerInput>& inputs) {
  const auto asked = [&](const char* what, const char* unit, const char* meaning) {
    inputs.push_back({"n" + n, book.site(wish.key + "." + what, wish.amount, unit, meaning)});
  };
  switch (wish.by) {
    case RackWish::By::count:
      asked("count", "", "racks asked for");
      return "ceil(n" + n + " * (1 + g))";
    case RackWish::By::load:
      asked("load", "MW", "IT load asked for");
      inputs.push_back({"p" + n, tdp});
      return "ceil(n" + n + " / p" + n + " * (1 + g))";
    case RackWish::By::accelerators:
      asked("accelerators", "", "accelerators asked for");
      inputs.push_back({"a" + n, book.attribute(*wish.rack, "accelerators")});
      return "ceil(n" + n + " / a" + n + " * (1 + g))";
    case RackWish::By::share:
      asked("share", "", "share of the IT load asked for");
      inputs.push_back({"P" + n, book.site("it.load", problem.spec.it.load->si, "MW", "IT load asked for")});
      inputs.push_back({"p" + n, tdp});
      return "ceil(n" + n + " * P" + n + " / p" + n + " * (1 + g))";
  }
  return "";
}

/// Number of racks: from what the site asks for, and from the scalable units of the compute racks before it.
std::string record_count(const Problem& problem, const Plant& plant, const GroupPlan& group,
                         const std::vector<RackWish>& wishes, Book& book) {
  std::string formula;
  std::vector<LedgerInput> inputs;
  int number = 0;
  const auto next = [&] { return number++ == 0 ? std::string() : std::to_string(number); };
  const auto add = [&](const std::string& term) { formula += (formula.empty() ? "" : " + ") + term; };
  for (const RackWish& wish : wishes)
    if (rack_group_id(*wish.rack, wish.cap) == group.id)
      add(wish_term(problem, wish, next(), "it." + group.id + ".rack_tdp", book, inputs));
  if (!formula.empty())
    inputs.push_back({"g", book.site("it.growth", problem.spec.it.growth, "", "reserve on top of the load")});
  bool support = false;
  for (const GroupPlan& compute : plant.groups) {
    if (problem.spec.it.support != "scalable-unit" || group.cap || scalable_units(compute) == 0 ||
        compute.rack->word("support_rack") != group.rack->id)
      continue;
    const std::string n = next();
    add("ceil(R" + n + " / u" + n + ") * (m" + n + " + k" + n + ")");
    inputs.push_back({"R" + n, "it." + compute.id + ".racks"});
    inputs.push_back({"u" + n, book.attribute(*compute.rack, "unit_racks")});
    inputs.push_back({"m" + n, book.attribute(*compute.rack, "management_per_unit")});
    inputs.push_back({"k" + n, book.attribute(*compute.rack, "network_per_unit")});
    support = true;
  }
  return book.derive("it." + group.id + ".racks", group.racks, "", formula, inputs,
                     "racks of type " + group.rack->title,
                     support ? "management and network racks of whole scalable units (it.support)"
                             : "whole racks that carry what is asked for");
}

void record_group(const Problem& problem, const Plant& plant, const GroupPlan& group,
                  const std::vector<RackWish>& wishes, Book& book) {
  const std::string id = "it." + group.id;
  const auto of = std::find_if(wishes.begin(), wishes.end(),
                               [&](const RackWish& w) { return rack_group_id(*w.rack, w.cap) == group.id; });
  record_powers(problem, group, of == wishes.end() ? "it" : of->key, book);
  record_shelves(group, book);
  const std::string n = record_count(problem, plant, group, wishes, book);
  const std::string f = book.attribute(*group.rack, "liquid_fraction");
  const std::string power =
      book.derive(id + ".power", group.racks * group.tdp, "kW", "n * p", {{"n", n}, {"p", id + ".rack_tdp"}},
                  "racks at thermal design power", "sum over racks");
  book.derive(id + ".peak", group.racks * group.peak, "kW", "n * p", {{"n", n}, {"p", id + ".rack_peak"}},
              "racks at electrical peak", "EDP peak: sizes exchangers, checked against UPS overload");
  book.derive(id + ".mean", group.racks * group.mean, "kW", "n * p", {{"n", n}, {"p", id + ".rack_mean"}},
              "racks at mean power", "for energy, never for capacity");
  book.derive(id + ".liquid_heat", group.racks * group.tdp * group.liquid, "kW", "P * f", {{"P", power}, {"f", f}},
              "heat into the technology cooling system", "liquid share of the rack's heat");
  book.derive(id + ".air_heat", group.racks * group.tdp * (1 - group.liquid), "kW", "P * (1 - f)",
              {{"P", power}, {"f", f}}, "heat into room air", "what the cold plates do not take");
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  const std::vector<RackWish> wishes = rack_wishes(problem.spec, problem.catalog);
  std::vector<std::string> power, liquid, air, racks, means;
  double p = 0, l = 0, a = 0, n = 0, m = 0;
  for (const GroupPlan& group : plant.groups) {
    record_group(problem, plant, group, wishes, book);
    const std::string id = "it." + group.id;
    power.push_back(id + ".power"), liquid.push_back(id + ".liquid_heat"), air.push_back(id + ".air_heat");
    racks.push_back(id + ".racks"), means.push_back(id + ".mean");
    p += group.racks * group.tdp, l += group.racks * group.tdp * group.liquid;
    a += group.racks * group.tdp * (1 - group.liquid), n += group.racks, m += group.racks * group.mean;
    select(book, selection,
           {"rack",
            group.rack->id,
            static_cast<double>(group.racks),
            0,
            group.racks,
            {group.tdp / 1e3, "kW"},
            1.0,
            1.0,
            group.cap ? "whole racks at the power cap" : "whole racks at thermal design power"},
           {racks.back(), {}, "N", plant.groups.size() > 1 ? group.id : std::string()});
  }
  book.sum("demand.it", p, "kW", power, "IT load at the design point", "racks at thermal design power");
  book.sum("demand.liquid_heat", l, "kW", liquid, "heat into the technology cooling system",
           "racks at thermal design power");
  book.sum("demand.air_heat", a, "kW", air, "rack heat into room air", "racks at thermal design power");
  book.sum("demand.racks", n, "", racks, "racks", "sum of rack groups");
  const std::string mean = book.sum("demand.it_mean", m, "kW", means, "mean IT load", "racks at mean power");
  book.derive("demand.it_energy", m * 8760 * 3600, "MWh", "P * 8760[h]", {{"P", mean}}, "IT energy of a year",
              "mean power over 8760 h");
}

}  // namespace

extern constinit const Service it{.name = "it", .rank = 10, .options = options, .record = record};

}  // namespace plinth::services
