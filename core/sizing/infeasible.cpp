// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/infeasible.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/sizing/rejection.h"
#include "core/sizing/service.h"

namespace plinth {
namespace {

Finding remark(std::string message) {
  Finding finding;
  finding.code = "SIZ012";
  finding.severity = Severity::info;
  finding.message = std::move(message);
  return finding;
}

bool names(const std::vector<std::string>& list, const ModuleType& type) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& name) { return name == type.id || name == type.manufacturer; });
}

/// From which TCS supply temperature on some cooler's air would be a kelvin colder than the water it has to make.
std::string warmer_water(const Problem& problem) {
  std::optional<Temperature> coldest;
  for (const std::string_view kind : {"adiabatic_cooler", "dry_cooler"})
    for (const ModuleType* type : candidates(problem, kind))
      if (const Temperature air = sink(problem, *type); !coldest || air < *coldest) coldest = air;
  if (!coldest) return "";
  const Temperature supply = *coldest + problem.basis.cdu_approach + TemperatureDifference{1.0};
  return "air of " + round_text(coldest->degC(), 3) + " degC can cool racks supplied at " +
         round_text(supply.degC(), 3) +
         " degC or more: raise it.supply_temperature, or allow another cooling.rejection";
}

/// Under which names a service keeps its refusals: its own, and those of what it buys on the side.
std::vector<std::string> names_of(const std::string& service) {
  if (service == "bess") return {"bess", "pcs"};
  if (service == "fws_pump" || service == "chw_pump") return {service, service + "_skid"};
  if (service == "intake") return {"utility", "intake"};
  return {service};
}

/// The line of the site that the service hangs on, else that of the load.
std::string key_of(const SiteSpec& spec, const std::string& service) {
  const auto written = [&](const std::string& key) { return spec.origins.contains(key); };
  if (service == "heat_rejection" || service == "chiller")
    return written("site.climate.dry_bulb") ? "site.climate.dry_bulb" : "site.climate.weather";
  if (service == "it" || service == "cdu") return "it.supply_temperature";
  for (const char* key : {"it.load", "it.accelerators", "it.group.1.rack"})
    if (written(key)) return key;
  return "it.load";
}

}  // namespace

std::string not_offered(const Problem& problem, const ModuleType& type) {
  if (names(problem.spec.catalog.exclude, type)) return "is excluded by catalog.exclude";
  if (std::string late = comes_too_late(problem.lead, type); !late.empty()) return late;
  const auto& offered = candidates(problem, type.kind);
  if (type.kind != "rack" && std::find(offered.begin(), offered.end(), &type) == offered.end())
    return "is not among those that catalog.prefer names";
  return "";
}

std::vector<Finding> explain(const Problem& problem, const Refusals& refusals, const SearchResult& result) {
  std::string last = result.stuck;
  std::vector<Finding> reasons;
  bool overdrawn = last == "utility";
  for (const std::string& name : names_of(last)) {
    const auto known = refusals.all().find(name);
    if (known == refusals.all().end()) continue;
    overdrawn = overdrawn || name == "utility";
    for (const auto& [module, why] : known->second) reasons.push_back(remark("`" + module + "` " + why));
  }
  if (overdrawn) last = "utility";
  for (const ModuleType& type : problem.catalog.modules) {
    const Kind* kind = problem.catalog.kind(type.kind);
    if (overdrawn || kind == nullptr || (kind->service != last && kind->id != last)) continue;
    if (const std::string why = not_offered(problem, type); !why.empty())
      reasons.push_back(remark("`" + type.id + "` " + why));
  }
  if (reasons.empty()) reasons.push_back(remark("the catalog has no module for it"));
  const std::string how = result.exhausted ? " (proved: every combination was tried)" : ", as far as the search went";
  Finding finding;
  finding.code = overdrawn ? "SIZ011" : "SIZ010";
  finding.message = overdrawn ? "the grid connection is too small for every possible design" + how
                              : "no design satisfies the site: nothing serves `" + last + "`" + how;
  if (last == "heat_rejection") finding.hint = warmer_water(problem);
  const std::string key = overdrawn ? "site.utility.capacity" : key_of(problem.spec, last);
  if (const auto origin = problem.spec.origins.find(key); origin != problem.spec.origins.end())
    finding.origin = origin->second;
  reasons.insert(reasons.begin(), std::move(finding));
  return reasons;
}

}  // namespace plinth
