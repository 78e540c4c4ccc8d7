// SPDX-License-Identifier: Apache-2.0
// Ledger of smoothing: the swing, the limits of the grid profile, the window, the trace.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/physics/storage_optimum.h"
#include "core/physics/storage_oscillation.h"
#include "core/sizing/storage_record.h"

namespace plinth {
namespace {

using Inputs = std::vector<LedgerInput>;

std::string limit(Book& book, std::string_view name) { return book.limit("storage." + std::string(name)); }

std::string where_of(const GridProfile& grid) {
  return grid.title + (grid.edition.empty() ? "" : ", " + grid.edition) + "; " + grid.provenance.source + " (" +
         std::string(text(grid.provenance.status)) + ")";
}

PowerTrace trace_of(const Problem& problem) {
  const Series& series = problem.spec.storage.trace_series;
  return {series.step, series.values};
}

double largest(PowerTrace trace) { return *std::max_element(trace.watts.begin(), trace.watts.end()); }

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

}  // namespace

std::string grid_leaf(Book& book, const GridProfile& grid, const char* name, double si, const char* unit,
                      const char* meaning) {
  return book.profile(grid, name, si, unit, meaning);
}

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

void record_ramp(const Problem& problem, const Plant& plant, const StorageNeed& need, Book& book) {
  const std::string t = record_window(problem, plant, book);
  const std::string p =
      book.derive("storage.ramp.power", need.power.si, "MW", "P", {{"P", "storage.load_swing"}},
                  "storage power for the ramp limit", "the grid lags a full step by at most the swing");
  book.derive("storage.ramp.energy", need.energy.si, "kWh", "P * t / 2", {{"P", p}, {"t", t}},
              "storage energy for the ramp limit", "dP W / 2: least that any causal policy can promise");
  record_trace_energy(problem, plant, Time{load_movement(problem, plant).window}, book);
}

}  // namespace plinth
