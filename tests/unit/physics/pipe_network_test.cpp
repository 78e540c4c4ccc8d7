// SPDX-License-Identifier: Apache-2.0
// Analytic networks and properties: mass at every node, energy around every loop, symmetry, direct and reverse return.
#include "core/physics/pipe_network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/physics/sparse_ldl.h"

using namespace plinth;

namespace {

const Liquid kWater{Density{992.3}, Viscosity{0.6528e-3}};

NetworkLink pipe(int from, int to, double length, double bore_mm, double fittings = 0) {
  NetworkLink link;
  link.from = from, link.to = to;
  link.pipe = PipeBore{bore_mm * mm, length * metre, 0.045 * mm, fittings};
  return link;
}

NetworkLink equipment(int from, int to, double resistance) {
  NetworkLink link;
  link.from = from, link.to = to;
  link.resistance = resistance;
  return link;
}

/// Supply and return headers with `n` equal consumers between them, `pitch` metres apart; direct or reverse return.
PipeNetwork headers(int n, double pitch, bool reverse) {
  PipeNetwork network;
  network.liquid = kWater;
  network.nodes.resize(static_cast<std::size_t>(2 * n));  // supply 0..n-1, return n..2n-1
  for (int i = 0; i < n; ++i) network.links.push_back(equipment(i, n + i, 6e4 / (2e-3 * 2e-3)));
  for (int i = 0; i + 1 < n; ++i) {
    network.links.push_back(pipe(i, i + 1, pitch, 102.26));
    network.links.push_back(reverse ? pipe(n + i, n + i + 1, pitch, 102.26) : pipe(n + i + 1, n + i, pitch, 102.26));
  }
  const double total = 2e-3 * n;
  network.nodes[0].inflow = Flow{total};
  network.nodes[static_cast<std::size_t>(reverse ? 2 * n - 1 : n)].inflow = Flow{-total};
  return network;
}

double spread(const NetworkFlows& flows, int n) {
  const auto [least, most] = std::minmax_element(flows.flows.begin(), flows.flows.begin() + n);
  return most->si / least->si - 1;
}

}  // namespace

TEST_CASE("two parallel pipes of equal bore share flow as the root of their lengths") {
  // Equipment alone: Q1/Q2 = sqrt(r2/r1), so 4:1 resistances give 1:2.
  PipeNetwork network;
  network.liquid = kWater;
  network.nodes = {{Flow{0.03}, {}}, {Flow{-0.03}, Pressure{1e5}}};
  network.links = {equipment(0, 1, 4e8), equipment(0, 1, 1e8)};
  const NetworkFlows flows = solve_network(network);
  REQUIRE(flows.solved);
  CHECK(flows.flows[0].si == doctest::Approx(0.01).epsilon(1e-9));
  CHECK(flows.flows[1].si == doctest::Approx(0.02).epsilon(1e-9));
  CHECK(flows.pressures[0].si == doctest::Approx(1e5 + 4e4).epsilon(1e-9));
}

TEST_CASE("two parallel laminar pipes: Hagen-Poiseuille splits by the inverse of length") {
  PipeNetwork network;
  network.liquid = {Density{900}, Viscosity{0.1}};
  network.nodes = {{Flow{3e-4}, {}}, {{}, Pressure{0}}};
  network.links = {pipe(0, 1, 10, 50), pipe(0, 1, 20, 50)};
  const NetworkFlows flows = solve_network(network);
  REQUIRE(flows.solved);
  CHECK(flows.flows[0].si == doctest::Approx(2e-4).epsilon(1e-9));
  // 128 mu L Q / (pi D^4)
  CHECK(flows.pressures[0].si == doctest::Approx(128 * 0.1 * 10 * 2e-4 / (M_PI * std::pow(0.05, 4))).epsilon(1e-9));
}

TEST_CASE("a loop with a known balance") {
  // Square 0-1-2-3, 100 L/s in at 0 and out at 2. Resistances chosen so that 60 L/s goes over 1 and 40 over 3:
  // 60^2 (1 + 3) = 40^2 (5 + 4), both 14 400.
  PipeNetwork network;
  network.liquid = kWater;
  network.nodes = {{Flow{0.1}, Pressure{0}}, {}, {Flow{-0.1}, {}}, {}};
  network.links = {equipment(0, 1, 1e7), equipment(1, 2, 3e7), equipment(0, 3, 5e7), equipment(3, 2, 4e7)};
  network.nodes[0].fixed.reset();
  network.nodes[2].fixed = Pressure{0};
  const NetworkFlows flows = solve_network(network);
  REQUIRE(flows.solved);
  CHECK(flows.flows[0].si == doctest::Approx(0.06).epsilon(1e-9));
  CHECK(flows.flows[3].si == doctest::Approx(0.04).epsilon(1e-9));
  CHECK(flows.pressures[0].si == doctest::Approx(0.06 * 0.06 * 4e7).epsilon(1e-9));
}

