// SPDX-License-Identifier: Apache-2.0
// Yards of large sites come in parts that roads around them serve, and what belongs together stays together.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "core/layout/arrange.h"
#include "core/layout/groups.h"
#include "core/layout/job.h"
#include "core/layout/lay_out.h"
#include "core/layout/limits.h"
#include "core/model/plant_grid.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

namespace plinth::test {
namespace {

SiteSpec large_site() {
  return site_from(
      "project.name = \"Large\"\nsite.boundary = [[0, 0], [2000, 0], [2000, 2000], [0, 2000]]\n"
      "it.load = \"1000 MW\"\nsite.utility.voltage = \"230 kV\"\nsite.utility.capacity = \"2000 MVA\"\n");
}

/// By module tag: the group it stands in.
std::map<std::string, std::size_t> group_by_tag(const layout::Job& job, const std::vector<layout::GroupSpec>& groups) {
  std::map<std::string, std::size_t> of;
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const layout::Strip& strip : groups[g].strips)
      for (const layout::Cell& cell : strip.cells)
        for (const auto* tier : {&cell.lower, &cell.upper})
          for (const std::size_t i : *tier) of[job.inventory.items[i].node->tag] = g;
  return of;
}

}  // namespace

TEST_CASE("yards of a large site come in parts that roads around them serve") {
  const SiteSpec spec = large_site();
  const Outcome<Sizing> sizing = size_site(spec, shipped_catalog());
  REQUIRE(sizing.ok());
  const layout::Job job = layout::job_of(spec, shipped_catalog(), *sizing.value);
  const std::vector<layout::GroupSpec> groups = layout::groups_of(job, layout::kCoarsest);
  std::map<std::string, int> parts;
  for (const layout::GroupSpec& group : groups) {
    if (group.block > 0) continue;
    CAPTURE(group.name);
    ++parts[group.name.substr(0, group.name.find(' '))];
    const auto choices = layout::arrangements(group, job.inventory, layout::limits_for(job, true));
    CHECK(std::any_of(choices.begin(), choices.end(), [](const layout::Arrangement& a) { return a.within_reach; }));
  }
  CHECK(parts["Electrical"] >= 1);  // few main transformers and line-ups: one part may do
  CHECK(parts["Generator"] > 1);

  SUBCASE("a generator board and a tank stand with sets they are joined to") {
    const std::map<std::string, std::size_t> of = group_by_tag(job, groups);
    std::map<std::string, bool> beside;
    for (const Edge& edge : sizing.value->graph.edges) {
      const Node *from = sizing.value->graph.node(edge.from.tag), *to = sizing.value->graph.node(edge.to.tag);
      const Node* other = from->kind == "genset" ? to : to->kind == "genset" ? from : nullptr;
      if (other == nullptr || (other->kind != "generator_switchgear" && other->kind != "fuel_tank")) continue;
      beside[other->tag] |= of.at(from->tag) == of.at(to->tag);
    }
    CHECK(beside.size() > 40);
    for (const auto& [tag, near] : beside) CHECK_MESSAGE(near, tag);
  }
}

TEST_CASE("sets that are numbered next to each other share boards and tanks, all about equally loaded") {
  const Outcome<Sizing> sizing = size_site(large_site(), shipped_catalog());
  REQUIRE(sizing.ok());
  std::map<std::string, std::vector<std::string>> sets_of_board;
  std::map<std::string, int> sets_of_tank;
  for (const Edge& edge : sizing.value->graph.edges) {
    const Node *from = sizing.value->graph.node(edge.from.tag), *to = sizing.value->graph.node(edge.to.tag);
    if (from->kind == "genset" && to->kind == "generator_switchgear") sets_of_board[to->tag].push_back(from->tag);
    if (from->kind == "fuel_tank" && to->kind == "genset") ++sets_of_tank[from->tag];
  }
  REQUIRE(sets_of_board.size() > 2);
  std::size_t least = 1000, most = 0;
  std::string last;
  for (auto& [board, sets] : sets_of_board) {
    std::sort(sets.begin(), sets.end());
    CHECK(last < sets.front());  // boards' ranges follow each other
    last = sets.back();
    least = std::min(least, sets.size());
    most = std::max(most, sets.size());
  }
  CHECK(most - least <= 1);
  int fewest = 1000, highest = 0;
  for (const auto& [tank, sets] : sets_of_tank) fewest = std::min(fewest, sets), highest = std::max(highest, sets);
  CHECK(highest - fewest <= 2);
}

