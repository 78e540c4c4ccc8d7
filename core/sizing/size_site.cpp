// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/size_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/model/book.h"
#include "core/sizing/direct_current.h"
#include "core/sizing/extras.h"
#include "core/sizing/graph_builder.h"
#include "core/sizing/infeasible.h"
#include "core/sizing/phases.h"
#include "core/sizing/rack_plan.h"
#include "core/sizing/rejection.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"
#include "core/sizing/site_records.h"
#include "core/sizing/solve.h"
#include "core/sizing/storage_need.h"

namespace plinth {
namespace {

Finding fault(std::string code, std::string message, std::string hint = "") {
  Finding finding;
  finding.code = std::move(code);
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  return finding;
}

Finding remark(std::string code, std::string message) {
  Finding finding = fault(std::move(code), std::move(message));
  finding.severity = Severity::info;
  return finding;
}

void locate(Finding& finding, const SiteSpec& spec, const std::string& key) {
  const auto origin = spec.origins.find(key);
  if (origin != spec.origins.end()) finding.origin = origin->second;
}

/// Reads the named values; each one missing is a finding, since a made-up margin would be a wrong number.
class BasisReader {
 public:
  BasisReader(const SiteSpec& spec, const Catalog& catalog, std::vector<Finding>& findings)
      : spec_(spec), catalog_(catalog), findings_(findings) {}
  double operator()(const std::string& name) {
    return limit("basis." + name, "add it to catalog/standards/design_basis.toml");
  }
  double limit(const std::string& id, const std::string& hint) {
    const Limit* limit = catalog_.limit(id, text(spec_.project.jurisdiction));
    if (limit != nullptr) return limit->si;
    findings_.push_back(fault("SIZ001", "the catalog has no design-basis value `" + id + "`", hint));
    return 1.0;
  }

