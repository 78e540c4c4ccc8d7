// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/pumps.h"

#include <algorithm>

#include "core/sizing/selecting.h"

namespace plinth {
namespace {

/// The head a skid has to be rated for: what the loop asks for and the reserve, by the sum rule HYD09 judges.
Pressure rated_head_needed(const Problem& problem) {
  return problem.basis.pump_head * (1 + problem.basis.pump_head_reserve);
}

bool reaches(const Problem& problem, const ModuleType& type) {
  return type.required_number("rated_head") >= rated_head_needed(problem).si * (1 - 1e-9);
}

}  // namespace

void pump_options(const Problem& problem, const Plant& plant, std::string_view kind, Flow flow, Counted served,
                  Counted Plant::*pumps, std::vector<Plant>& out, Refusals& refusals) {
  if (served.duty == 0) {
    out.push_back(plant);
    return;
  }
  const double each = flow.si / served.duty;
  for (const ModuleType* type : candidates(problem, kind)) {
    if (type->required_number("rated_flow") < each || !reaches(problem, *type)) {
      refusals.add(kind, *type, [&] {
        return "moves " + round_text(type->required_number("rated_flow") / lpm.si) + " L/min at " +
               round_text(type->required_number("rated_head") / 1e3) + " kPa; " + round_text(each / lpm.si) +
               " L/min at " + round_text(rated_head_needed(problem).si / 1e3) + " kPa are needed, " +
               round_text(100 * problem.basis.pump_head_reserve) + " % reserve included";
      });
      continue;
    }
    Plant option = plant;
    option.*pumps = {type, served.duty, served.installed};
    account(option, *type, served.installed * plant.blocks);
    out.push_back(std::move(option));
  }
}

const ModuleType* largest_pump(const Problem& problem, std::string_view kind) {
  const ModuleType* largest = nullptr;
  for (const ModuleType* type : candidates(problem, kind)) {
    if (!reaches(problem, *type)) continue;
    if (largest == nullptr || type->required_number("rated_flow") > largest->required_number("rated_flow"))
      largest = type;
  }
  return largest;
}

int trains_for_flow(const Problem& problem, std::string_view kind, Flow flow) {
  const ModuleType* largest = largest_pump(problem, kind);
  return largest == nullptr ? 0 : static_cast<int>(whole_units(flow.si / largest->required_number("rated_flow")));
}

void record_pumps(const Plant& plant, const std::string& loop, Counted pumps, Flow flow, Redundancy redundancy,
                  Book& book, std::vector<Selection>& selection) {
  if (pumps.type == nullptr) return;
  const std::string served = loop == "fws" ? "cooling.coolers_duty" : "cooling.chillers_duty";
  const double each = flow.si / pumps.duty, rated = pumps.type->required_number("rated_flow");
  const std::string v = book.derive("cooling." + loop + "_pump_flow", each, "L/min", "V / n",
                                    {{"V", "cooling." + loop + "_flow"}, {"n", served}}, "flow of one pump skid",
                                    "one skid per cooler or chiller");
  book.derive("cooling." + loop + "_pump_load", each / rated, "", "V / F",
              {{"V", v}, {"F", book.attribute(*pumps.type, "rated_flow")}}, "load of one pump skid", "by flow");
  const double total = flow.si / rated;
  select(book, selection,
         {loop + "_pump",
          pumps.type->id,
          static_cast<double>(pumps.duty * plant.blocks),
          pumps.spare() * plant.blocks,
          pumps.installed * plant.blocks,
          {rated / lpm.si, "L/min"},
          total / pumps.installed,
          total / std::max(pumps.duty, pumps.installed - 1),
          "one skid for each " + std::string(loop == "fws" ? "cooler" : "chiller") + ", by flow and head"},
         {served, {"layout.blocks"}, redundancy_formula(redundancy), {}});
}

}  // namespace plinth
