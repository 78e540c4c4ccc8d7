// SPDX-License-Identifier: Apache-2.0
// Paralleling switchgear of the generators.
#include <algorithm>
#include <cmath>

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
    const int n =
        static_cast<int>(std::max(whole_units(plant.genset.installed / type->required_number("genset_panels")),
                                  whole_units(current(problem, plant) / type->required_number("rated_current"))));
    const int all = std::max(systems_of(problem.spec.power.backup_redundancy), n);
    option.generator_switchgear = {type, n, all};
    account(option, *type, all);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
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
