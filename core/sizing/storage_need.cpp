// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/storage_need.h"

#include <algorithm>
#include <cmath>

#include "core/base/assert.h"
#include "core/physics/storage_dispatch.h"
#include "core/physics/storage_oscillation.h"

namespace plinth {

double storage_value(const Problem& problem, std::string_view name) {
  return problem.memo->once(name, nullptr, [&] {
    const Limit* limit = problem.catalog.limit("storage." + std::string(name), text(problem.spec.project.jurisdiction));
    PLINTH_ASSERT(limit != nullptr, "no limit storage." + std::string(name));
    return limit->si;
  });
}

std::vector<Finding> storage_faults(const SiteSpec& spec, const Catalog& catalog) {
  std::vector<Finding> findings;
  const auto fault = [&](std::string code, std::string message, std::string hint) {
    Finding finding;
    finding.code = std::move(code), finding.message = std::move(message), finding.hint = std::move(hint);
    const auto origin = spec.origins.find("storage.purposes");
    if (finding.code == "SIZ006" && origin != spec.origins.end()) finding.origin = origin->second;
    findings.push_back(std::move(finding));
  };
  const auto& storage = spec.storage;
  if (!storage.purposes.empty())
    for (const char* name :
         {"oscillation_depth", "oscillation_duty", "oscillation_period", "life", "round_trip_efficiency",
          "pcs_full_ambient", "pcs_heat_derating", "pcs_full_altitude", "pcs_altitude_derating"})
      if (catalog.limit("storage." + std::string(name), text(spec.project.jurisdiction)) == nullptr)
        fault("SIZ001", "the catalog has no value `storage." + std::string(name) + "`",
              "add it to catalog/standards/storage.toml");
  const auto needs = [&](std::string_view purpose, bool good, const std::string& what, const char* hint) {
    if (has_purpose(spec, purpose) && !good)
      fault("SIZ006", "storage purpose `" + std::string(purpose) + "` needs " + what, hint);
  };
  const bool both = storage.power && storage.duration;
  needs("arbitrage", both, "`storage.power` and `storage.duration`", "e.g. power = \"5 MW\", duration = \"2 h\"");
  needs("frequency", storage.power.has_value(), "`storage.power`",
        "the power contracted, e.g. power = \"5 MW\"; storage.frequency_hold says for how long");
  needs("firming", both || !storage.generation_series.values.empty(),
        "`storage.generation`, or `storage.power` and `storage.duration`",
        "a CSV file of the generation, e.g. generation = \"pv.csv\"");
  needs("peak-shaving", storage.peak_limit && (storage.duration || !storage.trace_series.values.empty()),
        "`storage.peak_limit`, and `storage.duration` or `storage.trace`",
        "the most the grid may see, and for how long the load stays above it or a trace of the load");
  return findings;
}

bool has_purpose(const SiteSpec& spec, std::string_view purpose) {
  const auto& purposes = spec.storage.purposes;
  return std::find(purposes.begin(), purposes.end(), purpose) != purposes.end();
}

namespace {

PowerTrace view(const Series& series) { return {series.step, series.values}; }

double trace_value(const Problem& problem, std::string_view name, auto work_out) {
  return problem.memo->once(name, nullptr, work_out);
}

double largest(const Problem& problem) {
  const std::vector<double>& values = problem.spec.storage.trace_series.values;
  return trace_value(problem, "trace.largest", [&] { return *std::max_element(values.begin(), values.end()); });
}
double smallest(const Problem& problem) {
  const std::vector<double>& values = problem.spec.storage.trace_series.values;
  return trace_value(problem, "trace.smallest", [&] { return *std::min_element(values.begin(), values.end()); });
}

}  // namespace

TraceFacts trace_facts(const Problem& problem) {
  const Series& trace = problem.spec.storage.trace_series;
  TraceFacts facts;
  if (trace.values.empty() || largest(problem) <= 0) return facts;
  facts.swing = trace_value(problem, "trace.swing", [&] { return 1 - smallest(problem) / largest(problem); });
  facts.moved = trace_value(problem, "trace.moved", [&] {
    const double mean = mean_power(view(trace)).si;
    double sum = 0;
    for (const double watts : trace.values) sum += std::max(0.0, watts - mean);
    return sum / static_cast<double>(trace.values.size()) / largest(problem);
  });
  const GridProfile* grid = problem.grid;
  if (grid == nullptr || grid->oscillation_from.si <= 0) return facts;
  facts.shows_band = grid->oscillation_from.si <= 0.5 / trace.step.si;
  const auto line = [&] { return governing_line(view(trace), grid->oscillation_from, grid->oscillation_to); };
  facts.line = trace_value(problem, "trace.line", [&] {
    const auto found = line();
    return found ? found->amplitude.si / largest(problem) : 0.0;
  });
  facts.line_hz = trace_value(problem, "trace.line_hz", [&] {
    const auto found = line();
    return found ? found->frequency.si : 0.0;
  });
  return facts;
}

Power load_swing(const Problem& problem, const Plant& plant) {
  if (problem.spec.storage.swing) return *problem.spec.storage.swing;
  if (const double traced = trace_facts(problem).swing; traced > 0) return traced * plant.power_input;
  double it = 0;
  for (const GroupPlan& group : plant.groups) it += group.racks * (group.tdp - group.idle);
  return Power{it} * (plant.power_input / plant.critical_load);
}

Time smoothing_window(Power swing, const GridProfile& grid) {
  if (swing <= grid.window_swing && swing.si <= grid.ramp.si * minute.si) return Time{0};
  return smoothing_window(swing, MovementLimits{grid.ramp, grid.window_swing, grid.window, {}});
}

LoadMovement load_movement(const Problem& problem, const Plant& plant) {
  LoadMovement out;
  out.swing = load_swing(problem, plant);
  if (problem.grid == nullptr) return out;
  const GridProfile& grid = *problem.grid;
  out.window = smoothing_window(out.swing, grid);
  out.swing_fits = out.window.si <= 0;
  out.limits = {grid.ramp, grid.window_swing, grid.window, {}};
  const Power site = plant.power_input + plant.mechanical_load + plant.mechanical_loss;
  const bool banded = grid.oscillation || grid.oscillation_cap;
  if (!banded || (grid.oscillation_load && site < *grid.oscillation_load)) return out;
  Power limit = grid.oscillation ? *grid.oscillation * site : *grid.oscillation_cap;
  if (grid.oscillation_cap) limit = std::min(limit, *grid.oscillation_cap);
  out.limits.amplitude = limit;
  const TraceFacts facts = trace_facts(problem);
  const Power deep = std::min(out.swing, storage_value(problem, "oscillation_depth") * plant.power_input);
  const double duty = storage_value(problem, "oscillation_duty");
  Frequency assumed_from = grid.oscillation_from;
  if (facts.line > 0) {
    out.lines.push_back({facts.line * plant.power_input, Frequency{facts.line_hz}});
    // Above what the trace can show, the movement of the design basis is assumed.
    assumed_from = Frequency{0.5 / problem.spec.storage.trace_series.step.si};
  }
  if (assumed_from <= grid.oscillation_to) out.lines.push_back(fundamental(deep, 1 / assumed_from, duty));
  out.window = std::max(out.window, smoothing_window(out.swing, {{}, {}, {}, limit}, out.lines));
  return out;
}

Time ride_through_time(const Problem& problem) {
  if (problem.grid == nullptr || problem.grid->dips.empty()) return problem.basis.ride_through;
  return problem.grid->dips.back().duration + problem.grid->recovery.value_or(Time{0});
}

namespace {

/// Charge power and energy, in units of the trace, that keep it below a cap.
std::pair<Power, Energy> shaved(const Problem& problem, Power cap) {
  const auto known = problem.memo->peaks.find(cap.si);
  if (known != problem.memo->peaks.end()) return {Power{known->second.first}, Energy{known->second.second}};
  const PowerTrace trace = view(problem.spec.storage.trace_series);
  StorageLimits limits;
  limits.charge_efficiency = storage_value(problem, "round_trip_efficiency");
  limits.charge = Power{std::max(0.0, largest(problem) - cap.si)};
  PeakShaving need = peak_shaving(trace, cap, limits, true);
  if (!std::isfinite(need.energy.si)) {
    // The pauses are too short at that power: recharge with all the limit leaves.
    limits.charge = std::max(limits.charge, cap - Power{smallest(problem)});
    need = peak_shaving(trace, cap, limits, true);
  }
  problem.memo->peaks[cap.si] = {limits.charge.si, need.energy.si};
  return {limits.charge, need.energy};
}

StorageNeed peak_need(const Problem& problem, const Plant& plant, Power site) {
  const auto& storage = problem.spec.storage;
  const Power above{std::max(0.0, (site - *storage.peak_limit).si)};
  if (storage.trace_series.values.empty()) return {"peak-shaving", above, above * *storage.duration};
  // In units of the trace: the racks follow it, cooling stays as it is.
  const double scale = plant.power_input.si / largest(problem);
  const Power cap{(*storage.peak_limit - (site - plant.power_input)).si / scale};
  const auto [power, energy] = shaved(problem, cap);
  return {"peak-shaving", scale * power, scale * energy};
}

/// Purposes that take the power the site states.
void add_stated(const SiteSpec& spec, std::string_view purpose, std::vector<StorageNeed>& needs) {
  const auto& storage = spec.storage;
  if (!storage.power) return;
  if (purpose == "frequency")
    needs.push_back({"frequency", *storage.power, *storage.power * storage.frequency_hold, true});
  else if (storage.duration)
    needs.push_back({std::string(purpose), *storage.power, *storage.power * *storage.duration});
}

}  // namespace

std::vector<StorageNeed> storage_needs(const Problem& problem, const Plant& plant) {
  std::vector<StorageNeed> needs;
  const auto& storage = problem.spec.storage;
  const Power site = plant.power_input + plant.mechanical_load + plant.mechanical_loss;
  const PowerTrace generation = view(storage.generation_series);
  for (const std::string& purpose : storage.purposes) {
    if (purpose == "ramp") {
      const LoadMovement movement = load_movement(problem, plant);
      if (movement.window.si > 0)
        needs.push_back({purpose, movement.swing, smoothing_energy(movement.swing, movement.window)});
    } else if (purpose == "ride-through") {
      const Power load = plant.mechanical_load + plant.mechanical_loss;
      needs.push_back({purpose, load, load * ride_through_time(problem), true});
    } else if (purpose == "backup") {
      needs.push_back({purpose, site, site * problem.basis.genset_bridge, true});
    } else if (purpose == "peak-shaving") {
      if (storage.peak_limit && (storage.duration || !storage.trace_series.values.empty()))
        needs.push_back(peak_need(problem, plant, site));
    } else if (purpose == "firming" && !storage.generation_series.values.empty()) {
      const auto firm = [&] { return firming(generation, mean_power(generation)); };
      const Power power{
          trace_value(problem, "firming.power", [&] { return std::max(firm().discharge, firm().charge).si; })};
      needs.push_back(
          {purpose, power, Energy{trace_value(problem, "firming.energy", [&] { return firm().energy.si; })}});
    } else {
      add_stated(problem.spec, purpose, needs);
    }
  }
  return needs;
}

bool power_is_a_purpose(const SiteSpec& spec) {
  return has_purpose(spec, "arbitrage") || has_purpose(spec, "frequency") ||
         (has_purpose(spec, "firming") && spec.storage.generation_series.values.empty());
}

bool duration_is_a_purpose(const SiteSpec& spec) {
  return has_purpose(spec, "arbitrage") ||
         (has_purpose(spec, "firming") && spec.storage.generation_series.values.empty()) ||
         (has_purpose(spec, "peak-shaving") && spec.storage.trace_series.values.empty());
}

StorageTotal total_need(const SiteSpec& spec, const std::vector<StorageNeed>& needs) {
  Power shared, on_top, alone;
  StorageTotal total;
  for (const StorageNeed& need : needs) {
    if (need.purpose == "frequency" || need.purpose == "firming")
      on_top += need.power;
    else if (need.reserve)
      alone = std::max(alone, need.power);
    else
      shared = std::max(shared, need.power);
    total.energy += need.energy;
    if (need.reserve) total.reserve += need.energy;
  }
  total.power = std::max(shared + on_top, alone);
  const auto& storage = spec.storage;
  if (storage.power && !power_is_a_purpose(spec)) total.power = std::max(total.power, *storage.power);
  if (storage.duration && !duration_is_a_purpose(spec))
    total.energy = std::max(total.energy, total.power * *storage.duration);
  return total;
}

bool serves(SmoothingTier tier, std::string_view purpose) {
  if (tier == SmoothingTier::supercapacitor) return purpose == "ramp" || purpose == "ride-through";
  return tier == SmoothingTier::ups && purpose == "ramp";
}

Energy smoothed_per_day(const Problem& problem, const Plant& plant) {
  constexpr double day = 86400;
  const Time period{storage_value(problem, "oscillation_period")};
  const Series& trace = problem.spec.storage.trace_series;
  const TraceFacts facts = trace_facts(problem);
  if (facts.swing > 0 && trace.step.si <= 0.25 * period.si) return facts.moved * plant.power_input * Time{day};
  const Power deep =
      std::min(load_swing(problem, plant), storage_value(problem, "oscillation_depth") * plant.power_input);
  // However long a step is: the shorter, the more of them.
  return square_wave(deep, Time{day}, storage_value(problem, "oscillation_duty")).energy;
}

double least_smoothing(const Problem& problem, double swing, double full) {
  const auto& storage = problem.spec.storage;
  if (!has_purpose(problem.spec, "ramp") || problem.grid == nullptr || storage.smoothing == "ups") return 0;
  if (storage.swing)
    swing = storage.swing->si;
  else if (const double traced = trace_facts(problem).swing; traced > 0)
    swing = traced * full;
  // Chargers of the UPS take that share of the load at UPS outputs, which is at most twice what the racks draw.
  if (storage.smoothing == "auto" && swing <= 2 * problem.basis.recharge_ratio * full) return 0;
  return smoothing_window(Power{swing}, *problem.grid).si > 0 ? swing : 0;
}

}  // namespace plinth