TEST_CASE("a bridge carries nothing when it is balanced, and what Hardy-Cross finds when it is not") {
  PipeNetwork network;
  network.liquid = kWater;
  network.nodes = {{Flow{0.1}, {}}, {}, {}, {{}, Pressure{0}}};
  network.links = {equipment(0, 1, 1e7), equipment(0, 2, 4e7), equipment(1, 3, 2e7), equipment(2, 3, 8e7),
                   equipment(1, 2, 5e7)};
  NetworkFlows flows = solve_network(network);
  REQUIRE(flows.solved);
  CHECK(std::abs(flows.flows[4].si) < 1e-7);
  network.links[3].resistance = 2e7;
  flows = solve_network(network);
  REQUIRE(flows.solved);
  // Hardy-Cross by hand-written iteration on the two loops, to full convergence.
  double q[5] = {0.05, 0.05, 0.05, 0.05, 0.0};
  const double r[5] = {1e7, 4e7, 2e7, 2e7, 5e7};
  const auto head = [&](int i) { return r[i] * q[i] * std::abs(q[i]); };
  const auto slope = [&](int i) { return 2 * r[i] * std::abs(q[i]) + 1e-3; };
  for (int step = 0; step < 2000; ++step) {
    const double one = -(head(0) + head(4) - head(1)) / (slope(0) + slope(4) + slope(1));
    q[0] += one, q[4] += one, q[1] -= one;
    const double two = -(head(2) - head(3) - head(4)) / (slope(2) + slope(3) + slope(4));
    q[2] += two, q[3] -= two, q[4] -= two;
  }
  for (std::size_t i = 0; i < 5; ++i) CHECK(flows.flows[i].si == doctest::Approx(q[i]).epsilon(1e-6));
}

TEST_CASE("a pump on a closed circuit settles where its curve meets the loss") {
  // H = 3e5 - 1e8 Q^2 against 2e8 Q^2: Q = sqrt(3e5 / 3e8).
  PipeNetwork network;
  network.liquid = kWater;
  network.nodes.resize(2);
  network.links = {equipment(0, 1, 2e8), {}};
  network.links[1].from = 1, network.links[1].to = 0;
  network.links[1].pump = QuadraticCurve{-1e8, 0, 3e5};
  const NetworkFlows flows = solve_network(network);
  REQUIRE(flows.solved);
  CHECK(flows.flows[0].si == doctest::Approx(std::sqrt(1e-3)).epsilon(1e-9));
  SUBCASE("a second pump that is too weak shuts its non-return valve") {
    PipeNetwork two = network;
    two.links.push_back(network.links[1]);
    two.links[2].pump = QuadraticCurve{-1e8, 0, 1e5};
    const NetworkFlows shut = solve_network(two);
    REQUIRE(shut.solved);
    CHECK(shut.flows[0].si == doctest::Approx(std::sqrt(1e-3)).epsilon(1e-3));
    CHECK(std::abs(shut.flows[2].si) < 1e-4);
  }
}

TEST_CASE("reverse return splits more evenly than direct return, and a symmetric network evenly") {
  for (const int n : {4, 8, 20}) {
    const NetworkFlows direct = solve_network(headers(n, 5, false)), reverse = solve_network(headers(n, 5, true));
    REQUIRE(direct.solved);
    REQUIRE(reverse.solved);
    CHECK(spread(reverse, n) < 0.5 * spread(direct, n));
    // Direct return starves the last; reverse return gives mirror places the same.
    CHECK(direct.flows[0] > direct.flows[static_cast<std::size_t>(n - 1)]);
    for (int i = 0; i < n; ++i)
      CHECK(reverse.flows[static_cast<std::size_t>(i)].si ==
            doctest::Approx(reverse.flows[static_cast<std::size_t>(n - 1 - i)].si).epsilon(1e-8));
  }
  PipeNetwork star;
  star.liquid = kWater;
  star.nodes = {{Flow{0.05}, {}}, {{}, Pressure{0}}};
  for (int i = 0; i < 5; ++i) star.links.push_back(pipe(0, 1, 30, 77.92, 12));
  const NetworkFlows even = solve_network(star);
  REQUIRE(even.solved);
  for (const Flow flow : even.flows) CHECK(flow.si == doctest::Approx(0.01).epsilon(1e-9));
}

