// SPDX-License-Identifier: Apache-2.0
// Water loops of real designs, looked at from outside: pipes, heads, volumes and the ledger against each other.
#include "core/distribution/loops.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "core/distribution/distribute.h"
#include "core/distribution/loop_head.h"
#include "core/physics/friction.h"
#include "core/pipeline.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

SiteSpec site(const std::string& it, const std::string& more = "") {
  return test::site_from(
      "project.name = \"Test\"\nsite.boundary = [[0, 0], [260, 0], [260, 180], [0, 180]]\n"
      "site.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"40 MVA\"\n" +
      it + "\n" + more);
}

const Design& design_of(const std::string& it, const std::string& more = "") {
  static std::map<std::string, Design> known;
  const auto [at, made] = known.try_emplace(it + more);
  if (made) {
    Outcome<Design> outcome = design_site(site(it, more), test::shipped_catalog(), {}, "test", Until::check);
    REQUIRE(outcome.ok());
    at->second = std::move(*outcome.value);
  }
  return at->second;
}

/// The stage run again on a design whose routes are so many times as long.
Outcome<Design> stretched(Design design, Millimetres times, const Catalog& catalog) {
  for (Route& route : design.layout.routes) route.length *= times;
  design.distribution = {};
  std::map<std::string, LedgerEntry, std::less<>> kept;
  for (const auto& [id, entry] : design.sizing.ledger.entries())
    if (!id.starts_with("hydraulics.") && !id.starts_with("circuit") && !id.starts_with("distribution"))
      kept.emplace(id, entry);
  design.sizing.ledger = Ledger::from_entries(std::move(kept));
  std::vector<Finding> findings;
  const SiteSpec spec = design.spec;
  Book book(design.sizing.ledger, spec, catalog);
  size_loops(design, catalog, book, findings);
  Outcome<Design> outcome;
  outcome.findings = std::move(findings);
  outcome.value = std::move(design);
  return outcome;
}

const Loop* loop_named(const Design& design, const std::string& name) {
  for (const Loop& loop : design.distribution.loops)
    if (loop.name == name) return &loop;
  return nullptr;
}

double ledger(const Design& design, const std::string& id) {
  const LedgerEntry* entry = design.sizing.ledger.find(id);
  REQUIRE_MESSAGE(entry != nullptr, id);
  return entry->value;
}

bool is_water(Medium medium) {
  return medium == Medium::fws_supply || medium == Medium::fws_return || medium == Medium::chw_supply ||
         medium == Medium::chw_return;
}

const std::string k8 = "it.load = \"8 MW\"";

}  // namespace

TEST_CASE("every routed water edge is a pipe run, with its drop by Darcy-Weisbach") {
  const Design& design = design_of(k8);
  std::map<std::string, const PipeRun*> runs;
  for (const PipeRun& run : design.distribution.pipes) runs[run.edge] = &run;
  int checked = 0;
  for (const Edge& edge : design.sizing.graph.edges) {
    if (!is_water(edge.medium) || edge.item.empty()) continue;
    REQUIRE(runs.contains(edge.id));
    const PipeRun& run = *runs[edge.id];
    CHECK(run.item == edge.item);
    CHECK(run.runs == edge.runs);
    const ModuleType& type = *design.catalog.module(edge.item);
    const double bore = type.required_number("inner_diameter");
    CHECK(edge.rating.value == doctest::Approx(edge.runs * type.required_number("max_flow") / lpm.si));
    CHECK(run.flow.si == doctest::Approx(std::max(edge.normal, edge.worst) * lpm.si));
    CHECK(run.velocity.si * 0.25 * std::numbers::pi * bore * bore * run.runs == doctest::Approx(run.flow.si));
    const auto route = std::find_if(design.layout.routes.begin(), design.layout.routes.end(),
                                    [&](const Route& r) { return r.edge == edge.id; });
    REQUIRE(route != design.layout.routes.end());
    CHECK(run.length.si == doctest::Approx(static_cast<double>(route->length) / 1000));
    // Friction alone bounds it from below; twenty velocity heads of fittings from above.
    const double rho = 1015, kinetic = rho * run.velocity.si * run.velocity.si / 2;
    CHECK(run.drop.si >= 0.008 * run.length.si / bore * kinetic);
    CHECK(run.drop.si <= (0.05 * run.length.si / bore + 20) * kinetic + 1e-9);
    ++checked;
  }
  CHECK(checked == static_cast<int>(runs.size()));
  CHECK(checked > 20);
}

