// SPDX-License-Identifier: Apache-2.0
// Routes of finished designs: what must hold of each, whatever the site.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "core/allowances.h"
#include "core/model/design_json.h"
#include "core/pipeline.h"
#include "core/rounds.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

std::string site(const std::string& it, const std::string& more) {
  return "project.name = \"Test\"\nsite.boundary = [[0, 0], [420, 0], [420, 320], [0, 320]]\n"
         "site.utility.capacity = \"90 MVA\"\nit.load = \"" +
         it + "\"\n" + more;
}

const std::vector<std::string>& sites() {
  static const std::vector<std::string> all{
      site("20 MW", "site.utility.voltage = \"34.5 kV\"\n"),
      site("6 MW", "site.utility.voltage = \"13.8 kV\"\npower.redundancy = \"2N\"\ncooling.redundancy = \"N+1\"\n"),
      site("20 MW", "project.jurisdiction = \"cn\"\nsite.utility.voltage = \"110 kV\"\npower.redundancy = \"2N\"\n")};
  return all;
}

Design designed(const std::string& text) {
  Outcome<Design> out = design_site(test::site_from(text), test::shipped_catalog(), {}, "plinth test", Until::check);
  REQUIRE_MESSAGE(out.ok(), out.findings.size());
  return std::move(*out.value);
}

std::string_view ground(std::string_view tag) { return tag.substr(0, tag.find('.')); }

/// A port of a placed module, or its middle where it has none of that name.
PortPlace port_of(const Design& design, const EdgeEnd& end) {
  const Placement& placement = *design.layout.placement(end.tag);
  const ModuleType& type = *design.catalog.module(placement.module);
  for (const Port& port : type.ports)
    if (port.name == end.port) return place_of(port, type, placement);
  return {footprint(type, placement).centre(), placement.z + type.height / 2, Face::front};
}

/// Straight-angled from port to port, and as long as it says.
void check_way(const Design& design, const Edge& edge, const Route& route) {
  CAPTURE(edge.id);
  REQUIRE(route.points.size() >= 2);
  const PortPlace from = port_of(design, edge.from), to = port_of(design, edge.to);
  CHECK(route.points.front() == from.at);
  CHECK(route.points.back() == to.at);
  Millimetres plan = 0;
  int oblique = 0;
  for (std::size_t i = 1; i < route.points.size(); ++i) {
    const PlanPoint a = route.points[i - 1], b = route.points[i];
    oblique += a.x != b.x && a.y != b.y ? 1 : 0;
    plan += std::llabs(a.x - b.x) + std::llabs(a.y - b.y);
  }
  CHECK(oblique == 0);
  if (ground(edge.from.tag) == ground(edge.to.tag)) return;
  CHECK(route.length == plan + route.rise);
  CHECK(route.rise >= std::llabs(from.z - to.z));
}

/// Each section lies on its route, inside its passage and carrier.
void check_sections(const Layout& layout, const Route& route) {
  CAPTURE(route.edge);
  Millimetres plan = 0, sections = 0;
  for (std::size_t i = 1; i < route.points.size(); ++i)
    plan +=
        std::llabs(route.points[i].x - route.points[i - 1].x) + std::llabs(route.points[i].y - route.points[i - 1].y);
  for (const RouteSection& s : route.sections) {
    const auto carrier = std::lower_bound(layout.carriers.begin(), layout.carriers.end(), s.carrier,
                                          [](const Carrier& c, const std::string& name) { return c.name < name; });
    REQUIRE(carrier != layout.carriers.end());
    REQUIRE(carrier->name == s.carrier);
    const auto passage = std::find_if(layout.passages.begin(), layout.passages.end(),
                                      [&](const Passage& p) { return p.name == carrier->passage; });
    REQUIRE(passage != layout.passages.end());
    const Rect& r = passage->area;
    const Millimetres low = std::min(s.from, s.to), high = std::max(s.from, s.to);
    const Rect line = passage->along_x ? Rect{low, s.at, high, s.at} : Rect{s.at, low, s.at, high};
    CHECK(contains(r, line));
    CHECK((low >= carrier->from && high <= carrier->to));
    CHECK(carrier->level == s.level);
    bool on = false;
    for (std::size_t i = 1; i < route.points.size(); ++i) {
      const PlanPoint a = route.points[i - 1], b = route.points[i];
      on = on || contains(Rect{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)}, line);
    }
    CHECK(on);
    sections += high - low;
  }
  CHECK(sections <= plan);
}

