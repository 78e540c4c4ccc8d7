// SPDX-License-Identifier: Apache-2.0
// What another module type would do to a design, and which values to ask about first.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/advice/replace.h"
#include "core/advice/rfi.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

const SiteSpec& site() {
  static const SiteSpec spec = test::site_from(
      "project.name = \"T\"\nsite.boundary = [[0,0],[120,0],[120,90],[0,90]]\nsite.utility.voltage = \"13.8 kV\"\n"
      "site.utility.capacity = \"2 MVA\"\nit.load = \"260 kW\"\nstorage.purposes = []\n");
  return spec;
}

/// Likely prices of all nodes; what contains others includes them, so those inside do not count again.
double node_cost(const Design& design) {
  double cost = 0;
  for (const Node& node : design.sizing.graph.nodes)
    if (node.kind == "rack") cost += design.catalog.module(node.module)->number("cost_mid").value_or(0);
  return cost;
}

Replacement replaced(const std::string& from, const std::string& to) {
  const Catalog& catalog = test::shipped_catalog();
  Outcome<Replacement> answer =
      replace_type(site(), catalog, *catalog.module(from), *catalog.module(to), Until::check, node_cost);
  REQUIRE(answer.ok());
  return std::move(*answer.value);
}

std::string chosen(const std::string& service) {
  static const Outcome<Design> design = run_stages(site(), test::shipped_catalog(), {}, "", Until::sizing);
  REQUIRE(design.ok());
  for (const Selection& selection : design.value->sizing.selection)
    if (selection.service == service) return selection.module;
  return "";
}

}  // namespace

TEST_CASE("the design with the other type is the one that the site gives when nothing else may be taken") {
  const std::string set = chosen("genset");
  const std::string other = set == "genset-1000-60" ? "genset-1500-60" : "genset-1000-60";
  const Replacement answer = replaced(set, other);
  REQUIRE(answer.answer == Replacement::Answers::possible);
  SiteSpec only = site();
  for (const ModuleType& type : test::shipped_catalog().modules)
    if (type.kind == "genset" && type.id != other) only.catalog.exclude.push_back(type.id);
  const Outcome<Design> direct = run_stages(only, test::shipped_catalog(), {}, "", Until::check);
  REQUIRE(direct.ok());
  CHECK(answer.objective_after == direct.value->sizing.objective);
  CHECK(answer.after.area == direct.value->layout.used_area_m2);
  CHECK(answer.after.facility == direct.value->sizing.demand.facility / kW);
  CHECK(answer.objective_after.value >= answer.objective_before.value);
  CHECK(std::any_of(answer.swaps.begin(), answer.swaps.end(), [](const Swap& s) { return s.service == "genset"; }));
  CHECK(gained_findings(direct.value->report.findings, direct.value->report.findings).empty());
}

TEST_CASE("what cannot take the place says why") {
  const std::string set = chosen("genset");
  CHECK(replaced("chl-maglev-1200", "chl-maglev-600").answer == Replacement::Answers::not_chosen);
  CHECK(replaced(set, "chl-maglev-600").answer == Replacement::Answers::other_service);
  const Replacement wrong = replaced(set, "genset-1000-50");
  CHECK(wrong.answer == Replacement::Answers::impossible);
  REQUIRE_FALSE(wrong.reasons.empty());
  CHECK(wrong.reasons.front().find("50 Hz") != std::string::npos);
}

TEST_CASE("what comes inside another type is not exchanged alone") {
  const std::string ups = chosen("ups");
  const std::string other = ups == "ups-generic-1250" ? "ups-generic-500" : "ups-generic-1250";
  const Replacement answer = replaced(ups, other);
  CHECK(answer.answer == Replacement::Answers::impossible);
  REQUIRE(answer.reasons.size() == 2);
  CHECK(answer.reasons[0].find("it comes inside " + chosen("power_module")) != std::string::npos);
  CHECK(answer.reasons[1].find(other) != std::string::npos);
}

TEST_CASE("racks are exchanged where the site names them") {
  const Replacement answer = replaced("gb300-nvl72", "gb200-nvl72");
  REQUIRE(answer.answer == Replacement::Answers::possible);
  CHECK(answer.installed_after > 0);
  CHECK(answer.after.cost != answer.before.cost);
}

