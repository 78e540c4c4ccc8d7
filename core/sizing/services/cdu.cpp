// SPDX-License-Identifier: Apache-2.0
// CDUs per pod: by heat at EDP peak and by flow at the supply temperature; redundant inside each pod.
#include <algorithm>

#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

/// TCS flow of one rack: the maker's curve at the supply temperature, scaled by heat; else limited by return
/// temperature. Nothing when neither is known or the curve does not reach.
std::optional<Flow> flow_of(const GroupPlan& group, Temperature supply) {
  const ModuleType& rack = *group.rack;
  const double heat = group.tdp * group.liquid;
  if (const Curve* curve = rack.curve("tcs_flow")) {
    const auto flow = curve->at(std::max(supply.kelvin, curve->points.front().first));
    const auto reference = rack.number("tcs_reference_heat");
    if (flow && reference) return Flow{*flow * heat / *reference};
    return std::nullopt;
  }
  const auto limit = rack.number("tcs_return_limit");
  if (!limit || *limit <= supply.kelvin + 0.5) return std::nullopt;
  const Temperature mean{0.5 * (*limit + supply.kelvin)};
  return Flow{heat /
              (density(Coolant::pg25, mean).si * specific_heat(Coolant::pg25, mean).si * (*limit - supply.kelvin))};
}

/// Capacity at the design approach: proportional to ATD at fixed flows, never above the rating.
double capacity(const ModuleType& cdu, TemperatureDifference approach) {
  return cdu.required_number("rated_heat") * std::min(1.0, approach.si / cdu.required_number("rated_atd"));
}

bool fit(const Problem& problem, const ModuleType& cdu, GroupPlan& group, Refusals& refusals) {
  const double unit = capacity(cdu, problem.basis.cdu_approach), unit_flow = cdu.required_number("rated_flow");
  const double flow = group.rack_flow.si * group.racks_per_pod;
  const double by_heat = whole_units(group.pod_liquid_peak.si / unit), by_flow = whole_units(flow / unit_flow);
  const int duty = static_cast<int>(std::max(by_heat, by_flow));
  const int installed = installed_for(duty, problem.spec.cooling.redundancy);
  const double places = group.pod->required_number("cdu_positions");
  if (installed > places) {
    refusals.add("cdu", cdu, [&] {
      return std::to_string(installed) + " needed in a pod of " + group.pod->id + ", which has " + round_text(places) +
             " places";
    });
    return false;
  }
  if (const Curve* drop = group.rack->curve("tcs_pressure_drop")) {
    const auto needed = drop->at(std::max(group.rack_flow.si, drop->points.front().first));
    if (!needed || *needed > cdu.required_number("rated_head")) {
      refusals.add("cdu", cdu, [&] {
        return "its head of " + round_text(cdu.required_number("rated_head") / 1e3) +
               " kPa does not reach the rack's pressure drop at " + round_text(group.rack_flow / lpm) + " L/min";
      });
      return false;
    }
  }
  group.cdu = {&cdu, duty, installed};
  group.cdu_capacity = Power{unit};
  group.flow_limited = by_flow > by_heat;
  return true;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  std::vector<Plant> partial{plant};
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const ModuleType& rack = *plant.groups[g].rack;
    if (rack.required_number("liquid_fraction") <= 0) {
      for (Plant& base : partial) base.groups[g].pod_fws_heat = Power{0};
      continue;
    }
    const auto flow = flow_of(plant.groups[g], problem.spec.it.supply_temperature);
    if (!flow) {
      refusals.add("cdu", rack, [&] {
        return "its flow at " + round_text(problem.spec.it.supply_temperature.degC()) +
               " degC TCS supply is outside the maker's curve";
      });
      return;
    }
    std::vector<Plant> next;
    for (Plant& base : partial) {
      base.groups[g].rack_flow = *flow;
      for (const ModuleType* cdu : candidates(problem, "cdu")) {
        GroupPlan group = base.groups[g];
        if (!fit(problem, *cdu, group, refusals)) continue;
        group.pod_fws_heat = group.pod_liquid + Power{group.cdu.duty * cdu->required_number("electrical_power")};
        Plant option = base;
        option.groups[g] = group;
        account_inside(option, *cdu, group.cdu.installed * group.pods);
        next.push_back(std::move(option));
      }
    }
    partial = std::move(next);
  }
  for (Plant& option : partial) out.push_back(std::move(option));
}

