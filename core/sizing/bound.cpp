// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/bound.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/physics/redundancy.h"
#include "core/sizing/direct_current.h"
#include "core/sizing/rejection.h"
#include "core/sizing/storage_need.h"

namespace plinth {
namespace {

constexpr double nothing_serves = std::numeric_limits<double>::max();

int sides(const Problem& problem) { return is_redundant(problem.spec.power.redundancy) ? 2 : 1; }

}  // namespace

/// Loads of a partial plant as far as they are known; they only grow as services are decided.
struct Bounds::Known {
  double critical = 0;  ///< on UPS, before distribution loss
  double output = 0;    ///< at UPS outputs
  double input = 0;     ///< into the power trains at the best efficiency there is, without recharge
  double mechanical = 0;
  double swing = 0, full = 0;  ///< of all racks: what they move, what they draw
  int blocks = 1;

  Known(const Problem& problem, const Plant& plant, double best_efficiency) : blocks(std::max(1, plant.blocks)) {
    for (const GroupPlan& group : plant.groups) {
      critical += group.racks * group.tdp * (1 + housekeeping(problem));
      critical +=
          group.pods * std::max(0.0, (group.pod_critical - group.pod_it).si - housekeeping(problem) * group.pod_it.si);
      swing += group.racks * (group.tdp - group.idle);
      full += group.racks * group.tdp;
    }
    critical += (plant.site_fws_pump_power + plant.site_chw_pump_power).si;
    output = critical / (1 - problem.basis.distribution_loss_ratio);
    input = std::max(output / best_efficiency, plant.power_input.si);
    mechanical = (plant.site_cooler_power + plant.site_chiller_power).si;
  }
};

double Bounds::worth(const ModuleType& type) const {
  return per_usd_ * type.number("cost_mid").value_or(0) +
         per_m2_ * static_cast<double>(type.length) * static_cast<double>(type.width) * 1e-6;
}

std::vector<Bounds::Offer> Bounds::offers(const std::vector<const ModuleType*>& types, auto capacity) const {
  std::vector<Offer> found;
  for (const ModuleType* type : types)
    if (const double carried = capacity(*type); carried > 0) found.push_back({worth(*type), carried});
  return unbeaten(std::move(found));
}

std::vector<Bounds::Offer> Bounds::unbeaten(std::vector<Offer> found) {
  // A type that is worth no less and carries no more than another is never the better one.
  std::sort(found.begin(), found.end(), [](const Offer& a, const Offer& b) {
    return std::pair(a.worth, -a.capacity) < std::pair(b.worth, -b.capacity);
  });
  double most = 0;
  std::erase_if(found, [&](const Offer& offer) {
    const bool beaten = offer.capacity <= most;
    most = std::max(most, offer.capacity);
    return beaten;
  });
  return found;
}

double Bounds::cheapest(std::string_view kind, double extra) const {
  double least = -1;
  for (const ModuleType* type : candidates(problem_, kind))
    if (const double price = worth(*type); least < 0 || price < least) least = price;
  return least < 0 ? 0 : least + extra;
}

Bounds::Bounds(const Problem& problem) : problem_(problem) {
  const Objective objective = problem.spec.objective;
  per_usd_ = objective == Objective::cost || objective == Objective::weighted ? 1 : 0;
  per_m2_ = objective == Objective::area ? 1 : objective == Objective::weighted ? problem.spec.prices.per_m2 : 0;
  const auto rated = [](const char* attribute) {
    return [attribute](const ModuleType& type) { return type.required_number(attribute); };
  };
  const auto usable = [&](const ModuleType& type) {
    return type.required_number("rated_power") * problem.ups_derating;
  };
  for (const RejectionTrain& train : rejection_of(problem).trains)
    cooler_.push_back({worth(*train.cooler) + (train.trim == nullptr ? 0.0 : worth(*train.trim)), train.capacity.si});
  cooler_ = unbeaten(std::move(cooler_));
  chiller_ = offers(candidates(problem, "chiller"), [&](const ModuleType& type) {
    return chiller_derating(problem, type) * type.required_number("rated_heat");
  });
  power_ = offers(candidates(problem, "power_module"), [&](const ModuleType& type) {
    return feeds_direct_current(type) == problem.direct_current ? usable(type) : 0.0;
  });
  skid_ = offers(candidates(problem, "mv_lv_skid"), rated("rated_power"));
  for (const Offer& container : offers(candidates(problem, "ups_container"), usable))
    if (!problem.direct_current) power_.push_back({container.worth + cheapest("mv_lv_skid"), container.capacity});
  if (has_backup(problem)) genset_ = offers(candidates(problem, "genset"), rated("rated_power"));
  std::vector<const ModuleType*> stores = candidates(problem, "bess");
  for (const ModuleType* type : candidates(problem, "supercapacitor")) stores.push_back(type);
  bess_ = offers(stores, rated("power"));
  pcs_ = offers(candidates(problem, "pcs"), rated("rated_power"));
  if (problem.spec.utility.voltage.si > problem.basis.mv_distribution_limit.si * (1 + 1e-9))
    transformer_ = offers(candidates(problem, "main_transformer"), rated("rated_power"));
  double best = 0;
  for (const ModuleType* ups : problem.catalog.modules_of(problem.direct_current ? "rectifier" : "ups"))
    for (const auto& [load, efficiency] : ups->curve("efficiency")->points) best = std::max(best, efficiency);
  if (best > 0) best_efficiency_ = best;
  header_ = cheapest("header_skid");
  intake_ = cheapest("intake");
  switchgear_ = cheapest("mv_switchgear") * sides(problem);
  if (has_backup(problem)) generator_switchgear_ = cheapest("generator_switchgear");
}

namespace {

/// Least worth of `load` spread over `places` equal places: the fullest place carries at least the mean, in whole
/// units, and redundancy comes on top in each.
double least_worth(const auto& offers, double load, Redundancy redundancy, int places) {
  if (load <= 0 || offers.empty()) return 0;
  double least = nothing_serves;
  for (const auto& offer : offers) {
    const int duty = static_cast<int>(whole_units(load / places / offer.capacity));
    least = std::min(least, places * installed_for(duty, redundancy) * offer.worth);
  }
  return least;
}

}  // namespace

int least_modules(const Problem& problem, const Plant& plant, Power block_output, Power capacity) {
  const int by_load = static_cast<int>(whole_units(block_output / capacity));
  if (plant.groups.size() != 1) return by_load;
  const GroupPlan& group = plant.groups.front();
  const Power pod = group.pod_critical / (1 - problem.basis.distribution_loss_ratio);
  if (pod.si <= 0 || group.pods_per_block == 0) return by_load;
  if (const int systems = systems_of(problem.spec.power.redundancy); systems > 2) {
    const int lane = pods_on_systems(systems, static_cast<int>(2 * (capacity / pod) * (1 + 1e-9) + 1e-9));
    return lane < 1 ? 0 : std::max(by_load, (systems - 1) * ((group.pods_per_block + lane - 1) / lane));
  }
  // Equal pods are not divided among modules: a module takes whole pods.
  const double each = std::floor(capacity / pod * (1 + 1e-9) + 1e-9);
  return each < 1 ? 0 : std::max(by_load, static_cast<int>(whole_units(group.pods_per_block / each)));
}

double Bounds::power_trains(const Plant& plant, const Known& known) const {
  if (plant.module.type != nullptr) return 0;
  double least = nothing_serves;
  for (const Offer& offer : power_) {
    const int duty = least_modules(problem_, plant, Power{known.output / known.blocks}, Power{offer.capacity});
    if (duty > 0)
      least = std::min(least, known.blocks * installed_for(duty, problem_.spec.power.redundancy) * offer.worth);
  }
  return least == nothing_serves ? 0 : least;
}

double Bounds::cooling(const Plant& plant, const Known& known) const {
  const Redundancy redundancy = problem_.spec.cooling.redundancy;
  double sum = 0;
  if (plant.header.type == nullptr) sum += header_;
  if (plant.chiller.type == nullptr && plant.cooler.type == nullptr)
    sum += least_worth(cooler_, plant.site_fws_heat.si, redundancy, known.blocks);
  if (plant.chiller.type == nullptr) sum += least_worth(chiller_, plant.site_chw_heat.si, redundancy, known.blocks);
  return sum;
}

double Bounds::electrical(const Plant& plant, const Known& known) const {
  const auto& power = problem_.spec.power;
  double sum = 0;
  const bool cooled = plant.site_fws_heat.si + plant.site_chw_heat.si > 0;
  if (!plant.mechanical_decided && cooled)
    sum += sides(problem_) * least_worth(skid_,
                                         std::max(1.0, known.mechanical / problem_.basis.mechanical_power_factor.si),
                                         Redundancy::n, known.blocks);
  const double load = std::max(plant.distribution_power.si, known.input + known.mechanical);
  if (plant.distribution_power.si <= 0) sum += least_worth(transformer_, load, shared_plant(power.redundancy), 1);
  if (plant.genset.type == nullptr) sum += least_worth(genset_, load, power.backup_redundancy, 1);
  if (const double swing = plant.storage_decided ? 0 : least_smoothing(problem_, known.swing, known.full); swing > 0)
    sum += least_worth(bess_, swing, problem_.spec.storage.redundancy, 1) +
           least_worth(pcs_, swing, problem_.spec.storage.redundancy, 1);
  if (plant.intake.type == nullptr) sum += intake_;
  if (plant.mv_switchgear.type == nullptr) sum += switchgear_;
  if (plant.generator_switchgear.type == nullptr) sum += generator_switchgear_;
  return sum;
}

double Bounds::steady_power(const Plant& plant, const Known& known) const {
  if (plant.facility_steady.si > 0) return plant.facility_steady.si;
  return known.input + known.mechanical + (plant.mechanical_loss + plant.bess_auxiliary).si;
}

double Bounds::cost_beside_power(const Plant& plant) const {
  if (plant.groups.empty()) return 0;
  const Known known(problem_, plant, best_efficiency_);
  return cooling(plant, known) + electrical(plant, known);
}

double Bounds::objective(const Plant& plant) const {
  const auto& prices = problem_.spec.prices;
  if (plant.groups.empty()) return 0;
  const Known known(problem_, plant, best_efficiency_);
  const auto bought = [&] { return power_trains(plant, known) + cooling(plant, known) + electrical(plant, known); };
  switch (problem_.spec.objective) {
    case Objective::cost:
      return plant.cost + bought();
    case Objective::area:
      return plant.area_m2 + bought();
    case Objective::lead_time:
      return plant.lead_weeks;
    case Objective::weighted:
      return plant.cost + per_m2_ * plant.area_m2 + bought() + prices.per_kw * steady_power(plant, known) / 1e3 +
             prices.per_week * plant.lead_weeks;
    case Objective::energy:
      break;
  }
  return steady_power(plant, known);
}

ApparentPower Bounds::demand(const Plant& plant) const {
  const Known known(problem_, plant, best_efficiency_);
  // Installed UPS are rated for the output at least, on two sides for the output each, and all recharge at once.
  const double recharge =
      problem_.basis.recharge_ratio * known.output * (is_two_sided(problem_.spec.power.redundancy) ? 2 : 1);
  return ApparentPower{std::max(known.output / best_efficiency_ + recharge + known.mechanical, plant.facility.si)};
}

}  // namespace plinth
