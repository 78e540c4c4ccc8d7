// SPDX-License-Identifier: Apache-2.0
// Time of validation. `rules`: all of them, the outage sweep in it, on five-line sites of about 1,000, 3,000, 10,000
// and 30,000 modules, and `after_sweep`: where the sweep is known; `rule`: each alone at 10,000. `clearance` over
// plants of equal modules: one where each keeps its clearance, and one where hardly any does, with the search for a
// hint to every finding and without it.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/pipeline.h"
#include "core/rules/check_context.h"
#include "core/rules/check_design.h"
#include "core/rules/data_rules.h"
#include "core/rules/outage/study.h"
#include "core/rules/rule.h"
#include "core/rules/waivers.h"
#include "tests/support/files.h"
#include "tests/unit/exporters/plant.h"

namespace {

using namespace plinth;

/// A square parcel that grows with the load, and a grid connection that suffices.
SiteSpec site_of(long megawatts) {
  const long edge = 200 + static_cast<long>(60 * std::sqrt(static_cast<double>(megawatts)));
  const std::string side = std::to_string(edge), load = std::to_string(megawatts), grid = std::to_string(2 * megawatts);
  return test::site_from("project.name = \"Bench\"\nsite.boundary = [[0, 0], [" + side + ", 0], [" + side + ", " +
                         side + "], [0, " + side + "]]\nit.load = \"" + load + " MW\"\nsite.utility.voltage = \"" +
                         (megawatts > 200 ? "230 kV" : "34.5 kV") + "\"\nsite.utility.capacity = \"" + grid +
                         " MVA\"\n");
}

const Design& laid_out(long megawatts) {
  static std::map<long, Design> made;
  if (const auto found = made.find(megawatts); found != made.end()) return found->second;
  Outcome<Design> outcome = design_site(site_of(megawatts), test::shipped_catalog(), {}, "bench", Until::layout);
  if (!outcome.ok()) std::abort();
  return made.emplace(megawatts, std::move(*outcome.value)).first->second;
}

void count_modules(benchmark::State& state, const Design& design) {
  state.counters["modules"] = static_cast<double>(design.sizing.graph.nodes.size());
}

void rules(benchmark::State& state) {
  const Design& design = laid_out(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(check_design(design));
  count_modules(state, design);
}

/// The same where the sweep is known already, as in a check that follows a round of the pipeline.
void after_sweep(benchmark::State& state) {
  const Design& design = laid_out(state.range(0));
  const auto study = std::make_shared<const OutageStudy>(sweep_outages(CheckContext(design)));
  for (auto _ : state) benchmark::DoNotOptimize(check_design(design, study));
  count_modules(state, design);
}

/// What every check pays first: views and indexes of the design.
void context(benchmark::State& state) {
  const Design& design = laid_out(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(CheckContext(design));
  count_modules(state, design);
}

/// One rule alone; the sweep, where it asks for one, was made before.
template <class Run>
void one_rule(benchmark::State& state, const Run& run) {
  const CheckContext context(laid_out(420));
  static const auto study = std::make_shared<const OutageStudy>(sweep_outages(context));
  context.outages = study;
  for (auto _ : state) {
    Reporter said("", Severity::error);
    run(context, said);
    benchmark::DoNotOptimize(said);
  }
}

void rule(benchmark::State& state, const Rule* of) {
  one_rule(state, [&](const CheckContext& context, Reporter& said) { of->check(context, said); });
}

void data_rule(benchmark::State& state, const DataRule* of) {
  one_rule(state, [&](const CheckContext& context, Reporter& said) { check_data_rule(context, *of, said); });
}

/// A plant of equal modules that all stand on the ground. `sound`: none nearer to another than its clearance.
Design plant_of(long modules, bool sound) {
  Design design = test::plant(static_cast<int>(modules) / 22 + 1);
  std::erase_if(design.layout.placements, [](const Placement& p) { return !p.parent.empty(); });
  if (!sound) return design;
  design.spec.site.existing.clear();
  // Each on its own square of a grid as wide as the largest module with its clearances.
  Millimetres pitch = 0;
  for (const ModuleType& type : design.catalog.modules)
    pitch = std::max({pitch, type.length + 4000, type.width + 4000});
  const auto columns = static_cast<Millimetres>(std::ceil(std::sqrt(static_cast<double>(modules))));
  for (std::size_t i = 0; i < design.layout.placements.size(); ++i) {
    design.layout.placements[i].x = static_cast<Millimetres>(i) % columns * pitch;
    design.layout.placements[i].y = static_cast<Millimetres>(i) / columns * pitch;
  }
  return design;
}

std::vector<const Rule*> clearance_rules() {
  std::vector<const Rule*> chosen;
  for (const Rule* each : all_rules())
    if (each->code == "SITE02" || each->code == "SITE04") chosen.push_back(each);
  return chosen;
}

void clearance(benchmark::State& state, bool sound) {
  const Design design = plant_of(state.range(0), sound);
  const std::vector<const Rule*> chosen = clearance_rules();
  std::size_t findings = 0;
  for (auto _ : state) findings = check_design(design, chosen).findings.size();
  state.counters["modules"] = static_cast<double>(design.layout.placements.size());
  state.counters["findings"] = static_cast<double>(findings);
}

}  // namespace

BENCHMARK(rules)
    ->Arg(1)
    ->Arg(40)
    ->Arg(120)
    ->Arg(420)
    ->Arg(1250)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
BENCHMARK(after_sweep)
    ->Arg(40)
    ->Arg(120)
    ->Arg(420)
    ->Arg(1250)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
BENCHMARK(context)->Arg(40)->Arg(120)->Arg(420)->Arg(1250)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(clearance, sound, true)->Arg(1000)->Arg(3000)->Arg(10000)->Arg(30000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(clearance, bad, false)->Arg(1000)->Arg(3000)->Arg(10000)->Arg(30000)->Unit(benchmark::kMillisecond);

int main(int argc, char** argv) {
  for (const Rule* each : all_rules())
    benchmark::RegisterBenchmark(("rule/" + std::string(each->code)).c_str(), rule, each)
        ->Unit(benchmark::kMillisecond);
  const SiteSpec spec = site_of(420);
  for (const DataRule& each : test::shipped_catalog().rules)
    if (rule_in_use(spec, each))
      benchmark::RegisterBenchmark(("data_rule/" + each.code).c_str(), data_rule, &each)->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
