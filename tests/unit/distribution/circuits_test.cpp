// SPDX-License-Identifier: Apache-2.0
// A grid, a line-up, a module with transformer, board and UPS, and a pod, by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "core/distribution/distribute.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

Edge edge(const char* id, Medium medium, EdgeEnd from, EdgeEnd to, double normal, double worst, const char* volts) {
  Edge made;
  made.id = id;
  made.medium = medium;
  made.from = std::move(from);
  made.to = std::move(to);
  made.normal = normal;
  made.worst = worst;
  made.rating = {std::max(normal, worst), "A"};
  made.voltage = volts;
  return made;
}

Node node(const char* tag, const char* module, const char* kind, const char* parent = "") {
  Node made;
  made.tag = tag;
  made.module = module;
  made.kind = kind;
  made.parent = parent;
  return made;
}

/// 11 kV, 500 MVA; 2500 kVA 6 % 19 kW to 415 V; `metres` from the module to the pod at 1500 A.
Design small(Millimetres metres, double grid_mva = 500) {
  Design d;
  d.spec.utility.voltage = 11.0 * kV;
  d.spec.utility.short_circuit = grid_mva * MVA;
  d.spec.utility.frequency = 50.0 * hertz;
  d.spec.climate.dry_bulb = from_degC(40);
  d.spec.project.jurisdiction = Jurisdiction::eu;
  Graph& g = d.sizing.graph;
  g.nodes = {node("MVS-01", "mvs-kiosk-5-17", "mv_switchgear"),
             node("POD-01", "pod-generic-16", "it_pod"),
             node("PWR-01", "power-module-2500-415", "power_module"),
             node("PWR-01.LVB-1", "lv-board-5000", "lv_board", "PWR-01"),
             node("PWR-01.UPS-1", "ups-generic-1250", "ups", "PWR-01"),
             node("PWR-01.XFR-1", "transformer-dry-2500-415", "transformer", "PWR-01"),
             node("UTL-01", "intake-24-630", "intake")};
  g.edges = {edge("E0001", Medium::mv, {"UTL-01", "out_a"}, {"MVS-01", "incomer"}, 100, 131, "11 kV"),
             edge("E0002", Medium::mv, {"MVS-01", "feeder"}, {"PWR-01", "mv_in_a"}, 100, 131, "11 kV"),
             edge("E0003", Medium::mv, {"PWR-01", "mv_in_a"}, {"PWR-01.XFR-1", "mv_in"}, 0, 131, "11 kV"),
             edge("E0004", Medium::lv, {"PWR-01.XFR-1", "lv_out"}, {"PWR-01.LVB-1", "lv_in"}, 0, 3478, "415 V"),
             edge("E0005", Medium::lv, {"PWR-01.LVB-1", "lv_out"}, {"PWR-01.UPS-1", "lv_in"}, 0, 3478, "415 V"),
             edge("E0006", Medium::lv, {"PWR-01.UPS-1", "lv_out"}, {"PWR-01", "lv_out"}, 0, 3478, "415 V"),
             edge("E0007", Medium::lv, {"PWR-01", "lv_out"}, {"POD-01", "lv_a"}, 1000, 1500, "415 V")};
  d.layout.routes = {{"E0001", {{0, 0}, {1000, 0}}, 1000},
                     {"E0002", {{0, 9000}, {50000, 9000}}, 50000},
                     {"E0007", {{0, 5000}, {metres, 5000}}, metres}};
  return d;
}

Design distributed(Design design) {
  Outcome<Design> out = distribute(std::move(design), test::shipped_catalog());
  REQUIRE(out.ok());
  CHECK(!has_errors(out.findings));
  return *out.value;
}

const BusFault& fault_at(const Design& d, const std::string& tag) {
  const auto& faults = d.distribution.faults;
  const auto at = std::find_if(faults.begin(), faults.end(), [&](const BusFault& f) { return f.tag == tag; });
  REQUIRE(at != faults.end());
  return *at;
}

const Circuit& circuit(const Design& d, const std::string& edge_id) {
  const auto& all = d.distribution.circuits;
  const auto at = std::find_if(all.begin(), all.end(), [&](const Circuit& c) { return c.edge == edge_id; });
  REQUIRE(at != all.end());
  return *at;
}

}  // namespace

