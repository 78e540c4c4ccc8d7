// SPDX-License-Identifier: Apache-2.0
// Time of every stage on five-line sites of several sizes, of the whole way to design.json, of the clearance rules and
// of starting the program. The catalog is read once.
#include <benchmark/benchmark.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/distribution/distribute.h"
#include "core/input/toml_document.h"
#include "core/layout/lay_out.h"
#include "core/model/design_json.h"
#include "core/pipeline.h"
#include "core/rules/check_design.h"
#include "core/rules/rule.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"
#include "tests/unit/exporters/plant.h"

namespace {

using namespace plinth;

/// A square parcel that grows with the load, and a grid connection that suffices.
SiteSpec site_of(long megawatts) {
  const long edge = 200 + static_cast<long>(60 * std::sqrt(static_cast<double>(megawatts)));
  const std::string side = std::to_string(edge), load = std::to_string(megawatts), grid = std::to_string(2 * megawatts);
  const std::string voltage = megawatts > 200 ? "230 kV" : "34.5 kV";
  return test::site_from("project.name = \"Bench\"\nsite.boundary = [[0, 0], [" + side + ", 0], [" + side + ", " +
                         side + "], [0, " + side + "]]\nit.load = \"" + load + " MW\"\nsite.utility.voltage = \"" +
                         voltage + "\"\nsite.utility.capacity = \"" + grid + " MVA\"\n");
}

const Design& designed(long megawatts, Until until) {
  static std::map<std::pair<long, Until>, Design> made;
  const auto found = made.find({megawatts, until});
  if (found != made.end()) return found->second;
  Outcome<Design> outcome = design_site(site_of(megawatts), test::shipped_catalog(), {}, "bench", until);
  if (!outcome.ok()) std::abort();
  return made.emplace(std::pair{megawatts, until}, std::move(*outcome.value)).first->second;
}

void count_modules(benchmark::State& state, const Design& design) {
  state.counters["modules"] = static_cast<double>(design.sizing.graph.nodes.size());
}

/// The shipped catalog from bytes to checked values: what every start pays beside reading the files.
void read_all(benchmark::State& state) {
  const std::vector<SourceFile> files = test::catalog_files();
  for (auto _ : state) {
    const Outcome<Catalog> catalog = read_catalog(files);
    if (!catalog.ok()) state.SkipWithError("faulty");
    benchmark::DoNotOptimize(catalog);
  }
}

/// The text of all of them to trees, by the quick reader (0) and by the full one (1).
void parse_toml(benchmark::State& state) {
  const std::vector<SourceFile> files = test::catalog_files();
  constexpr TomlCodes codes{"a", "b", "c", "d"};
  std::int64_t bytes = 0;
  for (auto _ : state)
    for (const SourceFile& file : files) {
      bytes += static_cast<std::int64_t>(file.bytes.size());
      benchmark::DoNotOptimize(state.range(0) == 0 ? TomlDocument::parse(file.bytes, file.path, codes)
                                                   : TomlDocument::parse_fully(file.bytes, file.path, codes));
    }
  state.SetBytesProcessed(bytes);
}

void size(benchmark::State& state) {
  const SiteSpec spec = site_of(state.range(0));
  for (auto _ : state) {
    const Outcome<Sizing> sizing = size_site(spec, test::shipped_catalog());
    if (!sizing.ok()) state.SkipWithError("infeasible");
    benchmark::DoNotOptimize(sizing);
  }
}

void one_layout(benchmark::State& state) {
  const Design& sized = designed(state.range(0), Until::sizing);
  for (auto _ : state) {
    const Outcome<Layout> laid = lay_out(sized.spec, test::shipped_catalog(), sized.sizing);
    if (!laid.ok()) state.SkipWithError("does not fit");
    benchmark::DoNotOptimize(laid);
  }
  count_modules(state, sized);
}

/// The design as it is before the distribution stage.
Design laid_out(long megawatts) {
  Design design = designed(megawatts, Until::sizing);
  design.catalog = test::shipped_catalog();
  design.layout = designed(megawatts, Until::layout).layout;
  return design;
}

void distribution(benchmark::State& state) {
  const Design laid = laid_out(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    Design design = laid;
    state.ResumeTiming();
    benchmark::DoNotOptimize(distribute(std::move(design), test::shipped_catalog()));
  }
  count_modules(state, laid);
}

void check(benchmark::State& state) {
  const Design& design = designed(state.range(0), Until::layout);
  for (auto _ : state) benchmark::DoNotOptimize(check_design(design));
  count_modules(state, design);
}

void write(benchmark::State& state) {
  const Design& design = designed(state.range(0), Until::check);
  std::size_t bytes = 0;
  for (auto _ : state) bytes = write_design(design).size();
  state.counters["MB"] = static_cast<double>(bytes) / 1e6;
}

void read(benchmark::State& state) {
  const std::string json = write_design(designed(state.range(0), Until::check));
  for (auto _ : state) benchmark::DoNotOptimize(read_design(json, "design.json"));
}

/// Size, layout, distribution, check and design.json; the peak is that of the process so far, so this runs first.
void whole(benchmark::State& state) {
  const SiteSpec spec = site_of(state.range(0));
  for (auto _ : state) {
    const Outcome<Design> design = design_site(spec, test::shipped_catalog(), {}, "bench", Until::check);
    if (!design.ok()) {
      state.SkipWithError("infeasible");
      break;
    }
    benchmark::DoNotOptimize(write_design(*design.value));
    count_modules(state, *design.value);
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1e3;
}

/// The rules that compare every module with its neighbours, over a plant of equal modules.
void clearance(benchmark::State& state) {
  Design design = test::plant(static_cast<int>(state.range(0)) / 22 + 1);
  std::erase_if(design.layout.placements, [](const Placement& p) { return !p.parent.empty(); });
  std::vector<const Rule*> rules;
  for (const Rule* rule : all_rules())
    if (rule->code == "SITE02" || rule->code == "SITE04") rules.push_back(rule);
  for (auto _ : state) benchmark::DoNotOptimize(check_design(design, rules));
  state.counters["modules"] = static_cast<double>(design.layout.placements.size());
}

void start(benchmark::State& state) {
  std::string program = PLINTH_PROGRAM, version = "--version";
  char* const arguments[] = {program.data(), version.data(), nullptr};
  char* const environment[] = {nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
  for (auto _ : state) {
    pid_t process = 0;
    int status = 0;
    if (::posix_spawn(&process, program.c_str(), &actions, nullptr, arguments, environment) != 0 ||
        ::waitpid(process, &status, 0) != process || status != 0)
      state.SkipWithError("plinth --version failed");
  }
  ::posix_spawn_file_actions_destroy(&actions);
}

}  // namespace

BENCHMARK(read_all)->Name("read_catalog/1")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(parse_toml)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(start)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(whole)->Arg(1)->Arg(20)->Arg(50)->Arg(200)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(size)->Arg(1)->Arg(20)->Arg(50)->Arg(200)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(one_layout)->Name("layout")->Arg(1)->Arg(50)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(distribution)->Arg(1)->Arg(50)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(check)->Arg(1)->Arg(50)->Arg(420)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(write)->Arg(1)->Arg(50)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(read)->Arg(1)->Arg(50)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(clearance)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
