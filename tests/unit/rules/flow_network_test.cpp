// SPDX-License-Identifier: Apache-2.0
#include "core/rules/flow_network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

namespace plinth::test {
namespace {

using Amount = FlowNetwork::Amount;

/// Two sources of 100 feed two consumers of 80 through one middle node of `middle`.
FlowNetwork hourglass(Amount middle) {
  FlowNetwork net;
  for (int i = 0; i < 2; ++i) net.add_supply(net.add_node(), 100);
  net.add_node(middle);
  for (int i = 0; i < 2; ++i) net.add_demand(net.add_node(), 80);
  net.add_arc(0, 2);
  net.add_arc(1, 2);
  net.add_arc(2, 3);
  net.add_arc(2, 4);
  return net;
}

Amount without(FlowNetwork& net, std::initializer_list<int> removed) {
  const std::vector<int> nodes(removed);
  return net.unserved_without(nodes);
}

struct Random {
  FlowNetwork net;
  struct Arc {
    int from, to;
    Amount capacity;
  };
  std::vector<Amount> capacity, supply, demand;
  std::vector<Arc> arcs;
};

/// A random layered or cyclic network; built again without some nodes it gives the reference answer.
Random random_network(std::mt19937& random, bool cyclic) {
  Random made;
  const auto pick = [&](int from, int to) {
    return static_cast<int>(random() % static_cast<unsigned>(to - from)) + from;
  };
  const int size = pick(4, 16);
  for (int i = 0; i < size; ++i) {
    made.capacity.push_back(pick(0, 60));
    made.supply.push_back(i < size / 3 ? pick(0, 60) : 0);
    made.demand.push_back(i > size / 2 ? pick(0, 40) : 0);
  }
  const int arcs = pick(size, size * 4);
  for (int i = 0; i < arcs; ++i) {
    const int a = pick(0, size), b = pick(0, size);
    if (a != b) made.arcs.push_back({cyclic ? a : std::min(a, b), cyclic ? b : std::max(a, b), pick(0, 50)});
  }
  return made;
}

FlowNetwork build(const Random& made, const std::vector<bool>& gone, const std::vector<int>& cut = {}) {
  FlowNetwork net;
  for (std::size_t i = 0; i < made.capacity.size(); ++i) {
    net.add_node(gone[i] ? 0 : made.capacity[i]);
    net.add_supply(static_cast<int>(i), gone[i] ? 0 : made.supply[i]);
    net.add_demand(static_cast<int>(i), gone[i] ? 0 : made.demand[i]);
  }
  for (std::size_t i = 0; i < made.arcs.size(); ++i)
    if (const auto& arc = made.arcs[i]; !gone[static_cast<std::size_t>(arc.from)] &&
                                        !gone[static_cast<std::size_t>(arc.to)] &&
                                        std::find(cut.begin(), cut.end(), static_cast<int>(i)) == cut.end())
      net.add_arc(arc.from, arc.to, arc.capacity);
  return net;
}

}  // namespace

TEST_CASE("the narrowest place decides") {
  CHECK(hourglass(160).solve() == 0);
  CHECK(hourglass(159).solve() == 1);
  CHECK(hourglass(0).solve() == 160);
}

TEST_CASE("one source out of two, and the waist") {
  FlowNetwork net = hourglass(200);
  REQUIRE(net.solve() == 0);
  CHECK(without(net, {0}) == 60);    // 100 left for 160
  CHECK(without(net, {2}) == 160);   // both hang on it
  CHECK(without(net, {3}) == 0);     // its own demand is not counted
  CHECK(without(net, {0, 3}) == 0);  // 100 for 80
  CHECK(without(net, {0, 1}) == 160);
  CHECK(without(net, {}) == 0);  // and everything was put back
}

TEST_CASE("a node that hands on serves its own demand first, outside its capacity") {
  FlowNetwork net;
  net.add_supply(net.add_node(), 100);
  net.add_demand(net.add_node(40), 50);
  net.add_demand(net.add_node(), 40);
  net.add_arc(0, 1);
  net.add_arc(1, 2);
  CHECK(net.solve() == 0);
}

TEST_CASE("cancelling and searching anew gives what solving anew gives") {
  std::mt19937 random(20261120);
  for (int round = 0; round < 600; ++round) {
    const Random made = random_network(random, round % 2 == 1);
    const std::size_t size = made.capacity.size();
    FlowNetwork net = build(made, std::vector<bool>(size, false));
    net.solve();
    for (int trial = 0; trial < 8; ++trial) {
      std::vector<bool> gone(size, false);
      std::vector<int> removed;
      for (unsigned k = 0; k < 1 + random() % 3; ++k) {
        const std::size_t node = random() % size;
        if (!gone[node]) removed.push_back(static_cast<int>(node));
        gone[node] = true;
      }
      CAPTURE(round);
      CAPTURE(trial);
      REQUIRE(net.unserved_without(removed) == build(made, gone).solve());
      std::vector<int> cut;
      for (unsigned k = 0; k < 1 + random() % 4 && !made.arcs.empty(); ++k)
        cut.push_back(static_cast<int>(random() % made.arcs.size()));
      const FlowNetwork::Shortage found = net.without(removed, cut);
      REQUIRE(found.unserved == build(made, gone, cut).solve());
      REQUIRE(net.unserved_without(removed, cut) == found.unserved);
      REQUIRE(found.unserved >= net.unserved_without(removed));
      FlowNetwork::Amount named = 0;
      for (const auto& [node, amount] : found.nodes) named += amount;
      REQUIRE(named <= found.unserved);
    }
  }
}

}  // namespace plinth::test
