// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/sizing/generators.h"
#include "core/sizing/medium_fault.h"
#include "core/sizing/site_records.h"

namespace plinth {
namespace {

constexpr std::string_view kBasis = "IEC 60909-0:2016, cables left out";

FaultCurrents larger(const FaultCurrents& a, const FaultCurrents& b) {
  return {std::max(a.initial, b.initial), std::max(a.peak, b.peak), std::max(a.thermal, b.thermal)};
}

std::string record_grid_fault(const Problem& problem, const Plant& plant, const FaultCurrents& fault, Book& book) {
  const SiteSpec::Utility& utility = problem.spec.utility;
  std::vector<LedgerInput> inputs{{"L", "distribution.lineups"}};
  inputs.push_back({"G", utility.short_circuit
                             ? book.site("site.utility.short_circuit", utility.short_circuit->si, "MVA",
                                         "short-circuit power of the grid")
                             : book.limit(utility.voltage > 52.0 * kV ? "basis.grid_fault_current.high"
                                                                      : "basis.grid_fault_current")});
  inputs.push_back(
      {"X", book.site("site.utility.x_over_r", utility.x_over_r, "", "reactance over resistance of the grid")});
  if (const ModuleType* type = plant.main_transformer.type; type != nullptr) {
    inputs.push_back({"T", "distribution.transformers_in_parallel"});
    for (const auto& [symbol, name] : {std::pair{"z", "impedance"}, {"S", "rated_power"}, {"P", "load_loss"}})
      inputs.push_back({symbol, book.attribute(*type, name)});
  }
  if (plant.pcs.type != nullptr) inputs.push_back({"C", "storage.pcs"});
  return book.leaf(EntryKind::solved, "distribution.grid_fault", fault.initial.si, "kA",
                   "initial short circuit at a line-up, fed by the grid",
                   "grid, transformers in parallel, converters of one line-up: IEC 60909-0:2016, cables left out", "",
                   inputs);
}

}  // namespace

void record_medium_fault(const Problem& problem, const Plant& plant, Book& book) {
  const FaultSources sources = fault_sources(problem, plant);
  FaultCurrents worst = grid_fault(problem, sources);
  std::vector<LedgerInput> parts{{"G", record_grid_fault(problem, plant, worst, book)}};
  if (plant.genset.type != nullptr) {
    const Backup backup = backup_of(problem, plant.genset, plant.generator_switchgear);
    const int sets = sets_in_parallel(plant, backup);
    const FaultCurrents own = generator_fault(problem, backup.impedance, sets, sources);
    const std::string n = book.leaf(EntryKind::solved, "distribution.generators_in_parallel", sets, "",
                                    "most generators in parallel on a line-up",
                                    "whole paralleling line-ups, closed until they carry what it carries", "",
                                    {{"L", "distribution.lineups"}, {"N", "genset.installed"}});
    parts.push_back(
        {"B", book.leaf(EntryKind::solved, "distribution.generator_fault", own.initial.si, "kA",
                        "initial short circuit at a line-up, fed by generators",
                        "generators in parallel, converters of one line-up: IEC 60909-0:2016, cables left out", "",
                        {{"n", n}, {"U", "genset.unit_power"}})});
    worst = larger(worst, own);
  }
  const std::string f = book.derive("distribution.fault", worst.initial.si, "kA", parts.size() == 2 ? "max(G, B)" : "G",
                                    parts, "largest initial short circuit at a line-up", "of all sources");
  const std::string h = book.leaf(EntryKind::solved, "distribution.fault_thermal", worst.thermal.si, "kA",
                                  "largest thermal short circuit at a line-up", kBasis, "", {{"F", f}});
  const std::string p = book.leaf(EntryKind::solved, "distribution.fault_peak", worst.peak.si, "kA",
                                  "largest peak short circuit at a line-up", kBasis, "", {{"F", f}});
  WithstandCurrents gear = withstand_at(*plant.mv_switchgear.type, problem.mv);
  if (const WithstandCurrents rings = ring_gear(problem, plant); rings.short_time.si > 0)
    gear = {std::min(gear.short_time, rings.short_time), std::min(gear.peak, rings.peak)};
  const std::string w = book.leaf(EntryKind::solved, "distribution.fault_withstand", gear.short_time.si, "kA",
                                  "short-time rating of the weakest gear at medium voltage",
                                  "line-ups, and ring main units in modules and skids");
  const std::string k = book.leaf(EntryKind::solved, "distribution.peak_withstand", gear.peak.si, "kA",
                                  "peak rating of the weakest gear at medium voltage",
                                  "line-ups, and ring main units in modules and skids");
  const std::string t = book.limit("basis.fault_time.gear"), m = book.limit("fault.margin");
  const double duration = std::sqrt(problem.basis.gear_fault_time.si), reserve = 1 + problem.basis.fault_margin;
  book.derive("distribution.fault_load",
              reserve * std::max(worst.initial.si, worst.thermal.si * duration) / gear.short_time.si, "%",
              "max(F, H * sqrt(t / 1[s])) * (1 + m) / W", {{"F", f}, {"H", h}, {"t", t}, {"m", m}, {"W", w}},
              "short circuit and reserve, over what the weakest gear stands", "as rule ELC03 judges");
  if (gear.peak.si > 0)
    book.derive("distribution.peak_load", reserve * worst.peak.si / gear.peak.si, "%", "P * (1 + m) / K",
                {{"P", p}, {"m", m}, {"K", k}}, "peak and reserve, over what the weakest gear stands",
                "as rule ELC03 judges");
}

}  // namespace plinth
