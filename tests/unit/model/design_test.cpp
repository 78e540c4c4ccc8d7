// SPDX-License-Identifier: Apache-2.0
#include "core/model/design.h"

#include <doctest/doctest.h>

#include "core/base/assert.h"

using namespace plinth;

namespace {

ModuleType container() {
  ModuleType type;
  type.length = 6000;
  type.width = 2400;
  type.height = 2900;
  type.clearance = {900, 700, 500, 300, 100};  // front back left right top
  return type;
}

Placement placed(int rotation) {
  Placement p;
  p.tag = "CDU-01";
  p.x = 10'000;
  p.y = 20'000;
  p.z = 150;
  p.rotation_deg = rotation;
  return p;
}

Port port(Face face, Millimetres x, Millimetres y) {
  Port p;
  p.face = face;
  p.x = x;
  p.y = y;
  p.z = 1000;
  return p;
}

struct TurnCase {
  int rotation;
  Rect body, zone;
  PlanPoint front_port, right_port;  ///< of ports at (1000, 0) on the front and (6000, 800) on the right
  Face front, right;
};

// By hand: a quarter turn counter-clockwise takes (x, y) to (width - y, x), south to east, east to north.
const TurnCase turns[] = {
    {0,
     {10'000, 20'000, 16'000, 22'400},
     {9'500, 19'100, 16'300, 23'100},
     {11'000, 20'000},
     {16'000, 20'800},
     Face::front,
     Face::right},
    {90,
     {10'000, 20'000, 12'400, 26'000},
     {9'300, 19'500, 13'300, 26'300},
     {12'400, 21'000},
     {11'600, 26'000},
     Face::right,
     Face::back},
    {180,
     {10'000, 20'000, 16'000, 22'400},
     {9'700, 19'300, 16'500, 23'300},
     {15'000, 22'400},
     {10'000, 21'600},
     Face::back,
     Face::left},
    {270,
     {10'000, 20'000, 12'400, 26'000},
     {9'100, 19'700, 13'100, 26'500},
     {10'000, 25'000},
     {10'800, 20'000},
     Face::left,
     Face::front},
};

}  // namespace

TEST_CASE("footprint, clearance zone and ports turn with the module") {
  for (const TurnCase& c : turns) {
    CAPTURE(c.rotation);
    const Placement p = placed(c.rotation);
    CHECK(footprint(container(), p) == c.body);
    CHECK(clearance_zone(container(), p) == c.zone);
    const PortPlace front = place_of(port(Face::front, 1000, 0), container(), p);
    CHECK(front.at == c.front_port);
    CHECK(front.z == 1150);
    CHECK(front.face == c.front);
    const PortPlace right = place_of(port(Face::right, 6000, 800), container(), p);
    CHECK(right.at == c.right_port);
    CHECK(right.face == c.right);
    CHECK(place_of(port(Face::top, 1, 1), container(), p).face == Face::top);
  }
}

TEST_CASE("a turn that is no quarter turn is our fault") {
  for (const int rotation : {45, -90, 360, 1})
    CHECK_THROWS_AS((void)footprint(container(), placed(rotation)), BugError);
}

TEST_CASE("nodes and placements are found by tag") {
  Graph graph;
  Layout layout;
  for (const char* tag : {"BAT-01", "CDU-01", "CDU-01.PMP-1", "CDU-02"}) {
    graph.nodes.emplace_back().tag = tag;
    layout.placements.emplace_back().tag = tag;
  }
  for (const Node& node : graph.nodes) {
    CHECK(graph.node(node.tag) == &node);
    REQUIRE(layout.placement(node.tag) != nullptr);
    CHECK(layout.placement(node.tag)->tag == node.tag);
  }
  for (const char* tag : {"", "AAA", "CDU", "CDU-01.", "CDU-03", "ZZZ"}) {
    CHECK(graph.node(tag) == nullptr);
    CHECK(layout.placement(tag) == nullptr);
  }
  CHECK(Graph{}.node("CDU-01") == nullptr);
}

TEST_CASE("words of the enums are what the input and the reports use") {
  CHECK(text(Redundancy::n) == "N");
  CHECK(text(Redundancy::n_plus_1) == "N+1");
  CHECK(text(Redundancy::n_plus_2) == "N+2");
  CHECK(text(Redundancy::two_n) == "2N");
  CHECK(text(Redundancy::two_n_plus_1) == "2N+1");
  CHECK(text(Redundancy::three_n_2) == "3N/2");
  CHECK(text(Redundancy::four_n_3) == "4N/3");
  CHECK(text(Redundancy::block) == "block");
  CHECK(text(Rejection::automatic) == "auto");
  CHECK(text(Rejection::dry) == "dry");
  CHECK(text(Rejection::adiabatic) == "adiabatic");
  CHECK(text(Rejection::tower) == "tower");
  CHECK(text(Rejection::chiller) == "chiller");
  CHECK(text(Isolation::single) == "single");
  CHECK(text(Isolation::double_block) == "double");
  CHECK(text(Objective::cost) == "cost");
  CHECK(text(Objective::area) == "area");
  CHECK(text(Objective::energy) == "energy");
  CHECK(text(Objective::lead_time) == "lead-time");
  CHECK(text(Jurisdiction::us) == "us");
  CHECK(text(Jurisdiction::eu) == "eu");
  CHECK(text(Jurisdiction::cn) == "cn");
  CHECK(text(Jurisdiction::intl) == "intl");
  CHECK(text(Severity::info) == "info");
  CHECK(text(Severity::warning) == "warning");
  CHECK(text(Severity::error) == "error");
  CHECK(text(Outcomes::passed) == "passed");
  CHECK(text(Outcomes::failed) == "failed");
  CHECK(text(Outcomes::not_checked) == "not checked");
}
