// SPDX-License-Identifier: Apache-2.0
// MV switchgear on sides A and B: incomers, generator incomer, bus tie, ring feeders and storage feeders.
#include <algorithm>
#include <cmath>

#include "core/sizing/power_train.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"
#include "core/sizing/site_records.h"
#include "core/sizing/transformer_groups.h"

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

double feeder_panels(const Problem& problem, const ModuleType& type) {
  return type.required_number("panels") - (has_backup(problem) ? fixed_panels : fixed_panels - 1);
}

/// On each side, by panels and by current.
int lineups_needed(const Problem& problem, const Plant& plant, const ModuleType& type) {
  return static_cast<int>(std::max(whole_units(feeders(problem, plant) / feeder_panels(problem, type)),
                                   whole_units(current(problem, plant) / type.required_number("rated_current"))));
}

/// Sets `n` line-ups on each side; behind main transformers as many more as it takes until so few of those run in
/// parallel that the gear stands their fault. The loss of the transformers follows from that.
bool divide(const Problem& problem, Plant& plant, const ModuleType& type, int n, Refusals& refusals) {
  const int sides = is_redundant(problem.spec.power.redundancy) ? 2 : 1;
  plant.mv_switchgear = {&type, n, sides * n};
  if (plant.main_transformer.type == nullptr) return true;
  MediumFault least;
  TransformerGroups groups;
  const Current own = type.get<Current>("short_circuit_current");
  for (int lineups = n; lineups <= n + plant.main_transformer.installed; ++lineups) {
    plant.mv_switchgear = {&type, lineups, sides * lineups};
    groups = transformer_groups(problem, plant);
    const MediumFault fault = medium_fault(problem, plant, groups);
    if (lineups == n || fault.initial < least.initial) least = fault;
    if (!fault.stood() || std::max(fault.initial, fault.thermal).si > own.si * (1 + 1e-9)) continue;
    close_main_transformers(plant, grouped_loss(plant, groups));
    return true;
  }
  refusals.add("mv_switchgear", type, [&] {
    return "with " + std::to_string(groups.most()) + " of " + plant.main_transformer.type->id +
           " in parallel a fault draws " + round_text(least.initial / kA) + " kA (peak " + round_text(least.peak / kA) +
           " kA); the line-up stands " + round_text(own / kA) + " kA, ring main units " +
           round_text(least.withstand / kA) + " kA (peak " + round_text(least.peak_withstand / kA) + " kA)";
  });
  return false;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  const auto fault = problem.spec.utility.short_circuit;
  for (const ModuleType* type : candidates(problem, "mv_switchgear")) {
    const double panels = feeder_panels(problem, *type);
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
    if (!divide(problem, option, *type, lineups_needed(problem, plant, *type), refusals)) continue;
    account(option, *type, option.mv_switchgear.installed);
    out.push_back(std::move(option));
  }
}

/// Line-ups on each side; their ledger id.
std::string record_lineups(const Problem& problem, const Plant& plant, const std::string& feeders,
                           const std::string& amperes, Book& book) {
  const ModuleType& type = *plant.mv_switchgear.type;
  const bool backup = has_backup(problem);
  const int needed = lineups_needed(problem, plant, type), there = plant.mv_switchgear.duty;
  const std::string n = book.derive(there > needed ? "distribution.lineups_needed" : "distribution.lineups", needed, "",
                                    "max(ceil(F / (p - " + std::string(backup ? "3" : "2") + ")), ceil(I / A))",
                                    {{"F", feeders},
                                     {"p", book.attribute(type, "panels")},
                                     {"I", amperes},
                                     {"A", book.attribute(type, "rated_current")}},
                                    "line-ups on each side",
                                    "by panels (incomer, " + std::string(backup ? "generator incomer, " : "") +
                                        "bus tie and feeders) and by current");
  if (there == needed) return n;
  return book.leaf(EntryKind::solved, "distribution.lineups", there, "", "line-ups on each side",
                   "more than needed, so that fewer main transformers run in parallel and gear stands their fault", "",
                   {{"N", n}, {"T", "distribution.main_transformers"}});
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
  const std::string n = record_lineups(problem, plant, f, i, book);
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
    .name = "mv_switchgear", .rank = 122, .options = options, .record = record};

}  // namespace plinth::services
