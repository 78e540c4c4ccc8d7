// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/solve.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/sizing/service.h"

namespace plinth {
namespace {

/// Services in the order of their rank.
std::vector<const Service*> chain() {
  std::vector<const Service*> services(all_services().begin(), all_services().end());
  std::sort(services.begin(), services.end(), [](const Service* a, const Service* b) { return a->rank < b->rank; });
  return services;
}

/// What the rest of the chain can see of a partial plant. Plants with equal `key` are interchangeable but for `burden`,
/// and nothing later gets cheaper when a burden grows: so one with no smaller burden anywhere can be dropped.
struct Facets {
  std::vector<long long> key;
  std::vector<double> burden;
};

/// What the site minimises, and cost: the only sums that matter in the end.
void describe_objective(Objective objective, const Plant& plant, Facets& facets) {
  facets.burden = {plant.cost};
  if (objective == Objective::area) facets.burden.push_back(plant.area_m2);
  if (objective == Objective::lead_time) facets.burden.push_back(plant.lead_weeks);
}

/// Until the power trains are chosen: the pods and what cooling still needs or already draws.
void describe_cooling(const Plant& plant, Facets& facets) {
  const auto burden = [&](std::initializer_list<double> values) { facets.burden.insert(facets.burden.end(), values); };
  for (const GroupPlan& group : plant.groups) {
    facets.key.insert(facets.key.end(), {group.pods, group.racks_per_pod, group.pods_per_block});
    burden({group.pod_critical.si});
    if (group.pod == nullptr || group.fan_wall.type != nullptr) continue;
    burden({group.pod_fws_heat.si, -group.pod->required_number("cdu_positions"),
            -group.pod->required_number("fan_wall_positions")});
  }
  const bool chilled = plant.chiller.type != nullptr, rejected = chilled || plant.cooler.type != nullptr;
  facets.key.insert(facets.key.end(),
                    {plant.blocks, plant.cooler.duty, plant.cooler.installed, plant.chiller.duty,
                     plant.chiller.installed, chilled ? 0 : static_cast<long long>(plant.chw_supply.kelvin * 1e3)});
  if (!rejected) {
    for (const GroupPlan& group : plant.groups) burden({group.pod_fws_heat.si});
  }
  if (!chilled) {
    for (const GroupPlan& group : plant.groups) burden({group.pod_chw_heat.si});
  }
  // Flows follow from heats, and the site's values from the blocks', until the mechanical supply sums them up.
  burden(
      {plant.fws_pump_power.si, plant.chw_pump_power.si, (plant.site_fws_pump_power + plant.site_chw_pump_power).si});
  if (plant.mechanical_decided)
    burden({(plant.mechanical_load + plant.mechanical_loss).si, plant.ring_load});
  else
    burden({(plant.cooler_power + plant.chiller_power).si, (plant.site_cooler_power + plant.site_chiller_power).si});
}

/// From the power trains on only totals matter.
void describe_totals(const Plant& plant, Facets& facets) {
  const auto burden = [&](std::initializer_list<double> values) { facets.burden.insert(facets.burden.end(), values); };
  burden({plant.packing_proved ? 0.0 : 1.0, plant.ring_load, static_cast<double>(plant.pcs.installed)});
  if (plant.genset.type != nullptr) {
    const Power steady = plant.distribution_power - plant.recharge;
    burden({plant.distribution_apparent.si, static_cast<double>(plant.genset.installed),
            steady.si * plant.genset.type->required_number("fuel_rate"),
            -plant.genset.installed * plant.genset.type->number("tank_volume").value_or(0), plant.facility_steady.si});
    return;
  }
  if (plant.distribution_power.si > 0) {
    burden({plant.distribution_power.si, plant.distribution_apparent.si, (plant.distribution_power - plant.recharge).si,
            plant.facility_steady.si, plant.intake.type != nullptr ? 0.0 : plant.utility.si});
    return;
  }
  burden({plant.power_input.si, (plant.power_input + plant.recharge).si,
          (plant.mechanical_load + plant.mechanical_loss + plant.bess_auxiliary).si,
          plant.storage_decided ? 0.0 : plant.power_input / plant.critical_load});
}

Facets facets_of(Objective objective, const Plant& plant) {
  Facets facets;
  describe_objective(objective, plant, facets);
  if (plant.module.type == nullptr)
    describe_cooling(plant, facets);
  else
    describe_totals(plant, facets);
  return facets;
}

bool no_worse(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] > b[i]) return false;
  return true;
}

/// Keeps the plants that no other one beats or equals; the order of the input decides between equals.
std::vector<Plant> undominated(Objective objective, std::vector<Plant> plants) {
  std::map<std::vector<long long>, std::vector<std::pair<std::vector<double>, std::size_t>>> buckets;
  std::vector<bool> keep(plants.size(), true);
  for (std::size_t i = 0; i < plants.size(); ++i) {
    Facets facets = facets_of(objective, plants[i]);
    auto& bucket = buckets[std::move(facets.key)];
    if (std::any_of(bucket.begin(), bucket.end(),
                    [&](const auto& other) { return no_worse(other.first, facets.burden); })) {
      keep[i] = false;
      continue;
    }
    std::erase_if(bucket, [&](const auto& other) {
      const bool beaten = no_worse(facets.burden, other.first);
      if (beaten) keep[other.second] = false;
      return beaten;
    });
    bucket.emplace_back(std::move(facets.burden), i);
  }
  std::vector<Plant> kept;
  for (std::size_t i = 0; i < plants.size(); ++i)
    if (keep[i]) kept.push_back(std::move(plants[i]));
  return kept;
}

}  // namespace

std::pair<double, double> objective_value(Objective objective, const Plant& plant) {
  switch (objective) {
    case Objective::cost:
      return {plant.cost, plant.area_m2};
    case Objective::area:
      return {plant.area_m2, plant.cost};
    case Objective::lead_time:
      return {plant.lead_weeks, plant.cost};
    case Objective::energy:
      break;
  }
  return {plant.facility_steady.si, plant.cost};
}

std::optional<Solution> solve(const Problem& problem, Refusals& refusals, std::size_t limit) {
  const auto better = [&](const Plant& a, const Plant& b) {
    return objective_value(problem.spec.objective, a) < objective_value(problem.spec.objective, b);
  };
  Solution solution;
  solution.exhausted = true;
  std::vector<Plant> partial{Plant{}};
  for (const Service* service : chain()) {
    std::vector<Plant> next;
    for (const Plant& plant : partial) service->options(problem, plant, next, refusals);
    solution.tried += static_cast<long long>(next.size());
    partial = undominated(problem.spec.objective, std::move(next));
    if (partial.empty()) return std::nullopt;
    if (partial.size() <= limit) continue;
    std::stable_sort(partial.begin(), partial.end(), better);
    partial.erase(partial.begin() + static_cast<std::ptrdiff_t>(limit), partial.end());
    solution.exhausted = false;
  }
  solution.plant = *std::min_element(partial.begin(), partial.end(), better);
  solution.value = objective_value(problem.spec.objective, solution.plant).first;
  return solution;
}

}  // namespace plinth