void record_flow(const Problem& problem, const GroupPlan& group, Book& book, const std::string& id) {
  const ModuleType& rack = *group.rack;
  const std::string supply =
      book.site("it.supply_temperature", problem.spec.it.supply_temperature.kelvin, "degC", "TCS supply to the racks");
  const std::string tdp = "it." + group.id + ".rack_tdp", f = book.attribute(rack, "liquid_fraction");
  if (const Curve* curve = rack.curve("tcs_flow")) {
    const double x = std::max(problem.spec.it.supply_temperature.kelvin, curve->points.front().first);
    const Attribute& attribute = *rack.find("tcs_flow");
    const std::string at =
        book.derive(id + ".rack_flow_reference", *curve->at(x), "L/min", interpolation_formula(*curve, x),
                    {{"x", supply}}, "flow of one rack at its reference heat, from the maker's curve",
                    "maker's flow curve, straight lines between points: " + attribute.provenance.source);
    book.derive(id + ".rack_flow", group.rack_flow.si, "L/min", "V * p * f / q",
                {{"V", at}, {"p", tdp}, {"f", f}, {"q", book.attribute(rack, "tcs_reference_heat")}},
                "TCS flow of one rack", "curve scaled by heat: the racks are return-temperature limited (M03)");
    return;
  }
  const std::string limit = book.attribute(rack, "tcs_return_limit");
  const Temperature mean{0.5 * (rack.required_number("tcs_return_limit") + problem.spec.it.supply_temperature.kelvin)};
  const std::string t =
      book.derive(id + ".tcs_mean", mean.kelvin, "degC", "0.5 * (R + S)", {{"R", limit}, {"S", supply}},
                  "mean TCS temperature", "properties at mean temperature (M02)");
  const std::string rho =
      book.derive(id + ".tcs_density", density(Coolant::pg25, mean).si, "kg/m3", density_formula(Coolant::pg25),
                  {{"T", t}}, "TCS coolant density", basis(Coolant::pg25));
  const std::string cp =
      book.derive(id + ".tcs_specific_heat", specific_heat(Coolant::pg25, mean).si, "J/(kg K)",
                  specific_heat_formula(Coolant::pg25), {{"T", t}}, "TCS coolant specific heat", basis(Coolant::pg25));
  book.derive(id + ".rack_flow", group.rack_flow.si, "L/min", "p * f / (rho * cp * (R - S))",
              {{"p", tdp}, {"f", f}, {"rho", rho}, {"cp", cp}, {"R", limit}, {"S", supply}}, "TCS flow of one rack",
              "return temperature held at the rack's limit (M02, M03)");
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  for (const GroupPlan& group : plant.groups) {
    const std::string pod = "pod." + group.id, id = "cdu." + group.id;
    if (group.cdu.type == nullptr) {
      book.derive(pod + ".fws_heat", 0, "kW", "Q", {{"Q", pod + ".liquid"}}, "heat of a pod to facility water",
                  "air-cooled racks");
      continue;
    }
    const ModuleType& cdu = *group.cdu.type;
    record_flow(problem, group, book, id);
    const std::string flow = book.derive(id + ".pod_flow", group.rack_flow.si * group.racks_per_pod, "L/min", "k * V",
                                         {{"k", pod + ".racks_per_pod"}, {"V", id + ".rack_flow"}},
                                         "TCS flow of a full pod", "sum over racks");
    const std::string atd = book.limit("basis.cdu_approach"), rated = book.attribute(cdu, "rated_heat");
    const std::string unit = book.derive(id + ".unit_capacity", group.cdu_capacity.si, "kW", "Q0 * min(1, ATD / ATD0)",
                                         {{"Q0", rated}, {"ATD", atd}, {"ATD0", book.attribute(cdu, "rated_atd")}},
                                         "heat one CDU moves at the design approach",
                                         "proportional to ATD at fixed flows, capped at the rating (M14)");
    const std::string duty =
        book.derive(id + ".duty", group.cdu.duty, "", "max(ceil(Q / Qu), ceil(V / Vu))",
                    {{"Q", pod + ".liquid_peak"}, {"Qu", unit}, {"V", flow}, {"Vu", book.attribute(cdu, "rated_flow")}},
                    std::string("CDUs a full pod needs; ") + (group.flow_limited ? "flow-limited" : "heat-limited"),
                    "by heat at EDP peak and by flow (M20)");
    book.derive(pod + ".fws_heat", group.pod_fws_heat.si, "kW", "Q + n * P",
                {{"Q", pod + ".liquid"}, {"n", duty}, {"P", book.attribute(cdu, "electrical_power")}},
                "heat of a pod to facility water", "pump work ends as heat in the water (M04)");
    const int pods = group.pods;
    const double heat = group.pod_liquid_peak.si / (group.cdu_capacity.si),
                 share = std::max(heat, group.rack_flow.si * group.racks_per_pod / cdu.required_number("rated_flow"));
    select(book, selection,
           {"cdu",
            cdu.id,
            static_cast<double>(group.cdu.duty * pods),
            group.cdu.spare() * pods,
            group.cdu.installed * pods,
            {group.cdu_capacity.si / 1e3, "kW"},
            share / group.cdu.installed,
            share / std::max(group.cdu.duty, group.cdu.installed - 1),
            std::to_string(group.cdu.duty) + "+" + std::to_string(group.cdu.spare()) + " in each of " +
                std::to_string(pods) + " pods; " + (group.flow_limited ? "flow-limited" : "heat-limited")},
           {duty,
            {"pod." + group.id + ".pods"},
            redundancy_formula(problem.spec.cooling.redundancy),
            plant.groups.size() > 1 ? group.id : std::string()});
  }
}

}  // namespace

extern constinit const Service cdu{.name = "cdu", .rank = 30, .options = options, .record = record};

}  // namespace plinth::services