/// Routes of one form on one tier of a passage lie beside each other, unless the carrier says it is overfull.
int overlaps(const Design& design) {
  struct Strip {
    Millimetres from, to, low, high;
    const Route* route;
  };
  std::map<std::string, std::vector<Strip>> tiers;
  std::set<std::string> overfull;
  for (const Carrier& c : design.layout.carriers)
    if (c.occupied > c.capacity) overfull.insert(c.passage + c.form + std::to_string(c.tier));
  std::map<std::string, const Carrier*> carriers;
  for (const Carrier& c : design.layout.carriers) carriers[c.name] = &c;
  for (const Route& route : design.layout.routes)
    for (const RouteSection& s : route.sections) {
      const Carrier& c = *carriers.at(s.carrier);
      const std::string key = c.passage + c.form + std::to_string(c.tier);
      if (overfull.contains(key)) continue;
      const Millimetres low = s.at - route.width / 2;
      tiers[key].push_back({std::min(s.from, s.to), std::max(s.from, s.to), low, low + route.width, &route});
    }
  int count = 0;
  for (const auto& [key, strips] : tiers)
    for (std::size_t i = 0; i < strips.size(); ++i)
      for (std::size_t j = i + 1; j < strips.size(); ++j) {
        const Strip &a = strips[i], &b = strips[j];
        count += a.route != b.route && a.from < b.to && b.from < a.to && a.low < b.high && b.low < a.high ? 1 : 0;
      }
  return count;
}

/// Every passage that the route of `before` runs in is there in `after`.
bool same_passages(const Design& before, const Design& after, const Route& route) {
  const auto passage = [](const Design& design, const std::string& name) {
    const auto& all = design.layout.passages;
    return std::find_if(all.begin(), all.end(), [&](const Passage& p) { return p.name == name; });
  };
  return std::all_of(route.sections.begin(), route.sections.end(), [&](const RouteSection& section) {
    const std::string name = section.carrier.substr(0, section.carrier.find('.'));
    const auto then = passage(before, name), now = passage(after, name);
    return now != after.layout.passages.end() && *now == *then;
  });
}

}  // namespace

TEST_CASE("every route is whole, straight-angled and inside its passages") {
  for (const std::string& text : sites()) {
    CAPTURE(text);
    const Design design = designed(text);
    const auto& edges = design.sizing.graph.edges;
    REQUIRE(design.layout.routes.size() == edges.size());
    std::map<std::string, const Circuit*> circuits;
    for (const Circuit& c : design.distribution.circuits) circuits[c.edge] = &c;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const Route& route = design.layout.routes[i];
      REQUIRE(route.edge == edges[i].id);
      check_way(design, edges[i], route);
      check_sections(design.layout, route);
      if (const auto c = circuits.find(route.edge); c != circuits.end())
        CHECK(c->second->length.si == doctest::Approx(static_cast<double>(route.length) / 1e3));
    }
    CHECK(overlaps(design) == 0);
    CHECK(design.convergence.converged);
  }
}

TEST_CASE("the same answer twice, and one round where nothing is exceeded") {
  const Design a = designed(sites().front()), b = designed(sites().front());
  CHECK(write_design(a) == write_design(b));
  CHECK(a.convergence.last_change == 0);
  CHECK(a.sizing.ledger.find("convergence.rounds")->value == a.convergence.rounds);
  // With what was raised given from the start there is nothing to raise, and the design is the same.
  Allowances raised;
  for (const std::string& id : a.convergence.raised) raised[id] = a.catalog.limit(id, "us")->si;
  const Catalog enough = with_allowances(test::shipped_catalog(), Jurisdiction::us, raised);
  const Outcome<Design> c = design_site(test::site_from(sites().front()), enough, {}, "plinth test", Until::check);
  REQUIRE(c.ok());
  CHECK(c.value->convergence.rounds == 1);
  CHECK(c.value->convergence.raised.empty());
  CHECK(c.value->layout == a.layout);
  CHECK(c.value->distribution == a.distribution);
}

