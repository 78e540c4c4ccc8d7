// SPDX-License-Identifier: Apache-2.0
// Cables in the ground go where there is room; heavy modules stand where a crane lifts them.
#include <doctest/doctest.h>

#include "core/layout/duct_banks.h"
#include "core/layout/lifting.h"
#include "tests/support/files.h"

namespace plinth::layout {
namespace {

/// Two roads 6 m wide from west to east, 20 m apart, joined at both ends; the ways over the north one are 40 m longer.
const std::vector<Corridor>& ladder() {
  static const std::vector<Corridor> all{{{0, 0, 100'000, 6'000}, true},
                                         {{0, 20'000, 100'000, 26'000}, true},
                                         {{0, 0, 6'000, 26'000}, false},
                                         {{94'000, 0, 100'000, 26'000}, false}};
  return all;
}

/// One row of ducts, so that 5.8 m of them fill a road; 3 m between the paths.
DuctRoom room() {
  DuctRoom out;
  out.rows = 1;
  return out;
}

Door at(Millimetres x) { return {0, {x, 3'000}, {{x, 3'000}}, kNone}; }

/// Lays a cable of this width between two doors on the south road; the length of its way.
Millimetres lay(const Network& network, DuctBanks& banks, Millimetres width) {
  const auto found = network.way(network.grow({at(10'000)}, true), {at(90'000)});
  REQUIRE(found.has_value());
  banks.take(found->links, width);
  return length_of(found->way);
}

}  // namespace

TEST_CASE("a cable takes the way round when the road is full, and the shortest again when both are") {
  Network network(ladder());
  DuctBanks banks(network, ladder(), room());
  banks.begin("A");
  CHECK(lay(network, banks, 2'800) == 80'000);
  CHECK(lay(network, banks, 3'000) == 80'000);  // 5.8 m: just full
  CHECK(lay(network, banks, 3'000) == 80'000);  // nothing is over yet
  CHECK(lay(network, banks, 3'000) == 2 * 7'000 + 2 * 20'000 + 94'000);
  CHECK(lay(network, banks, 3'000) == 148'000);
  CHECK(banks.prices() > 0);
}

TEST_CASE("path B counts the distance to path A as taken") {
  Network network(ladder());
  DuctBanks banks(network, ladder(), room());
  banks.begin("A");
  CHECK(lay(network, banks, 2'000) == 80'000);
  banks.begin("B");
  const auto south = network.way(network.grow({at(10'000)}, true), {at(90'000)});
  REQUIRE(south.has_value());
  CHECK(!banks.full(south->links, 800));  // 2 + 3 + 0.8 m
  CHECK(banks.full(south->links, 801));
}

TEST_CASE("what the ducts of a connection take across") {
  Catalog catalog = test::shipped_catalog();
  Edge edge;
  edge.medium = Medium::mv;
  edge.item = "cable-17-al-185";
  edge.runs = 3;
  for (ModuleType& type : catalog.modules)
    if (type.id == edge.item) type.attributes["outer_diameter"].value = 0.036;
  // 36 mm: a bore of 36 sqrt(3 / 0.4) = 98.6 mm and 75 mm beside it
  CHECK(duct_width(edge, catalog, DuctRoom{}) == 3 * (99 + 75));
  edge.medium = Medium::lv;
  CHECK(duct_width(edge, catalog, DuctRoom{}) == 0);
}

TEST_CASE("how far out a crane lifts") {
  ModuleType type = *test::shipped_catalog().module("mtx-ehv-63-10");
  const auto radius = [&](double tonnes) {
    type.attributes["mass_shipping"].value = tonnes * 1e3;
    return lift_radius(test::shipped_catalog(), Jurisdiction::us, type);
  };
  // 130.4 t with 10 % of rigging at 75 % asks for 191.253 t; the largest crane: 225 t at 15 m, 160 t at 20 m.
  CHECK(radius(130.4) == 17'595);
  CHECK(radius(400) == 0);  // 587 t: none, wherever it stands
  CHECK(radius(64) == 0);   // 93.9 t: to the end of its chart, 95 t at 30 m
  CHECK(radius(66) == 29'640);
}

}  // namespace plinth::layout
