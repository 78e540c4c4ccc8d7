// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "core/rules/check_design.h"
#include "tests/support/files.h"
#include "tests/unit/rules/design_text.h"

namespace plinth::test {
namespace {

const std::string kPair =
    "type b kind=bess size=6x2.4x2.9 energy=1MWh\nplace BESS-01 b 10 10\nplace BESS-02 b 16.1 10\n";

std::vector<const Finding*> of_code(const CheckReport& report, std::string_view code) {
  std::vector<const Finding*> found;
  for (const Finding& finding : report.findings)
    if (finding.code == code) found.push_back(&finding);
  return found;
}

const Verdict& verdict(const CheckReport& report, std::string_view code) {
  return *std::find_if(report.verdicts.begin(), report.verdicts.end(),
                       [&](const Verdict& v) { return v.code == code; });
}

Design waived_until(const std::string& expires, const std::string& today) {
  Design design = design_from(kPair + "waiver BESS02 BESS-01 tested");
  design.spec.waivers[0].expires = expires;
  design.spec.project.date = today;
  return design;
}

}  // namespace

TEST_CASE("a waiver is shown, counted and decides the outcome") {
  const CheckReport report = check_design(waived_until("2027-01-01", "2026-12-31"));
  REQUIRE(of_code(report, "BESS02").size() == 1);
  CHECK(of_code(report, "BESS02")[0]->severity == Severity::info);
  CHECK(of_code(report, "BESS02")[0]->waived == "waived by page: tested; expires 2027-01-01");
  CHECK(verdict(report, "BESS02").waived == 1);
  CHECK(verdict(report, "BESS02").outcome == Outcomes::passed);
  CHECK(of_code(report, "WAV02").empty());
}

TEST_CASE("a waiver holds on its last day and not after it; without a day nothing expires, and that is said") {
  CHECK(of_code(check_design(waived_until("2027-01-01", "2027-01-01")), "BESS02")[0]->severity == Severity::info);
  const CheckReport late = check_design(waived_until("2027-01-01", "2027-01-02"));
  CHECK(of_code(late, "BESS02")[0]->severity == Severity::error);
  CHECK(of_code(late, "WAV02").size() == 1);
  CHECK(verdict(late, "BESS02").outcome == Outcomes::failed);
  const CheckReport dayless = check_design(waived_until("2027-01-01", ""));
  CHECK(of_code(dayless, "BESS02")[0]->severity == Severity::info);
  CHECK(of_code(dayless, "WAV03").size() == 1);
}

TEST_CASE("a waiver of two tags covers what names both, one of an area what stands in it whole") {
  const auto covered = [](const std::string& where, const std::string& more = "") {
    Design design = design_from(more + kPair + "waiver BESS02 X tested");
    design.spec.waivers[0].where = where;
    const CheckReport report = check_design(design);
    return std::pair(of_code(report, "BESS02")[0]->severity == Severity::info, of_code(report, "WAV01").size());
  };
  using Answer = std::pair<bool, std::size_t>;
  CHECK(covered("BESS-02 + BESS-01") == Answer{true, 0});
  CHECK(covered("BESS-01 + BESS-03") == Answer{false, 1});
  CHECK(covered("BESS-0") == Answer{false, 1});                                     // no beginning of a tag
  CHECK(covered("storage", "zone storage 10 10 22.1 12.4\n") == Answer{true, 0});   // exactly around both
  CHECK(covered("storage", "zone storage 10 10 22.0 12.4\n") == Answer{false, 1});  // a part of one sticks out
}

TEST_CASE("a waiver that met nothing is told what it may have meant, one there twice that it is") {
  const auto hint = [](const std::string& waiver) {
    const CheckReport report = check_design(design_from(kPair + "waiver " + waiver + " tested"));
    return of_code(report, "WAV01").at(0)->hint;
  };
  CHECK(hint("BESS20Z *") == "did you mean \"BESS20\"?");
  CHECK(hint("AUD01 *").find("no design rule") == 0);
  CHECK(hint("BESS02 BESS-O1").find("did you mean `BESS-01`?") != std::string::npos);
  CHECK(hint("SITE01 BESS-01") == "remove it, or correct its rule or place");
  const CheckReport twice =
      check_design(design_from(kPair + "waiver BESS02 BESS-01 once\nwaiver BESS02 BESS-01 again"));
  CHECK(of_code(twice, "WAV04").size() == 1);
  CHECK(of_code(twice, "BESS02")[0]->waived == "waived by page: once");
}

TEST_CASE("a site raises and lowers severities, by code and by name, of compiled and data rules") {
  CHECK(of_code(check_design(design_from(kPair + "severity BESS02 warning")), "BESS02")[0]->severity ==
        Severity::warning);
  const CheckReport info = check_design(design_from(kPair + "severity bess-units-too-close info"));
  CHECK(of_code(info, "BESS02")[0]->severity == Severity::info);
  CHECK(verdict(info, "BESS02").outcome == Outcomes::passed);
  const std::string hot = "evidence drainage_grade 0.5%\n";
  CHECK(of_code(check_design(design_from(hot)), "SITE10")[0]->severity == Severity::warning);
  CHECK(of_code(check_design(design_from(hot + "severity SITE10 error")), "SITE10")[0]->severity == Severity::error);
}

TEST_CASE("evidence nobody asks for, too old, or about nothing is told") {
  CHECK(of_code(check_design(design_from("evidence fence_heigth 2m")), "EVD01")[0]->hint ==
        "did you mean `fence_height`?");
  CHECK(of_code(check_design(design_from("date 2027-01-02\nevidence fence_height 3m expires=2027-01-01")), "EVD02")
            .size() == 1);
  CHECK(of_code(check_design(design_from("evidence fence_height 3m where=GEN-77")), "EVD03").size() == 1);
  // Of a pack that is not in use nobody asks either.
  CHECK(of_code(check_design(design_from("evidence restart_time 60s")), "EVD01").size() == 1);
  CHECK(of_code(check_design(design_from("pack uptime-tier4\nevidence restart_time 60s")), "EVD01").empty());
}

TEST_CASE("packs, severities and codes that are not there refuse the site") {
  SiteSpec spec;
  CHECK(rule_choice_faults(spec, shipped_catalog()).empty());
  spec.rules.packs = {"uptime-tier", "fm", "company/"};
  spec.rules.severity = {{"SITE99", Severity::info}, {"SITE01", Severity::info}, {"WAV01", Severity::info}};
  const std::vector<Finding> faults = rule_choice_faults(spec, shipped_catalog());
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].code == "RUL01");
  CHECK(faults[0].hint.find("uptime-tier") != std::string::npos);
  CHECK(faults[1].code == "RUL02");
  Catalog catalog = shipped_catalog();
  catalog.rules[0].code = "SITE01";
  const std::vector<Finding> clash = rule_choice_faults({}, catalog);
  REQUIRE(clash.size() == 1);
  CHECK(clash[0].code == "RUL03");
  catalog = shipped_catalog();
  catalog.rules[0].name = catalog.rules[1].name;
  catalog.rules[2].code = "WAV07";
  CHECK(rule_choice_faults({}, catalog).size() == 2);  // a waiver could mean either; findings of the program
}

