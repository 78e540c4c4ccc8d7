// SPDX-License-Identifier: Apache-2.0
// Time of the outage sweep alone (every element, corridors, zones, pairs) on five-line sites of several sizes. The
// rules with the sweep in them are `check` of the stage benchmarks.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <string>

#include "core/pipeline.h"
#include "core/rules/outage/study.h"
#include "tests/support/files.h"

namespace {

using namespace plinth;

const Design& laid_out(long megawatts) {
  static std::map<long, Design> made;
  if (const auto found = made.find(megawatts); found != made.end()) return found->second;
  const long edge = 200 + static_cast<long>(60 * std::sqrt(static_cast<double>(megawatts)));
  const std::string side = std::to_string(edge), load = std::to_string(megawatts), grid = std::to_string(2 * megawatts);
  const SiteSpec spec =
      test::site_from("project.name = \"Bench\"\nsite.boundary = [[0, 0], [" + side + ", 0], [" + side + ", " + side +
                      "], [0, " + side + "]]\nit.load = \"" + load + " MW\"\nsite.utility.voltage = \"" +
                      (megawatts > 200 ? "230 kV" : "34.5 kV") + "\"\nsite.utility.capacity = \"" + grid + " MVA\"\n");
  Outcome<Design> outcome = design_site(spec, test::shipped_catalog(), {}, "bench", Until::layout);
  if (!outcome.ok()) std::abort();
  return made.emplace(megawatts, std::move(*outcome.value)).first->second;
}

void sweep(benchmark::State& state) {
  const Design& design = laid_out(state.range(0));
  OutageStudy study;
  for (auto _ : state) study = sweep_outages(CheckContext(design));
  state.counters["modules"] = static_cast<double>(design.sizing.graph.nodes.size());
  state.counters["elements"] = study.elements;
  state.counters["computed"] = static_cast<double>(study.records.size());
  state.counters["pairs"] = study.pairs_tried;
}

}  // namespace

BENCHMARK(sweep)->Arg(1)->Arg(20)->Arg(100)->Arg(420)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
