// SPDX-License-Identifier: Apache-2.0
// The outage sweep on whole designs: what looks alike is alike, taking more out never serves more, and what the ledger
// says of availability follows from it.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <utility>

#include "core/rules/outage/availability.h"
#include "core/rules/outage/study.h"
#include "core/rules/outage/valve_sections.h"
#include "tests/property/effects.h"
#include "tests/support/files.h"

using namespace plinth;
using namespace plinth::test;

namespace {

std::vector<Design> designs() {
  SiteText small = plain_site(), two_sided = plain_site(), bare = plain_site();
  small["it.load"] = "\"3 MW\"";
  two_sided["power.redundancy"] = two_sided["cooling.redundancy"] = "\"2N\"";
  bare["power.redundancy"] = bare["cooling.redundancy"] = "\"N\"";
  bare["power.backup"] = "\"none\"";
  std::vector<Design> made;
  for (SiteText site : {small, two_sided, bare}) {
    site["site.utility.capacity"] = "\"40 MVA\"";
    made.push_back(designed(spec_of(site), shipped_catalog(), Until::layout));
  }
  return made;
}

std::vector<Element> zone_of_three_metres(const CheckContext& context) { return zone_elements(context, 3000); }

OutageStudy swept(Outages& outages, bool by_symmetry) {
  SweepOptions options;
  options.by_symmetry = by_symmetry;
  options.separation = 3000;
  options.most_pairs = by_symmetry ? options.most_pairs : 0;
  return sweep_outages(outages, options);
}

/// IT lost with the grid there and away, by element.
std::map<std::string, std::pair<double, double>> losses(const OutageStudy& study) {
  std::map<std::string, std::pair<double, double>> by_name;
  for (const OutageRecord& record : study.records)
    for (const std::string& name : record.names) by_name[name] = {record.present.it_lost, record.away.it_lost};
  return by_name;
}

}  // namespace

TEST_CASE("outages: elements that look alike have the same consequence as each for itself, and it is bounded") {
  for (const Design& design : designs()) {
    const CheckContext context(design);
    Outages outages(context);
    const OutageStudy alike = swept(outages, true), each = swept(outages, false);
    CHECK(alike.records.size() < each.records.size());
    CHECK(alike.elements == each.elements);
    CHECK(alike.level == each.level);
    const auto by_class = losses(alike);
    for (const auto& [name, lost] : losses(each)) {
      CAPTURE(name);
      CHECK(by_class.at(name).first == doctest::Approx(lost.first).epsilon(1e-9));
      CHECK(by_class.at(name).second == doctest::Approx(lost.second).epsilon(1e-9));
    }
    for (const OutageRecord& record : each.records) {
      CHECK(record.present.it_lost >= 0);
      CHECK(record.present.it_lost + record.present.it_inside <= each.it * (1 + 1e-9));
    }
  }
}

TEST_CASE("outages: taking more out never serves more, in any network") {
  std::mt19937 random(20261121);
  for (const Design& design : designs()) {
    const CheckContext context(design);
    Services services(context);
    std::vector<SupplyNetwork*> networks{&services.power};
    if (services.backup.usable()) networks.push_back(&services.backup);
    for (CoolingNetwork& one : services.cooling) networks.push_back(&one.network);
    for (int round = 0; round < 60; ++round) {
      Removal removal;
      std::vector<double> before(networks.size(), 0.0);
      for (int step = 0; step < 4; ++step) {
        removal.edges.push_back(static_cast<int>(random() % context.edges.size()));

        for (std::size_t n = 0; n < networks.size(); ++n) {
          const double unserved = networks[n]->without(removal).unserved;
          CHECK(unserved >= before[n]);
          CHECK(unserved <= networks[n]->demand * (1 + 1e-9));
          before[n] = unserved;
        }
      }
    }
  }
}