TEST_CASE("an allowance that the routes exceed is raised until it holds") {
  Catalog tight = test::shipped_catalog();
  for (Limit& limit : tight.limits) {
    if (limit.id == "basis.loop_residence") limit.si /= 4;
    if (limit.id == "basis.distribution_loss_ratio") limit.si /= 10;
  }
  const Outcome<Design> out = design_site(test::site_from(sites().front()), tight, {}, "plinth test", Until::check);
  REQUIRE(out.ok());
  const Convergence& c = out.value->convergence;
  CHECK(c.converged);
  CHECK(c.rounds > 1);
  CHECK(c.last_change == 0);
  for (const char* id : {"basis.distribution_loss_ratio", "basis.loop_residence"})
    CHECK(std::find(c.raised.begin(), c.raised.end(), id) != c.raised.end());
  for (const Finding& f : out.value->report.findings) CHECK(f.code != "HYD05");
  const Ledger& ledger = out.value->sizing.ledger;
  CHECK(ledger.find("basis.distribution_loss_ratio")->value >= ledger.find("distribution.loss_ratio")->value);
  CHECK(ledger.find("basis.loop_residence")->basis.starts_with("set to the routed plant"));
}

TEST_CASE("what cannot converge says so, and the last good round stands") {
  Catalog tight = test::shipped_catalog();
  for (Limit& limit : tight.limits)
    if (limit.id == "basis.loop_residence") limit.si /= 1000;
  std::erase_if(tight.modules,
                [](const ModuleType& t) { return t.kind == "expansion_vessel" && t.required_number("volume") > 0.3; });
  const Outcome<Design> out = design_site(test::site_from(sites().front()), tight, {}, "plinth test", Until::check);
  REQUIRE(out.ok());
  const bool remark = std::any_of(out.value->report.findings.begin(), out.value->report.findings.end(),
                                  [](const Finding& f) { return f.code == "DIS302"; });
  CHECK(remark == !out.value->convergence.converged);
  CHECK(out.value->convergence.rounds <= kMostRounds);
}

TEST_CASE("kept: only what changed is routed anew, the rest byte for byte") {
  const Design before = designed(sites().front());
  KeptChanges none;
  const Outcome<Design> same = keep_stages(before, test::shipped_catalog(), "plinth test", none);
  REQUIRE(same.ok());
  CHECK(none.rerouted.empty());
  CHECK(same.value->layout.routes == before.layout.routes);
  CHECK(same.value->layout.carriers == before.layout.carriers);
  CHECK(same.value->layout.passages == before.layout.passages);
  CHECK(same.value->distribution.circuits == before.distribution.circuits);

  Design edited = before;
  const auto moved =
      std::find_if(edited.layout.placements.begin(), edited.layout.placements.end(),
                   [](const Placement& p) { return p.tag.starts_with("BESS") || p.tag.starts_with("CHL"); });
  REQUIRE(moved != edited.layout.placements.end());
  moved->x += 200;
  KeptChanges changes;
  const Outcome<Design> after = keep_stages(edited, test::shipped_catalog(), "plinth test", changes);
  REQUIRE(after.ok());
  CHECK(changes.moved == std::vector<std::string>{moved->tag});
  const std::set<std::string> rerouted(changes.rerouted.begin(), changes.rerouted.end());
  CHECK_FALSE(rerouted.empty());
  CHECK(rerouted.size() < 20);
  for (std::size_t i = 0; i < before.layout.routes.size(); ++i) {
    if (rerouted.contains(before.layout.routes[i].edge)) continue;
    CAPTURE(before.layout.routes[i].edge);
    CHECK(after.value->layout.routes[i] == before.layout.routes[i]);  // to the last figure
    CHECK(same_passages(before, *after.value, before.layout.routes[i]));
  }
  CHECK(overlaps(*after.value) == 0);
  // The land is the same, so are the names: those of a fresh layout stand for the same strips.
  for (const Passage& passage : after.value->layout.passages)
    for (const Passage& earlier : before.layout.passages)
      if (passage.name == earlier.name && passage.use != "gap") CHECK(passage == earlier);
  for (const Finding& f : after.value->report.findings) CHECK(f.code != "RTE04");
}

}  // namespace plinth
