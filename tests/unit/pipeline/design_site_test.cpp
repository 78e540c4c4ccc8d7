// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <string>

#include "core/layout/lay_out.h"
#include "core/model/design_json.h"
#include "core/pipeline.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

std::string site(const std::string& boundary, const std::string& it, const std::string& capacity) {
  return "project.name = \"Test\"\nsite.boundary = " + boundary + "\nsite.utility.voltage = \"34.5 kV\"\n" +
         "site.utility.capacity = \"" + capacity + "\"\n" + it;
}

const char* const kRoomy = "[[0, 0], [260, 0], [260, 180], [0, 180]]";

Outcome<Design> designed(const SiteSpec& spec, Until until) {
  return design_site(spec, test::shipped_catalog(), {{"b.toml", "2"}, {"a.toml", "1"}}, "plinth test", until);
}

/// The rack count of the hint "… MW of IT (171 racks) fits"; 0 when there is none.
int racks_that_fit(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    const std::size_t end =
        finding.hint.find(finding.hint.find(" racks) fits") == std::string::npos ? " rack) fits" : " racks) fits");
    if (end == std::string::npos) continue;
    const std::size_t begin = finding.hint.rfind('(', end) + 1;
    int racks = 0;
    std::from_chars(finding.hint.data() + begin, finding.hint.data() + end, racks);
    return racks;
  }
  return 0;
}

SiteSpec with_racks(SiteSpec spec, int racks) {
  const double each = test::shipped_catalog().module(spec.it.rack)->required_number("power_tdp");
  spec.it.load = Power{racks * each};
  return spec;
}

}  // namespace

TEST_CASE("a design holds what it uses and quotes of the catalog, and all pipes, and nothing else") {
  const Outcome<Design> outcome = designed(test::site_from(site(kRoomy, "it.load = \"2 MW\"", "10 MVA")), Until::check);
  REQUIRE(outcome.ok());
  const Design& design = *outcome.value;
  CHECK(design.engine == "plinth test");
  CHECK(design.inputs.front().path == "a.toml");  // sorted
  std::set<std::string> used;
  for (const Node& node : design.sizing.graph.nodes) {
    used.insert(node.module);
    REQUIRE(design.catalog.module(node.module) != nullptr);
    REQUIRE(design.catalog.kind(node.kind) != nullptr);
  }
  for (const Edge& edge : design.sizing.graph.edges) {
    used.insert(edge.item);
    CHECK((edge.item.empty() || design.catalog.module(edge.item) != nullptr));
  }
  CHECK(design.catalog.modules.size() < test::shipped_catalog().modules.size() / 2);
  for (const auto& [id, entry] : design.sizing.ledger.entries())
    if (id.starts_with("catalog.")) used.insert(id.substr(8, id.find('.', 8) - 8));
  for (const ModuleType& type : design.catalog.modules) {  // used itself, or contained in one that is
    const bool contained =
        std::any_of(design.catalog.modules.begin(), design.catalog.modules.end(), [&](const auto& t) {
          return std::any_of(t.contains.begin(), t.contains.end(),
                             [&](const Contained& c) { return c.module == type.id; });
        });
    CHECK_MESSAGE((used.contains(type.id) || contained || type.kind == "pipe" || type.kind == "valve"),
                  type.id);
  }
  REQUIRE(design.catalog.limits.size() == test::shipped_catalog().limits.size());
  const std::vector<std::string>& raised = design.convergence.raised;
  for (std::size_t i = 0; i < design.catalog.limits.size(); ++i) {
    const Limit& limit = design.catalog.limits[i];
    if (std::find(raised.begin(), raised.end(), limit.id) == raised.end())
      CHECK(limit == test::shipped_catalog().limits[i]);
  }
  CHECK(design.catalog.grid_profile(design.spec.utility.grid_profile) != nullptr);
  CHECK_FALSE(design.catalog.tests.empty());
}

TEST_CASE("the same site gives an equal design, and it survives its file") {
  const SiteSpec spec = test::site_from(site(kRoomy, "it.load = \"2 MW\"", "10 MVA"));
  const Outcome<Design> once = designed(spec, Until::check), again = designed(spec, Until::check);
  REQUIRE(once.ok());
  CHECK(*once.value == *again.value);
  const Outcome<Design> read = read_design(write_design(*once.value), "design.json");
  REQUIRE(read.ok());
  CHECK(*read.value == *once.value);
}

TEST_CASE("stages stop where they are told") {
  const SiteSpec spec = test::site_from(site(kRoomy, "it.load = \"2 MW\"", "10 MVA"));
  const Outcome<Design> sized = designed(spec, Until::sizing), laid = designed(spec, Until::layout);
  REQUIRE((sized.ok() && laid.ok()));
  CHECK(sized.value->layout.placements.empty());
  CHECK_FALSE(laid.value->layout.placements.empty());
  CHECK(laid.value->report.verdicts.empty());
}

TEST_CASE("findings stand in one order: by code, then tags") {
  const Outcome<Design> outcome = designed(test::site_from(site(kRoomy, "it.load = \"2 MW\"", "10 MVA")), Until::check);
  REQUIRE(outcome.ok());
  const auto& findings = outcome.value->report.findings;
  CHECK(std::is_sorted(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.code, a.tags) < std::tie(b.code, b.tags);
  }));
}

TEST_CASE("a grid connection that is too small: what is said to fit fits, one rack more does not") {
  const SiteSpec spec = test::site_from(site(kRoomy, "it.load = \"20 MW\"", "10 MVA"));
  const Outcome<Design> outcome = designed(spec, Until::sizing);
  REQUIRE_FALSE(outcome.ok());
  const int racks = racks_that_fit(outcome.findings);
  REQUIRE(racks > 0);
  CHECK(size_site(with_racks(spec, racks), test::shipped_catalog()).ok());
  CHECK_FALSE(size_site(with_racks(spec, racks + 1), test::shipped_catalog()).ok());
}

TEST_CASE("a parcel that is too small: what is said to fit can be placed") {
  const SiteSpec spec =
      test::site_from(site("[[0, 0], [110, 0], [110, 80], [0, 80]]", "it.load = \"20 MW\"", "60 MVA"));
  const Outcome<Design> outcome = designed(spec, Until::layout);
  REQUIRE_FALSE(outcome.ok());
  const int racks = racks_that_fit(outcome.findings);
  REQUIRE(racks > 0);
  CHECK(designed(with_racks(spec, racks), Until::layout).ok());
}

TEST_CASE("a rack list is scaled as a whole") {
  const std::string list =
      "[[it.group]]\nrack = \"generic-liquid-130\"\ncount = 24\n[[it.group]]\nrack = \"storage-network-14\"\ncount = "
      "8\n";
  const SiteSpec spec = test::site_from(site(kRoomy, list, "3 MVA"));
  const Outcome<Design> outcome = designed(spec, Until::sizing);
  REQUIRE_FALSE(outcome.ok());
  const int racks = racks_that_fit(outcome.findings);
  CHECK(racks > 10);
  CHECK(racks < 30);  // of 32 racks, 24 x 130 kW + 8 x 14 kW = 3.2 MW of IT
}

TEST_CASE("where not even one rack fits, nothing is promised") {
  const SiteSpec spec = test::site_from(site(kRoomy, "it.load = \"20 MW\"", "10 kVA"));
  const Outcome<Design> outcome = designed(spec, Until::sizing);
  REQUIRE_FALSE(outcome.ok());
  CHECK(racks_that_fit(outcome.findings) == 0);
}

}  // namespace plinth
