// SPDX-License-Identifier: Apache-2.0
// CDUs per pod: by heat at EDP peak, by flow at the supply temperature, and by the approach the exchanger reaches at
// the flows it really gets; redundant inside each pod.
#include <algorithm>

#include "core/physics/exchanger.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

/// TCS flow of one rack: the maker's curve at the supply temperature, scaled by heat, and at least what keeps the
/// return limit. Nothing when neither is known or the curve does not reach.
struct RackFlow {
  Flow flow;
  bool by_curve = false;
};

std::optional<RackFlow> flow_of(const GroupPlan& group, Temperature supply) {
  const ModuleType& rack = *group.rack;
  const Power heat{group.tdp * group.liquid};
  const auto limit = rack.number("tcs_return_limit");
  std::optional<Flow> by_limit;
  if (limit && *limit > supply.kelvin + 0.5) by_limit = flow_for(Coolant::pg25, heat, supply, Temperature{*limit});
  if (const Curve* curve = rack.curve("tcs_flow")) {
    const auto flow = curve->at(std::max(supply.kelvin, curve->points.front().first));
    const auto reference = rack.number("tcs_reference_heat");
    if (!flow || !reference || (limit && !by_limit)) return std::nullopt;
    const Flow scaled{*flow * heat.si / *reference};
    if (!by_limit || scaled >= *by_limit) return RackFlow{scaled, true};
  }
  if (!by_limit) return std::nullopt;
  return RackFlow{*by_limit, false};
}

CduRating rating_of(const ModuleType& cdu) {
  return {cdu.get<Power>("rated_heat"), cdu.get<TemperatureDifference>("rated_atd"), cdu.get<Flow>("rated_flow"),
          cdu.get<Pressure>("rated_head")};
}

/// The exchanger of one of `duty` CDUs at EDP peak: capacity rates, UA and the approach it reaches.
struct Exchange {
  double rate_per_flow = 0;  ///< TCS heat-capacity rate over flow, J/(m3 K)
  Conductance tcs, fws, ua;
  TemperatureDifference approach;
};

Exchange exchange(const Problem& problem, const GroupPlan& group, const ModuleType& cdu, int duty) {
  const Temperature supply = problem.spec.it.supply_temperature;
  const Temperature back = return_temperature(Coolant::pg25, Power{group.tdp * group.liquid}, group.rack_flow, supply);
  const Temperature mean{0.5 * (supply.kelvin + back.kelvin)};
  Exchange e;
  e.rate_per_flow = density(Coolant::pg25, mean).si * specific_heat(Coolant::pg25, mean).si;
  const double flow = group.rack_flow.si * group.racks_per_pod / duty;
  e.tcs = Conductance{flow * e.rate_per_flow};
  // Facility water is set by the steady heat: at the EDP peak its flow stays.
  e.fws =
      Conductance{(group.pod_liquid.si / duty + cdu.required_number("electrical_power")) / problem.basis.fws_range.si};
  const CduRating rating = rating_of(cdu);
  e.ua = ua_at_flows(cdu_ua(rating), flow / rating.flow.si, e.fws.si / (rating.flow.si * e.rate_per_flow));
  e.approach = approach_of(group.pod_liquid_peak / duty, e.tcs, e.fws, e.ua);
  return e;
}

bool pumps_reach(const Problem& problem, const ModuleType& cdu, const GroupPlan& group, Refusals& refusals) {
  const Curve* drop = group.rack->curve("tcs_pressure_drop");
  if (drop == nullptr) return true;
  const auto needed = drop->at(std::max(group.rack_flow.si, drop->points.front().first));
  const double head = cdu.required_number("rated_head") - problem.basis.cdu_head_allowance.si;
  if (needed && *needed <= head) return true;
  refusals.add("cdu", cdu, [&] {
    return "its head of " + round_text(head / 1e3) +
           " kPa, filter allowance taken off, does not reach the pressure "
           "drop of " +
           group.rack->id + " at " + round_text(group.rack_flow / lpm) + " L/min";
  });
  return false;
}