TEST_CASE("values are changed by a tenth in the way their dimension allows") {
  CHECK(rfi_changed(200e3, Dimension::power, 0.1) == doctest::Approx(220e3));
  CHECK(rfi_changed(200e3, Dimension::power, -0.1) == doctest::Approx(180e3));
  CHECK(rfi_changed(0.97, Dimension::ratio, 0.1) == 1);
  CHECK(rfi_changed(0.97, Dimension::ratio, -0.1) == doctest::Approx(0.873));
  CHECK(rfi_changed(4, Dimension::ratio, 0.1) == 5);
  CHECK(rfi_changed(4, Dimension::ratio, -0.1) == 3);
  CHECK(rfi_changed(30, Dimension::ratio, 0.1) == 33);
  CHECK(rfi_changed(1.25, Dimension::ratio, 0.1) == doctest::Approx(1.375));
  CHECK(rfi_changed(273.15 + 40, Dimension::temperature, 0.1) == doctest::Approx(273.15 + 44));
  CHECK(rfi_changed(273.15 + 2, Dimension::temperature, -0.1) == doctest::Approx(273.15 + 1));
  CHECK(rfi_changed(273.15 - 20, Dimension::temperature, 0.1) == doctest::Approx(273.15 - 18));
}

TEST_CASE("the rack price moves the cost by its share, and the answer does not hang on the threads") {
  RfiQuestion question;
  question.until = Until::sizing;
  question.only = "gb300-nvl72";
  question.costing = node_cost;
  const Outcome<Rfi> one = rfi_of(site(), test::shipped_catalog(), question);
  REQUIRE(one.ok());
  const auto price = std::find_if(one.value->items.begin(), one.value->items.end(),
                                  [](const RfiItem& item) { return item.id == "catalog.gb300-nvl72.cost_mid"; });
  REQUIRE(price != one.value->items.end());
  CHECK(price->up.cost == doctest::Approx(0.1));  // here the racks are the whole cost
  CHECK(price->down.cost == doctest::Approx(-0.1));
  CHECK(price->score == doctest::Approx(10));
  CHECK(price->vendor == "NVIDIA");
  CHECK(price->up.value == "4180000 USD");
  for (const RfiItem& item : one.value->items) {
    CHECK(item.provenance.status != Status::confirmed);
    CHECK(item.score == std::max(item.up.score, item.down.score));
    if (item.up.designed)
      CHECK(item.up.score ==
            doctest::Approx(100 * (std::fabs(item.up.cost) + std::fabs(item.up.facility) + std::fabs(item.up.area)) +
                            static_cast<double>(item.up.swaps.size()) +
                            10.0 * static_cast<double>(item.up.errors.size())));
  }
  question.threads = 3;
  const Outcome<Rfi> three = rfi_of(site(), test::shipped_catalog(), question);
  REQUIRE(three.ok());
  REQUIRE(three.value->items.size() == one.value->items.size());
  for (std::size_t i = 0; i < one.value->items.size(); ++i) {
    CHECK(three.value->items[i].id == one.value->items[i].id);
    CHECK(three.value->items[i].score == one.value->items[i].score);
  }
}

TEST_CASE("a confirmed value is asked about only when it is older than wanted") {
  Catalog catalog = test::shipped_catalog();
  const auto rack = std::find_if(catalog.modules.begin(), catalog.modules.end(),
                                 [](const ModuleType& t) { return t.id == "gb300-nvl72"; });
  Provenance& provenance = rack->attributes.at("cost_mid").provenance;
  provenance.status = Status::confirmed;
  provenance.as_of = "2024-06-01";
  RfiQuestion question;
  question.until = Until::sizing;
  question.only = "gb300-nvl72.cost_mid";
  question.costing = node_cost;
  CHECK(rfi_of(site(), catalog, question).value->items.empty());
  question.stale_before = "2024-06-01";
  CHECK(rfi_of(site(), catalog, question).value->items.empty());
  question.stale_before = "2025-01-01";
  const Outcome<Rfi> rfi = rfi_of(site(), catalog, question);
  REQUIRE(rfi.value->items.size() == 1);
  CHECK(rfi.value->items[0].stale);
}