TEST_CASE("mass at every node and energy over every link, on random networks up to thousands of nodes") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> unit(0, 1);
  for (const int n : {5, 40, 300, 3000}) {
    PipeNetwork network;
    network.liquid = kWater;
    network.nodes.resize(static_cast<std::size_t>(n));
    double total = 0;
    for (int i = 1; i < n; ++i) {
      const int before = std::max(0, i - 1 - static_cast<int>(unit(random) * 5));
      network.links.push_back(pipe(before, i, 2 + 50 * unit(random), 50 + 250 * unit(random), 5 * unit(random)));
      const double taken = unit(random) < 0.4 ? 2e-3 * unit(random) : 0;
      network.nodes[static_cast<std::size_t>(i)].inflow = Flow{-taken};
      total += taken;
    }
    for (int i = 0; i < n / 8; ++i) {
      const int a = static_cast<int>(unit(random) * n);
      const int b = std::min(n - 1, a + 1 + static_cast<int>(unit(random) * 20));
      if (a != b) network.links.push_back(pipe(a, b, 20, 80 + 100 * unit(random)));
    }
    network.nodes[0].fixed = Pressure{3e5};
    const NetworkFlows flows = solve_network(network);
    INFO(n, " nodes: ", flows.fault, " ", flows.iterations, " steps");
    REQUIRE(flows.solved);
    std::vector<double> sum(network.nodes.size());
    double largest = 0;
    for (std::size_t i = 0; i < network.links.size(); ++i) {
      const NetworkLink& link = network.links[i];
      const double fall =
          (flows.pressures[static_cast<std::size_t>(link.from)] - flows.pressures[static_cast<std::size_t>(link.to)])
              .si;
      const double drop = pipe_drop(*link.pipe, flows.flows[i], kWater).si;
      largest = std::max(largest, std::abs(drop));
      CHECK(std::abs(fall - drop) <= 1e-9 * std::max(largest, 1e5));
      sum[static_cast<std::size_t>(link.from)] -= flows.flows[i].si;
      sum[static_cast<std::size_t>(link.to)] += flows.flows[i].si;
    }
    for (std::size_t i = 1; i < sum.size(); ++i)
      CHECK(std::abs(sum[i] + network.nodes[i].inflow.si) <= 1e-9 * std::max(total, 1e-6));
    CHECK(flows.iterations < 60);
  }
}

TEST_CASE("what cannot be solved says so") {
  PipeNetwork network;
  network.liquid = kWater;
  network.nodes = {{Flow{0.01}, {}}, {}, {Flow{-0.02}, {}}};
  network.links = {pipe(0, 1, 10, 100)};
  NetworkFlows flows = solve_network(network);
  CHECK_FALSE(flows.solved);
  CHECK(flows.fault.find("no fixed pressure") != std::string::npos);
  network.links[0].to = 7;
  flows = solve_network(network);
  CHECK(flows.fault == "link 0 does not join two nodes");
  network.links = {NetworkLink{}};
  network.links[0].to = 1;
  CHECK(solve_network(network).fault == "link 0 has no loss that rises with flow");
}

TEST_CASE("LDL solves what it is given") {
  // A 5 x 5 arrow and ring with known solution 1, 2, 3, 4, 5.
  const std::vector<std::pair<int, int>> pairs{{0, 1}, {0, 2}, {0, 3}, {0, 4}, {1, 2}, {3, 4}};
  SparseLdl matrix(5, pairs);
  std::vector<double> right(5);
  for (int i = 0; i < 5; ++i) {
    matrix.add_diagonal(i, 10.0 + i);
    right[static_cast<std::size_t>(i)] += (10.0 + i) * (i + 1);
  }
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const double value = -1.0 - 0.1 * static_cast<double>(p);
    matrix.add(p, value);
    right[static_cast<std::size_t>(pairs[p].first)] += value * (pairs[p].second + 1);
    right[static_cast<std::size_t>(pairs[p].second)] += value * (pairs[p].first + 1);
  }
  REQUIRE(matrix.solve(right));
  for (std::size_t i = 0; i < 5; ++i) CHECK(right[i] == doctest::Approx(static_cast<double>(i + 1)).epsilon(1e-12));
}
