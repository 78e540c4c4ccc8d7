// SPDX-License-Identifier: Apache-2.0
// SARIF against the rules of its specification (2.1.0), JUnit and annotations against their escapes.
#include "exporters/text/findings/formats.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace plinth::test {
namespace {

Design found() {
  Design design;
  design.engine = "plinth 0.1.0";
  design.spec.origins["site.utility.capacity"] = {"my site.toml", 7, 12};
  design.spec.texts["site.utility.capacity"] = "40 MVA";
  Finding over;
  over.code = "UTL01";
  over.message = "the site draws 41 MVA, 100 % \"too much\" <now>";
  over.tags = {"UTL-01"};
  over.origin = {"my site.toml", 7, 12};
  over.caret_length = 8;
  over.hint = "ask for more";
  over.actual = Measured{41.0, "MVA"};
  over.edit = SiteEdit{"site.utility.capacity", "\"41 MVA\""};
  Finding waived;
  waived.code = "GEN02";
  waived.severity = Severity::info;
  waived.message = "near";
  waived.waived = "waived by Ann: high stack";
  Finding remark;
  remark.code = "SIZ021";
  remark.severity = Severity::info;
  remark.message = "line one\nline two";
  design.report.findings = {waived, remark, over};
  design.report.verdicts = {{"GEN02", "exhaust", Outcomes::passed, 1, 3, 1, "", Severity::error, "ASHRAE"},
                            {"NOI02", "droning", Outcomes::not_checked, 0, 0, 0, "no <data>", Severity::warning, ""},
                            {"UTL01", "overrun", Outcomes::failed, 1, 2, 0, "", Severity::error, "agreement"}};
  return design;
}

exporters::FindingsSource source(const Design& design) {
  return {design.report, design.spec, "my site.toml", design.engine};
}

}  // namespace

TEST_CASE("SARIF: required properties, indices that lead to their rule, unique rules, levels") {
  const Design design = found();
  const auto log = nlohmann::json::parse(exporters::sarif_of(source(design)));
  CHECK(log["version"] == "2.1.0");
  REQUIRE(log["runs"].size() == 1);
  const auto& run = log["runs"][0];
  const auto& rules = run["tool"]["driver"]["rules"];
  CHECK(run["tool"]["driver"]["name"] == "plinth");
  CHECK(run["tool"]["driver"]["version"] == "0.1.0");
  std::set<std::string> ids;
  for (const auto& rule : rules) CHECK(ids.insert(rule["id"].get<std::string>()).second);
  REQUIRE(run["results"].size() == 3);
  const std::set<std::string> levels{"none", "note", "warning", "error"};
  for (const auto& result : run["results"]) {
    CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
    CHECK(levels.contains(result["level"].get<std::string>()));
    CHECK(!result["message"]["text"].get<std::string>().empty());
    const auto& place = result["locations"][0]["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"] == "my%20site.toml");
    CHECK(place["region"]["startLine"].get<int>() >= 1);
  }
}

TEST_CASE("SARIF: a waiver is a suppression, an edit a fix of exactly the value") {
  const Design design = found();
  const auto log = nlohmann::json::parse(exporters::sarif_of(source(design)));
  const auto& results = log["runs"][0]["results"];
  CHECK(results[0]["suppressions"][0]["kind"] == "external");
  CHECK(!results[1].contains("suppressions"));
  const auto& change = results[2]["fixes"][0]["artifactChanges"][0];
  const auto& replacement = change["replacements"][0];
  CHECK(change["artifactLocation"]["uri"] == "my%20site.toml");
  CHECK(replacement["deletedRegion"]["startLine"] == 7);
  CHECK(replacement["deletedRegion"]["startColumn"] == 12);
  CHECK(replacement["deletedRegion"]["endColumn"] == 20);  // "40 MVA" with both quotes
  CHECK(replacement["insertedContent"]["text"] == "\"41 MVA\"");
  CHECK(results[2]["properties"]["actual"]["value"] == 41.0);
}