TEST_CASE("outages: the quick ways say what the plain ones say, of every element and of chosen pairs") {
  std::mt19937 random(20261122);
  for (const Design& design : designs()) {
    const CheckContext context(design);
    Services services(context);
    const CordLoads loads(services);
    std::vector<Element> all;
    for (ElementClass& one : graph_elements(services, GraphColours(context), false))
      all.push_back(std::move(one.first));
    for (auto* places : {&corridor_elements, &zone_of_three_metres})
      for (Element& place : (*places)(context)) all.push_back(std::move(place));
    std::vector<SupplyNetwork*> networks{&services.power};
    if (services.backup.usable()) networks.insert(networks.end(), {&services.backup, &services.grid});
    for (CoolingNetwork& one : services.cooling) networks.push_back(&one.network);
    const auto compare = [&](const Removal& removal) {
      for (SupplyNetwork* network : networks)
        REQUIRE(network->unserved_without(removal) == network->without(removal).unserved);
      const Survivor quick = loads.worst_without(removal, false), plain = loads.worst_anew(removal, false);
      REQUIRE(quick.load == doctest::Approx(plain.load).epsilon(1e-9));
      // Equal loads may be told of either.
      REQUIRE((quick.node >= 0) == (plain.node >= 0));
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
      CAPTURE(all[i].name);
      compare(all[i].removal);
      if (i % 4 != 0) continue;
      Removal both = all[i].removal;
      const Removal& other = all[random() % all.size()].removal;
      for (const auto& [to, from] :
           {std::pair{&both.nodes, &other.nodes}, {&both.edges, &other.edges}, {&both.buses, &other.buses}})
        for (const int index : *from)
          if (std::find(to->begin(), to->end(), index) == to->end()) to->push_back(index);
      compare(both);
    }
  }
}

TEST_CASE("outages: a valve takes what lies between the next ones") {
  Design design = designs().front();
  const std::vector<Valve> valves = isolation_valves(design);
  const auto pipes =
      std::count_if(design.sizing.graph.edges.begin(), design.sizing.graph.edges.end(), has_isolation_valves);
  REQUIRE(pipes > 10);
  const auto inside = std::count_if(valves.begin(), valves.end(), [&](const Valve& valve) {
    return design.sizing.graph.edges[valve.edge].item.empty();
  });
  CHECK(inside > 10);  // one at each branch in a pod
  CHECK(valves.size() == static_cast<std::size_t>(2 * pipes + inside));
  for (const bool parted : {false, true}) {
    if (parted) {
      Evidence evidence;
      evidence.kind = "isolation_points";
      evidence.where = "POD-01";
      evidence.document = "P-101";
      design.spec.evidence.push_back(evidence);
    }
    const CheckContext context(design);
    const ValveSections sections(context);
    CHECK(sections.segments().empty());
    Outages outages(context);
    double pod = 0;
    for (const int child : context.nodes[static_cast<std::size_t>(context.node_of("POD-01"))].children)
      pod += outages.services().it_of[static_cast<std::size_t>(child)];
    int at_pod = 0;
    for (const Valve& valve : valves) {
      const Edge& pipe = design.sizing.graph.edges[valve.edge];
      const std::string& there = valve.at_end ? pipe.to.tag : pipe.from.tag;
      CAPTURE(valve.tag);
      const Consequence result = outages.consequence(sections.of(valve), Grid::present, Detail::full);
      // N+1 everywhere but at the manifold of a pod.
      if (!there.starts_with("POD-")) CHECK(result.it_lost == 0);
      if (there != "POD-01") continue;
      if (!pipe.item.empty()) ++at_pod;
      CHECK(result.it_lost == doctest::Approx(parted ? 0 : pod).epsilon(0.01));
    }
    CHECK(at_pod == 8);  // two ways each of facility and chilled water, there and back
  }
}

