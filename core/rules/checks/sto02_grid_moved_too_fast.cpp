// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// What the storage that smooths has at hand, W and J delivered at end of life.
struct Store {
  double power = 0, energy = 0;
};

double number_of(const ModuleType& type, const char* name) { return type.number(name).value_or(0); }

/// Units of the service with one conversion skid and the units behind it out, less what other purposes hold.
std::optional<Store> units(const CheckContext& context, const Selection& selection, const char* total) {
  const ModuleType* type = context.module(selection.module);
  const auto ramp = context.ledger_si("storage.ramp.energy", Dimension::energy);
  const auto all = context.ledger_si(total, Dimension::energy);
  if (type == nullptr || !ramp || !all) return std::nullopt;
  const double here = selection.spare > 0 ? selection.duty : selection.installed;
  Store store;
  store.power = here * number_of(*type, "power");
  store.energy = here * number_of(*type, "energy") * number_of(*type, "depth_of_discharge") *
                     std::sqrt(number_of(*type, "round_trip_efficiency")) * number_of(*type, "end_of_life_health") -
                 std::max(0.0, *all - *ramp);
  return store;
}

std::optional<Store> store_of(const CheckContext& context) {
  const auto charge = context.ledger_si("storage.ups.charge_power", Dimension::power);
  const auto spare = context.ledger_si("storage.ups.spare_energy", Dimension::energy);
  if (charge && spare) return Store{*charge, *spare};
  for (const Selection& selection : context.design.sizing.selection)
    if (selection.service == "supercapacitor") return units(context, selection, "storage.capacitor_energy");
  for (const Selection& selection : context.design.sizing.selection)
    if (selection.service == "bess") return units(context, selection, "storage.energy");
  return std::nullopt;
}

Finding limit_finding(double actual, double required, const char* unit) {
  Finding finding;
  finding.actual = Measured{actual, unit};
  finding.required = Measured{required, unit};
  return finding;
}

void check_unsmoothed(const GridProfile& grid, double swing, bool asked, Reporter& out) {
  out.measured();
  if (swing <= grid.window_swing.si * (1 + 1e-9) && swing <= grid.ramp.si * 60 * (1 + 1e-9)) return;
  Finding finding = limit_finding(swing / 1e6, grid.window_swing / MW, "MW");
  finding.message = fmt::format("the load may move by {} MW at once; {} allows {} MW in {} s and {} MW/min",
                                round_text(swing / 1e6), grid.title, round_text(grid.window_swing / MW),
                                round_text(grid.window.si), round_text(grid.ramp.si * 60 / 1e6));
  finding.hint = "add \"ramp\" to storage.purposes, or state the swing that the jobs are held to (storage.swing)";
  out.report(std::move(finding), asked ? Severity::error : Severity::warning);
}

/// Worst slope and swing that the store can hold: it may average over W = 2 E / dP.
void check_smoothed(const GridProfile& grid, double swing, const Store& store, std::optional<double> window,
                    Reporter& out) {
  const double most = swing > 0 ? 2 * std::max(0.0, store.energy) / swing : 0;
  const double at_once = std::max(0.0, swing - store.power);
  const double worst = most > 0 ? swing / most : swing, in_window = at_once + std::min(swing, worst * grid.window.si);
  out.measured(3);
  const bool steep = worst > grid.ramp.si * (1 + 1e-9) && window && most < *window * (1 - 1e-9);
  const bool wide = in_window > grid.window_swing.si * (1 + 1e-9);
  const bool shallow = window && most < *window * (1 - 1e-9);
  Finding finding = limit_finding(worst * 60 / 1e6, grid.ramp.si * 60 / 1e6, "MW/min");
  finding.message =
      fmt::format("grid limit {} MW/min against worst ramp {} MW/min; {} MW in {} s against {} MW",
                  round_text(grid.ramp.si * 60 / 1e6), round_text(worst * 60 / 1e6), round_text(grid.window_swing / MW),
                  round_text(grid.window.si), round_text(in_window / 1e6));
  if (!steep && !wide && !shallow && at_once <= 0) return out.report(std::move(finding), Severity::info);
  if (at_once > 0) finding.message += fmt::format("; {} MW pass at once", round_text(at_once / 1e6));
  if (shallow)
    finding.message += fmt::format("; the limits ask for an average over {} s, the storage has {} s",
                                   round_text(*window), round_text(most));
  finding.hint = "more storage, or a smaller movement of the load (storage.swing)";
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  const auto& purposes = context.design.spec.storage.purposes;
  const GridProfile* grid = context.design.catalog.grid_profile(context.design.spec.utility.grid_profile);
  const auto swing = context.ledger_si("storage.load_swing", Dimension::power);
  if (grid == nullptr) return out.not_checked("the design has no grid profile");
  if (!swing) return out.not_checked("the sizing states no movement of the load");
  const bool asked = std::find(purposes.begin(), purposes.end(), "ramp") != purposes.end();
  const auto window = context.ledger_si("storage.ramp.window", Dimension::time);
  if (!asked || !window) return check_unsmoothed(*grid, *swing, asked, out);
  const auto store = store_of(context);
  if (!store) return check_unsmoothed(*grid, *swing, asked, out);
  check_smoothed(*grid, *swing, *store, window, out);
}

}  // namespace

extern constinit const Rule sto02_grid_moved_too_fast{
    .code = "STO02",
    .name = "grid-moved-too-fast",
    .severity = Severity::error,
    .basis = "grid profile of the site; a moving average over W moves by at most dP / W",
    .explain =
        R"(The installed storage, with one conversion skid and all behind it out and at end of life, holds the grid
power to the ramp, swing and oscillation limits of the grid profile for every movement of the load within its swing. With
energy E it can average over W = 2 E / dP; then the worst ramp is dP / W. A shortfall of power passes to the grid at once.
Without the purpose `ramp` the raw movement is held against the limits.)",
    .check = check,
};

}  // namespace plinth::rules
