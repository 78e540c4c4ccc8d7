// SPDX-License-Identifier: Apache-2.0
#include "core/rules/check_design.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "core/pipeline.h"
#include "tests/support/files.h"
#include "tests/support/sample_design.h"
#include "tests/unit/rules/design_text.h"

namespace plinth::test {
namespace {

const Rule& rule(std::string_view code) {
  for (const Rule* each : all_rules())
    if (each->code == code) return *each;
  throw std::runtime_error("no rule " + std::string(code));
}

CheckReport check_one(const Design& design, std::string_view code) {
  const Rule* one = &rule(code);
  return check_design(design, std::span(&one, 1));
}

int errors(const CheckReport& report) {
  return static_cast<int>(std::count_if(report.findings.begin(), report.findings.end(),
                                        [](const Finding& f) { return f.severity == Severity::error; }));
}

/// A sized site of the shipped catalog, without layout.
const Design& sized() {
  static const Design design = [] {
    const SiteSpec spec = site_from(
        "schema = 1\n[project]\nname = \"small\"\n[site]\nboundary = [[0,0],[200,0],[200,200],[0,200]]\n"
        "[site.utility]\nvoltage = \"13.8 kV\"\ncapacity = \"12 MVA\"\n[it]\nload = \"4 MW\"\nrack = "
        "\"gb300-nvl72\"\n");
    auto outcome = design_site(spec, shipped_catalog(), {}, "plinth test", Until::sizing);
    if (!outcome.ok()) throw std::runtime_error(outcome.findings.front().message);
    return *outcome.value;
  }();
  return design;
}

/// The design without one module of the kind, a spare one if there is one; its edges and contents go with it.
Design without_one(Design design, std::string_view kind) {
  std::string tag;
  for (const Node& node : design.sizing.graph.nodes)
    if (node.kind == kind && (tag.empty() || node.spare)) {
      tag = node.tag;
      if (node.spare) break;
    }
  REQUIRE(!tag.empty());
  const auto of_it = [&](const std::string& other) { return other == tag || other.starts_with(tag + "."); };
  std::erase_if(design.sizing.graph.edges, [&](const Edge& e) { return of_it(e.from.tag) || of_it(e.to.tag); });
  std::erase_if(design.sizing.graph.nodes, [&](const Node& n) { return of_it(n.tag); });
  return design;
}

}  // namespace

TEST_CASE("one verdict per rule, findings by code then tags, the same every time") {
  const Design design = sample_plan();
  const CheckReport report = check_design(design);
  CHECK(report == check_design(design));
  REQUIRE(report.verdicts.size() == all_rules().size());
  CHECK(std::is_sorted(report.verdicts.begin(), report.verdicts.end(),
                       [](const Verdict& a, const Verdict& b) { return a.code < b.code; }));
  CHECK(std::is_sorted(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.code, a.tags) < std::tie(b.code, b.tags);
  }));
  for (const Verdict& verdict : report.verdicts)
    if (verdict.outcome == Outcomes::not_checked) CHECK(!verdict.why.empty());
}

TEST_CASE("an empty design is checked by nothing and passes nothing by silence") {
  const CheckReport report = check_design(Design{});
  CHECK(report.findings.empty());
  for (const Verdict& verdict : report.verdicts) {
    CAPTURE(verdict.code);
    CHECK(verdict.outcome == Outcomes::not_checked);
  }
}

TEST_CASE("waivers: by code or name, by tag or everywhere, never across rules") {
  const std::string pair =
      "type b kind=bess size=6x2.4x2.9\nplace BESS-01 b 10 10\nplace BESS-02 b 16.1 10\nplace BESS-03 b 22.2 10\n";
  CHECK(errors(check_one(design_from(pair), "BESS02")) == 2);
  CHECK(errors(check_one(design_from(pair + "waiver BESS02 BESS-01 tested"), "BESS02")) == 1);
  CHECK(errors(check_one(design_from(pair + "waiver bess-units-too-close BESS-02 tested"), "BESS02")) == 0);
  CHECK(errors(check_one(design_from(pair + "waiver BESS02 * tested"), "BESS02")) == 0);
  const CheckReport other = check_one(design_from(pair + "waiver BESS01 * tested"), "BESS02");
  CHECK(errors(other) == 2);
  CHECK(other.findings.size() == 2);  // a waiver of a rule that did not run is not called unused
  const CheckReport all = check_design(design_from(pair + "waiver NONE01 * no such rule"));
  CHECK(std::count_if(all.findings.begin(), all.findings.end(), [](const Finding& f) { return f.code == "WAV01"; }) ==
        1);
}

TEST_CASE("a broken graph gives findings, not exceptions") {
  Design design = sample_plan();
  design.sizing.graph.edges[3].from.tag = "NOT-01";
  design.sizing.graph.edges[5].to.port = "nowhere";
  design.sizing.graph.edges[7].voltage = "high";
  design.sizing.graph.nodes[2].module = "unknown";
  design.sizing.graph.nodes[4].parent = "NOT-02";
  CHECK(errors(check_one(design, "GPH01")) >= 4);
  CHECK_NOTHROW((void)check_design(design));
}

TEST_CASE("a sized site survives every single failure, and no more once a spare is taken away") {
  CHECK(errors(check_one(sized(), "RED01")) == 0);
  CHECK(check_one(sized(), "RED01").verdicts.at(0).measured > 20);
  for (const char* kind : {"power_module", "mv_switchgear", "genset", "cdu", "header_skid", "fws_pump_skid"}) {
    CAPTURE(kind);
    CHECK(errors(check_one(without_one(sized(), kind), "RED01")) > 0);
  }
}

TEST_CASE("a sized site passes the rules of the graph") {
  CHECK(errors(check_one(sized(), "ELC01")) == 0);
  for (const char* code : {"GPH01", "ELC02", "HYD01", "HYD02", "LED01", "UTL01"}) {
    CAPTURE(code);
    const CheckReport report = check_one(sized(), code);
    CHECK(report.verdicts.at(0).outcome == Outcomes::passed);
    CHECK(errors(report) == 0);
  }
}

TEST_CASE("a move that settles one finding and breaks another rule says so; a sound one says nothing more") {
  const std::string pair =
      "type b kind=bess size=6x2.4x2.9 energy=3MWh\ntype p kind=it_pod size=10x4x3\n"
      "place BESS-01 b 30 30\nplace BESS-02 b 30 33.3\n";
  const auto hint = [](const std::string& text) {
    for (const Finding& finding : check_design(design_from(text)).findings)
      if (finding.code == "BESS02") return finding.hint;
    return std::string("no finding");
  };
  CHECK(hint(pair) == "move BESS-02 0.02 m north");
  // A pod 7.61 m beyond: BESS23 asks for 7.6 m, and the way up is closed.
  CHECK(hint(pair + "place POD-01 p 30 43.31\nplace POD-02 p 30 18.39\n") ==
        "move BESS-02 0.02 m north, where it breaks BESS23 with POD-01");
}

}  // namespace plinth::test
