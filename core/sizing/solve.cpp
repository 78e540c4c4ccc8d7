// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/solve.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/sizing/cooling_units.h"
#include "core/sizing/service.h"
#include "core/sizing/storage_need.h"

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

/// What a type costs and carries, for bounds.
struct Offer {
  double price = 0, capacity = 0;
};

/// Offers for the services decided late: what is still to be bought costs at least the best of these.
struct Offers {
  std::vector<Offer> cooler, chiller, power, genset, bess, pcs;
  double best_efficiency = 1;                              ///< of any UPS at any load
  double mechanical_skid = 0, intake = 0, switchgear = 0;  ///< cheapest: one skid, one intake, all MV line-ups
};

std::vector<Offer> offers_of(const std::vector<const ModuleType*>& types, auto capacity) {
  std::vector<Offer> offers;
  for (const ModuleType* type : types)
    if (const double carried = capacity(*type); carried > 0)
      offers.push_back({type->number("cost_mid").value_or(0), carried});
  return offers;
}

/// Price of `count` of the cheapest type of a kind.
double cheapest(const Problem& problem, std::string_view kind, int count) {
  double least = -1;
  for (const ModuleType* type : candidates(problem, kind))
    if (const double price = type->number("cost_mid").value_or(0); least < 0 || price < least) least = price;
  return std::max(0.0, least) * count;
}

Offers read_offers(const Problem& problem) {
  const auto rated = [](const char* attribute) {
    return [attribute](const ModuleType& type) { return type.required_number(attribute); };
  };
  Refusals ignored;
  Offers offers;
  offers.cooler = offers_of(rejection_types(problem),
                            [&](const ModuleType& type) { return rejection_capacity(problem, type, ignored).si; });
  offers.chiller = offers_of(candidates(problem, "chiller"), [&](const ModuleType& type) {
    return chiller_derating(problem, type) * type.required_number("rated_heat");
  });
  const auto usable = [&](const ModuleType& type) {
    return type.required_number("rated_power") * problem.ups_derating;
  };
  offers.power = offers_of(candidates(problem, "power_module"), usable);
  for (const Offer& offer : offers_of(candidates(problem, "ups_container"), usable)) offers.power.push_back(offer);
  if (problem.spec.power.backup != "none")
    offers.genset = offers_of(candidates(problem, "genset"), rated("rated_power"));
  offers.bess = offers_of(candidates(problem, "bess"), rated("power"));
  offers.pcs = offers_of(candidates(problem, "pcs"), rated("rated_power"));
  double best = 0;
  for (const ModuleType* ups : problem.catalog.modules_of("ups"))
    for (const auto& [load, efficiency] : ups->curve("efficiency")->points) best = std::max(best, efficiency);
  if (best > 0) offers.best_efficiency = best;
  const int sides = is_redundant(problem.spec.power.redundancy) ? 2 : 1;
  offers.mechanical_skid = cheapest(problem, "mv_lv_skid", sides);
  offers.intake = cheapest(problem, "intake", 1);
  offers.switchgear = cheapest(problem, "mv_switchgear", sides);
  if (!offers.genset.empty()) offers.switchgear += cheapest(problem, "generator_switchgear", 1);
  return offers;
}

/// Least price of `load` spread over `places` equal places: the fullest place carries at least the mean, in whole
/// units, and redundancy comes on top in each.
double least_price(const std::vector<Offer>& offers, double load, Redundancy redundancy, int places) {
  double least = -1;
  if (load <= 0) return 0;
  for (const Offer& offer : offers) {
    const int duty = static_cast<int>(whole_units(load / places / offer.capacity));
    const double price = places * installed_for(duty, redundancy) * offer.price;
    if (least < 0 || price < least) least = price;
  }
  return std::max(0.0, least);
}

/// Load on UPS as far as it is known; grows as services are decided.
double critical_load(const Problem& problem, const Plant& plant) {
  double load = 0;
  for (const GroupPlan& group : plant.groups) {
    load += group.racks * group.tdp * (1 + problem.basis.housekeeping_ratio);
    load += group.pods *
            std::max(0.0, (group.pod_critical - group.pod_it).si - problem.basis.housekeeping_ratio * group.pod_it.si);
  }
  return load;
}

/// Least price of the power trains, 0 once they are decided.
double power_price(const Problem& problem, const Offers& offers, const Plant& plant) {
  if (plant.module.type != nullptr) return 0;
  return least_price(offers.power, critical_load(problem, plant), problem.spec.power.redundancy,
                     std::max(1, plant.blocks));
}

