// SPDX-License-Identifier: Apache-2.0
// MV switchgear on sides A and B: incomers, generator incomer, bus tie, ring feeders and storage feeders.
#include <algorithm>
#include <cmath>

#include "core/sizing/power_train.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"
#include "core/sizing/site_records.h"

namespace plinth::services {
namespace {

double current(const Problem& problem, const Plant& plant) {
  return plant.distribution_apparent.si / (std::sqrt(3.0) * problem.mv.si);
}

double ring_capacity(const Problem& problem) {
  return std::sqrt(3.0) * problem.mv.si * problem.basis.mv_ring_current.si;
}

int feeders(const Problem& problem, const Plant& plant) {
  return static_cast<int>(whole_units(plant.ring_load / ring_capacity(problem))) + plant.pcs.installed;
}

constexpr double fixed_panels = 3;  // incomer, generator incomer, bus tie

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  const auto fault = problem.spec.utility.short_circuit;
  for (const ModuleType* type : candidates(problem, "mv_switchgear")) {
    const double panels =
        type->required_number("panels") - (plant.genset.type == nullptr ? fixed_panels - 1 : fixed_panels);
    if (type->required_number("rated_voltage") < problem.mv.si * (1 - 1e-9) || panels < 1) {
      refusals.add("mv_switchgear", *type, [&] {
        return "is rated " + round_text(type->required_number("rated_voltage") / 1e3) + " kV with " +
               round_text(type->required_number("panels")) + " panels";
      });
      continue;
    }
    if (fault && plant.main_transformer.type == nullptr &&
        fault->si / (std::sqrt(3.0) * problem.mv.si) > type->required_number("short_circuit_current")) {
      refusals.add("mv_switchgear", *type, [&] {
        return "withstands " + round_text(type->required_number("short_circuit_current") / 1e3) +
               " kA, less than the grid's fault level";
      });
      continue;
    }
    Plant option = plant;
    const int n =
        static_cast<int>(std::max(whole_units(feeders(problem, plant) / panels),
                                  whole_units(current(problem, plant) / type->required_number("rated_current"))));
    option.mv_switchgear = {type, n, is_redundant(problem.spec.power.redundancy) ? 2 * n : n};
    account(option, *type, option.mv_switchgear.installed);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  const ModuleType& type = *plant.mv_switchgear.type;
  const ModuleType& module = plant.feeder == nullptr ? *plant.module.type : *plant.feeder;
  const std::string u = record_distribution_voltage(problem, book);
  std::vector<LedgerInput> inputs{
      {"m", "power.modules_installed"}, {"B", "layout.blocks"}, {"T", record_head_rating(problem, module, book)}};
  std::string formula = "B * m * T";
  if (plant.mechanical.type != nullptr)
    formula += " + s * K", inputs.push_back({"s", "mechanical.skids"}),
        inputs.push_back({"K", book.attribute(*plant.mechanical.type, "rated_power")});
  const std::string s = book.derive("distribution.ring_load", plant.ring_load, "kVA", formula, inputs,
                                    "transformer ratings on the rings", "sum");
  const std::string r =
      book.derive("distribution.ring_capacity", ring_capacity(problem), "kVA", "sqrt(3) * U * I * 1[VA] / 1[W]",
                  {{"U", u}, {"I", book.limit("basis.mv_ring_current")}}, "capacity of one ring", "three-phase power");
  const std::string rings = book.derive("distribution.rings", whole_units(plant.ring_load / ring_capacity(problem)), "",
                                        "ceil(S / R)", {{"S", s}, {"R", r}}, "rings from each side", "whole rings");
  std::vector<std::string> parts{rings};
  if (plant.pcs.type != nullptr) parts.push_back("storage.pcs");
  const std::string f =
      book.sum("distribution.feeders", feeders(problem, plant), "", parts, "feeders on each side", "rings and storage");
  const std::string i =
      book.derive("distribution.current", current(problem, plant), "A", "S / (sqrt(3) * U * 1[VA] / 1[W])",
                  {{"S", "distribution.apparent"}, {"U", u}}, "current at the MV switchgear", "three-phase power");
  const std::string fixed = plant.genset.type == nullptr ? "2" : "3";
  const std::string n = book.derive(
      "distribution.lineups", plant.mv_switchgear.duty, "", "max(ceil(F / (p - " + fixed + ")), ceil(I / A))",
      {{"F", f}, {"p", book.attribute(type, "panels")}, {"I", i}, {"A", book.attribute(type, "rated_current")}},
      "line-ups on each side",
      "by panels (incomer, " + std::string(fixed == "3" ? "generator incomer, " : "") +
          "bus tie and feeders) and by current");
  const double share = current(problem, plant) / type.required_number("rated_current") / plant.mv_switchgear.duty;
  const bool two = plant.mv_switchgear.installed > plant.mv_switchgear.duty;
  select(book, selection,
         {"mv_switchgear",
          type.id,
          static_cast<double>(plant.mv_switchgear.duty),
          plant.mv_switchgear.spare(),
          plant.mv_switchgear.installed,
          {type.required_number("rated_current"), "A"},
          two ? share / 2 : share,
          share,
          two ? "sides A and B, each carries the site" : "one side"},
         {n, {}, two ? "2 * N" : "N", {}});
}

}  // namespace

extern constinit const Service mv_switchgear{
    .name = "mv_switchgear", .rank = 150, .options = options, .record = record};

}  // namespace plinth::services
