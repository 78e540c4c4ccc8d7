// SPDX-License-Identifier: Apache-2.0
// Fan walls per pod: the air residual that no rack gets rid of by liquid, redundant inside each pod.
#include <algorithm>

#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

bool fit(const Problem& problem, const ModuleType& fan, GroupPlan& group, Refusals& refusals) {
  const double unit = fan.required_number("rated_heat");
  const int duty = static_cast<int>(std::max(1.0, whole_units(group.pod_air_peak.si / unit)));
  const int installed = installed_for(duty, problem.spec.cooling.redundancy);
  const double places = group.pod->required_number("fan_wall_positions");
  if (installed > places) {
    refusals.add("fan_wall", fan, [&] {
      return std::to_string(installed) + " needed in a pod of " + group.pod->id + ", which has " + round_text(places) +
             " places";
    });
    return false;
  }
  group.fan_wall = {&fan, duty, installed};
  group.fan_capacity = Power{unit};
  const double fans = duty * fan.required_number("electrical_power");
  group.pod_chw_heat = group.pod_air + Power{fans};
  const double cdus =
      group.cdu.type == nullptr ? 0 : group.cdu.duty * group.cdu.type->required_number("electrical_power");
  group.pod_critical = group.pod_it + Power{cdus + fans + problem.basis.housekeeping_ratio * group.pod_it.si} /
                                          problem.auxiliary_efficiency;
  return true;
}

/// All fan walls of a site hang on one chilled-water loop, so they must agree on its temperatures.
bool same_water(const Plant& plant, const ModuleType& fan) {
  return plant.chw_supply == Temperature{} || (plant.chw_supply.kelvin == fan.required_number("rated_water_supply") &&
                                               plant.chw_return.kelvin == fan.required_number("rated_water_return"));
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  std::vector<Plant> partial{plant};
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    std::vector<Plant> next;
    for (const Plant& base : partial)
      for (const ModuleType* fan : candidates(problem, "fan_wall")) {
        GroupPlan group = base.groups[g];
        if (!same_water(base, *fan) || !fit(problem, *fan, group, refusals)) continue;
        Plant option = base;
        option.groups[g] = group;
        option.chw_supply = Temperature{fan->required_number("rated_water_supply")};
        option.chw_return = Temperature{fan->required_number("rated_water_return")};
        account_inside(option, *fan, group.fan_wall.installed * group.pods);
        next.push_back(std::move(option));
      }
    partial = std::move(next);
  }
  for (Plant& option : partial) out.push_back(std::move(option));
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  for (const GroupPlan& group : plant.groups) {
    const std::string pod = "pod." + group.id, id = "fan_wall." + group.id;
    const ModuleType& fan = *group.fan_wall.type;
    const std::string duty =
        book.derive(id + ".duty", group.fan_wall.duty, "", "max(1, ceil(Q / q))",
                    {{"Q", pod + ".air_peak"}, {"q", book.attribute(fan, "rated_heat")}}, "fan walls a full pod needs",
                    "net sensible capacity at rated water temperatures (M20)");
    const std::string fans = book.attribute(fan, "electrical_power");
    book.derive(pod + ".chw_heat", group.pod_chw_heat.si, "kW", "Q + n * P",
                {{"Q", pod + ".air"}, {"n", duty}, {"P", fans}}, "heat of a pod to chilled water",
                "fan work ends as heat in the air");
    std::vector<LedgerInput> inputs{{"I", pod + ".it"}, {"H", pod + ".housekeeping"}, {"n", duty}, {"P", fans}};
    std::string formula = "I + H + n * P";
    if (group.cdu.type != nullptr) {
      inputs.push_back({"m", "cdu." + group.id + ".duty"});
      inputs.push_back({"C", book.attribute(*group.cdu.type, "electrical_power")});
      formula += " + m * C";
    }
    if (problem.direct_current) {
      formula = "I + (" + formula.substr(4) + ") / e";
      inputs.push_back({"e", book.limit("basis.auxiliary_inverter_efficiency")});
    }
    book.derive(pod + ".critical", group.pod_critical.si, "kW", formula, inputs,
                problem.direct_current ? "power of a full pod, all on the direct-current bus"
                                       : "power of a full pod, all on UPS",
                "racks at TDP, CDU pumps, fan walls and housekeeping: cooling must ride through with the load");
    const double share = group.pod_air_peak / group.fan_capacity;
    select(book, selection,
           {"fan_wall",
            fan.id,
            static_cast<double>(group.fan_wall.duty * group.pods),
            group.fan_wall.spare() * group.pods,
            group.fan_wall.installed * group.pods,
            {group.fan_capacity.si / 1e3, "kW"},
            share / group.fan_wall.installed,
            share / std::max(group.fan_wall.duty, group.fan_wall.installed - 1),
            std::to_string(group.fan_wall.duty) + "+" + std::to_string(group.fan_wall.spare()) + " in each of " +
                std::to_string(group.pods) + " pods"},
           {duty,
            {"pod." + group.id + ".pods"},
            redundancy_formula(problem.spec.cooling.redundancy),
            plant.groups.size() > 1 ? group.id : std::string()});
  }
}

}  // namespace

extern constinit const Service fan_wall{.name = "fan_wall", .rank = 40, .options = options, .record = record};

}  // namespace plinth::services
