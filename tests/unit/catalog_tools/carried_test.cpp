// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/carried.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/files.h"

namespace plinth {
namespace {

/// A design that carries a part of the shipped catalog.
Design carrying() {
  Design design;
  const Catalog& shipped = test::shipped_catalog();
  design.catalog.modules = {*shipped.module("gb300-nvl72"), *shipped.module("genset-1000-60")};
  design.catalog.limits = {shipped.limits.front(), shipped.limits.back()};
  design.catalog.rules = {shipped.rules.front()};
  Node set;
  set.tag = "GEN-01";
  set.module = "genset-1000-60";
  design.sizing.graph.nodes = {set};
  return design;
}

}  // namespace

TEST_CASE("a design of this catalog differs in nothing, whatever else the catalog holds") {
  CHECK(carried_differences(carrying(), test::shipped_catalog()).empty());
}

TEST_CASE("another price, a type gone, another limit and another rule are told, with value and tags") {
  Design design = carrying();
  auto& price = std::get<double>(design.catalog.modules[1].attributes.at("cost_mid").value);
  price *= 0.5;
  design.catalog.modules[0].id = "of-yesterday";
  design.catalog.limits[0].si += 1.0;
  design.catalog.rules[0].limits[0].si += 1.0;
  const auto found = carried_differences(design, test::shipped_catalog());
  REQUIRE(found.size() == 4);
  for (const Finding& finding : found) {
    CHECK(finding.code == "AUD03");
    CHECK(finding.severity == Severity::warning);
  }
  CHECK(std::any_of(found.begin(), found.end(), [](const Finding& finding) {
    return finding.tags == std::vector<std::string>{"GEN-01"} &&
           finding.message.find("cost_mid") != std::string::npos &&
           finding.message.find("+100.0 %") != std::string::npos;
  }));
  // What the rounds of the layout raised is the doing of this design, not of the catalog.
  design.convergence.raised = {design.catalog.limits[0].id};
  CHECK(carried_differences(design, test::shipped_catalog()).size() == 3);
}

}  // namespace plinth