TEST_CASE("heads fit the pumps, and the derivation of the tightest loop adds up") {
  const Design& design = design_of(k8);
  REQUIRE(loop_named(design, "fws block 1") != nullptr);
  REQUIRE(loop_named(design, "chw block 1") != nullptr);
  REQUIRE(loop_named(design, "tcs POD-01") != nullptr);
  const auto& rules = design.catalog.rules;
  const auto hyd09 =
      std::find_if(rules.begin(), rules.end(), [](const DataRule& rule) { return rule.code == "HYD09"; });
  REQUIRE(hyd09 != rules.end());
  const double reserve = design.catalog.limit("basis.pump_head_reserve", "all")->si;
  CHECK(hyd09->limits.front().si == doctest::Approx(1 + reserve));  // what the rule judges is what was bought
  for (const Loop& loop : design.distribution.loops) {
    INFO(loop.name);
    CHECK(loop.head.si > 0);
    CHECK(loop.head.si * (1 + reserve) <= loop.available.si * (1 + 1e-9));
    CHECK(loop.flow_imbalance >= 0);
    CHECK(loop.flow_imbalance < 0.5);
    CHECK(loop.expansion < 0.2 * loop.volume);
    CHECK(loop.ride_through.si > 5);
  }
  for (const std::string medium : {"fws", "chw"}) {
    const std::string id = "hydraulics." + medium;
    double sum = ledger(design, id + ".unit.drop") + ledger(design, id + ".consumer.drop") +
                 ledger(design, id + ".header_drop") + 30 + 20;
    for (int i = 1; i <= 7; ++i) sum += ledger(design, id + ".pipe_" + std::to_string(i) + ".drop");
    CHECK(ledger(design, id + ".head") == doctest::Approx(sum));
    double most = 0;
    for (const Loop& loop : design.distribution.loops)
      if (loop.name.starts_with(medium)) most = std::max<double>(most, loop.head / kPa);
    CHECK(ledger(design, id + ".head") == doctest::Approx(most));
    CHECK(ledger(design, id + ".pump_power") <= ledger(design, id + ".pump_power_sized"));
  }
  for (const Finding& finding : design.report.findings)
    CHECK_FALSE((finding.code.starts_with("HYD") && finding.code <= "HYD05"));
}

TEST_CASE("a loop holds at least its pipes and tanks, and its vessels take the expansion") {
  const Design& design = design_of(k8);
  std::map<std::string, double> pipes;
  for (const PipeRun& run : design.distribution.pipes) {
    const Edge& edge = *std::find_if(design.sizing.graph.edges.begin(), design.sizing.graph.edges.end(),
                                     [&](const Edge& e) { return e.id == run.edge; });
    const double bore = design.catalog.module(run.item)->required_number("inner_diameter");
    const bool fws = edge.medium == Medium::fws_supply || edge.medium == Medium::fws_return;
    const int block = design.sizing.graph.node(edge.from.tag)->block;
    pipes[(fws ? "fws block " : "chw block ") + std::to_string(block)] +=
        0.25 * std::numbers::pi * bore * bore * run.length.si * run.runs;
  }
  for (const auto& [name, volume] : pipes) {
    const Loop* loop = loop_named(design, name);
    REQUIRE(loop != nullptr);
    CHECK(loop->volume.si > volume);
    CHECK(loop->vessel >= loop->expansion);
    CHECK(loop->expansion.si > 0);
  }
}

