// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/solve.h"

#include <algorithm>
#include <vector>

#include "core/sizing/service.h"

namespace plinth {
namespace {

using Value = std::pair<double, double>;

/// Services in the order of their rank.
std::vector<const Service*> chain() {
  std::vector<const Service*> services(all_services().begin(), all_services().end());
  std::sort(services.begin(), services.end(), [](const Service* a, const Service* b) { return a->rank < b->rank; });
  return services;
}

class Search {
 public:
  Search(const Problem& problem, Refusals& refusals, long long limit)
      : problem_(problem), refusals_(refusals), limit_(limit) {}

  std::optional<Solution> run() {
    descend(0, Plant{});
    if (!best_) return std::nullopt;
    best_->tried = complete_;
    best_->exhausted = looked_ < limit_;
    best_->value = objective_value(problem_.spec.objective, best_->plant).first;
    return best_;
  }

 private:
  const Problem& problem_;
  Refusals& refusals_;
  long long limit_;
  std::vector<const Service*> services_ = chain();
  long long looked_ = 0, complete_ = 0;
  Value value_{0, 0};
  std::optional<Solution> best_;

  void descend(std::size_t depth, const Plant& plant) {
    if (depth == services_.size()) {
      ++complete_;
      const Value value = objective_value(problem_.spec.objective, plant);
      if (!best_ || value < value_) best_ = Solution{plant}, value_ = value;
      return;
    }
    std::vector<Plant> options;
    services_[depth]->options(problem_, plant, options, refusals_);
    std::stable_sort(options.begin(), options.end(), [&](const Plant& a, const Plant& b) {
      return objective_value(problem_.spec.objective, a) < objective_value(problem_.spec.objective, b);
    });
    for (const Plant& option : options) {
      // Every objective only grows from service to service, so the value so far is a bound.
      if (best_ && !(objective_value(problem_.spec.objective, option) < value_)) break;
      if (++looked_ >= limit_ && best_) return;
      descend(depth + 1, option);
    }
  }
};

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
  // Known loads so far; power_input and its successors join as their services are decided.
  const double auxiliary =
      (plant.site_cooler_power + plant.site_chiller_power + plant.site_fws_pump_power + plant.site_chw_pump_power).si;
  return {std::max(plant.facility_steady.si, auxiliary), plant.cost};
}

std::optional<Solution> solve(const Problem& problem, Refusals& refusals, long long limit) {
  return Search(problem, refusals, limit).run();
}

}  // namespace plinth