TEST_CASE(
    "outages: pairs of valves in the manifolds make a plant concurrently maintainable, and one pair less does not") {
  SiteText site = plain_site();
  site["it.load"] = "\"3 MW\"";
  site["site.utility.capacity"] = "\"40 MVA\"";
  site["power.backup_redundancy"] = "\"2N\"";  // two generator boards
  const Design single = designed(spec_of(site), shipped_catalog(), Until::layout);
  site["cooling.isolation"] = "\"double\"";
  const Design parted = designed(spec_of(site), shipped_catalog(), Until::layout);
  const CheckContext context(parted), single_context(single);
  CHECK(sweep_outages(single_context).level == Level::redundant);
  const OutageStudy study = sweep_outages(context);
  for (const OutageRecord& record : study.records)
    if (record.worst() > 0 && record.element.kind != ElementKind::corridor && record.element.kind != ElementKind::zone)
      FAIL_CHECK(record.element.name);
  CHECK(study.level >= Level::maintainable);

  // Hand count of a pod: inlets A and B at the ends of n branches, so n + 1 pairs for each of four manifolds.
  const std::vector<Manifold> all = manifolds(parted.sizing.graph, parted.catalog, Isolation::double_block);
  const auto found = std::find_if(all.begin(), all.end(), [](const Manifold& m) { return m.tag == "POD-01"; });
  REQUIRE(found != all.end());
  const std::size_t branches = found->take_offs.size() - 2;
  CHECK(found->segments.size() == branches + 2);
  CHECK_FALSE(parted.sizing.graph.edges[found->take_offs.front()].item.empty());
  CHECK_FALSE(parted.sizing.graph.edges[found->take_offs.back()].item.empty());
  const std::vector<Valve> valves = isolation_valves(parted);
  const std::string prefix = "POD-01." + std::string(text(found->medium)) + ".V";
  CHECK(std::count_if(valves.begin(), valves.end(), [&](const Valve& v) { return v.tag.starts_with(prefix); }) ==
        static_cast<std::ptrdiff_t>(2 * (branches + 1)));

  // Work on any valve, and the loss of any segment, drains one take-off of a pod, or half a header skid.
  const ValveSections sections(context);
  for (const Segment& segment : sections.segments())
    if (segment.tag.starts_with("POD-")) CHECK(segment.removal.edges.size() == 1);
  for (const Valve& valve : valves)
    if (valve.sectioning && valve.tag.starts_with("POD-")) CHECK(sections.of(valve).edges.size() == 1);

  // An inlet that cannot carry the pod by itself feeds nothing: what lies on its side falls with the segment.
  Design weak = parted;
  const Manifold& manifold = *found;
  weak.sizing.graph.edges[manifold.take_offs.front()].worst *= 0.4;
  const CheckContext weak_context(weak);
  for (const Segment& segment : ValveSections(weak_context).segments())
    if (segment.name == "POD-01." + std::string(text(manifold.medium)) + ".S3")
      CHECK(segment.removal.edges.size() == 3);

  // The same consequence whether alike or each for itself.
  Outages outages(context);
  const OutageStudy alike = swept(outages, true), each = swept(outages, false);
  const auto by_class = losses(alike);
  CHECK(alike.elements == each.elements);
  for (const auto& [name, lost] : losses(each)) {
    CAPTURE(name);
    CHECK(by_class.at(name).first == doctest::Approx(lost.first).epsilon(1e-9));
  }
}

TEST_CASE("outages: a study stands for a design with the same plant, and for no other") {
  const Design design = designs().front();
  Design other = design;
  CHECK(same_outage_inputs(design, other));
  other.report.findings.clear();
  CHECK(same_outage_inputs(design, other));
  other.sizing.graph.edges.front().rating.value *= 0.5;
  CHECK_FALSE(same_outage_inputs(design, other));
  other = design;
  other.layout.placements.front().x += 1;
  CHECK_FALSE(same_outage_inputs(design, other));
}

TEST_CASE("outages: what N+1 promises holds, what N promises not, and availability follows") {
  const std::vector<Design> made = designs();
  std::vector<double> down;
  for (const Design& design : made) {
    CHECK(audit(design.sizing.ledger).empty());
    const auto ranking = availability_ranking(design.sizing.ledger);
    REQUIRE(ranking.size() > 5);
    double sum = 0;
    for (std::size_t i = 0; i < ranking.size(); ++i) {
      sum += ranking[i].unavailability;
      CHECK((i == 0 || ranking[i - 1].unavailability >= ranking[i].unavailability));
    }
    CHECK(sum == doctest::Approx(design.sizing.ledger.find("availability.total.unavailability")->value));
    down.push_back(design.sizing.ledger.find("availability.total.downtime")->value);
    CHECK(down.back() == doctest::Approx(sum * 525600));
  }
  const CheckContext context(made[0]), bare_context(made[2]);
  CHECK(sweep_outages(context).redundant);
  const OutageStudy bare = sweep_outages(bare_context);
  CHECK_FALSE(bare.redundant);
  CHECK(bare.level == Level::basic);
  CHECK(down[2] > 20 * down[0]);
}
