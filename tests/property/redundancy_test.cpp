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
