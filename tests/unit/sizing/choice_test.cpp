// SPDX-License-Identifier: Apache-2.0
// The search for the best plant against the building of every combination, and what must hold for any choice.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "core/sizing/bound.h"
#include "core/sizing/solve.h"
#include "tests/support/files.h"
#include "tests/support/random_choice.h"

using namespace plinth;

namespace {

std::string site(const std::string& more = "") {
  return "project.name = \"T\"\nsite.boundary = [[0,0],[300,0],[300,300],[0,300]]\nsite.utility.voltage = \"34.5 kV\"\n"
         "site.utility.capacity = \"60 MVA\"\nit.load = \"3 MW\"\n" +
         more;
}

std::optional<Solution> found(const SiteSpec& spec, const Catalog& catalog, const SearchLimits& limits) {
  const Outcome<Problem> problem = read_problem(spec, catalog);
  REQUIRE(problem.ok());
  Refusals refusals;
  return solve(*problem.value, refusals, limits).solution;
}

}  // namespace

TEST_CASE("the search finds what building every combination finds") {
  constexpr SearchLimits all{.plants = 60000, .bounds = false, .dominance = false};
  std::mt19937 random(20260101);
  int solved = 0, infeasible = 0;
  for (int i = 0; i < 300; ++i) {
    const Catalog catalog = test::small_catalog(random, 1, 9);
    const SiteSpec spec = test::random_site(random);
    const auto best = found(spec, catalog, {});
    const auto every = found(spec, catalog, all);
    CAPTURE(i);
    CAPTURE(text(spec.objective));
    REQUIRE(best.has_value() == every.has_value());
    if (!every) {
      ++infeasible;
      continue;
    }
    if (!every->exhausted) continue;  // too many combinations to build
    ++solved;
    CHECK(best->exhausted);
    CHECK(best->value == doctest::Approx(every->value).epsilon(1e-12));
  }
  MESSAGE(solved << " solved, " << infeasible << " infeasible");
  CHECK(solved >= 50);
}

TEST_CASE("the order of the catalog files changes nothing") {
  std::vector<SourceFile> files = test::catalog_files();
  std::mt19937 random(7);
  std::shuffle(files.begin(), files.end(), random);
  const auto shuffled = read_catalog(files);
  REQUIRE(shuffled.ok());
  const SiteSpec spec = test::site_from(site());
  const auto a = found(spec, test::shipped_catalog(), {}), b = found(spec, *shuffled.value, {});
  REQUIRE(a.has_value());
  REQUIRE(b.has_value());
  CHECK(a->value == b->value);
  CHECK(a->tried == b->tried);
  CHECK(a->plant.genset.type->id == b->plant.genset.type->id);
}

TEST_CASE("cost never falls when a constraint is added") {
  const Catalog& catalog = test::shipped_catalog();
  const SiteSpec free = test::site_from(site("storage.purposes = [\"ramp\"]\n"));
  const auto base = found(free, catalog, {});
  REQUIRE(base.has_value());
  const Plant& plant = base->plant;
  int dearer = 0;
  const auto harder = [&](const SiteSpec& spec) {
    const auto now = found(spec, catalog, {});
    if (!now) return;
    CHECK(now->exhausted);
    CHECK(now->value >= base->value * (1 - 1e-12));
    if (now->value > base->value) ++dearer;
  };
  for (const ModuleType* type :
       {plant.groups[0].pod, plant.groups[0].cdu.type, plant.groups[0].fan_wall.type, plant.header.type,
        plant.cooler.type, plant.chiller.type, plant.module.type, plant.mechanical.type, plant.genset.type,
        plant.mv_switchgear.type, plant.intake.type, plant.buffer_tank.type}) {
    SiteSpec spec = free;
    REQUIRE(type != nullptr);
    spec.catalog.exclude = {type->id};
    harder(spec);
  }
  for (Redundancy more : {Redundancy::n_plus_2, Redundancy::two_n}) {
    SiteSpec spec = free;
    spec.power.redundancy = more;
    harder(spec);
    spec = free;
    spec.cooling.redundancy = more;
    harder(spec);
    spec = free;
    spec.power.backup_redundancy = more;
    harder(spec);
  }
  SiteSpec spec = free;
  spec.utility.capacity = plant.utility;
  harder(spec);
  spec.utility.capacity = 0.999 * plant.utility;
  harder(spec);
  CHECK(dearer >= 10);
}
