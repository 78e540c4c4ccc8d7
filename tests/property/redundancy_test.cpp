// SPDX-License-Identifier: Apache-2.0
// What redundancy promises, asked of the joint graph: N+1 survives the loss of any one unit (rule RED01 takes them out
// one by one), N+2 that of any two of a kind, 2N that of a whole side. And a constraint more never makes a site
// cheaper.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/rules/check_context.h"
#include "core/rules/electrical_buses.h"
#include "core/rules/supply.h"
#include "core/sizing/size_site.h"
#include "tests/property/effects.h"
#include "tests/support/files.h"

using namespace plinth;
using namespace plinth::test;

namespace {

SiteText redundant(const std::string& redundancy, const std::string& load) {
  SiteText site = plain_site();
  site["it.load"] = "\"" + load + "\"";
  site["site.utility.capacity"] = "\"60 MVA\"";
  site["power.redundancy"] = site["cooling.redundancy"] = "\"" + redundancy + "\"";
  site["power.backup_redundancy"] = redundancy == "2N+1" ? "\"2N\"" : "\"" + redundancy + "\"";
  return site;
}

/// Every network of a design, solved: what each can still serve is asked with nodes taken out.
struct Networks {
  explicit Networks(const Design& design) : context(design), buses(context) {
    add("power", power_network(context, buses, Sources::all));
    add("backup power", power_network(context, buses, Sources::backup_only));
    add("liquid heat", liquid_heat_network(context));
    add("air heat", air_heat_network(context));
    add("facility water", water_network(context, Medium::fws_supply));
    add("chilled water", water_network(context, Medium::chw_supply));
    add("coolant", coolant_network(context));
  }
  void add(const std::string& name, SupplyNetwork network) {
    REQUIRE_MESSAGE(network.missing.empty(), network.missing);
    network.solve();
    CHECK_MESSAGE(network.unserved == 0, name);
    all.emplace_back(name, std::move(network));
  }

  CheckContext context;
  ElectricalBuses buses;
  std::vector<std::pair<std::string, SupplyNetwork>> all;
};

/// Units of one kind that stand in for one another: the same block and parent.
std::map<std::string, std::vector<int>> peers(const CheckContext& context, const std::set<std::string>& kinds) {
  std::map<std::string, std::vector<int>> groups;
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const Node& node = *context.nodes[i].node;
    if (kinds.contains(node.kind))
      groups[node.kind + " " + std::to_string(node.block) + " " + node.parent].push_back(static_cast<int>(i));
  }
  return groups;
}

}  // namespace

TEST_CASE("N+1: no unit is missed") {
  for (const std::string& load : std::vector<std::string>{"1 MW", "8 MW", "20 MW"}) {
    const Design design = designed(spec_of(redundant("N+1", load)), shipped_catalog());
    for (const Verdict& verdict : design.report.verdicts)
      if (verdict.code == "RED01") CHECK(verdict.outcome == Outcomes::passed);
  }
}

TEST_CASE("N+2: no two units of a kind are missed") {
  for (const std::string& load : std::vector<std::string>{"2 MW", "8 MW"}) {
    const Design design = designed(spec_of(redundant("N+2", load)), shipped_catalog());
    Networks networks(design);
    int pairs = 0;
    for (const auto& [group, members] :
         peers(networks.context, {"power_module", "genset", "cdu", "fan_wall", "chiller", "dry_cooler",
                                  "adiabatic_cooler", "fws_pump_skid", "chw_pump_skid"}))
      for (std::size_t a = 0; a < members.size(); ++a)
        for (std::size_t b = a + 1; b < members.size(); ++b) {
          const std::vector<int> gone{members[a], members[b]};
          for (auto& [name, network] : networks.all) {
            // Gensets are failed while the grid is away; everything else is asked of every network it belongs to.
            const double unserved = network.holds(gone) ? network.unserved_without(gone) : 0.0;
            CHECK_MESSAGE(unserved == 0, load << ", " << name << " without two of " << group);
          }
          ++pairs;
        }
    CHECK(pairs > 20);
  }
}