TEST_CASE("SARIF: a move is a fix of the placements of the module and of what is inside it, and of nothing else") {
  Design design = found();
  design.report.findings[2].hint = "move POD-1 0.50 m west and 1.20 m north, or build a wall";
  exporters::FindingsSource with = source(design);
  with.design_file = "my design.json";
  for (const char* tag : {"POD-1", "POD-1.RACK-1", "POD-12"}) {
    PlacementText& at = with.placements[tag];
    at.x = {3, 10, 5}, at.y = {3, 20, 4};
    at.x_m = 10.25, at.y_m = -1.2;
  }
  const auto log = nlohmann::json::parse(exporters::sarif_of(with));
  const auto& fixes = log["runs"][0]["results"][2]["fixes"];
  REQUIRE(fixes.size() == 2);  // the edit of the site file, and the move
  CHECK(fixes[1]["description"]["text"] == "move POD-1 0.50 m west and 1.20 m north");
  const auto& change = fixes[1]["artifactChanges"][0];
  CHECK(change["artifactLocation"]["uri"] == "my%20design.json");
  REQUIRE(change["replacements"].size() == 4);
  CHECK(change["replacements"][0]["insertedContent"]["text"] == "9.75");
  CHECK(change["replacements"][0]["deletedRegion"]["endColumn"] == 15);
  CHECK(change["replacements"][1]["insertedContent"]["text"] == "0");
  design.report.findings[2].hint = "move POD-1 0.50 m west, where it breaks SITE04 with POD-12";
  CHECK(nlohmann::json::parse(exporters::sarif_of(with))["runs"][0]["results"][2]["fixes"].size() == 1);
}

TEST_CASE("JUnit: one case a rule, errors fail, what was not checked is skipped, markup is escaped") {
  const std::string xml = exporters::junit_of(source(found()));
  CHECK(xml.find("<testsuites tests=\"4\" failures=\"1\" errors=\"0\">") != std::string::npos);
  CHECK(xml.find("<skipped message=\"no &lt;data&gt;\"/>") != std::string::npos);
  CHECK(xml.find("&quot;too much&quot; &lt;now&gt;") != std::string::npos);
  CHECK(xml.find("waived by Ann") != std::string::npos);
  CHECK(xml.find("name=\"SIZ021\"") != std::string::npos);  // a remark that belongs to no rule has no name
}

TEST_CASE("GitHub: one command a finding, line ends and percent signs escaped") {
  const std::string lines = exporters::github_of(source(found()));
  CHECK(lines.find("::error file=my site.toml,line=7,col=12,title=UTL01::the site draws 41 MVA, 100 %25") !=
        std::string::npos);
  CHECK(lines.find("::notice file=my site.toml,title=SIZ021::line one%0Aline two\n") != std::string::npos);
}

TEST_CASE("reports: a file name and a message with whatever breaks a format") {
  Design design = found();
  const std::string odd = "a,b:c%d\xFF.toml";
  design.report.findings[0].origin.file = odd;
  design.report.findings[0].message = "50 %, a:b\r\nnext \x01\xFF\xEF\xBF\xBE";
  const std::string lines = exporters::github_of(source(design));
  CHECK(lines.find("file=a%2Cb%3Ac%25d") != std::string::npos);
  CHECK(lines.find("::50 %25, a:b%0D%0Anext ") != std::string::npos);
  CHECK(lines.find('\r') == std::string::npos);
  const std::string xml = exporters::junit_of(source(design));
  CHECK(xml.find("a:b&#13;&#10;next \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") != std::string::npos);
  CHECK(xml.find('\xFF') == std::string::npos);
  CHECK(xml.find('\x01') == std::string::npos);
}

TEST_CASE("SARIF: an absolute path is a file URI, since a relative reference may not begin with a slash") {
  Design design = found();
  for (Finding& finding : design.report.findings) finding.origin.file = "/srv/my site.toml";
  const auto log = nlohmann::json::parse(exporters::sarif_of(source(design)));
  for (const auto& result : log["runs"][0]["results"])
    CHECK(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///srv/my%20site.toml");
}

}  // namespace plinth::test
