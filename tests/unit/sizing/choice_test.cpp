// SPDX-License-Identifier: Apache-2.0
// The search for the best plant against the building of every combination, and what must hold for any choice.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "core/sizing/bound.h"
#include "core/sizing/solve.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

std::string site(const std::string& more = "") {
  return "project.name = \"T\"\nsite.boundary = [[0,0],[300,0],[300,300],[0,300]]\nsite.utility.voltage = \"34.5 kV\"\n"
         "site.utility.capacity = \"60 MVA\"\nit.load = \"3 MW\"\n" +
         more;
}

/// The shipped catalog with few types of every kind: `rich` kinds keep two, the others one, all drawn by `random`,
/// their prices moved by up to 40 %. A kind keeps what the default site needs to be feasible more often than not.
Catalog small_catalog(std::mt19937& random, int rich) {
  Catalog catalog = test::shipped_catalog();
  static const std::set<std::string> inside{"rack",     "transformer", "ups",      "ups_battery", "busway",
                                            "mv_cable", "pipe",        "lv_board", "rmu",         "control_room"};
  std::map<std::string, std::vector<std::string>> kinds;
  for (const ModuleType& type : catalog.modules)
    if (!inside.contains(type.kind)) kinds[type.kind].push_back(type.id);
  std::vector<std::string> names;
  for (const auto& [kind, ids] : kinds) names.push_back(kind);
  std::shuffle(names.begin(), names.end(), random);
  std::set<std::string> kept;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::string>& ids = kinds[names[i]];
    std::shuffle(ids.begin(), ids.end(), random);
    // Two services share the vessels: one type keeps every combination few enough to build.
    const std::size_t many = names[i] == "expansion_vessel" ? 1 : static_cast<int>(i) < rich ? 3 : 2;
    kept.insert(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(many, ids.size())));
  }
  std::erase_if(catalog.modules,
                [&](const ModuleType& type) { return !inside.contains(type.kind) && !kept.contains(type.id); });
  std::uniform_real_distribution<double> price(0.6, 1.4);
  for (ModuleType& type : catalog.modules)
    if (const auto cost = type.attributes.find("cost_mid"); cost != type.attributes.end())
      if (double* usd = std::get_if<double>(&cost->second.value)) *usd *= price(random);
  return catalog;
}

std::optional<Solution> found(const SiteSpec& spec, const Catalog& catalog, const SearchLimits& limits) {
  const Outcome<Problem> problem = read_problem(spec, catalog);
  REQUIRE(problem.ok());
  Refusals refusals;
  return solve(*problem.value, refusals, limits).solution;
}

template <class T>
T one_of(std::mt19937& random, std::initializer_list<T> choices) {
  return *(choices.begin() + random() % choices.size());
}

SiteSpec random_site(std::mt19937& random) {
  SiteSpec spec = test::site_from(site());
  spec.it.load = Power{one_of(random, {0.3, 0.9, 1.7, 3.1, 6.4}) * 1e6};
  spec.power.redundancy =
      one_of(random, {Redundancy::n, Redundancy::n_plus_1, Redundancy::n_plus_2, Redundancy::two_n});
  spec.cooling.redundancy = one_of(random, {Redundancy::n, Redundancy::n_plus_1, Redundancy::two_n});
  spec.power.backup_redundancy = one_of(random, {Redundancy::n, Redundancy::n_plus_1, Redundancy::two_n});
  spec.utility.voltage = Voltage{one_of(random, {13.8e3, 34.5e3, 13.2e3})};
  spec.objective = one_of(random, {Objective::cost, Objective::cost, Objective::area, Objective::energy,
                                   Objective::lead_time, Objective::weighted});
  spec.prices = {1500.0, 4000.0, 50000.0};
  if (random() % 5 == 0) {
    spec.it.load.reset();
    spec.it.groups.resize(2);
    spec.it.groups[0].rack = "generic-liquid-130", spec.it.groups[0].count = 6;
    spec.it.groups[1].rack = "storage-network-14", spec.it.groups[1].count = 12;
  }
  if (random() % 3 == 0) spec.storage.purposes = {"ramp", "ride-through"};
  return spec;
}

}  // namespace

TEST_CASE("the search finds what building every combination finds") {
  constexpr SearchLimits all{.plants = 60000, .bounds = false, .dominance = false};
  std::mt19937 random(20260101);
  int solved = 0, infeasible = 0;
  for (int i = 0; i < 120; ++i) {
    const Catalog catalog = small_catalog(random, 1);
    const SiteSpec spec = random_site(random);
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
  CHECK(solved >= 15);
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
