// SPDX-License-Identifier: Apache-2.0
// Rounds of sizing, layout and distribution: what they allow for is what the routed plant takes, no less and little
// more.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/allowances.h"
#include "core/model/design_json.h"
#include "core/pipeline.h"
#include "core/rounds.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

std::string site(const std::string& it, const std::string& boundary, const std::string& more) {
  return "project.name = \"Test\"\nsite.boundary = " + boundary + "\nsite.utility.capacity = \"60 MVA\"\nit.load = \"" +
         it + "\"\n" + more;
}

constexpr const char *kSquare = "[[0, 0], [380, 0], [380, 380], [0, 380]]",
                     *kLong = "[[0, 0], [600, 0], [600, 150], [0, 150]]",
                     *kBent = "[[0, 0], [400, 0], [400, 180], [200, 180], [200, 400], [0, 400]]";

const std::vector<std::string>& sites() {
  static const std::vector<std::string> all{
      site("1 MW", kSquare, "site.utility.voltage = \"13.8 kV\"\n"),
      site("3 MW", kLong, "site.utility.voltage = \"20 kV\"\nproject.jurisdiction = \"eu\"\n"),
      site("3 MW", kBent, "site.utility.voltage = \"34.5 kV\"\npower.redundancy = \"2N\"\n"),
      site("8 MW", kSquare,
           "site.utility.voltage = \"10 kV\"\nproject.jurisdiction = \"cn\"\npower.redundancy = \"N\"\n"),
      site("8 MW", kBent,
           "site.utility.voltage = \"20 kV\"\nproject.jurisdiction = \"eu\"\npower.redundancy = \"2N\"\n"),
      site("12 MW", kSquare, "site.utility.voltage = \"34.5 kV\"\ncooling.redundancy = \"N+1\"\n")};
  return all;
}

Design designed(const std::string& text, const Catalog& catalog = test::shipped_catalog(),
                const LayoutEffort& effort = {}) {
  Outcome<Design> out = design_site(test::site_from(text), catalog, {}, "plinth test", Until::check, effort);
  REQUIRE_MESSAGE(out.ok(), text);
  return std::move(*out.value);
}

int count(const Design& design, std::string_view code) {
  return static_cast<int>(std::count_if(design.report.findings.begin(), design.report.findings.end(),
                                        [&](const Finding& f) { return f.code == code; }));
}

Allowance allowance(const std::string& id, double allowed, double measured, bool least = false) {
  return {id, allowed, measured, least};
}

}  // namespace

TEST_CASE("which allowances another round gets") {
  const auto next = [](std::vector<Allowance> all, const std::set<std::string>& kept = {}) {
    return next_allowances(all, kept, 0.05);
  };
  // Exceeded: 1 % beyond what was measured. Exactly held, and exactly the margin left: none.
  CHECK(next({allowance("a", 100, 110)}).at("a") == doctest::Approx(111.1));
  CHECK(next({allowance("a", 100, 100)}).empty());
  CHECK(next({allowance("a", 105, 100)}).empty());
  CHECK(next({allowance("a", 105.1, 100)}).at("a") == doctest::Approx(101));
  CHECK(next({allowance("a", 105.1, 100)}, {"a"}).empty());
  CHECK(next({allowance("a", 99, 100)}, {"a"}).at("a") == doctest::Approx(101));  // a kept one still rises
  // Of what must not be less: the plant has 0.7, allowed for were 0.6 and 0.71.
  CHECK(next({allowance("e", 0.6, 0.7, true)}).at("e") == doctest::Approx(0.7 / 1.01));
  CHECK(next({allowance("e", 0.71, 0.7, true)}).at("e") == doctest::Approx(0.7 / 1.01));
  CHECK(next({allowance("e", 0.68, 0.7, true)}).empty());
  // The efficiency is over the head that is charged: 200 kPa instead of 250 leave 0.7 * 202 / 250.
  const Allowances both =
      next({allowance("basis.pump_efficiency", 0.691, 0.7, true), allowance("basis.pump_head", 250, 200)});
  CHECK(both.at("basis.pump_head") == doctest::Approx(202));
  CHECK(both.at("basis.pump_efficiency") == doctest::Approx(0.7 * 202 / 250 / 1.01));
  CHECK(excess_of({allowance("a", 100, 110), allowance("e", 0.77, 0.7, true)}) == doctest::Approx(0.1));
  CHECK(excess_of({allowance("a", 100, 90)}) == 0);
}

