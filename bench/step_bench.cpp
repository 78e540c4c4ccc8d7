// SPDX-License-Identifier: Apache-2.0
// Time and bytes of the exporters against the number of modules. Goal: STEP of 1,000 modules in 0.11 s and 0.6 MB,
// read-back included. Flat: every module stands on the site. Nested: pods and power modules hold their contents.
#include <benchmark/benchmark.h>
#include <dlfcn.h>

#include <cstdlib>
#include <string>

#include "exporters/cad/cad_module.h"
#include "tests/unit/exporters/plant.h"

namespace {

using namespace plinth;

Design nested(int modules) { return test::plant(modules / 39 + 1); }

Design flat(int modules) {
  Design design = test::plant(modules / 22 + 1);
  std::erase_if(design.layout.placements, [](const Placement& p) { return !p.parent.empty(); });
  return design;
}

const CadModule* cad() {
  static const CadModule* const module = [] {
    void* library = ::dlopen(PLINTH_CAD_MODULE, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) std::abort();
    return reinterpret_cast<CadModuleEntry>(::dlsym(library, cad_module_entry))();
  }();
  return module;
}

void run(benchmark::State& state, const Exporter& exporter, const Design& design) {
  std::size_t bytes = 0;
  for (auto _ : state) bytes = exporter.write(design, {"0", "2026-01-01T00:00:00Z"}).at(0).bytes.size();
  state.counters["modules"] = static_cast<double>(design.layout.placements.size());
  state.counters["kB"] = static_cast<double>(bytes) / 1000.0;
}

void step_flat(benchmark::State& state) { run(state, *cad()->exporters[0], flat(static_cast<int>(state.range(0)))); }
void step_nested(benchmark::State& state) {
  run(state, *cad()->exporters[0], nested(static_cast<int>(state.range(0))));
}

const Exporter& named(std::span<const Exporter* const> table, std::string_view name) {
  for (const Exporter* e : table)
    if (e->name == name) return *e;
  std::abort();
}

void plan(benchmark::State& state) {
  run(state, named(drawing_exporters(), "plan-svg"), nested(static_cast<int>(state.range(0))));
}
void bom(benchmark::State& state) {
  run(state, named(text_exporters(), "bom-csv"), nested(static_cast<int>(state.range(0))));
}

}  // namespace

BENCHMARK(step_flat)->Arg(100)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);
BENCHMARK(step_nested)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(plan)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);
BENCHMARK(bom)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
