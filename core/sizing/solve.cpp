// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/solve.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/model/fault_source.h"
#include "core/sizing/bound.h"
#include "core/sizing/medium_fault.h"
#include "core/sizing/service.h"
#include "core/sizing/storage_plan.h"

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
  const bool all = objective == Objective::weighted;
  facets.burden = {plant.cost};
  if (all || objective == Objective::area) facets.burden.push_back(plant.area_m2);
  if (all || objective == Objective::lead_time) facets.burden.push_back(plant.lead_weeks);
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
                     plant.chiller.installed, chilled ? 0 : static_cast<long long>(plant.chw_supply.kelvin * 1e3),
                     chilled ? 0 : static_cast<long long>(plant.chw_return.kelvin * 1e3)});
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
    burden({(plant.mechanical_load + plant.mechanical_loss).si, plant.ring_load, plant.largest_start.si});
  else
    burden({(plant.cooler_power + plant.chiller_power).si, (plant.site_cooler_power + plant.site_chiller_power).si});
}

/// What decides whether gear stands short circuits, until that is settled.
void describe_faults(const Problem& problem, const Plant& plant, Facets& facets) {
  const auto index = [&](const ModuleType* type) {
    return type == nullptr ? -1LL : static_cast<long long>(type - problem.catalog.modules.data());
  };
  if (plant.mv_switchgear.type == nullptr) {
    // Which main transformers run in parallel is decided with the switchgear.
    if (!plant.fault_stood) facets.key = {index(plant.main_transformer.type), plant.main_transformer.installed};
    const WithstandCurrents rings = ring_gear(problem, plant);
    facets.burden.insert(facets.burden.end(),
                         {-rings.short_time.si, -rings.peak.si,
                          plant.pcs.type == nullptr ? 0.0 : converter_current(*plant.pcs.type, problem.mv).si});
  } else if (!plant.generators_stood && plant.generator_switchgear.type == nullptr) {
    facets.key = {index(plant.mv_switchgear.type),  plant.mv_switchgear.installed, index(plant.main_transformer.type),
                  plant.main_transformer.installed, index(plant.genset.type),      plant.genset.installed};
    facets.burden.push_back(plant.pcs.type == nullptr ? 0.0 : converter_current(*plant.pcs.type, problem.mv).si);
  }
}

/// From the power trains on only totals matter.
void describe_totals(const Problem& problem, const Plant& plant, Facets& facets) {
  const auto burden = [&](std::initializer_list<double> values) { facets.burden.insert(facets.burden.end(), values); };
  burden({plant.packing_proved ? 0.0 : 1.0, plant.ring_load, static_cast<double>(plant.pcs.installed),
          plant.genset.type == nullptr ? plant.largest_start.si : 0.0});
  describe_faults(problem, plant, facets);
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
  if (plant.storage_decided || !ups_may_smooth(problem, plant)) return;
  const UpsSpare spare = ups_spare(problem, plant);
  burden({-spare.energy.si, -spare.charge.si, -spare.discharge.si, -spare.nameplate.si});
}

Facets facets_of(const Problem& problem, const Plant& plant) {
  Facets facets;
  describe_objective(problem.spec.objective, plant, facets);
  if (plant.module.type == nullptr)
    describe_cooling(plant, facets);
  else
    describe_totals(problem, plant, facets);
  return facets;
}

bool no_worse(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] > b[i]) return false;
  return true;
}