bool fit(const Problem& problem, const ModuleType& cdu, GroupPlan& group, Refusals& refusals) {
  const CduRating rating = rating_of(cdu);
  const Pressure taken = problem.basis.cdu_head_allowance;
  const TemperatureDifference atd = problem.basis.cdu_approach;
  const Power unit = cdu_capacity(rating, atd, taken);
  const double unit_flow = rating.flow.si * head_derating(rating.head, taken);
  if (unit.si <= 0 || unit_flow <= 0) {
    refusals.add("cdu", cdu, [] { return "has no head left for the racks"; });
    return false;
  }
  const double flow = group.rack_flow.si * group.racks_per_pod;
  const double by_heat = whole_units(group.pod_liquid_peak / unit), by_flow = whole_units(flow / unit_flow);
  const double places = group.pod->required_number("cdu_positions");
  int duty = static_cast<int>(std::max(by_heat, by_flow));
  group.cdu_limit = by_flow > by_heat ? "flow-limited" : "heat-limited";
  group.cdu_approach = exchange(problem, group, cdu, duty).approach;
  while (group.cdu_approach.si > atd.si * (1 + 1e-9) &&
         installed_for(duty, problem.spec.cooling.redundancy) <= places) {
    group.cdu_approach = exchange(problem, group, cdu, ++duty).approach;
    group.cdu_limit = "approach-limited";
  }
  const int installed = installed_for(duty, problem.spec.cooling.redundancy);
  if (installed > places) {
    refusals.add("cdu", cdu, [&] {
      return std::to_string(installed) + " needed in a pod of " + group.pod->id + ", which has " + round_text(places) +
             " places";
    });
    return false;
  }
  if (!pumps_reach(problem, cdu, group, refusals)) return false;
  group.cdu = {&cdu, duty, installed};
  group.cdu_capacity = unit;
  return true;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  std::vector<Plant> partial{plant};
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const ModuleType& rack = *plant.groups[g].rack;
    if (plant.groups[g].liquid <= 0) {
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
      base.groups[g].rack_flow = flow->flow;
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

/// Flow of one rack, its return temperature, and the coolant's properties between: cdu.<group>.rack_flow, tcs_return,
/// tcs_density, tcs_specific_heat.
void record_flow(const Problem& problem, const GroupPlan& group, Book& book, const std::string& id) {
  const ModuleType& rack = *group.rack;
  const Temperature supply = problem.spec.it.supply_temperature;
  const std::string s = book.site("it.supply_temperature", supply.kelvin, "degC", "TCS supply to the racks");
  const std::string tdp = "it." + group.id + ".rack_tdp", f = book.attribute(rack, "liquid_fraction");
  const bool by_curve = flow_of(group, supply)->by_curve;
  const Temperature back = return_temperature(Coolant::pg25, Power{group.tdp * group.liquid}, group.rack_flow, supply);
  std::string limit;
  if (by_curve) {
    const Curve& curve = *rack.curve("tcs_flow");
    const double x = std::max(supply.kelvin, curve.points.front().first);
    const std::string at =
        book.derive(id + ".rack_flow_reference", *curve.at(x), "L/min", interpolation_formula(curve, x), {{"x", s}},
                    "flow of one rack at its reference heat, from the maker's curve",
                    "maker's flow curve, straight lines between points: " + rack.find("tcs_flow")->provenance.source);
    book.derive(id + ".rack_flow", group.rack_flow.si, "L/min", "V * p * f / q",
                {{"V", at}, {"p", tdp}, {"f", f}, {"q", book.attribute(rack, "tcs_reference_heat")}},
                "TCS flow of one rack", "curve scaled by heat: the racks are return-temperature limited (M03)");
    limit = book.leaf(EntryKind::solved, id + ".tcs_return", back.kelvin, "degC", "TCS return of the racks",
                      "root of heat = flow x density x specific heat x (return - supply), properties at the mean", "",
                      {{"V", id + ".rack_flow"}, {"p", tdp}, {"f", f}, {"S", s}});
  } else {
    limit = book.derive(id + ".tcs_return", rack.required_number("tcs_return_limit"), "degC", "R",
                        {{"R", book.attribute(rack, "tcs_return_limit")}}, "TCS return of the racks",
                        "held at the rack's limit");
  }
  const Temperature mean{0.5 * (supply.kelvin + (by_curve ? back.kelvin : rack.required_number("tcs_return_limit")))};
  const std::string t = book.derive(id + ".tcs_mean", mean.kelvin, "degC", "0.5 * (R + S)", {{"R", limit}, {"S", s}},
                                    "mean TCS temperature", "properties at mean temperature (M02)");
  const std::string rho =
      book.derive(id + ".tcs_density", density(Coolant::pg25, mean).si, "kg/m3", density_formula(Coolant::pg25),
                  {{"T", t}}, "TCS coolant density", basis(Coolant::pg25));
  const std::string cp =
      book.derive(id + ".tcs_specific_heat", specific_heat(Coolant::pg25, mean).si, "J/(kg K)",
                  specific_heat_formula(Coolant::pg25), {{"T", t}}, "TCS coolant specific heat", basis(Coolant::pg25));
  if (by_curve) return;
  book.derive(id + ".rack_flow", group.rack_flow.si, "L/min", "p * f / (rho * cp * (R - S))",
              {{"p", tdp}, {"f", f}, {"rho", rho}, {"cp", cp}, {"R", limit}, {"S", s}}, "TCS flow of one rack",
              "return temperature held at the rack's limit (M02, M03)");
}

/// The approach one duty CDU reaches at EDP peak: its two capacity rates, UA, effectiveness.
void record_exchange(const Problem& problem, const GroupPlan& group, Book& book, const std::string& id,
                     const std::string& flow, const std::string& n) {
  const ModuleType& cdu = *group.cdu.type;
  const std::string pod = "pod." + group.id;
  const Exchange e = exchange(problem, group, cdu, group.cdu.duty);
  const std::string rho = id + ".tcs_density", cp = id + ".tcs_specific_heat", v0 = book.attribute(cdu, "rated_flow"),
                    q0 = book.attribute(cdu, "rated_heat"), a0 = book.attribute(cdu, "rated_atd");
  const std::string tcs = book.derive(id + ".tcs_rate", e.tcs.si, "kW/K", "V / n * rho * cp",
                                      {{"V", flow}, {"n", n}, {"rho", rho}, {"cp", cp}},
                                      "TCS heat-capacity rate of one CDU", "flow of the racks, shared");
  const std::string fws = book.derive(id + ".fws_rate", e.fws.si, "kW/K", "(Q / n + P) / R",
                                      {{"Q", pod + ".liquid"},
                                       {"n", n},
                                       {"P", book.attribute(cdu, "electrical_power")},
                                       {"R", book.limit("basis.fws_range")}},
                                      "facility-water heat-capacity rate of one CDU", "flow set by the steady heat");
  const double y = e.fws.si / (rating_of(cdu).flow.si * e.rate_per_flow);
  const std::string second = book.derive(
      id + ".fws_flow_ratio", y, "", "C / (F * rho * cp)", {{"C", fws}, {"F", v0}, {"rho", rho}, {"cp", cp}},
      "facility-water flow over that at rating", "equal capacity rates on both sides at rating");
  const std::string ua = book.derive(
      id + ".ua", e.ua.si, "kW/K",
      "Q0 / A0 / (0.5 / min(max(V / n / F, 0.3), 1.5)^0.8 + 0.5 / min(max(y, 0.3), 1.5)^0.8)",
      {{"Q0", q0}, {"A0", a0}, {"V", flow}, {"n", n}, {"F", v0}, {"y", second}}, "UA of one CDU at these flows",
      "rating with equal rates, films with flow^0.8 (M13); flow ratios held within 0.3 to 1.5");
  const double least = std::min(e.tcs.si, e.fws.si), ratio = least / std::max(e.tcs.si, e.fws.si);
  const std::string l = book.derive(id + ".least_rate", least, "kW/K", "min(T, C)", {{"T", tcs}, {"C", fws}},
                                    "smaller capacity rate", "definition");
  const std::string r = book.derive(id + ".rate_ratio", ratio, "", "L / max(T, C)", {{"L", l}, {"T", tcs}, {"C", fws}},
                                    "capacity rate ratio", "definition");
  const std::string ntu = book.derive(id + ".ntu", e.ua.si / least, "", "U / L", {{"U", ua}, {"L", l}},
                                      "number of transfer units", "definition");
  const bool balanced = 1 - ratio < 1e-9;
  const std::string eff =
      book.derive(id + ".effectiveness", counterflow_effectiveness(e.ua.si / least, ratio), "",
                  balanced ? "n / (1 + n) * (r / r)" : "(1 - exp(-1 * n * (1 - r))) / (1 - r * exp(-1 * n * (1 - r)))",
                  {{"n", ntu}, {"r", r}}, "effectiveness", "counterflow (M11)");
  book.derive(id + ".approach", e.approach.si, "K", "Q / n * (1 / (e * L) - 1 / T)",
              {{"Q", pod + ".liquid_peak"}, {"n", n}, {"e", eff}, {"L", l}, {"T", tcs}},
              "approach the duty CDUs reach at EDP peak, at most the design approach",
              "counterflow exchanger solved for TCS supply less FWS supply");
}

/// Units by heat, flow and approach; gives the id of the duty.
std::string record_units(const Problem& problem, const GroupPlan& group, Book& book, const std::string& id) {
  const ModuleType& cdu = *group.cdu.type;
  const std::string pod = "pod." + group.id;
  const std::string flow = book.derive(id + ".pod_flow", group.rack_flow.si * group.racks_per_pod, "L/min", "k * V",
                                       {{"k", pod + ".racks_per_pod"}, {"V", id + ".rack_flow"}},
                                       "TCS flow of a full pod", "sum over racks");
  const std::string atd = book.limit("basis.cdu_approach"), rated = book.attribute(cdu, "rated_heat");
  const CduRating rating = rating_of(cdu);
  const double share = head_derating(rating.head, problem.basis.cdu_head_allowance);
  const std::string s =
      book.derive(id + ".head_share", share, "", "sqrt((H - h) / H)",
                  {{"H", book.attribute(cdu, "rated_head")}, {"h", book.limit("basis.cdu_head_allowance")}},
                  "share of heat and flow with the filter dirty", "flow with the square root of the head (M14)");
  const std::string unit = book.derive(
      id + ".unit_capacity", group.cdu_capacity.si, "kW", "Q0 * min(1, ATD / ATD0) * s",
      {{"Q0", rated}, {"ATD", atd}, {"ATD0", book.attribute(cdu, "rated_atd")}, {"s", s}},
      "heat one CDU moves at the design approach", "proportional to ATD at fixed flows, capped at the rating (M14)");
  const std::string unit_flow =
      book.derive(id + ".unit_flow", rating.flow.si * share, "L/min", "F * s",
                  {{"F", book.attribute(cdu, "rated_flow")}, {"s", s}}, "TCS flow one CDU gives", "rating and head");
  const bool by_approach = group.cdu_limit == std::string_view("approach-limited");
  std::vector<LedgerInput> inputs{{"Q", pod + ".liquid_peak"}, {"Qu", unit}, {"V", flow}, {"Vu", unit_flow}};
  if (by_approach)
    inputs.push_back({"a", book.leaf(EntryKind::solved, id + ".duty_by_approach", group.cdu.duty, "",
                                     "fewest CDUs whose exchangers reach the design approach",
                                     "counted up until " + id + ".approach is at most basis.cdu_approach")});
  const std::string duty = book.derive(
      id + ".duty", group.cdu.duty, "",
      by_approach ? "max(ceil(Q / Qu), ceil(V / Vu), a)" : "max(ceil(Q / Qu), ceil(V / Vu))", inputs,
      std::string("CDUs a full pod needs; ") + group.cdu_limit, "by heat at EDP peak, by flow, by approach (M20)");
  record_exchange(problem, group, book, id, flow, duty);
  return duty;
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
    const std::string duty = record_units(problem, group, book, id);
    book.derive(pod + ".fws_heat", group.pod_fws_heat.si, "kW", "Q + n * P",
                {{"Q", pod + ".liquid"}, {"n", duty}, {"P", book.attribute(cdu, "electrical_power")}},
                "heat of a pod to facility water", "pump work ends as heat in the water (M04)");
    const int pods = group.pods;
    const double flow = group.rack_flow.si * group.racks_per_pod / book.value(id + ".unit_flow");
    const double share = std::max<double>(group.pod_liquid_peak / group.cdu_capacity, flow);
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
                std::to_string(pods) + " pods; " + group.cdu_limit + "; approach " +
                round_text(group.cdu_approach.si, 3) + " K"},
           {duty,
            {"pod." + group.id + ".pods"},
            redundancy_formula(problem.spec.cooling.redundancy),
            plant.groups.size() > 1 ? group.id : std::string()});
  }
}

}  // namespace

extern constinit const Service cdu{.name = "cdu", .rank = 30, .options = options, .record = record};

}  // namespace plinth::services