TEST_CASE("the board's fault current by hand") {
  const Design d = distributed(small(20000));
  // S"k 500 MVA at 11 kV: |Z_Q| = 1.1 * 0.415^2 / 500e6 * 1e6 = 0.3789 mohm; X/R 10. Transformer 4.1334 mohm with
  // R 0.5236, X 4.1001 mohm, K_T 0.95*1.05/(1+0.6*0.05952) = 0.96310. Cables: 51 m of 185 mm2 Al at least.
  const double q = 1.1 * 0.415 * 0.415 / 500 * 1e3, xq = q / std::sqrt(1.01);
  const double base = 415.0 * 415.0 / 2500e3 * 1e3, r = 0.0076 * base,
               x = std::sqrt(0.06 * 0.06 - 0.0076 * 0.0076) * base;
  const double k = 0.95 * 1.05 / (1 + 0.6 * std::sqrt(0.06 * 0.06 - 0.0076 * 0.0076));
  const double z = std::hypot(0.1 * xq + k * r, xq + k * x);
  const double bare = 1.05 * 415 / (std::sqrt(3.0) * z);
  const BusFault& board = fault_at(d, "PWR-01.LVB-1");
  CHECK(board.maximum / kA < bare);
  CHECK(board.maximum / kA > 0.99 * bare);
  CHECK(board.voltage.si == 415);
  CHECK(board.withstand / kA == 100);
  CHECK(board.peak_withstand / kA == doctest::Approx(220));
  CHECK(board.minimum < board.maximum);
  // The pod is behind the UPS: on battery only the inverter feeds a fault, 2.4 times 1739 A.
  CHECK(fault_at(d, "POD-01").minimum.si == doctest::Approx(2.4 * 1250e3 / (std::sqrt(3.0) * 415)));
  CHECK(fault_at(d, "POD-01").maximum < board.maximum);
  CHECK(fault_at(d, "UTL-01").maximum / kA == doctest::Approx(500 / (std::sqrt(3.0) * 11)));
}

TEST_CASE("the pod's circuit by hand") {
  const Design d = distributed(small(20000));
  const Circuit& c = circuit(d, "E0007");
  CHECK(c.length.si == 20);
  CHECK(c.design.si == 1500);
  CHECK(c.ampacity.si >= 1500);
  const ModuleType& type = *test::shipped_catalog().module(c.item);
  const double share = type.kind == "busway" ? std::sqrt(50.0 / 55.0) : 0.91 * (c.runs >= 6 ? 0.73 : 0.75);
  CHECK(c.derating == doctest::Approx(share).epsilon(0.04));
  CHECK(c.ampacity.si == doctest::Approx(c.runs * c.derating * type.required_number("rated_current")));
  const double hot = 1.28 * type.required_number("resistance_per_km") / 1e3,
               x = type.required_number("reactance_per_km") / 1e3;
  const double sine = std::sqrt(1 - 0.99 * 0.99);
  CHECK(c.drop == doctest::Approx(std::sqrt(3.0) * 1500 * 20 * (hot * 0.99 + x * sine) / c.runs / 415));
  CHECK(c.loss.si == doctest::Approx(3 * 1000.0 * 1000 * 20 * hot / c.runs));
  CHECK(d.sizing.ledger.find("distribution.largest_drop.lv") != nullptr);
  CHECK(d.sizing.ledger.find("distribution.largest_fault.415V") != nullptr);
  CHECK(audit(d.sizing.ledger).empty());
}

TEST_CASE("a longer way never drops fewer volts on the same stock; drop never passes the limit") {
  double before = 0;
  std::string item;
  for (const Millimetres metres : {1000, 5000, 20000, 60000, 120000, 240000}) {
    const Design d = distributed(small(metres));
    const Circuit& c = circuit(d, "E0007");
    const std::string now = c.item + " " + std::to_string(c.runs);
    if (now == item) CHECK(c.drop >= before);
    item = now;
    before = c.drop;
    CHECK(c.drop <= 0.03 + 1e-9);
  }
  CHECK(circuit(distributed(small(240000)), "E0007").sized_by == "voltage drop");
}

TEST_CASE("more short-circuit power never lowers a fault current") {
  Current before;
  for (const double mva : {50., 100., 250., 400., 470.}) {
    const Current now = fault_at(distributed(small(20000, mva)), "PWR-01.LVB-1").maximum;
    CHECK(now > before);
    before = now;
  }
}

TEST_CASE("no stock at an impossible length is an error with a hint") {
  const Outcome<Design> out = distribute(small(20000000), test::shipped_catalog());
  const auto at =
      std::find_if(out.findings.begin(), out.findings.end(), [](const Finding& f) { return f.code == "DIS001"; });
  REQUIRE(at != out.findings.end());
  CHECK(at->severity == Severity::error);
  CHECK(!at->hint.empty());
}

TEST_CASE("the order of edges changes nothing") {
  Design turned = small(60000);
  std::reverse(turned.sizing.graph.edges.begin(), turned.sizing.graph.edges.end());
  const Design a = distributed(small(60000)), b = distributed(std::move(turned));
  CHECK(a.distribution == b.distribution);
}

TEST_CASE("an unknown grid is assumed and said") {
  Design d = small(20000);
  d.spec.utility.short_circuit.reset();
  const Outcome<Design> out = distribute(std::move(d), test::shipped_catalog());
  CHECK(std::any_of(out.findings.begin(), out.findings.end(), [](const Finding& f) { return f.code == "DIS005"; }));
  CHECK(fault_at(*out.value, "UTL-01").maximum / kA == doctest::Approx(16));
}