TEST_CASE("on any site nothing is exceeded, little is left unused, and no passage is overfull") {
  for (const std::string& text : sites()) {
    CAPTURE(text);
    const Design design = designed(text);
    CHECK(design.convergence.converged);
    CHECK(design.convergence.rounds <= kMostRounds);
    const std::vector<Allowance> all = allowances_of(design, design.catalog);
    CHECK(all.size() == 4);
    int wide = 0;
    for (const Allowance& a : all) {
      CAPTURE(a.id);
      CHECK(a.margin() >= -1e-9);
      wide += a.margin() > 0.05 ? 1 : 0;
      const LedgerEntry* margin = design.sizing.ledger.find("convergence.margin." + a.id.substr(6));
      REQUIRE(margin != nullptr);
      CHECK(margin->value == doctest::Approx(100 * a.margin()).epsilon(1e-6));
    }
    CHECK(count(design, "DIS303") == wide);
    for (const char* code : {"RTE01", "RTE02", "RTE04", "DIS004", "DIS205", "DIS302", "HYD03", "HYD05", "LAY007"})
      CHECK_MESSAGE(count(design, code) == 0, code);
  }
}

TEST_CASE("allowances come down as well as up, to about the same place") {
  const auto with = [](double factor) {
    Catalog catalog = test::shipped_catalog();
    for (Limit& limit : catalog.limits)
      if (limit.id == "basis.distribution_loss_ratio" || limit.id == "basis.loop_residence") limit.si *= factor;
    return designed(sites().front(), catalog);
  };
  const Design low = with(0.2), high = with(3);
  const auto ends_at = [](const Design& design, const char* id) { return design.catalog.limit(id, "us")->si; };
  CHECK(ends_at(low, "basis.distribution_loss_ratio") ==
        doctest::Approx(ends_at(high, "basis.distribution_loss_ratio")).epsilon(0.06));
  // Vessels come in sizes: from above, the residence of a loop whose vessel does is enough.
  CHECK(ends_at(low, "basis.loop_residence") > 0.2 * 480);
  CHECK(ends_at(high, "basis.loop_residence") < 1.05 * 480);
  for (const char* id : {"basis.distribution_loss_ratio", "basis.loop_residence"})
    for (const Design* design : {&low, &high})
      CHECK(design->catalog.limit(id, "us")->edition.starts_with("set to the routed plant"));
  CHECK(low.sizing.demand.facility.si == doctest::Approx(high.sizing.demand.facility.si).epsilon(1e-3));
}

TEST_CASE("search takes the layout that the rounds agree on, and a search that was stopped is one of its moves") {
  LayoutEffort effort;
  effort.iterations = 60;
  const Design searched = designed(sites().front(), test::shipped_catalog(), effort);
  CHECK(searched.layout.search.iterations == 60);
  CHECK(searched.convergence.converged);
  std::vector<double> shares;
  int asked = 0;
  LayoutEffort timed;
  timed.iterations = 1'000'000;
  timed.stop = [&](double share) {
    if (shares.empty() || shares.back() != share) {
      shares.push_back(share);
      asked = 0;
    }
    return ++asked > 60;
  };
  const Design stopped = designed(sites().front(), test::shipped_catalog(), timed);
  CHECK(stopped.layout == searched.layout);
  REQUIRE_FALSE(shares.empty());
  CHECK(shares.front() == doctest::Approx(0.7));
  for (const double share : shares) CHECK(share <= 1);
}

}  // namespace plinth
