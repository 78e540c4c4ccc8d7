// SPDX-License-Identifier: Apache-2.0
// Time of the stages on five-line sites of several sizes; the catalog is read once.
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>

#include "core/model/design_json.h"
#include "core/pipeline.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

namespace {

using namespace plinth;

/// A square parcel that grows with the load, and a grid connection that suffices.
SiteSpec site_of(long megawatts) {
  const long edge = 200 + static_cast<long>(60 * std::sqrt(static_cast<double>(megawatts)));
  const std::string side = std::to_string(edge), load = std::to_string(megawatts), grid = std::to_string(2 * megawatts);
  return test::site_from("project.name = \"Bench\"\nsite.boundary = [[0, 0], [" + side + ", 0], [" + side + ", " +
                         side + "], [0, " + side + "]]\nit.load = \"" + load +
                         " MW\"\nsite.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"" + grid + " MVA\"\n");
}

void size(benchmark::State& state) {
  const SiteSpec spec = site_of(state.range(0));
  for (auto _ : state) {
    const Outcome<Sizing> sizing = size_site(spec, test::shipped_catalog());
    if (!sizing.ok()) state.SkipWithError("infeasible");
    benchmark::DoNotOptimize(sizing);
  }
}
BENCHMARK(size)->Arg(1)->Arg(20)->Arg(50)->Arg(200)->Unit(benchmark::kMillisecond);

void design_and_write(benchmark::State& state) {
  const SiteSpec spec = site_of(state.range(0));
  std::size_t modules = 0;
  for (auto _ : state) {
    const Outcome<Design> design = design_site(spec, test::shipped_catalog(), {}, "bench", Until::check);
    if (!design.ok()) {
      state.SkipWithError("infeasible");
      break;
    }
    benchmark::DoNotOptimize(write_design(*design.value));
    modules = design.value->sizing.graph.nodes.size();
  }
  state.counters["modules"] = static_cast<double>(modules);
}
BENCHMARK(design_and_write)->Arg(1)->Arg(20)->Arg(50)->Arg(200)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