/// No completion of this partial plant has a smaller objective.
double lower_bound(const Problem& problem, const Offers& offers, const Plant& plant) {
  const double so_far = objective_value(problem.spec, plant).first;
  if (problem.spec.objective != Objective::cost || plant.groups.empty()) return so_far;
  const auto& spec = problem.spec;
  const int blocks = std::max(1, plant.blocks);
  const double critical = critical_load(problem, plant);
  double swing = 0;
  for (const GroupPlan& group : plant.groups) swing += group.racks * (group.tdp - group.idle);
  double bound = so_far;
  if (plant.chiller.type == nullptr && plant.cooler.type == nullptr)
    bound += least_price(offers.cooler, plant.site_fws_heat.si, spec.cooling.redundancy, blocks);
  if (plant.chiller.type == nullptr)
    bound += least_price(offers.chiller, plant.site_chw_heat.si, spec.cooling.redundancy, blocks);
  bound += power_price(problem, offers, plant);
  if (plant.genset.type == nullptr)
    bound +=
        least_price(offers.genset, std::max(plant.distribution_power.si, critical), spec.power.backup_redundancy, 1);
  const bool ramp =
      std::find(spec.storage.purposes.begin(), spec.storage.purposes.end(), "ramp") != spec.storage.purposes.end();
  if (!plant.storage_decided && ramp && problem.grid != nullptr && smoothing_window(Power{swing}, *problem.grid).si > 0)
    bound += least_price(offers.bess, swing, Redundancy::n, 1) + least_price(offers.pcs, swing, Redundancy::n, 1);
  if (!plant.mechanical_decided) bound += offers.mechanical_skid * blocks;
  if (plant.intake.type == nullptr) bound += offers.intake;
  if (plant.mv_switchgear.type == nullptr)
    bound += offers.switchgear - (plant.generator_switchgear.type == nullptr
                                      ? 0.0
                                      : plant.generator_switchgear.type->number("cost_mid").value_or(0));
  return bound;
}

/// Least apparent power at the connection point that any completion of this partial plant draws.
ApparentPower least_demand(const Problem& problem, const Offers& offers, const Plant& plant) {
  const double critical = critical_load(problem, plant) + (plant.site_fws_pump_power + plant.site_chw_pump_power).si;
  const double output = critical / (1 - problem.basis.distribution_loss_ratio);
  // Installed UPS are rated for the output at least, on two sides for the output each, and all recharge at once.
  const double recharge = problem.basis.recharge_ratio * output * (is_two_sided(problem.spec.power.redundancy) ? 2 : 1);
  const double input = output / offers.best_efficiency + recharge;
  return ApparentPower{std::max(input + (plant.site_cooler_power + plant.site_chiller_power).si, plant.facility.si)};
}

/// Drops what the grid connection cannot carry, so that hopeless sites are seen early.
void drop_overdrawn(const Problem& problem, const Offers& offers, std::vector<Plant>& plants, Refusals& refusals) {
  std::erase_if(plants, [&](const Plant& plant) {
    const ApparentPower least = least_demand(problem, offers, plant);
    if (plant.groups.empty() || least.si <= problem.spec.utility.capacity.si * (1 + 1e-9)) return false;
    refusals.add("utility", *plant.groups.front().rack, [&] {
      return "racks and their cooling draw " + round_text(least / MVA) + " MVA at least; the connection gives " +
             round_text(problem.spec.utility.capacity / MVA) + " MVA";
    });
    return true;
  });
}

struct Run {
  std::optional<Plant> best;
  long long tried = 0;
  double dropped = 0;  ///< least lower bound of what was cut by the limit; 0 when nothing was
};

/// One pass through the chain. Partial plants that cannot beat `incumbent` are dropped for good.
Run build(const Problem& problem, Refusals& refusals, const Offers& offers, std::size_t limit,
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
        plant.ceiling = {incumbent->cost,
                         lower_bound(problem, offers, plant) - plant.cost - power_price(problem, offers, plant)};
      service->options(problem, plant, next, refusals);
    }
    run.tried += static_cast<long long>(next.size());
    drop_overdrawn(problem, offers, next, refusals);
    if (incumbent) {
      const double ceiling = objective_value(problem.spec, *incumbent).first;
      std::erase_if(next,
                    [&](const Plant& plant) { return lower_bound(problem, offers, plant) > ceiling * (1 + 1e-12); });
    }
    partial = undominated(problem.spec.objective, std::move(next));
    if (partial.empty()) return run;
    if (partial.size() <= limit) continue;
    std::stable_sort(partial.begin(), partial.end(), [&](const Plant& a, const Plant& b) {
      return lower_bound(problem, offers, a) < lower_bound(problem, offers, b);
    });
    const double cut = lower_bound(problem, offers, partial[limit]);
    run.dropped = run.dropped == 0 ? cut : std::min(run.dropped, cut);
    partial.erase(partial.begin() + static_cast<std::ptrdiff_t>(limit), partial.end());
  }
  run.best = *std::min_element(partial.begin(), partial.end(), better);
  return run;
}

}  // namespace

SearchResult solve(const Problem& problem, Refusals& refusals, std::size_t limit) {
  const Offers offers = read_offers(problem);
  // A narrow pass finds a good design quickly; the full pass then only follows what could still beat it.
  constexpr std::size_t narrow = 30;
  const Run first = build(problem, refusals, offers, narrow, std::nullopt);
  const Run full = build(problem, refusals, offers, limit, first.best);
  Solution solution;
  solution.tried = first.tried + full.tried;
  if (!full.best && !first.best) return {std::nullopt, full.dropped == 0};
  solution.plant =
      full.best &&
              (!first.best || !(objective_value(problem.spec, *first.best) < objective_value(problem.spec, *full.best)))
          ? *full.best
          : *first.best;
  solution.value = objective_value(problem.spec, solution.plant).first;
  solution.exhausted = full.dropped == 0;
  solution.bound = solution.exhausted ? solution.value : std::min(solution.value, full.dropped);
  return {solution, solution.exhausted};
}

}  // namespace plinth
