// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/medium_fault.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/model/fault_source.h"
#include "core/sizing/power_train.h"
#include "core/sizing/transformer_groups.h"

namespace plinth {
namespace {

/// Of the grid, maximum state, ohm at the grid's own voltage.
Impedance grid_impedance(const Problem& problem) {
  const SiteSpec::Utility& utility = problem.spec.utility;
  const Current assumed =
      is_high_voltage(utility.voltage) ? problem.basis.grid_fault_current_high : problem.basis.grid_fault_current;
  return feeder_impedance(utility.voltage, grid_fault_power(utility, assumed), 1.0 / utility.x_over_r,
                          voltage_factors(utility.voltage).max);
}

/// Of the grid and the closed main transformers, ohm at the line-ups.
Impedance supply_impedance(const Problem& problem, const Plant& plant, int transformers) {
  const Impedance grid = referred(grid_impedance(problem), problem.spec.utility.voltage, problem.mv);
  if (plant.main_transformer.type == nullptr) return grid;
  const TransformerData data = *transformer_data(*plant.main_transformer.type);
  return grid + transformer_impedance(data) * transformer_correction(data, voltage_factors(problem.mv).max) /
                    static_cast<double>(transformers);
}

/// Fixed current of the storage converters that hang on one line-up: they are dealt out evenly.
Current converters(const Problem& problem, const Plant& plant, int lineups) {
  if (plant.pcs.type == nullptr) return Current{0};
  return std::ceil(static_cast<double>(plant.pcs.installed) / lineups) * converter_current(*plant.pcs.type, problem.mv);
}

FaultCurrents drawn(const Problem& problem, const Impedance& z, Current other) {
  return fault_currents(problem.mv, z, other, problem.spec.utility.frequency, problem.basis.gear_fault_time);
}

WithstandCurrents rings_of(const Problem& problem, const ModuleType* type) {
  if (type == nullptr) return {};
  const auto figure = [&](std::string_view what, Current WithstandCurrents::*member) {
    return Current{problem.memo->once(what, type, [&] {
      const ModuleType* rmu = child_of(problem.catalog, *type, "rmu").type;
      return rmu == nullptr ? 0.0 : (withstand_at(*rmu, problem.mv).*member).si;
    })};
  };
  return {figure("ring.short_time", &WithstandCurrents::short_time), figure("ring.peak", &WithstandCurrents::peak)};
}

Current weaker(Current a, Current b) { return a.si <= 0 ? b : b.si <= 0 ? a : std::min(a, b); }

}  // namespace

FaultSources fault_sources(const Problem& problem, const Plant& plant, int transformers, int lineups) {
  return {supply_impedance(problem, plant, transformers), converters(problem, plant, lineups)};
}

FaultSources fault_sources(const Problem& problem, const Plant& plant) {
  return fault_sources(problem, plant,
                       plant.main_transformer.type == nullptr ? 0 : transformer_groups(problem, plant).most(),
                       plant.mv_switchgear.installed);
}

FaultCurrents grid_fault(const Problem& problem, const FaultSources& sources) {
  return drawn(problem, sources.supply, sources.converters);
}

FaultCurrents generator_fault(const Problem& problem, const std::optional<Impedance>& one, int sets,
                              const FaultSources& sources) {
  if (!one || sets == 0) return {};
  const Impedance own = *one / static_cast<double>(sets);
  if (!problem.basis.closed_transition) return drawn(problem, own, sources.converters);
  return drawn(problem, in_parallel(std::array{own, sources.supply}), sources.converters);
}

FaultCurrents generator_bus_fault(const Problem& problem, const std::optional<Impedance>& one, int sets) {
  if (!one || sets == 0) return {};
  return drawn(problem, *one / static_cast<double>(sets), Current{0});
}

FaultCurrents intake_fault(const Problem& problem) {
  return fault_currents(problem.spec.utility.voltage, grid_impedance(problem), Current{0},
                        problem.spec.utility.frequency, problem.basis.gear_fault_time);
}

WithstandCurrents ring_gear(const Problem& problem, const Plant& plant) {
  const WithstandCurrents head = rings_of(problem, plant.feeder == nullptr ? plant.module.type : plant.feeder),
                          skid = rings_of(problem, plant.mechanical.type);
  return {weaker(head.short_time, skid.short_time), weaker(head.peak, skid.peak)};
}

FaultJudgement judge(const Problem& problem, const FaultCurrents& fault, const WithstandCurrents& gear) {
  return judge_fault(fault, gear, problem.basis.gear_fault_time, problem.basis.fault_margin);
}

bool stands_all_in_parallel(const Problem& problem, const Plant& plant) {
  const FaultCurrents fault = grid_fault(problem, fault_sources(problem, plant, plant.main_transformer.installed, 1));
  if (!judge(problem, fault, ring_gear(problem, plant)).stood()) return false;
  const auto& gear = candidates(problem, "mv_switchgear");
  return std::all_of(gear.begin(), gear.end(), [&](const ModuleType* type) {
    return type->required_number("rated_voltage") < problem.mv.si * (1 - 1e-9) ||
           judge(problem, fault, withstand_at(*type, problem.mv)).stood();
  });
}

}  // namespace plinth
