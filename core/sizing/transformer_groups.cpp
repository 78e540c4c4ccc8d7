// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/transformer_groups.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "core/sizing/power_train.h"

namespace plinth {
namespace {

constexpr double kTolerance = 1 + 1e-9;

}  // namespace

int TransformerGroups::most() const { return *std::max_element(units.begin(), units.end()); }

int TransformerGroups::all_lineups() const { return std::accumulate(lineups.begin(), lineups.end(), 0); }

double TransformerGroups::sharing() const {
  const double all = all_lineups();
  double sum = 0;
  for (std::size_t g = 0; g < units.size(); ++g) sum += lineups[g] / all * (lineups[g] / all) / units[g];
  return sum;
}

double TransformerGroups::largest_share() const {
  const double all = all_lineups();
  double most = 0;
  for (std::size_t g = 0; g < units.size(); ++g) most = std::max(most, lineups[g] / all / units[g]);
  return most;
}

TransformerGroups group_transformers(int installed, ApparentPower usable, int lineups, ApparentPower load) {
  const double each = load.si / lineups;
  const auto units_for = [&](int own) {
    return std::max(1, static_cast<int>(std::ceil(own * each / usable.si / kTolerance)));
  };
  // Groups differ by one line-up at most, so that two numbers say all of them.
  int best = 1, least = installed + 1;
  for (int groups = std::min(installed, lineups); groups >= 1; --groups) {
    const int own = lineups / groups, larger = lineups % groups;
    const int most = units_for(larger > 0 ? own + 1 : own);
    const std::int64_t needed =
        std::int64_t{larger} * units_for(own + 1) + std::int64_t{groups - larger} * units_for(own);
    // More groups put no more in parallel, but let more units share the load.
    if (needed <= installed && most < least) best = groups, least = most;
  }
  if (least > installed) return {{installed}, {lineups}, 0};
  TransformerGroups made;
  made.standby = installed;
  for (int g = 0; g < best; ++g) {
    made.lineups.push_back(lineups / best + (g < lineups % best ? 1 : 0));
    made.units.push_back(units_for(made.lineups.back()));
    made.standby -= made.units.back();
  }
  return made;
}

TransformerGroups transformer_groups(const Problem& problem, const Plant& plant) {
  const ModuleType& type = *plant.main_transformer.type;
  return group_transformers(plant.main_transformer.installed,
                            usable_share(problem, type) * type.get<ApparentPower>("rated_power"),
                            plant.mv_switchgear.installed, plant.distribution_apparent);
}

Power grouped_loss(const Plant& plant, const TransformerGroups& groups) {
  const ModuleType& type = *plant.main_transformer.type;
  const double share = plant.distribution_apparent.si / type.required_number("rated_power");
  return plant.main_transformer.installed * type.get<Power>("no_load_loss") +
         share * share * groups.sharing() * type.get<Power>("load_loss");
}

void close_main_transformers(Plant& plant, Power loss) {
  plant.main_transformer_loss = loss;
  plant.facility = plant.distribution_power + loss;
  plant.facility_steady = plant.facility - plant.recharge;
  plant.utility = ApparentPower{std::hypot(plant.facility.si, plant.distribution_reactive)};
}

}  // namespace plinth
