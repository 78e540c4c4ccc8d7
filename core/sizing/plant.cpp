// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/plant.h"

#include <algorithm>

#include "core/model/catalog_choice.h"
#include "core/physics/transformer.h"

namespace plinth {

namespace {

std::vector<const ModuleType*> allowed_types(const Problem& problem, std::string_view kind) {
  std::vector<const ModuleType*> allowed = problem.catalog.modules_of(kind);
  std::erase_if(allowed, [&](const ModuleType* type) { return !comes_too_late(problem.lead, *type).empty(); });
  if (problem.fixed) {
    std::vector<const ModuleType*> taken = allowed;
    std::erase_if(taken, [&](const ModuleType* type) {
      return !problem.fixed->types.contains(type->id) || names(problem.spec.catalog.exclude, *type);
    });
    if (!taken.empty()) return taken;
  }
  return offered(problem.spec.catalog, std::move(allowed));
}

}  // namespace

const std::vector<const ModuleType*>& candidates(const Problem& problem, std::string_view kind) {
  auto& known = problem.memo->candidates;
  const auto found = known.find(kind);
  if (found != known.end()) return found->second;
  return known.emplace(std::string(kind), allowed_types(problem, kind)).first->second;
}

bool takes_voltage(const ModuleType& type, const std::string& range, Voltage volts) {
  return volts.si >= type.required_number(range + "_min") * (1 - 1e-9) &&
         volts.si <= type.required_number(range + "_max") * (1 + 1e-9);
}

double usable_share(const Problem& problem, const ModuleType& transformer) {
  return problem.memo->once("transformer.derating", &transformer, [&] {
    const bool dry = transformer.find("cooling_class") != nullptr && transformer.word("cooling_class") == "dry";
    return transformer_derating(dry ? dry_derating : liquid_derating, problem.spec.site.elevation,
                                problem.spec.climate.dry_bulb - problem.basis.mean_below_peak);
  });
}

int installed_for(int duty, Redundancy redundancy) {
  if (duty == 0) return 0;
  switch (redundancy) {
    case Redundancy::n:
      return duty;
    case Redundancy::n_plus_1:
    case Redundancy::block:
      return duty + 1;
    case Redundancy::n_plus_2:
      return duty + 2;
    case Redundancy::two_n:
      return 2 * duty;
    case Redundancy::two_n_plus_1:
      return 2 * (duty + 1);
    case Redundancy::three_n_2:
    case Redundancy::four_n_3:
      break;
  }
  const int systems = systems_of(redundancy);
  return systems * ((duty + systems - 2) / (systems - 1));
}

int systems_of(Redundancy redundancy) {
  if (redundancy == Redundancy::three_n_2) return 3;
  if (redundancy == Redundancy::four_n_3) return 4;
  return is_two_sided(redundancy) ? 2 : 1;
}

Redundancy shared_plant(Redundancy redundancy) {
  return redundancy == Redundancy::block || systems_of(redundancy) > 2 ? Redundancy::n_plus_1 : redundancy;
}

bool is_redundant(Redundancy redundancy) { return redundancy != Redundancy::n; }

bool is_two_sided(Redundancy redundancy) {
  return redundancy == Redundancy::two_n || redundancy == Redundancy::two_n_plus_1;
}

void account_inside(Plant& plant, const ModuleType& type, int count) {
  if (count == 0) return;
  plant.cost += type.number("cost_mid").value_or(0) * count;
  plant.lead_weeks = std::max(plant.lead_weeks, type.number("lead_time_mid").value_or(0) / week.si);
}

void account(Plant& plant, const ModuleType& type, int count) {
  account_inside(plant, type, count);
  plant.area_m2 += static_cast<double>(type.length) * static_cast<double>(type.width) * 1e-6 * count;
}

}  // namespace plinth
