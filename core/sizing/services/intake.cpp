// SPDX-License-Identifier: Apache-2.0
// Intake: the grid's hand-over, and whether the grid gives what the site needs.
#include <algorithm>
#include <cmath>

#include "core/sizing/medium_fault.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

Current grid_current(const Problem& problem, const Plant& plant) {
  return Current{plant.utility.si / (std::sqrt(3.0) * problem.spec.utility.voltage.si)};
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  if (plant.utility.si > problem.spec.utility.capacity.si * (1 + 1e-9)) {
    refusals.add("utility", *plant.module.type, [&] {
      return "the site then draws " + round_text(plant.utility / MVA) + " MVA; the connection gives " +
             round_text(problem.spec.utility.capacity / MVA) + " MVA";
    });
    return;
  }
  for (const ModuleType* type : candidates(problem, "intake")) {
    if (type->required_number("rated_voltage") < problem.spec.utility.voltage.si * (1 - 1e-9)) {
      refusals.add("intake", *type, [&] {
        return "is rated " + round_text(type->required_number("rated_voltage") / 1e3) + " kV; the grid has " +
               round_text(problem.spec.utility.voltage / kV) + " kV";
      });
      continue;
    }
    const FaultCurrents fault = intake_fault(problem);
    if (!judge(problem, fault, withstand_at(*type, problem.spec.utility.voltage)).stood()) {
      refusals.add("intake", *type, [&] {
        return "stands " + round_text(type->required_number("short_circuit_current") / 1e3) + " kA less " +
               round_text(100 * problem.basis.fault_margin) + " % reserve (fault.margin); the grid draws " +
               round_text(fault.initial / kA) + " kA in a fault (peak " + round_text(fault.peak / kA) + " kA)";
      });
      continue;
    }
    Plant option = plant;
    const int n =
        static_cast<int>(whole_units(grid_current(problem, plant).si / type->required_number("rated_current")));
    option.intake = {type, n, n};
    account(option, *type, n);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  const auto& utility = problem.spec.utility;
  const std::string cap = book.site("site.utility.capacity", utility.capacity.si, "MVA", "capacity of the connection");
  book.derive("utility.margin", utility.capacity.si - plant.utility.si, "MVA", "C - S",
              {{"C", cap}, {"S", "demand.utility"}}, "capacity left at the connection point",
              "demand against capacity");
  book.derive("utility.load", plant.utility / utility.capacity, "", "S / C", {{"C", cap}, {"S", "demand.utility"}},
              "share of the connection used", "demand against capacity");
  const std::string i = book.derive(
      "utility.current", grid_current(problem, plant).si, "A", "S / (sqrt(3) * U * 1[VA] / 1[W])",
      {{"S", "demand.utility"}, {"U", book.site("site.utility.voltage", utility.voltage.si, "kV", "grid voltage")}},
      "current at the connection point", "three-phase power");
  const std::string n = book.derive("utility.intakes", plant.intake.duty, "", "ceil(I / A)",
                                    {{"I", i}, {"A", book.attribute(*plant.intake.type, "rated_current")}},
                                    "intake stations", "by current");
  const int count = plant.intake.duty;
  const double share = grid_current(problem, plant).si / plant.intake.type->required_number("rated_current") / count;
  select(book, selection,
         {"intake",
          plant.intake.type->id,
          static_cast<double>(count),
          0,
          count,
          {plant.intake.type->required_number("rated_current"), "A"},
          share,
          share,
          "by current; its loss is covered by " + problem.spec.power.backup},
         {n, {}, "N", {}});
}

}  // namespace

extern constinit const Service intake{.name = "intake", .rank = 125, .options = options, .record = record};

}  // namespace plinth::services
