// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "core/advice/audit.h"
#include "core/pipeline.h"
#include "tests/support/files.h"

using namespace plinth;

namespace {

const Design& sound() {
  static const Design design = *design_site(test::site_from(R"(
project.name = "Audit"
it.load = "2 MW"
site.boundary = [[0, 0], [200, 0], [200, 200], [0, 200]]
site.utility.voltage = "13.8 kV"
site.utility.capacity = "6 MVA"
)"),
                                            test::shipped_catalog(), {}, "plinth test", Until::check)
                                    .value;
  return design;
}

std::vector<Finding> about(const Design& design, const std::string& tag) {
  std::vector<Finding> found = audit_design(design, "plinth test").findings;
  std::erase_if(found, [&](const Finding& f) { return std::find(f.tags.begin(), f.tags.end(), tag) == f.tags.end(); });
  return found;
}

Placement& place(Design& design, const std::string& tag) {
  for (Placement& placement : design.layout.placements)
    if (placement.tag == tag) return placement;
  throw std::runtime_error("no " + tag);
}

}  // namespace

TEST_CASE("a design follows from the site and the catalog it carries") {
  const Audit audit = audit_design(sound(), "plinth test");
  CHECK(audit.findings.empty());
  CHECK(audit.verdict.outcome == Outcomes::passed);
  CHECK(audit.verdict.measured > 300);
}

TEST_CASE("the audit does not judge what another version made") {
  const Audit audit = audit_design(sound(), "plinth next");
  CHECK(audit.verdict.outcome == Outcomes::not_checked);
  CHECK(audit.verdict.why == "the design was made by plinth test, this is plinth next");
}

TEST_CASE("a figure of the ledger, a cable and a count are held against their derivation") {
  Design design = sound();
  design.sizing.graph.edges[3].runs += 1;
  design.sizing.selection[0].installed += 1;
  const std::vector<Finding> edge = about(design, design.sizing.graph.edges[3].id);
  REQUIRE(edge.size() == 1);
  CHECK(edge[0].code == "AUD01");
  CHECK(edge[0].severity == Severity::error);
  CHECK(edge[0].message.find("runs is 2, but 1 follows") != std::string::npos);
  CHECK(about(design, design.sizing.selection[0].service).size() == 1);
}

TEST_CASE("a module moved by hand is an error until its routes have followed, then a remark") {
  Design design = sound();
  place(design, "GEN-01").x += 30'000;
  const std::vector<Finding> before = about(design, "GEN-01");
  REQUIRE_FALSE(before.empty());
  CHECK(before[0].code == "AUD02");
  CHECK(before[0].severity == Severity::error);
  CHECK(before[0].message.find("30.000 m") != std::string::npos);

  KeptChanges changes;
  const Outcome<Design> kept = keep_stages(design, design.catalog, "plinth test", changes);
  REQUIRE(kept.ok());
  const Audit after = audit_design(*kept.value, "plinth test");
  REQUIRE(after.findings.size() == 1);
  CHECK(after.findings[0].code == "AUD02");
  CHECK(after.findings[0].severity == Severity::info);
  CHECK(after.verdict.outcome == Outcomes::passed);
}
