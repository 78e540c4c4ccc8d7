// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/transformer_groups.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "core/model/withstand.h"
#include "core/physics/short_circuit.h"
#include "core/sizing/power_train.h"

namespace plinth {
namespace {

constexpr double kTolerance = 1 + 1e-9;

/// The weakest of the ring main units inside the modules and skids of a plant.
WithstandCurrents ring_gear(const Problem& problem, const Plant& plant) {
  WithstandCurrents least;
  const ModuleType* head = plant.feeder == nullptr ? plant.module.type : plant.feeder;
  for (const ModuleType* type : {head, plant.mechanical.type}) {
    if (type == nullptr) continue;
    const ModuleType* rmu = child_of(problem.catalog, *type, "rmu").type;
    if (rmu == nullptr) continue;
    WithstandCurrents own = withstand_at(*rmu, problem.mv);
    if (own.peak.si <= 0) own.peak = 2.5 * own.short_time;  // IEC 62271-1
    if (own.short_time.si > 0 && (least.short_time.si <= 0 || own.short_time < least.short_time)) least = own;
  }
  return least;
}

/// Impedance of the grid at the distribution voltage, maximum state, ohm.
Impedance grid_impedance(const Problem& problem) {
  const SiteSpec::Utility& utility = problem.spec.utility;
  const Current assumed =
      utility.voltage > 52.0 * kV ? problem.basis.grid_fault_current_high : problem.basis.grid_fault_current;
  const ApparentPower power =
      utility.short_circuit.value_or(ApparentPower{std::numbers::sqrt3 * utility.voltage.si * assumed.si});
  const Impedance z =
      feeder_impedance(utility.voltage, power, 1.0 / utility.x_over_r, voltage_factors(utility.voltage).max);
  return referred(z, utility.voltage, problem.mv);
}

/// Fixed current of the storage converters that hang on one line-up.
double converters(const Problem& problem, const Plant& plant, int lineups) {
  if (plant.pcs.type == nullptr) return 0;
  const double each = plant.pcs.type->number("fault_current_ratio").value_or(0) *
                      line_current(ApparentPower{plant.pcs.type->required_number("rated_power")}, problem.mv).si;
  return each * std::ceil(static_cast<double>(plant.pcs.installed) / lineups);
}

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
  for (int most = 1; most <= installed; ++most)
    // More groups put no more in parallel, but let more units share the load.
    for (int groups = std::min(installed, lineups); groups >= 1; --groups) {
      TransformerGroups made;
      made.standby = installed;
      for (int g = 0; g < groups; ++g) {
        made.lineups.push_back(lineups / groups + (g < lineups % groups ? 1 : 0));
        made.units.push_back(
            std::max(1, static_cast<int>(std::ceil(made.lineups.back() * each / usable.si / kTolerance))));
        made.standby -= made.units.back();
      }
      if (made.standby >= 0 && made.most() <= most) return made;
    }
  return {{installed}, {lineups}, 0};
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

bool MediumFault::stood() const {
  return (withstand.si <= 0 || std::max(initial, thermal).si <= withstand.si * kTolerance) &&
         (peak_withstand.si <= 0 || peak.si <= peak_withstand.si * kTolerance);
}

bool stands_all_in_parallel(const Problem& problem, const Plant& plant) {
  const MediumFault fault = medium_fault(problem, plant, {{plant.main_transformer.installed}, {1}, 0});
  const auto& gear = candidates(problem, "mv_switchgear");
  return fault.stood() && std::all_of(gear.begin(), gear.end(), [&](const ModuleType* type) {
           return type->required_number("rated_voltage") < problem.mv.si * (1 - 1e-9) ||
                  std::max(fault.initial, fault.thermal).si <=
                      type->required_number("short_circuit_current") * kTolerance;
         });
}

MediumFault medium_fault(const Problem& problem, const Plant& plant, const TransformerGroups& groups) {
  const ModuleType& type = *plant.main_transformer.type;
  const double c = voltage_factors(problem.mv).max;
  const TransformerData data{type.get<ApparentPower>("rated_power"), type.get<Voltage>("secondary_voltage"),
                             type.required_number("impedance"), type.get<Power>("load_loss")};
  const Impedance z = grid_impedance(problem) + transformer_impedance(data) * transformer_correction(data, c) /
                                                    static_cast<double>(groups.most());
  const Current source = initial_current(problem.mv, c, z), other{converters(problem, plant, groups.all_lineups())};
  const double kappa = peak_factor(z);
  const WithstandCurrents gear = ring_gear(problem, plant);
  const Time time = problem.basis.gear_fault_time;
  const Current thermal =
      thermal_current(source + other, heat_of_direct_current(kappa, problem.spec.utility.frequency, time));
  return {source + other, peak_current(source, kappa) + other * std::numbers::sqrt2, thermal * std::sqrt(time.si),
          gear.peak, gear.short_time};
}

}  // namespace plinth
