// SPDX-License-Identifier: Apache-2.0
// Ledger and selection of storage.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/physics/storage_dispatch.h"
#include "core/physics/storage_life.h"
#include "core/physics/storage_optimum.h"
#include "core/physics/storage_oscillation.h"
#include "core/sizing/power_train.h"
#include "core/sizing/selecting.h"
#include "core/sizing/storage_plan.h"

namespace plinth {
namespace {

using Inputs = std::vector<LedgerInput>;

std::string limit(Book& book, std::string_view name) { return book.limit("storage." + std::string(name)); }

std::string where_of(const GridProfile& grid) {
  return grid.title + (grid.edition.empty() ? "" : ", " + grid.edition) + "; " + grid.provenance.source;
}

std::string grid_leaf(Book& book, const GridProfile& grid, const char* name, double si, const char* unit,
                      const char* meaning) {
  return book.profile(grid, name, si, unit, meaning);
}

PowerTrace trace_of(const Problem& problem) {
  const Series& series = problem.spec.storage.trace_series;
  return {series.step, series.values};
}

double largest(PowerTrace trace) { return *std::max_element(trace.watts.begin(), trace.watts.end()); }

std::string record_largest(const Problem& problem, Book& book) {
  return book.site("storage.trace", largest(trace_of(problem)), "kW", "largest sample of the load trace");
}

std::string record_swing(const Problem& problem, const Plant& plant, Book& book) {
  const char* meaning = "load change at the connection point, idle to full";
  if (problem.spec.storage.swing)
    return book.derive("storage.load_swing", plant.load_swing.si, "MW", "P",
                       {{"P", book.site("storage.swing", plant.load_swing.si, "MW", "largest change of the load")}},
                       "largest change of the load at the connection point", "given");
  if (trace_facts(problem).swing > 0) {
    const PowerTrace trace = trace_of(problem);
    const std::string low =
        book.leaf(EntryKind::solved, "trace.smallest", *std::min_element(trace.watts.begin(), trace.watts.end()), "kW",
                  "smallest sample of the load trace", "storage.trace");
    return book.derive("storage.load_swing", plant.load_swing.si, "MW", "(1 - q / p) * I",
                       {{"q", low}, {"p", record_largest(problem, book)}, {"I", "power.input"}},
                       "load change at the connection point",
                       "the trace, its largest sample taken as all racks at full power; cooling follows slowly");
  }
  std::string formula;
  Inputs inputs;
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const std::string n = std::to_string(g + 1), rack = "it." + plant.groups[g].id;
    const bool idle = plant.groups[g].rack->number("power_idle").has_value();
    formula += (g == 0 ? "(" : " + ") + ("n" + n + " * (p" + n) + (idle ? " - q" + n : "") + ")";
    inputs.push_back({"n" + n, rack + ".racks"});
    inputs.push_back({"p" + n, rack + ".rack_tdp"});
    if (idle) inputs.push_back({"q" + n, rack + ".rack_idle"});
  }
  inputs.push_back({"I", "power.input"});
  inputs.push_back({"C", "power.critical_load"});
  return book.derive("storage.load_swing", plant.load_swing.si, "MW", formula + ") * I / C", inputs, meaning,
                     "all racks in step, the worst case of one synchronous job; losses scaled");
}

/// Amplitude limit of the grid profile at this site.
std::string record_amplitude_limit(const LoadMovement& movement, const GridProfile& grid, Book& book) {
  Inputs inputs;
  std::string share;
  if (grid.oscillation) {
    share = "q * (I + M + L)";
    inputs = {{"q", grid_leaf(book, grid, "oscillation", *grid.oscillation, "%", "largest amplitude over the load")},
              {"I", "power.input"},
              {"M", "mechanical.load"},
              {"L", "mechanical.loss"}};
  }
  if (grid.oscillation_cap)
    inputs.push_back(
        {"c", grid_leaf(book, grid, "oscillation_cap", grid.oscillation_cap->si, "MW", "largest amplitude")});
  const std::string formula = !grid.oscillation_cap ? share : share.empty() ? "c" : "min(c, " + share + ")";
  return book.derive("storage.ramp.amplitude_limit", movement.limits.amplitude->si, "MW", formula, inputs,
                     "largest amplitude of an oscillation at the connection point", where_of(grid));
}

/// The lines that need smoothing: one from the trace, one assumed.
void record_lines(const Problem& problem, const LoadMovement& movement, const GridProfile& grid, Book& book,
                  std::string& terms, Inputs& inputs) {
  bool some = false;
  for (std::size_t i = 0; i < movement.lines.size(); ++i) {
    const Oscillation& line = movement.lines[i];
    if (line.amplitude <= *movement.limits.amplitude) continue;
    const bool traced = i + 1 < movement.lines.size() || trace_facts(problem).line_hz == line.frequency.si;
    const std::string n = traced ? "t" : "b", id = traced ? "storage.ramp.line" : "storage.ramp.step_line";
    std::string amplitude, frequency;
    if (traced) {
      const std::string ratio =
          book.leaf(EntryKind::solved, id + "_ratio", trace_facts(problem).line, "%",
                    "strongest line of the trace in the band, over its largest sample",
                    "Hann window and discrete Fourier transform; the line that asks for the longest window", "",
                    {{"p", record_largest(problem, book)}});
      frequency = book.leaf(EntryKind::solved, id + "_frequency", line.frequency.si, "Hz", "its frequency", "as above");
      amplitude = book.derive(id, line.amplitude.si, "MW", "r * I", {{"r", ratio}, {"I", "power.input"}},
                              "amplitude of the line", "the trace scaled to full power");
    } else {
      const std::string share =
          book.leaf(EntryKind::solved, id + "_share",
                    2 / std::numbers::pi * std::sin(std::numbers::pi * storage_value(problem, "oscillation_duty")), "",
                    "amplitude of the fundamental over the swing of a square wave", "Fourier series: 2 / pi sin(pi d)",
                    "", {{"d", limit(book, "oscillation_duty")}});
      frequency = traced || trace_facts(problem).line > 0
                      ? book.leaf(EntryKind::solved, id + "_frequency", line.frequency.si, "Hz",
                                  "highest frequency that the trace shows", "1 / (2 dt)")
                      : grid_leaf(book, grid, "oscillation_from", line.frequency.si, "Hz", "begin of the band");
      amplitude = book.derive(
          id, line.amplitude.si, "MW", "s * min(P, d * I)",
          {{"s", share}, {"P", "storage.load_swing"}, {"d", limit(book, "oscillation_depth")}, {"I", "power.input"}},
          "amplitude of the steps of a training job", "square wave at the begin of the band, the worst place");
    }
    if (!some) inputs.push_back({"a", "storage.ramp.amplitude_limit"});
    some = true;
    inputs.push_back({"A" + n, amplitude});
    inputs.push_back({"f" + n, frequency});
    terms += std::string(terms.empty() ? "" : ", ") + "A" + n + " / (3.141592653589793 * f" + n + " * a)";
  }
}

std::string record_window(const Problem& problem, const Plant& plant, Book& book) {
  const LoadMovement movement = load_movement(problem, plant);
  const GridProfile& grid = *problem.grid;
  std::string terms;
  Inputs inputs;
  if (!movement.swing_fits) {
    terms = "P / R, P * w / D";
    inputs = {{"P", "storage.load_swing"},
              {"R", grid_leaf(book, grid, "ramp", grid.ramp.si, "MW/min", "ramp limit of the grid profile")},
              {"D", grid_leaf(book, grid, "window_swing", grid.window_swing.si, "MW", "largest swing in the window")},
              {"w", grid_leaf(book, grid, "window", grid.window.si, "s", "the window")}};
  }
  if (movement.limits.amplitude) {
    record_amplitude_limit(movement, grid, book);
    record_lines(problem, movement, grid, book, terms, inputs);
  }
  const bool several = terms.find(',') != std::string::npos;
  return book.derive("storage.ramp.window", movement.window.si, "s", several ? "max(" + terms + ")" : terms, inputs,
                     "averaging window that keeps the limits for every trace",
                     "window design rule: a moving average moves by at most P / W and leaves A / (pi f W) of a sine");
}

/// What the same window and what foresight would need on the trace: shown beside the guaranteed value.
void record_trace_energy(const Problem& problem, const Plant& plant, Time window, Book& book) {
  constexpr std::size_t most_samples = 20'000;  // keeps sizing fast
  const PowerTrace trace = trace_of(problem);
  if (trace_facts(problem).swing <= 0 || trace.size() > most_samples) return;
  const double scale = plant.power_input.si / largest(trace);
  const std::string p = record_largest(problem, book);
  const std::vector<double> grid = moving_average(trace, window_samples(window, trace.step));
  book.leaf(EntryKind::solved, "storage.ramp.trace_energy", scale * storage_duty(trace, grid).energy.si, "kWh",
            "energy that the window moves on the trace", "moving average of the trace, range of the stored energy", "",
            {{"t", "storage.ramp.window"}, {"p", p}, {"I", "power.input"}});
  const auto least = least_energy(trace, {RampRate{problem.grid->ramp.si / scale}, {}, {}});
  if (least)
    book.leaf(EntryKind::solved, "storage.ramp.least_energy", scale * least->si, "kWh",
              "least energy for the ramp limit on the trace, with perfect foresight",
              "exact: reachable set of grid power and stored energy, bisection; what a job scheduler could save", "",
              {{"p", p}, {"I", "power.input"}});
}

void record_ramp(const Problem& problem, const Plant& plant, const StorageNeed& need, Book& book) {
  const std::string t = record_window(problem, plant, book);
  const std::string p =
      book.derive("storage.ramp.power", need.power.si, "MW", "P", {{"P", "storage.load_swing"}},
                  "storage power for the ramp limit", "the grid lags a full step by at most the swing");
  book.derive("storage.ramp.energy", need.energy.si, "kWh", "P * t / 2", {{"P", p}, {"t", t}},
              "storage energy for the ramp limit", "dP W / 2: least that any causal policy can promise");
  record_trace_energy(problem, plant, Time{load_movement(problem, plant).window}, book);
}

std::string stated_power(const Problem& problem, Book& book) {
  return book.site("storage.power", problem.spec.storage.power->si, "MW", "storage power asked for");
}
std::string stated_duration(const Problem& problem, Book& book) {
  return book.site("storage.duration", problem.spec.storage.duration->si, "h", "storage duration asked for");
}

void record_peak(const Problem& problem, const StorageNeed& need, Book& book) {
  const std::string g =
      book.site("storage.peak_limit", problem.spec.storage.peak_limit->si, "MW", "most the grid may see");
  const std::string p =
      book.derive("storage.peak-shaving.power", need.power.si, "MW", "max(I + M + L - G, 0)",
                  {{"I", "power.input"}, {"M", "mechanical.load"}, {"L", "mechanical.loss"}, {"G", g}},
                  "load above the limit", "definition");
  if (problem.spec.storage.trace_series.values.empty()) {
    book.derive("storage.peak-shaving.energy", need.energy.si, "kWh", "P * t",
                {{"P", p}, {"t", stated_duration(problem, book)}}, "energy above the limit",
                "full peak over the stated time");
    return;
  }
  book.leaf(EntryKind::solved, "storage.peak-shaving.energy", need.energy.si, "kWh", "energy above the limit",
            "exact on the trace, repeated: deficit runs up above the limit and is refilled below it", "",
            {{"G", g},
             {"p", record_largest(problem, book)},
             {"I", "power.input"},
             {"e", limit(book, "round_trip_efficiency")}});
}

void record_firming(const Problem& problem, const StorageNeed& need, Book& book) {
  const Series& series = problem.spec.storage.generation_series;
  const PowerTrace generation{series.step, series.values};
  const std::string f = book.site("storage.generation", mean_power(generation).si, "MW", "mean of the generation");
  book.leaf(EntryKind::solved, "storage.firming.power", need.power.si, "MW", "power that makes generation constant",
            "largest distance of the generation from its mean", "", {{"F", f}});
  book.leaf(EntryKind::solved, "storage.firming.energy", need.energy.si, "kWh", "energy that makes it constant",
            "range of the sum of generation less its mean, without losses", "", {{"F", f}});
}

void record_reserve(const Problem& problem, const StorageNeed& need, Book& book) {
  const std::string id = "storage." + need.purpose;
  const bool ride = need.purpose == "ride-through";
  const std::string p = ride ? book.derive(id + ".power", need.power.si, "MW", "M + L",
                                           {{"M", "mechanical.load"}, {"L", "mechanical.loss"}}, "load that has no UPS",
                                           "coolers and chillers with their transformers")
                             : book.derive(id + ".power", need.power.si, "MW", "I + M + L",
                                           {{"I", "power.input"}, {"M", "mechanical.load"}, {"L", "mechanical.loss"}},
                                           "load of the site", "sum");
  const GridProfile* grid = problem.grid;
  if (ride && grid != nullptr && !grid->dips.empty()) {
    const VoltageDip& dip = grid->dips.back();
    const std::string t = grid_leaf(book, *grid, "dip", dip.duration.si, "s", "longest voltage dip to stay through");
    const std::string r = grid_leaf(book, *grid, "recovery", grid->recovery.value_or(Time{0}).si, "s",
                                    "return to 90 % of the load after it");
    book.derive(id + ".energy", need.energy.si, "kWh", "P * (t + r)", {{"P", p}, {"t", t}, {"r", r}},
                "energy over that time", "storage carries these loads alone until they are back on the grid");
    return;
  }
  book.derive(id + ".energy", need.energy.si, "kWh", "P * t",
              {{"P", p}, {"t", book.limit(ride ? "basis.ride_through" : "basis.genset_bridge")}},
              "energy over that time", "definition");
}

void record_need(const Problem& problem, const Plant& plant, const StorageNeed& need, Book& book) {
  const std::string id = "storage." + need.purpose;
  if (need.purpose == "ramp") return record_ramp(problem, plant, need, book);
  if (need.purpose == "peak-shaving") return record_peak(problem, need, book);
  if (need.purpose == "ride-through" || need.purpose == "backup") return record_reserve(problem, need, book);
  if (need.purpose == "firming" && !problem.spec.storage.generation_series.values.empty())
    return record_firming(problem, need, book);
  const std::string p = book.derive(id + ".power", need.power.si, "MW", "P", {{"P", stated_power(problem, book)}},
                                    "power for " + need.purpose, "given");
  const std::string t = need.purpose == "frequency"
                            ? book.site("storage.frequency_hold", problem.spec.storage.frequency_hold.si, "min",
                                        "how long a frequency service holds its power")
                            : stated_duration(problem, book);
  book.derive(id + ".energy", need.energy.si, "kWh", "P * t", {{"P", p}, {"t", t}}, "energy for " + need.purpose,
              "power for that time, at the terminals");
}

std::string most_of(const std::string& terms) { return terms.find(',') == terms.npos ? terms : "max(" + terms + ")"; }

/// storage.power and storage.energy from the needs that the batteries serve.
void record_totals(const Problem& problem, const Plant& plant, const std::vector<StorageNeed>& needs, Book& book) {
  const auto& storage = problem.spec.storage;
  std::string shared, on_top, alone;
  Inputs powers;
  std::vector<std::string> energies, reserves;
  for (const StorageNeed& need : needs) {
    const std::string p = "p" + std::to_string(powers.size() + 1), id = "storage." + need.purpose;
    powers.push_back({p, id + ".power"});
    energies.push_back(id + ".energy");
    if (need.reserve) reserves.push_back(id + ".energy");
    if (need.purpose == "frequency" || need.purpose == "firming")
      on_top += " + " + p;
    else
      (need.reserve ? alone : shared) += ((need.reserve ? alone : shared).empty() ? "" : ", ") + p;
  }
  std::string terms = shared.empty() ? (on_top.empty() ? "" : on_top.substr(3)) : most_of(shared) + on_top;
  if (!alone.empty()) terms += (terms.empty() ? "" : ", ") + alone;
  if (storage.power && !power_is_a_purpose(problem.spec)) {
    terms += (terms.empty() ? "" : ", ") + std::string("s");
    powers.push_back({"s", stated_power(problem, book)});
  }
  const std::string p =
      book.derive("storage.power", plant.storage_power.si, "MW", most_of(terms), powers, "power of the batteries",
                  "ramp, peaks and arbitrage share the grid's power; frequency service and firming on "
                  "top; the rest comes without a grid");
  const StorageTotal total = total_need(problem.spec, needs);
  if (!reserves.empty())
    book.sum("storage.reserve", total.reserve.si, "kWh", reserves,
             "energy kept at the lower end of the state of charge", "purposes that discharge when called");
  Energy sum{0};
  for (const StorageNeed& need : needs) sum += need.energy;
  if (energies.empty() && storage.duration) {
    book.derive("storage.energy", plant.storage_energy.si, "kWh", "P * t",
                {{"P", p}, {"t", stated_duration(problem, book)}}, "storage energy delivered", "the stated duration");
    return;
  }
  if (energies.empty()) {
    book.derive("storage.energy", 0, "kWh", "P * 0[s]", {{"P", p}}, "storage energy delivered",
                "no purpose and no storage.duration asks for energy");
    return;
  }
  if (storage.duration && !duration_is_a_purpose(problem.spec)) {
    const std::string e = book.sum("storage.purposes_energy", sum.si, "kWh", energies, "energy of all purposes",
                                   "purposes share the state of charge, so energies add");
    book.derive("storage.energy", plant.storage_energy.si, "kWh", "max(E, P * t)",
                {{"E", e}, {"P", p}, {"t", stated_duration(problem, book)}}, "storage energy delivered",
                "at least the stated duration");
    return;
  }
  book.sum("storage.energy", plant.storage_energy.si, "kWh", energies, "storage energy delivered",
           "purposes share the state of charge, so energies add");
}

void record_capacitors(const Problem& problem, const Plant& plant, Book& book) {
  std::string terms;
  Inputs powers;
  std::vector<std::string> energies;
  for (const StorageNeed& need : capacitor_needs(problem, plant)) {
    const std::string p = "p" + std::to_string(powers.size() + 1), id = "storage." + need.purpose;
    terms += (terms.empty() ? "" : ", ") + p;
    powers.push_back({p, id + ".power"});
    energies.push_back(id + ".energy");
  }
  book.derive("storage.capacitor_power", plant.capacitor_power.si, "MW", most_of(terms), powers,
              "power of the supercapacitors", "ride-through comes without a grid, smoothing with it");
  book.sum("storage.capacitor_energy", plant.capacitor_energy.si, "kWh", energies, "energy of the supercapacitors",
           "purposes share the state of charge, so energies add");
}

}  // namespace

void record_storage(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  record_swing(problem, plant, book);
  for (const StorageNeed& need : storage_needs(problem, plant)) record_need(problem, plant, need, book);
  if (plant.smoothing == SmoothingTier::ups) record_ups_smoothing(problem, plant, book);
  if (plant.bess.type != nullptr) record_totals(problem, plant, battery_needs(problem, plant), book);
  if (plant.capacitor.type != nullptr) record_capacitors(problem, plant, book);
  record_storage_units(problem, plant, book, selection);
}

}  // namespace plinth