TEST_CASE("2N: a whole side of power modules is not missed") {
  for (const std::string& load : std::vector<std::string>{"2 MW", "8 MW"}) {
    const Design design = designed(spec_of(redundant("2N", load)), shipped_catalog());
    Networks networks(design);
    for (const std::string& side : std::vector<std::string>{"A", "B"}) {
      std::vector<int> gone;
      for (std::size_t i = 0; i < networks.context.nodes.size(); ++i) {
        const Node& node = *networks.context.nodes[i].node;
        if (node.path == side && node.kind == "power_module") gone.push_back(static_cast<int>(i));
      }
      REQUIRE_FALSE(gone.empty());
      CHECK(networks.all.front().second.unserved_without(gone) == 0);
    }
  }
}

namespace {

std::map<std::string, std::vector<int>> modules_by_path(const CheckContext& context, int block) {
  std::map<std::string, std::vector<int>> paths;
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const Node& node = *context.nodes[i].node;
    if ((node.kind == "power_module" || node.kind == "ups_container") && node.block == block)
      paths[node.path].push_back(static_cast<int>(i));
  }
  return paths;
}

}  // namespace

TEST_CASE("2N+1: a side and one module of the other are not missed; 3N/2 and 4N/3: no system is") {
  for (const auto& [redundancy, systems] :
       std::vector<std::pair<std::string, std::size_t>>{{"2N+1", 2}, {"3N/2", 3}, {"4N/3", 4}})
    for (const std::string& load : std::vector<std::string>{"2 MW", "9 MW", "20 MW"}) {
      CAPTURE(redundancy);
      CAPTURE(load);
      SiteText site = redundant(redundancy, load);
      if (systems > 2) site["cooling.redundancy"] = site["power.backup_redundancy"] = "\"N+1\"";
      const Design design = designed(spec_of(site), shipped_catalog());
      for (const Verdict& verdict : design.report.verdicts)
        if (verdict.code == "RED01") CHECK(verdict.outcome == Outcomes::passed);
      for (const Finding& finding : design.report.findings)  // planning levels are warnings
        if (finding.code == "ELC01") CHECK(finding.severity != Severity::error);
      CHECK(audit(design.sizing.ledger).empty());
      Networks networks(design);
      SupplyNetwork& power = networks.all.front().second;
      for (int block = 1; block <= design.sizing.blocks; ++block) {
        const auto paths = modules_by_path(networks.context, block);
        REQUIRE(paths.size() == systems);
        for (const auto& [path, members] : paths) {
          CHECK(members.size() == paths.begin()->second.size());
          CHECK(power.unserved_without(members) == 0);
          for (const auto& [other, rest] : paths)
            for (const int more : rest)
              if (redundancy == "2N+1" && other != path) {
                std::vector<int> gone = members;
                gone.push_back(more);
                CHECK(power.unserved_without(gone) == 0);
              }
        }
      }
      // Not by luck: with one module fewer than promised, something stays dark.
      const auto paths = modules_by_path(networks.context, 1);
      std::vector<int> too_many = paths.begin()->second;
      const std::vector<int>& rest = std::next(paths.begin())->second;
      too_many.insert(too_many.end(), rest.begin(), rest.end());
      CHECK(power.unserved_without(too_many) > 0);
    }
}

