// SPDX-License-Identifier: Apache-2.0
// Bulk fuel: what the sets' own tanks do not hold for the stated hours, with one tank out where backup is redundant.
#include <algorithm>

#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

double needed(const Problem& problem, const Plant& plant) {
  return (plant.distribution_power - plant.recharge).si * problem.spec.power.backup_autonomy.si *
         plant.genset.type->required_number("fuel_rate");
}

double in_sets(const Plant& plant) {
  return plant.genset.installed * plant.genset.type->number("tank_volume").value_or(0);
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals&) {
  if (plant.genset.type == nullptr || needed(problem, plant) <= in_sets(plant) * (1 + 1e-9)) {
    out.push_back(plant);
    return;
  }
  for (const ModuleType* type : candidates(problem, "fuel_tank")) {
    Plant option = plant;
    const int n =
        static_cast<int>(whole_units((needed(problem, plant) - in_sets(plant)) / type->required_number("volume")));
    option.fuel_tank = {type, n, n + (is_redundant(problem.spec.power.backup_redundancy) ? 1 : 0)};
    account(option, *type, option.fuel_tank.installed);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  if (plant.genset.type == nullptr) return;
  const ModuleType& set = *plant.genset.type;
  const std::string v = book.derive(
      "fuel.needed", needed(problem, plant), "m3", "A * t * q",
      {{"A", "genset.steady"},
       {"t", book.site("power.backup_autonomy", problem.spec.power.backup_autonomy.si, "h", "fuel on site")},
       {"q", book.attribute(set, "fuel_rate")}},
      "fuel for the stated hours at full load", "specific consumption times energy");
  std::string own;
  if (set.number("tank_volume"))
    own = book.derive("fuel.in_sets", in_sets(plant), "m3", "n * V",
                      {{"n", "genset.installed"}, {"V", book.attribute(set, "tank_volume")}},
                      "fuel in the sets' own tanks", "sum");
  if (plant.fuel_tank.type == nullptr) return;
  const ModuleType& type = *plant.fuel_tank.type;
  std::vector<LedgerInput> inputs{{"V", v}, {"T", book.attribute(type, "volume")}};
  if (!own.empty()) inputs.push_back({"O", own});
  const std::string n =
      book.derive("fuel.tanks_duty", plant.fuel_tank.duty, "", own.empty() ? "ceil(V / T)" : "ceil((V - O) / T)",
                  inputs, "bulk tanks needed", "whole tanks");
  const double share = (needed(problem, plant) - in_sets(plant)) / type.required_number("volume");
  select(book, selection,
         {"fuel_tank",
          type.id,
          static_cast<double>(plant.fuel_tank.duty),
          plant.fuel_tank.spare(),
          plant.fuel_tank.installed,
          {type.required_number("volume"), "m3"},
          share / plant.fuel_tank.installed,
          share / std::max(plant.fuel_tank.duty, plant.fuel_tank.installed - 1),
          "hours of full load with one tank out"},
         {n, {}, plant.fuel_tank.spare() > 0 ? "N + 1" : "N", {}});
}

}  // namespace

extern constinit const Service fuel_tank{.name = "fuel_tank", .rank = 160, .options = options, .record = record};

}  // namespace plinth::services
