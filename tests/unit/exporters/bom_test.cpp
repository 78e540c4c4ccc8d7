// SPDX-License-Identifier: Apache-2.0
#include "exporters/bom/bom.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "core/base/iso_date.h"
#include "tests/support/sample_design.h"
#include "tests/unit/exporters/plant.h"

using namespace plinth;
using namespace plinth::test;

namespace {

const BomLine& line(const Bom& bom, const std::string& path) {
  const auto found = std::find_if(bom.lines.begin(), bom.lines.end(), [&](const BomLine& l) { return l.path == path; });
  REQUIRE_MESSAGE(found != bom.lines.end(), path);
  return *found;
}

/// Every placement is on exactly one line, under its own type.
void check_counts(const Design& design) {
  std::map<std::string, std::string> item_of;
  for (const BomLine& l : bill_of_materials(design).lines) {
    if (l.uom != "EA" || l.item.empty()) continue;
    CHECK(l.quantity == static_cast<double>(l.tags.size()));
    for (const std::string& tag : l.tags) {
      CHECK_MESSAGE(!item_of.contains(tag), tag);
      item_of[tag] = l.item;
    }
  }
  CHECK(item_of.size() == design.layout.placements.size());
  for (const Placement& p : design.layout.placements) CHECK(item_of[p.tag] == p.module);
}

}  // namespace

TEST_CASE("every placement is counted once") {
  check_counts(plant(1));
  check_counts(plant(7));
  check_counts(sample_plan());
}

TEST_CASE("before layout, the graph is counted") {
  Design design = plant(2);
  const Bom placed = bill_of_materials(design);
  design.layout.placements.clear();
  CHECK(bill_of_materials(design) == placed);
}

TEST_CASE("contents are listed below their parent with the number in each") {
  const Bom bom = bill_of_materials(plant(3));
  const BomLine &pod = line(bom, "pod-4"), &rack = line(bom, "pod-4/rack-132");
  CHECK(pod.quantity == 12);
  CHECK(pod.level == 1);
  CHECK(pod.quantity_per_parent == 12);  // of the one project
  CHECK(rack.quantity == 24);
  CHECK(rack.quantity_per_parent == 2);
  CHECK(rack.level == 2);
  CHECK(rack.parent == pod.id);
}

TEST_CASE("a number per parent is only stated when all parents hold it") {
  Design design = plant(1);
  std::erase_if(design.layout.placements, [](const Placement& p) { return p.tag == "POD-03.RACK-2"; });
  const Bom bom = bill_of_materials(design);
  CHECK(line(bom, "pod-4/rack-132").quantity == 7);
  CHECK(!line(bom, "pod-4/rack-132").quantity_per_parent);
  std::erase_if(design.layout.placements, [](const Placement& p) { return p.tag == "POD-03.CDU-1"; });
  CHECK(!line(bill_of_materials(design), "pod-4/cdu-1350").quantity_per_parent);  // one pod holds none
}

TEST_CASE("items are told apart by catalog id alone") {
  Design design = plant(1);
  ModuleType twin = *design.catalog.module("drc-900");
  twin.id = "drc-901";  // everything else the same
  design.catalog.modules.insert(std::upper_bound(design.catalog.modules.begin(), design.catalog.modules.end(), twin,
                                                 [](const ModuleType& a, const ModuleType& b) { return a.id < b.id; }),
                                twin);
  for (Placement& p : design.layout.placements)
    if (p.tag == "DRC-06") p.module = "drc-901";
  const Bom bom = bill_of_materials(design);
  CHECK(line(bom, "drc-900").quantity == 5);
  CHECK(line(bom, "drc-901").quantity == 1);
}

TEST_CASE("stock is measured: route length times runs") {
  Design design = plant(1);
  design.sizing.graph.edges.resize(3);
  design.layout.routes.clear();
  design.sizing.graph.edges[0].item = design.sizing.graph.edges[1].item = design.sizing.graph.edges[2].item = "cbl-240";
  design.sizing.graph.edges[0].runs = 2;
  design.sizing.graph.edges[1].runs = 1;
  design.layout.routes = {{design.sizing.graph.edges[0].id, {}, 12345}, {design.sizing.graph.edges[1].id, {}, 7655}};
  const Bom bom = bill_of_materials(design);
  const BomLine& cable = line(bom, "cbl-240");
  CHECK(cable.quantity == doctest::Approx(32.345).epsilon(1e-12));  // 2 x 12.345 + 7.655
  CHECK(cable.uom == "MTR");
  CHECK(*cable.cost.mid == doctest::Approx(32.345 * 90.5).epsilon(1e-12));
  CHECK(*cable.mass_kg == doctest::Approx(32.345 * 4.2).epsilon(1e-12));
  CHECK(cable.note == "1 connection without a route: length not counted");
}

TEST_CASE("metres equal the sum over the graph for every stock item") {
  const Design design = plant(4);
  std::map<std::string, double> metres;
  for (const Edge& e : design.sizing.graph.edges)
    for (const Route& r : design.layout.routes)
      if (r.edge == e.id && !e.item.empty()) metres[e.item] += 0.001 * static_cast<double>(r.length) * e.runs;
  REQUIRE(metres.size() == 3);
  for (const auto& [item, sum] : metres)
    CHECK(line(bill_of_materials(design), item).quantity == doctest::Approx(sum).epsilon(1e-9));
}