TEST_CASE("longer routes never make pipes smaller; what no pipe can mend is HYD03") {
  const Catalog& catalog = test::shipped_catalog();
  const Design& design = design_of(k8);
  std::map<std::string, double> before;
  for (const PipeRun& run : design.distribution.pipes)
    before[run.edge] = run.runs * catalog.module(run.item)->required_number("inner_diameter");
  double head = 0;
  for (const Millimetres times : {3, 10}) {
    const Outcome<Design> longer = stretched(design, times, catalog);
    double sum = 0;
    for (const PipeRun& run : longer.value->distribution.pipes) {
      const double size = run.runs * catalog.module(run.item)->required_number("inner_diameter");
      CHECK(size >= before[run.edge] - 1e-9);
      sum += size;
    }
    double all = 0;
    for (const auto& [edge, size] : before) all += size;
    CHECK(sum >= all);
    for (const Loop& loop : longer.value->distribution.loops) {
      if (loop.name.starts_with("tcs")) continue;
      CHECK(loop.head <= loop.available);
      head = std::max<double>(head, loop.head / kPa);
    }
  }
  CHECK(head > 200);
}

TEST_CASE("the tank and the loop carry the heat as long as their energy balance says") {
  const Design& design = design_of(k8);
  const double rho = ledger(design, "hydraulics.fws.density"), cp = ledger(design, "hydraulics.fws.specific_heat");
  const double mixed =
      ledger(design, "hydraulics.fws.volume_pipes") + ledger(design, "hydraulics.fws.volume_equipment");
  const double tanks = ledger(design, "hydraulics.fws.volume_tanks"),
               heat = ledger(design, "hydraulics.fws.heat") * 1e3;
  CHECK(ledger(design, "hydraulics.fws.ride_through") ==
        doctest::Approx(rho * cp * (mixed * 5 + 0.9 * tanks * 10) / heat));
  CHECK(tanks > 0);
}

TEST_CASE("one header half out costs head: the governing state is a failure, not the normal one") {
  const Design& design = design_of(k8);
  const LedgerEntry* head = design.sizing.ledger.find("hydraulics.fws.head");
  REQUIRE(head != nullptr);
  CHECK(head->meaning.find(" out") != std::string::npos);
}

TEST_CASE("without redundancy there is one header and still a head") {
  const Design& design = design_of(k8, "cooling.redundancy = \"N\"");
  const Loop* loop = loop_named(design, "fws block 1");
  REQUIRE(loop != nullptr);
  CHECK(loop->head.si > 50e3);
  CHECK(loop->head <= loop->available);
}

TEST_CASE("air-cooled racks have chilled water only") {
  const Design& design = design_of("it.load = \"0.5 MW\"\nit.rack = \"dgx-h100-4x\"");
  CHECK(loop_named(design, "chw block 1") != nullptr);
  for (const Loop& loop : design.distribution.loops) CHECK(loop.name.starts_with("chw"));
}

TEST_CASE("a missing assumption is said, not made up") {
  Catalog catalog = test::shipped_catalog();
  std::erase_if(catalog.limits, [](const Limit& limit) { return limit.id == "basis.drop.cdu"; });
  const Outcome<Design> outcome = stretched(design_of(k8), 1, catalog);
  CHECK(outcome.value->distribution.loops.empty());
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].code == "DIS201");
  CHECK(outcome.findings[0].message.find("basis.drop.cdu") != std::string::npos);
}

TEST_CASE("the stage gives the same result twice") {
  const Catalog& catalog = test::shipped_catalog();
  const Outcome<Design> once = stretched(design_of(k8), 2, catalog), again = stretched(design_of(k8), 2, catalog);
  CHECK(once.value->distribution == again.value->distribution);
  CHECK(once.value->sizing.ledger == again.value->sizing.ledger);
}