 private:
  const SiteSpec& spec_;
  const Catalog& catalog_;
  std::vector<Finding>& findings_;
};

DesignBasis read_basis(BasisReader basis) {
  DesignBasis b{};
  b.housekeeping_ratio = basis("housekeeping_ratio");
  b.distribution_loss_ratio = basis("distribution_loss_ratio");
  b.recharge_ratio = basis("recharge_ratio");
  b.inverter_efficiency = basis("inverter_efficiency");
  b.fws_range = TemperatureDifference{basis("fws_range")};
  b.cdu_approach = TemperatureDifference{basis("cdu_approach")};
  b.recirculation = TemperatureDifference{basis("recirculation")};
  b.freeze_margin = TemperatureDifference{basis("freeze_margin")};
  b.cdu_head_allowance = Pressure{basis("cdu_head_allowance")};
  b.pump_head = Pressure{basis("pump_head")};
  b.pump_head_reserve = basis("pump_head_reserve");
  b.pump_efficiency = basis("pump_efficiency");
  b.site_work = Time{basis("site_work")};
  b.buffer_time = Time{basis("buffer_time")};
  b.genset_bridge = Time{basis("genset_bridge")};
  b.ride_through = Time{basis("ride_through")};
  b.buffer_effectiveness = basis("buffer_effectiveness");
  b.mechanical_power_factor = PowerFactor{basis("mechanical_power_factor")};
  b.critical_power_factor = PowerFactor{basis("critical_power_factor")};
  b.mv_ring_current = Current{basis("mv_ring_current")};
  b.mv_distribution_limit = Voltage{basis("mv_distribution_limit")};
  b.distribution_voltage = Voltage{basis("distribution_voltage")};
  b.grid_fault_current = Current{basis("grid_fault_current")};
  b.grid_fault_current_high = Current{basis("grid_fault_current.high")};
  b.gear_fault_time = Time{basis("fault_time.gear")};
  b.fault_margin = basis.limit("fault.margin", "add it to catalog/standards/electrical.toml");
  b.closed_transition = basis("closed_transition") > 0.5;
  b.chiller_derating = basis("chiller_derating");
  b.genset_rated_ambient = Temperature{basis("genset_rated_ambient")};
  b.genset_rated_altitude = Length{basis("genset_rated_altitude")};
  b.supply_rise = TemperatureDifference{basis("supply_rise")};
  b.loop_base = Volume{basis("loop_base")};
  b.loop_residence = Time{basis("loop_residence")};
  b.expansion_cold = Temperature{basis("expansion.cold")};
  b.expansion_charge = Pressure{basis("expansion.charge")};
  b.expansion_end = Pressure{basis("expansion.end")};
  b.expansion_reserve = basis("expansion.reserve");
  b.expansion_reserve_min = Volume{basis("expansion.reserve_min")};
  b.genset_mean_pressure = Pressure{basis("genset_mean_pressure")};
  b.auxiliary_inverter_efficiency = basis("auxiliary_inverter_efficiency");
  b.bleed_latent_heat = basis("bleed_latent_heat");
  b.mean_below_peak = TemperatureDifference{basis("mean_below_peak")};
  return b;
}

void check_scope(const SiteSpec& spec, const Catalog& catalog, std::vector<Finding>& findings) {
  const auto rack = [&](const std::string& id, const std::string& key) {
    const ModuleType* type = catalog.module(id);
    if (type != nullptr && type->kind == "rack") return;
    std::vector<std::string> names;
    for (const ModuleType* candidate : catalog.modules_of("rack")) names.push_back(candidate->id);
    const std::string near = nearest(id, names);
    findings.push_back(fault("SIZ003", "the catalog has no rack `" + printable(id) + "`",
                             near.empty() ? "racks: " + join(names, ", ") : "did you mean `" + near + "`?"));
    locate(findings.back(), spec, key);
  };
  if (spec.it.groups.empty()) rack(spec.it.rack, "it.rack");
  for (std::size_t i = 0; i < spec.it.groups.size(); ++i)
    rack(spec.it.groups[i].rack, "it.group." + std::to_string(i + 1) + ".rack");
  for (Finding& finding : rack_faults(spec, catalog)) findings.push_back(std::move(finding));
  for (Finding& finding : supply_faults(spec, catalog)) findings.push_back(std::move(finding));
  if (!has_errors(findings))
    for (Finding& finding : phase_faults(spec, catalog)) findings.push_back(std::move(finding));
  if (catalog.grid_profile(spec.utility.grid_profile) == nullptr) {
    std::vector<std::string> names;
    for (const GridProfile& profile : catalog.grid_profiles) names.push_back(profile.id);
    findings.push_back(fault("SIZ004", "the catalog has no grid profile `" + printable(spec.utility.grid_profile) + "`",
                             "profiles: " + join(names, ", ")));
    locate(findings.back(), spec, "site.utility.grid_profile");
  }
  for (const auto& [list, key] :
       {std::pair{&spec.catalog.exclude, "catalog.exclude"}, {&spec.catalog.prefer, "catalog.prefer"}})
    for (const std::string& name : *list) {
      if (std::any_of(catalog.modules.begin(), catalog.modules.end(),
                      [&](const ModuleType& type) { return type.id == name || type.manufacturer == name; }))
        continue;
      std::vector<std::string> names;
      for (const ModuleType& type : catalog.modules) names.push_back(type.id);
      const std::string near = nearest(name, names);
      findings.push_back(fault("SIZ005",
                               "`" + std::string(key) + "` names `" + printable(name) +
                                   "`, which is neither a module type nor a manufacturer",
                               near.empty() ? "" : "did you mean `" + near + "`?"));
      locate(findings.back(), spec, key);
    }
  for (Finding& finding : storage_faults(spec, catalog)) findings.push_back(std::move(finding));
}

/// The coolant asked for; else water where it cannot freeze, or the weakest propylene glycol that stays liquid at the
/// coldest hour with the margin, the strongest where none does. Ethylene glycol is poisonous: never by itself.
Coolant facility_coolant(const SiteSpec& spec, TemperatureDifference margin) {
  if (const auto asked = coolant_named(spec.cooling.coolant)) return *asked;
  for (const Coolant coolant : {Coolant::water, Coolant::pg25, Coolant::pg30, Coolant::pg40})
    if (freezing_point(coolant) + margin <= spec.climate.minimum) return coolant;
  return Coolant::pg50;
}

Problem make_problem(const SiteSpec& spec, const Catalog& catalog, const DesignBasis& basis, double derating) {
  const Coolant coolant = facility_coolant(spec, basis.freeze_margin);
  const bool direct = spec.utility.voltage.si <= basis.mv_distribution_limit.si * (1 + 1e-9);
  const bool current = distributes_direct_current(spec, catalog);
  return {spec,     catalog,
          basis,    catalog.grid_profile(spec.utility.grid_profile),
          coolant,  direct ? spec.utility.voltage : basis.distribution_voltage,
          derating, lead_limit(spec, basis.site_work),
          current,  current ? basis.auxiliary_inverter_efficiency : 1.0};
}

Demand demand_of(const Plant& plant, const Book& book) {
  Demand demand;
  demand.it = Power{book.value("demand.it")};
  demand.liquid_heat = Power{book.value("demand.liquid_heat")};
  demand.air_heat = Power{book.value("demand.air_heat")};
  demand.mechanical = Power{book.value("demand.mechanical")};
  demand.losses = Power{book.value("demand.losses")};
  demand.facility = plant.facility;
  demand.utility = plant.utility;
  for (const GroupPlan& group : plant.groups) demand.racks += group.racks;
  return demand;
}

ObjectiveResult objective_of(const Problem& problem, const Solution& solution) {
  ObjectiveResult result;
  result.name = text(problem.spec.objective);
  constexpr std::array<const char*, 5> units{"USD", "m2", "kW", "week", "USD"};
  result.unit = units[static_cast<std::size_t>(problem.spec.objective)];
  result.value = problem.spec.objective == Objective::energy ? solution.value / 1e3 : solution.value;
  result.proved = solution.exhausted && solution.plant.packing_proved;
  result.bound = problem.spec.objective == Objective::energy ? solution.bound / 1e3 : solution.bound;
  result.gap = result.value > 0 ? (result.value - result.bound) / result.value : 0;
  result.how =
      std::to_string(solution.tried) +
      " partial plants compared; only those beaten in all that later services use were dropped; one module type per "
      "service, equal blocks";
  if (!solution.exhausted) result.how += "; stopped at the search limit, so a better design is not excluded";
  if (!solution.plant.packing_proved) result.how += "; the packing search for unequal pods was cut short";
  return result;
}

/// What keeps the margin where propylene glycol does not.
std::string against_freezing(const Problem& problem) {
  for (const Coolant coolant : {Coolant::eg40, Coolant::eg50})
    if (freezing_point(coolant) + problem.basis.freeze_margin <= problem.spec.climate.minimum)
      return fmt::format(
          "cooling.coolant = \"{}\" holds, where poisonous ethylene glycol may be used; else drain idle "
          "coolers or heat them",
          text(coolant));
  return "no stronger mixture is in the fits: drain idle coolers or heat them";
}

void note_freezing(const Problem& problem, std::vector<Finding>& findings) {
  const Coolant coolant = problem.facility_coolant;
  const Temperature coldest = problem.spec.climate.minimum;
  if (freezing_point(coolant) + problem.basis.freeze_margin <= coldest) return;
  Finding note = fault(
      "SIZ020",
      "facility water is " + std::string(text(coolant)) + ", which freezes at " +
          round_text(freezing_point(coolant).degC(), 3) + " degC; the site goes down to " + round_text(coldest.degC()) +
          " degC, and " + round_text(problem.basis.freeze_margin.si) + " K of margin are kept",
      problem.spec.cooling.coolant == "auto" ? against_freezing(problem)
                                             : "cooling.coolant = \"auto\" takes the weakest glycol that holds");
  note.severity = Severity::warning;
  locate(note, problem.spec, problem.spec.cooling.coolant == "auto" ? "site.climate.minimum" : "cooling.coolant");
  findings.push_back(note);
}

void note_unchecked_date(const SiteSpec& spec, std::vector<Finding>& findings) {
  if (spec.project.need_by.empty() || !spec.project.order_date.empty()) return;
  findings.push_back(
      remark("SIZ023", "lead times are not checked against project.need_by: project.order_date is not given"));
  locate(findings.back(), spec, "project.need_by");
}

}  // namespace

Outcome<Problem> read_problem(const SiteSpec& spec, const Catalog& catalog) {
  Outcome<Problem> outcome;
  check_scope(spec, catalog, outcome.findings);
  const BasisReader reader(spec, catalog, outcome.findings);
  const DesignBasis basis = read_basis(reader);
  const auto derating = ups_altitude_share(catalog, spec.project.jurisdiction, spec.site.elevation);
  if (!derating) {
    outcome.findings.push_back(fault("SIZ008",
                                     "no UPS rating is known at " + round_text(spec.site.elevation.si) +
                                         " m: the altitude table of IEC 62040-3 (basis.ups_derating) ends at 5000 m",
                                     "check `site.elevation`"));
    locate(outcome.findings.back(), spec, "site.elevation");
  }
  if (has_errors(outcome.findings)) return outcome;
  outcome.value.emplace(make_problem(spec, catalog, basis, *derating));
  outcome.value->phase_share = smallest_phase_share(spec, catalog);
  outcome.findings = extras_faults(*outcome.value);
  if (has_errors(outcome.findings)) outcome.value.reset();
  return outcome;
}

namespace {

/// Ledger, selection and graph of a solved plant, but for the derivation of its extras.
Sizing recorded(const Problem& problem, const Solution& solution) {
  Sizing sizing;
  Book book(sizing.ledger, problem.spec, problem.catalog);
  std::vector<const Service*> services(all_services().begin(), all_services().end());
  std::sort(services.begin(), services.end(), [](const Service* a, const Service* b) { return a->rank < b->rank; });
  for (const Service* service : services) service->record(problem, solution.plant, book, sizing.selection);
  sizing.demand = demand_of(solution.plant, book);
  sizing.objective = objective_of(problem, solution);
  sizing.graph = assemble(problem, solution.plant);
  sizing.blocks = solution.plant.blocks;
  return sizing;
}

void finish(const Problem& problem, const Plant& plant, Sizing& sizing) {
  Book book(sizing.ledger, problem.spec, problem.catalog);
  record_extras(problem, plant, book, sizing.selection);
  total_selections(book, sizing.selection);
  std::stable_sort(sizing.selection.begin(), sizing.selection.end(),
                   [](const Selection& a, const Selection& b) { return a.service < b.service; });
}

/// Keeps what an earlier pass asked for: extras only grow, so the passes come to an end.
std::vector<ExtraPlan> grown(const std::vector<ExtraPlan>& before, std::vector<ExtraPlan> now) {
  for (const ExtraPlan& old : before) {
    const auto same = std::find_if(now.begin(), now.end(), [&](const ExtraPlan& e) { return e.kind == old.kind; });
    if (same != now.end() && same->type == old.type && same->duty < old.duty && same->places == old.places) *same = old;
  }
  return now;
}

constexpr int most_passes = 8;

}  // namespace

namespace {

/// Sizes until the extras settle; `problem` holds them then.
Outcome<Sized> size_problem(Problem& problem, const SearchLimits& limits) {
  Outcome<Sized> outcome;
  for (int pass = 1;; ++pass) {
    Refusals refusals;
    const SearchResult result = solve(problem, refusals, limits);
    if (!result.solution) {
      outcome.findings = explain(problem, refusals, result);
      return outcome;
    }
    const Plant& plant = result.solution->plant;
    Sizing sizing = recorded(problem, *result.solution);
    std::vector<Finding> remarks;
    std::vector<ExtraPlan> extras = extras_of(problem, plant, sizing.graph, sizing.ledger, remarks);
    if (pass > 2) extras = grown(problem.extras, std::move(extras));
    const bool settled = extras == problem.extras;
    if (!settled && pass == most_passes)
      remarks.push_back(fault("SIZ025", "the extras of this site do not settle: what they draw changes what is needed",
                              "leave one of them out of `extras.include`"));
    if (has_errors(remarks)) {
      outcome.findings = std::move(remarks);
      return outcome;
    }
    if (settled) {
      finish(problem, plant, sizing);
      outcome.findings = std::move(remarks);
      outcome.value = Sized{std::move(sizing), plant};
      return outcome;
    }
    problem.extras = std::move(extras);
  }
}

}  // namespace

Outcome<Sizing> size_site(const SiteSpec& spec, const Catalog& catalog, SearchEffort effort) {
  Outcome<Sizing> outcome;
  Outcome<Problem> posed = read_problem(spec, catalog);
  outcome.findings = std::move(posed.findings);
  if (!posed.ok()) return outcome;
  Problem problem = *posed.value;
  const SearchLimits limits = effort == SearchEffort::quick ? quick_search : SearchLimits{};
  Outcome<Sized> sized = size_problem(problem, limits);
  if (!sized.ok()) {
    outcome.findings = std::move(sized.findings);
    return outcome;
  }
  Sizing& sizing = sized.value->sizing;
  const Plant& plant = sized.value->plant;
  note_freezing(problem, outcome.findings);
  note_unchecked_date(spec, outcome.findings);
  for (Finding& finding : rack_remarks(spec, plant.groups)) outcome.findings.push_back(std::move(finding));
  for (Finding& finding : sized.findings) outcome.findings.push_back(std::move(finding));
  if (!spec.phases.empty()) {
    const SizePhase size = [&](Problem part) -> std::optional<Sized> {
      Outcome<Sized> of_part = size_problem(part, limits);
      return of_part.ok() ? std::move(of_part.value) : std::nullopt;
    };
    for (Finding& finding : divide_into_phases(problem, plant, sizing, size))
      outcome.findings.push_back(std::move(finding));
    if (has_errors(outcome.findings)) return outcome;
  }
  outcome.value = std::move(sizing);
  return outcome;
}

}  // namespace plinth
