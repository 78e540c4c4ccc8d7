// SPDX-License-Identifier: Apache-2.0
// Paralleling switchgear of the generators.
#include <algorithm>
#include <cmath>

#include "core/sizing/generators.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"
#include "core/sizing/site_records.h"

namespace plinth::services {
namespace {

double current(const Problem& problem, const Plant& plant) {
  return plant.distribution_apparent.si / (std::sqrt(3.0) * problem.mv.si);
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  if (plant.genset.type == nullptr) {
    out.push_back(plant);
    return;
  }
  for (const ModuleType* type : candidates(problem, "generator_switchgear")) {
    if (type->required_number("rated_voltage") < problem.mv.si * (1 - 1e-9)) {
      refusals.add("generator_switchgear", *type,
                   [&] { return "is rated " + round_text(type->required_number("rated_voltage") / 1e3) + " kV"; });
      continue;
    }
    Plant option = plant;
    option.generator_switchgear = boards_needed(problem, plant, plant.genset.installed, *type);
    const Backup backup = backup_of(problem, plant.genset, option.generator_switchgear);
    if (!stands_its_own(problem, backup)) {
      const int own = most_on_a_board(backup.sets, backup.boards);
      refusals.add("generator_switchgear", *type, [&] {
        const FaultCurrents fault = generator_bus_fault(problem, backup.impedance, own);
        return "stands " + round_text(type->required_number("short_circuit_current") / 1e3) + " kA; " +
               std::to_string(own) + " sets on it draw " + round_text(fault.initial / kA) + " kA (peak " +
               round_text(fault.peak / kA) + " kA)";
      });
      continue;
    }
    const LineupDuty duty = lineup_duty(problem, option);
    if (!plant.generators_stood && !stands(problem, duty, generator_fault(problem, option, duty, backup))) {
      refusals.add("generator_switchgear", *type, [&] {
        return "puts " + std::to_string(sets_in_parallel(option, backup)) +
               " sets in parallel on a line-up: more than its gear and the ring main units stand in a fault";
      });
      continue;
    }
    account(option, *type, option.generator_switchgear.installed);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  record_medium_fault(problem, plant, book);
  if (plant.generator_switchgear.type == nullptr) return;
  const ModuleType& type = *plant.generator_switchgear.type;
  const std::string u = record_distribution_voltage(problem, book);
  const std::string i =
      book.derive("genset.bus_current", current(problem, plant), "A", "S / (sqrt(3) * U * 1[VA] / 1[W])",
                  {{"S", "distribution.apparent"}, {"U", u}}, "current of the generator bus", "three-phase power");
  const std::string n =
      book.derive("genset.switchgear_duty", plant.generator_switchgear.duty, "", "max(ceil(G / p), ceil(I / A))",
                  {{"G", "genset.installed"},
                   {"p", book.attribute(type, "genset_panels")},
                   {"I", i},
                   {"A", book.attribute(type, "rated_current")}},
                  "line-ups needed", "by generator panels and bus current");
  const double share =
      current(problem, plant) / type.required_number("rated_current") / plant.generator_switchgear.installed;
  select(book, selection,
         {"generator_switchgear",
          type.id,
          static_cast<double>(plant.generator_switchgear.duty),
          plant.generator_switchgear.spare(),
          plant.generator_switchgear.installed,
          {type.required_number("rated_current"), "A"},
          share,
          share,
          "by generator panels and bus current"},
         {n,
          {},
          systems_of(problem.spec.power.backup_redundancy) > 1
              ? "max(" + std::to_string(systems_of(problem.spec.power.backup_redundancy)) + ", N)"
              : std::string("N"),
          {}});
}

}  // namespace

extern constinit const Service generator_switchgear{
    .name = "generator_switchgear", .rank = 145, .options = options, .record = record};

}  // namespace plinth::services