TEST_CASE("distributed redundancy: every survivor of every pair stays inside its rating, by the cords of the graph") {
  for (const std::string& redundancy : std::vector<std::string>{"3N/2", "4N/3"})
    for (const std::string& load : std::vector<std::string>{"3 MW", "13 MW"}) {
      SiteText site = redundant("N+1", load);
      site["power.redundancy"] = "\"" + redundancy + "\"";
      const Outcome<Sizing> sizing = size_site(spec_of(site), shipped_catalog());
      REQUIRE(sizing.ok());
      const Graph& graph = sizing.value->graph;
      double rating = 0;
      for (const Selection& s : sizing.value->selection)
        if (s.service == "power_module" || s.service == "ups_container") rating = s.unit_rating.value * 1e3;
      REQUIRE(rating > 0);
      std::map<std::string, std::pair<std::string, std::string>> cords;  // consumer -> modules on lv_a and lv_b
      for (const Edge& edge : graph.edges) {
        const Node* from = graph.node(edge.from.tag);
        if (edge.to.port == "lv_a" && from->service == "power_module") cords[edge.to.tag].first = from->tag;
        if (edge.to.port == "lv_b" && from->service == "power_module") cords[edge.to.tag].second = from->tag;
      }
      std::map<std::string, std::map<std::string, double>> pairs;
      double worst = 0;
      for (const auto& [tag, pair] : cords) {
        const Node& node = *graph.node(tag);
        CHECK(graph.node(pair.first)->path != graph.node(pair.second)->path);
        pairs[pair.first][pair.second] += node.demand_kw * 1e3 / 0.995;
        pairs[pair.second][pair.first] += node.demand_kw * 1e3 / 0.995;
      }
      for (const auto& [module, others] : pairs) {
        double normal = 0;
        for (const auto& [other, watts] : others) normal += watts / 2;
        for (const auto& [other, watts] : others) worst = std::max(worst, normal + watts / 2);
      }
      CHECK(worst <= rating * (1 + 1e-6));
      CHECK(worst > 0.4 * rating);
    }
}

TEST_CASE("a constraint more never makes a site cheaper") {
  const SiteText site = redundant("N+1", "7 MW");
  const auto sized = [](const SiteText& with) { return size_site(spec_of(with), shipped_catalog()); };
  const Outcome<Sizing> free = sized(site);
  REQUIRE(free.ok());
  REQUIRE(free.value->objective.proved);
  int tried = 0;
  for (const Selection& selection : free.value->selection) {
    SiteText without = site;
    without["catalog.exclude"] = "[\"" + selection.module + "\"]";
    const Outcome<Sizing> bound = sized(without);
    CAPTURE(selection.module);
    if (!bound.ok() || !bound.value->objective.proved) continue;
    CHECK(bound.value->objective.value >= free.value->objective.value * (1 - 1e-12));
    ++tried;
  }
  CHECK(tried > 10);
}

TEST_CASE("800 V direct current keeps the same promises, over both of its supplies") {
  for (const auto& [redundancy, systems] :
       std::vector<std::pair<std::string, std::size_t>>{{"N+1", 1}, {"2N", 2}, {"4N/3", 4}}) {
    CAPTURE(redundancy);
    SiteText site = redundant("N+1", "9 MW");
    site["it.rack"] = "\"kyber-nvl576\"";
    site["power.redundancy"] = "\"" + redundancy + "\"";
    const Design design = designed(spec_of(site), shipped_catalog());
    for (const Verdict& verdict : design.report.verdicts)
      if (verdict.code == "RED01" || (verdict.code >= "ELC02" && verdict.code <= "ELC06"))
        CHECK(verdict.outcome == Outcomes::passed);
    for (const Finding& finding : design.report.findings)  // planning levels are warnings
      if (finding.code == "ELC01") CHECK(finding.severity != Severity::error);
    Networks networks(design);
    SupplyNetwork& power = networks.all.front().second;
    const auto paths = modules_by_path(networks.context, 1);
    for (const auto& [path, members] : paths)
      CHECK(power.unserved_without(systems > 1 ? members : std::vector<int>{members.front()}) == 0);
    std::vector<int> all;
    for (const auto& [path, members] : paths) all.insert(all.end(), members.begin(), members.end());
    CHECK(power.unserved_without(all) > 0);
  }
}