TEST_CASE("a rule that cannot be evaluated is an error at its file, never a pass") {
  Design design = design_from("");
  DataRule broken;
  broken.code = "ACME01";
  broken.name = "broken";
  broken.value = "2[m] + 3[kW]";
  broken.subject = "nonsense";
  broken.origin = {"rules/acme01_broken.toml", 1, 1};
  RuleLimit limit;
  limit.applies = "all";
  broken.limits = {limit};
  design.catalog.rules = {broken};
  const CheckReport report = check_design(design);
  REQUIRE(of_code(report, "ACME01").size() == 1);
  CHECK(of_code(report, "ACME01")[0]->origin.file == "rules/acme01_broken.toml");
  CHECK(verdict(report, "ACME01").outcome == Outcomes::failed);
}

TEST_CASE("a company rule for nothing that is known is told: a slip of the pen, or a pack the site does not name") {
  Catalog catalog = shipped_catalog();
  CHECK(rule_use_remarks({}, catalog).empty());
  DataRule own = catalog.rules.front();
  own.code = "ACME01";
  own.packs.clear();
  own.limits.resize(1);
  own.origin.file = "acme/rules/acme01_x.toml";
  const auto remarks_for = [&](const std::string& set, std::vector<std::string> packs = {}) {
    own.limits[0].applies = set;
    catalog.rules = {own};
    SiteSpec spec;
    spec.rules.packs = std::move(packs);
    return rule_use_remarks(spec, catalog);
  };
  CHECK(remarks_for("cn").empty());
  CHECK(remarks_for("usa").at(0).severity == Severity::warning);
  CHECK(remarks_for("usa").at(0).hint == "did you mean \"us\"?");
  CHECK(remarks_for("acme-north").at(0).severity == Severity::info);
  CHECK(remarks_for("acme-north", {"acme-north"}).empty());
}

TEST_CASE("of jurisdiction and packs the strictest limit counts, and distances are kept in order") {
  const std::string gap =
      "type b kind=bess size=6x2.4x2.9 chemistry=LFP\nplace BESS-01 b 10 10\nplace BESS-02 b 17.2 10\n";
  CHECK(of_code(check_design(design_from(gap)), "BESS08").empty());
  CHECK(of_code(check_design(design_from("pack fm\n" + gap)), "BESS08").size() == 1);
  const auto distances = measured_distances(design_from("pack fm\n" + gap));
  const auto unit = std::find_if(distances.begin(), distances.end(), [](const auto& d) { return d.code == "BESS08"; });
  REQUIRE(unit != distances.end());
  CHECK(unit->actual == 1200);
  CHECK(unit->required == 1500);
  CHECK(!unit->kept);
}

}  // namespace plinth::test