TEST_CASE("costs and masses roll up") {
  Design design = plant(1);
  design.sizing.graph.edges.clear();
  const Bom bom = bill_of_materials(design);
  const BomLine& pod = line(bom, "pod-4");
  CHECK(*pod.cost.mid == 4 * 400000.0);
  CHECK(*pod.total_cost.mid == 4 * 400000.0 + 8 * 3000000.0 + 4 * 90000.0);
  CHECK(*pod.total_cost.low == doctest::Approx(0.8 * 25960000.0));
  CHECK(*pod.total_cost.high == doctest::Approx(1.3 * 25960000.0));
  CHECK(pod.total_mass_kg == 4 * 25000.0 + 8 * 1360.0 + 4 * 1500.0);
  // pods 25.96 M; 5 power modules of 0.9 M with a UPS of 0.25 M; 6 coolers, 1 pump skid; 2 switchgears, 1 intake;
  // 4 gensets, 2 batteries
  const double all =
      25960000.0 + 5 * 1150000.0 + 6 * 120000.0 + 60000.0 + 2 * 700000.0 + 200000.0 + 4 * 1500000.0 + 2 * 1000000.0;
  CHECK(*bom.lines.front().total_cost.mid == doctest::Approx(all));
  double sum = 0;
  for (const BomLine& l : bom.lines) sum += l.cost.mid.value_or(0);
  CHECK(sum == doctest::Approx(all));
  CHECK(bom.unpriced == 2);  // pavement and its kerbs
}

TEST_CASE("a missing price is said, not taken for zero") {
  Design design = plant(1);
  for (ModuleType& t : design.catalog.modules)
    if (t.id == "gen-3000") t.attributes.erase("cost_mid");
  const Bom bom = bill_of_materials(design);
  CHECK(bom.unpriced == 3);  // pavement and its kerbs as well
  CHECK(!line(bom, "gen-3000").cost.mid);
}

TEST_CASE("order-by dates count back from the need-by date") {
  const Bom bom = bill_of_materials(plant(1));                    // needed by 2028-03-01
  CHECK(line(bom, "pmp-200").order_by == "2027-10-13");           // 20 weeks = 140 days
  CHECK(line(bom, "pmp-200").order_by_cautious == "2027-08-04");  // 30 weeks = 210 days
  CHECK(line(bom, "gen-3000").order_by == "2026-08-19");          // 80 weeks = 560 days
  Design open = plant(1);
  open.spec.project.need_by = "";
  CHECK(line(bill_of_materials(open), "pmp-200").order_by.empty());
  open.spec.project.need_by = "spring";
  CHECK(line(bill_of_materials(open), "pmp-200").order_by.empty());
}

TEST_CASE("calendar arithmetic knows leap years") {
  const auto back = [](const char* from, double weeks) { return iso_text(weeks_before(*day_from_iso(from), weeks)); };
  CHECK(back("2028-03-01", 1) == "2028-02-23");  // leap
  CHECK(back("2027-03-01", 1) == "2027-02-22");
  CHECK(back("2000-03-01", 1) == "2000-02-23");  // divisible by 400: leap
  CHECK(back("2100-03-01", 1) == "2100-02-22");  // divisible by 100: not
  CHECK(back("2028-01-01", 0) == "2028-01-01");
  CHECK(back("2028-01-01", 52) == "2027-01-02");   // 364 days of 365
  CHECK(back("2028-06-01", 0.5) == "2028-05-28");  // 3.5 days are 4: late is the costly side
  CHECK(back("2028-06-01", 3.0 + 1e-12) == "2028-05-11");
  CHECK(!day_from_iso("2027-02-29"));
  CHECK(day_from_iso("2028-02-29"));
  CHECK(!day_from_iso("2028-13-01"));
  CHECK(!day_from_iso("2028-6-1"));
  CHECK(!day_from_iso(""));
  CHECK(day_from_iso("2028-06-01T12:00:00Z") == day_from_iso("2028-06-01"));
  CHECK(day_from_iso("1970-01-01")->number == 0);
  for (long long n = -40000; n < 60000; n += 17) CHECK(day_from_iso(iso_text(Day{n}))->number == n);
}

TEST_CASE("tags close up to ranges") {
  CHECK(tag_ranges({"CDU-01", "CDU-02", "CDU-03", "CDU-05"}) == "CDU-01..CDU-03 CDU-05");
  CHECK(tag_ranges({"CDU-02", "CDU-01"}) == "CDU-01 CDU-02");
  CHECK(tag_ranges({"A-98", "A-99", "A-100", "A-101"}) == "A-98..A-101");
  CHECK(tag_ranges({"POD-1.RACK-1", "POD-1.RACK-2", "POD-1.RACK-3", "POD-2.RACK-1"}) ==
        "POD-1.RACK-1..POD-1.RACK-3 POD-2.RACK-1");
  CHECK(tag_ranges({"X", "Y"}) == "X Y");
  CHECK(tag_ranges({}).empty());
}
