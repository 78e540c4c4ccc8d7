// SPDX-License-Identifier: Apache-2.0
// MV switchgear on sides A and B: incomers, generator incomer, bus tie, ring feeders and storage feeders.
#include <algorithm>
#include <cmath>

#include "core/sizing/generators.h"
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

std::string in_words(const FaultCurrents& fault) {
  return round_text(fault.initial / kA) + " kA (peak " + round_text(fault.peak / kA) + " kA, thermal " +
         round_text(fault.thermal / kA) + " kA)";
}

/// Why no number of line-ups stands what the least fault draws.
std::string refusal(const Problem& problem, const Plant& plant, const FaultCurrents& grid, const FaultCurrents& sets) {
  const LineupDuty duty = lineup_duty(problem, plant);
  std::string text;
  if (stands(problem, duty, grid))
    text = "generators in parallel on a line-up draw " + in_words(sets) + " in a fault";
  else if (plant.main_transformer.type == nullptr)
    text = "the grid draws " + in_words(grid) + " in a fault";
  else
    text = "with " + std::to_string(transformer_groups(problem, plant).most()) + " of " +
           plant.main_transformer.type->id + " in parallel a fault draws " + in_words(grid);
  text += "; the line-up stands " + round_text(duty.own.short_time / kA) + " kA";
  if (duty.rings.short_time.si > 0)
    text += ", ring main units " + round_text(duty.rings.short_time / kA) + " kA (peak " +
            round_text(duty.rings.peak / kA) + " kA)";
  return text + ", less " + round_text(100 * problem.basis.fault_margin) + " % reserve (fault.margin)";
}

/// How many of these generators the line-ups stand, and whether more line-ups could change that.
struct Standing {
  std::size_t count = 0;
  bool least = true;  ///< each with the sets of one paralleling line-up only
};
Standing standing(const Problem& problem, const Plant& plant, const LineupDuty& duty, const std::vector<Backup>& all) {
  Standing out;
  for (const Backup& backup : all) {
    const int sets = sets_in_parallel(plant, backup);
    out.least = out.least && sets == most_on_a_board(backup.sets, backup.boards);
    if (stands(problem, duty, generator_fault(problem, backup.impedance, sets, duty.sources))) ++out.count;
  }
  return out;
}

/// Options with `n` line-ups on each side and more: as many as it takes until so few main transformers run in parallel
/// that the gear stands their fault, and further ones where they let more of the generators that may serve be chosen,
/// because fewer of those then run in parallel. The loss of the transformers follows from the line-ups.
void divide(const Problem& problem, const Plant& plant, const ModuleType& type, const std::vector<Backup>& sets,
            std::vector<Plant>& out, Refusals& refusals) {
  const int sides = is_redundant(problem.spec.power.redundancy) ? 2 : 1, n = lineups_needed(problem, plant, type);
  const int most = n + std::max({plant.main_transformer.installed, n, 12});
  Plant trial = plant;
  FaultCurrents least, of_sets;
  int nearest = n;
  std::size_t served = 0;
  bool found = false;
  for (int lineups = n; lineups <= most; ++lineups) {
    trial.mv_switchgear = {&type, lineups, sides * lineups};
    const LineupDuty duty = lineup_duty(problem, trial);
    const FaultCurrents fault = grid_fault(problem, duty.sources);
    if (lineups == n || fault.thermal < least.thermal) nearest = lineups, least = fault;
    if (!stands(problem, duty, fault)) continue;
    const Standing now = standing(problem, trial, duty, sets);
    if (!sets.empty() && now.count == 0) of_sets = generator_fault(problem, trial, duty, sets.front());
    if (now.count > served || (sets.empty() && !found)) {
      found = true;
      served = now.count;
      Plant& option = out.emplace_back(trial);
      option.generators_stood = served == sets.size();
      if (option.main_transformer.type != nullptr)
        close_main_transformers(option, grouped_loss(option, transformer_groups(problem, option)));
      account(option, type, option.mv_switchgear.installed);
    }
    if (served == sets.size() || now.least) break;
  }
  if (found) return;
  trial.mv_switchgear = {&type, nearest, sides * nearest};
  refusals.add("mv_switchgear", type, [&] { return refusal(problem, trial, least, of_sets); });
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  const std::vector<Backup> sets = backups(problem, plant);
  for (const ModuleType* type : candidates(problem, "mv_switchgear")) {
    const double panels = feeder_panels(problem, *type);
    if (type->required_number("rated_voltage") < problem.mv.si * (1 - 1e-9) || panels < 1) {
      refusals.add("mv_switchgear", *type, [&] {
        return "is rated " + round_text(type->required_number("rated_voltage") / 1e3) + " kV with " +
               round_text(type->required_number("panels")) + " panels";
      });
      continue;
    }
    divide(problem, plant, *type, sets, out, refusals);
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
  return book.leaf(
      EntryKind::solved, "distribution.lineups", there, "", "line-ups on each side",
      "more than needed, so that fewer main transformers, storage converters or generators feed one of them, "
      "and gear stands their fault",
      "", {{"N", n}});
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