TEST_CASE("oil transformers keep apart by their voltage where the jurisdiction has it so") {
  // GB 50229: 5 m up to 35 kV, 6 m at 66 kV, 8 m at 110 kV, 10 m from 220 kV on, from 2,500 kg of oil (2,800 L).
  ModuleType type = *shipped_catalog().module("mtx-ehv-63-10");
  const auto apart = [&](double volts, double litres, Jurisdiction where) {
    type.attributes["primary_voltage_max"].value = volts;
    type.attributes["liquid_volume"].value = litres * 1e-3;
    return layout::oil_spacing(shipped_catalog(), where, type);
  };
  CHECK(apart(35e3, 20000, Jurisdiction::cn) == 5000);
  CHECK(apart(66e3, 20000, Jurisdiction::cn) == 6000);
  CHECK(apart(109.9e3, 20000, Jurisdiction::cn) == 6000);
  CHECK(apart(110e3, 20000, Jurisdiction::cn) == 8000);
  CHECK(apart(220e3, 20000, Jurisdiction::cn) == 10000);
  CHECK(apart(230e3, 2800, Jurisdiction::cn) == 10000);
  CHECK(apart(230e3, 2799, Jurisdiction::cn) == 0);
  CHECK(apart(230e3, 20000, Jurisdiction::us) == 0);
}

TEST_CASE("oil transformers that stand in groups of their own keep apart as well") {
  const SiteSpec spec = site_from(
      "project.name = \"Narrow\"\nproject.jurisdiction = \"cn\"\n"
      "site.boundary = [[0, 0], [141.4, 0], [141.4, 25.5], [70.7, 25.5], [70.7, 71.4], [0, 71.4]]\n"
      "site.utility.voltage = \"110 kV\"\nsite.utility.capacity = \"1.03 MVA\"\nit.load = \"467 kW\"\n"
      "site.climate.dry_bulb = \"43 degC\"\nsite.climate.minimum = \"5 degC\"\nobjective.minimise = \"area\"\n"
      "power.redundancy = \"2N+1\"\npower.backup = \"none\"\npower.modules = \"integrated\"\n"
      "storage.purposes = []\ncooling.redundancy = \"N\"\nlayout.strategy = \"spine\"\n");
  const Outcome<Sizing> sizing = size_site(spec, shipped_catalog());
  REQUIRE(sizing.ok());
  const Outcome<Layout> layout = lay_out(spec, shipped_catalog(), *sizing.value);
  REQUIRE(layout.ok());
  std::vector<Rect> bodies;
  for (const Placement& p : layout.value->placements)
    if (const ModuleType& type = *shipped_catalog().module(p.module); type.kind == "main_transformer")
      bodies.push_back(footprint(type, p));
  REQUIRE(bodies.size() >= 2);
  for (std::size_t i = 0; i < bodies.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) CHECK(distance(bodies[i], bodies[j]) >= 8000);
}

TEST_CASE("a lane that passes close by the gate in a slanting boundary is joined to it") {
  const SiteSpec spec = site_from(
      "project.name = \"Slanting\"\nproject.jurisdiction = \"intl\"\nsite.laydown = \"400 m2\"\n"
      "site.boundary = [[0, 0], [15.56, 123.02], [-208.66, 151.37], [-224.21, 28.35]]\n"
      "site.grid_rotation = \"78.6 deg\"\nsite.utility.voltage = \"11 kV\"\nsite.utility.capacity = \"29.82 MVA\"\n"
      "site.climate.dry_bulb = \"48 degC\"\nsite.climate.wet_bulb = \"15 degC\"\nsite.climate.minimum = \"0 degC\"\n"
      "it.load = \"13.554 MW\"\npower.redundancy = \"2N\"\npower.backup_autonomy = \"24 h\"\n"
      "storage.purposes = []\nobjective.minimise = \"area\"\n");
  const Outcome<Sizing> sizing = size_site(spec, shipped_catalog());
  REQUIRE(sizing.ok());
  const Outcome<Layout> layout = lay_out(spec, shipped_catalog(), *sizing.value);
  REQUIRE(layout.ok());
  const PlanPoint gate = in_plant_grid(spec, layout.value->grid_rotation_deg).site.gates[0].at;
  const Rect opening{gate.x - 4000, gate.y - 4000, gate.x + 4000, gate.y + 4000};
  CHECK(std::any_of(layout.value->roads.begin(), layout.value->roads.end(),
                    [&](const Road& road) { return distance(opening, road.area) == 0; }));
}

}  // namespace plinth::test