/// Keeps the plants that no other one beats or equals; the order of the input decides between equals.
std::vector<Plant> undominated(const Problem& problem, std::vector<Plant> plants) {
  std::map<std::vector<long long>, std::vector<std::pair<std::vector<double>, std::size_t>>> buckets;
  std::vector<bool> keep(plants.size(), true);
  for (std::size_t i = 0; i < plants.size(); ++i) {
    Facets facets = facets_of(problem, plants[i]);
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

std::pair<double, double> objective_value(const SiteSpec& spec, const Plant& plant) {
  const SiteSpec::Prices& prices = spec.prices;
  switch (spec.objective) {
    case Objective::cost:
      return {plant.cost, plant.area_m2};
    case Objective::area:
      return {plant.area_m2, plant.cost};
    case Objective::lead_time:
      return {plant.lead_weeks, plant.cost};
    case Objective::weighted:
      return {plant.cost + prices.per_m2 * plant.area_m2 + prices.per_kw * plant.facility_steady.si / 1e3 +
                  prices.per_week * plant.lead_weeks,
              plant.cost};
    case Objective::energy:
      break;
  }
  return {plant.facility_steady.si, plant.cost};
}

namespace {

/// Drops what the grid connection cannot carry, so that hopeless sites are seen early.
void drop_overdrawn(const Problem& problem, const Bounds& bounds, std::vector<Plant>& plants, Refusals& refusals) {
  std::erase_if(plants, [&](const Plant& plant) {
    const ApparentPower least = bounds.demand(plant);
    if (plant.groups.empty() || least.si <= problem.spec.utility.capacity.si * (1 + 1e-9)) return false;
    refusals.add("utility", *plant.groups.front().rack, [&] {
      return "racks and their cooling draw " + round_text(least / MVA) + " MVA at least; the connection gives " +
             round_text(problem.spec.utility.capacity / MVA) + " MVA";
    });
    return true;
  });
}

/// Drops plants that cannot end below a known value of the objective; equal ones stay, so that ties are broken alike.
void drop_beaten(const Bounds& bounds, double known, std::vector<Plant>& plants) {
  std::erase_if(plants, [&](const Plant& plant) { return bounds.objective(plant) > known * (1 + 1e-12); });
}

/// Keeps the `limit` plants of the least bound, in that order; returns the least bound of those dropped.
double keep_promising(const Bounds& bounds, std::size_t limit, std::vector<Plant>& plants) {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < plants.size(); ++i) order.emplace_back(bounds.objective(plants[i]), i);
  std::sort(order.begin(), order.end());
  std::vector<Plant> kept;
  for (std::size_t i = 0; i < limit; ++i) kept.push_back(std::move(plants[order[i].second]));
  plants = std::move(kept);
  return order[limit].first;
}

struct Run {
  std::optional<Plant> best;
  long long tried = 0;
  std::string stuck;   ///< service after which nothing was left
  double dropped = 0;  ///< least lower bound of what was cut by the limit; 0 when nothing was
};

/// One pass through the chain. Partial plants that cannot beat `incumbent` are dropped for good.
Run build(const Problem& problem, Refusals& refusals, const Bounds& bounds, const SearchLimits& limits,
          const std::optional<Plant>& incumbent) {
  const auto better = [&](const Plant& a, const Plant& b) {
    return objective_value(problem.spec, a) < objective_value(problem.spec, b);
  };
  Run run;
  std::vector<Plant> partial{Plant{}};
  for (const Service* service : chain()) {
    std::vector<Plant> next;
    for (Plant& plant : partial) {
      if (incumbent && problem.spec.objective == Objective::cost)
        plant.ceiling = {incumbent->cost, bounds.cost_beside_power(plant)};
      service->options(problem, plant, next, refusals);
    }
    run.tried += static_cast<long long>(next.size());
    if (next.empty()) run.stuck = service->name;
    if (limits.bounds) drop_overdrawn(problem, bounds, next, refusals);
    if (next.empty() && run.stuck.empty()) run.stuck = "utility";
    if (incumbent) drop_beaten(bounds, objective_value(problem.spec, *incumbent).first, next);
    partial = limits.dominance ? undominated(problem, std::move(next)) : std::move(next);
    if (partial.empty()) return run;
    if (partial.size() <= limits.plants) continue;
    const double cut = keep_promising(bounds, limits.plants, partial);
    run.dropped = run.dropped == 0 ? cut : std::min(run.dropped, cut);
  }
  run.best = *std::min_element(partial.begin(), partial.end(), better);
  return run;
}

}  // namespace

SearchResult solve(const Problem& problem, Refusals& refusals, const SearchLimits& limits) {
  const Bounds bounds(problem);
  // A narrow pass finds a good design quickly; the full pass then only follows what could still beat it.
  SearchLimits narrow = limits;
  narrow.plants = 30;
  const Run first = limits.bounds ? build(problem, refusals, bounds, narrow, std::nullopt) : Run{};
  const bool enough = limits.any && first.best;
  const Run full = enough ? Run{} : build(problem, refusals, bounds, limits, first.best);
  Solution solution;
  solution.tried = first.tried + full.tried;
  if (!full.best && !first.best) return {std::nullopt, full.dropped == 0, full.stuck};
  solution.plant =
      full.best &&
              (!first.best || !(objective_value(problem.spec, *first.best) < objective_value(problem.spec, *full.best)))
          ? *full.best
          : *first.best;
  solution.value = objective_value(problem.spec, solution.plant).first;
  solution.exhausted = !enough && full.dropped == 0;
  solution.bound = solution.exhausted ? solution.value : std::min(solution.value, enough ? 0 : full.dropped);
  return {solution, solution.exhausted, ""};
}

}  // namespace plinth
