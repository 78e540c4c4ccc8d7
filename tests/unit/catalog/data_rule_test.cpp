// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/input/read_catalog.h"
#include "tests/support/files.h"
#include "tests/unit/catalog/small_catalog.h"

namespace plinth {
namespace {

const std::string kPath = "rules/acme01_cdus_too_near.toml";
const std::string kRule = R"(schema = 1
code = "ACME01"
name = "cdus-too-near"
severity = "warning"
basis = "Acme 12"
explain = "CDUs stay apart."
type = "distance"
[of]
kinds = ["cdu"]
where = "rated_heat > 1[MW]"
[to]
kinds = ["cdu"]
things = ["lot-line"]
[inputs]
gates = "count gate"
[[limit]]
for = "us"
edition = "Acme 12"
value = "3 m"
source = "Acme"
as_of = "2026-11-20"
status = "assumed"
)";

Outcome<Catalog> with_rule(const std::string& from = "", const std::string& to = "") {
  std::string bytes = kRule;
  if (!from.empty()) {
    REQUIRE(bytes.find(from) != std::string::npos);
    bytes.replace(bytes.find(from), from.size(), to);
  }
  std::vector<SourceFile> files = test::small_catalog();
  files.push_back({kPath, bytes});
  return read_catalog(files);
}

struct Broken {
  const char *what, *from, *to, *code;
  int line, column;
  const char* hint;
};

const Broken kBroken[] = {
    {"unknown key", "basis", "bases = 1\nbasis", "CAT002", 5, 1, "basis"},
    {"unknown kind", "[\"cdu\"]\nwhere", "[\"cdv\"]\nwhere", "CAT006", 9, 10, "cdu"},
    {"unknown place", "lot-line", "lotline", "CAT006", 13, 11, "lot-line"},
    {"formula", "> 1[MW]", "> > 1[MW]", "CAT020", 10, 9, ""},
    {"unknown unit in a formula", "1[MW]", "1[MX]", "CAT020", 10, 9, ""},
    {"unknown source", "count gate", "cuont gate", "CAT006", 15, 9, "count"},
    {"not an input", "count gate", "count", "CAT020", 15, 9, "ledger"},
    {"limit without a length", "3 m", "3 MW", "CAT005", 19, 9, "3.05 m"},
    {"limit of an unknown unit", "3 m", "3 mm3x", "CAT005", 19, 9, ""},
    {"no source", "source = \"Acme\"\n", "", "CAT013", 16, 1, "source"},
    {"code", "ACME01", "acme1", "CAT010", 2, 8, "ACME01"},
    {"file name", "cdus-too-near", "cdus-too-close", "CAT009", 2, 8, "cdus_too_close.toml"},
    {"severity", "\"warning\"", "\"warn\"", "CAT010", 4, 12, "warning"},
    {"type", "\"distance\"", "\"distence\"", "CAT010", 7, 8, "distance"},
    {"key of another type", "[of]", "sum = \"rated_heat\"\n[of]", "CAT009", 8, 1, "count"},
    {"no limit", "[[limit]]", "[[limits]]", "CAT002", 16, 3, "limit"},
    {"attribute no kind has", "rated_heat > 1[MW]", "rated_heet > 1[MW]", "CAT006", 10, 9, "rated_heat"},
    {"word no kind has", "where = \"rated_heat > 1[MW]\"", "match = { knid = \"cdu\" }", "CAT006", 10, 9, "kind"},
    {"condition of a limit", "value = \"3 m\"", "value = \"3 m\"\nwhen = \"gatez > 1\"", "CAT006", 20, 8, "gates"},
    {"no selector", "kinds = [\"cdu\"]\nwhere", "where", "CAT004", 8, 2, "kinds"},
};

}  // namespace

TEST_CASE("a sound rule is read whole") {
  const auto outcome = with_rule();
  REQUIRE(outcome.ok());
  REQUIRE(outcome.value->rules.size() == 1);
  const DataRule& rule = outcome.value->rules[0];
  CHECK(rule.code == "ACME01");
  CHECK(rule.severity == Severity::warning);
  CHECK(rule.type == RuleTypes::distance);
  CHECK(rule.to.things == std::vector<std::string>{"lot-line"});
  REQUIRE(rule.limits.size() == 1);
  CHECK(rule.limits[0].si == 3.0);
  CHECK(rule.limits[0].dimension == Dimension::length);
}

TEST_CASE("a broken rule is told with file, line, column and hint") {
  for (const Broken& entry : kBroken) {
    CAPTURE(entry.what);
    const auto outcome = with_rule(entry.from, entry.to);
    CHECK(!outcome.ok());
    const auto found = std::find_if(outcome.findings.begin(), outcome.findings.end(), [&](const Finding& f) {
      return f.code == entry.code && f.origin.file == kPath && f.origin.line == entry.line;
    });
    REQUIRE(found != outcome.findings.end());
    CHECK(found->origin.column == entry.column);
    CHECK(found->hint.find(entry.hint) != std::string::npos);
  }
}

TEST_CASE("all faults of a rule are told at once, and a later layer replaces a rule") {
  std::vector<SourceFile> files = test::small_catalog();
  files.push_back({kPath, "schema = 1\ncode = \"ACME01\"\ntype = \"ratio\"\n"});
  CHECK(read_catalog(files).findings.size() >= 5);
  files.back().bytes = kRule;
  files.push_back({"pack/" + kPath, kRule});
  const auto outcome = read_catalog(files);
  REQUIRE(outcome.ok());
  CHECK(outcome.value->rules.size() == 1);
  CHECK(std::any_of(outcome.findings.begin(), outcome.findings.end(),
                    [](const Finding& f) { return f.code == "CAT008"; }));
}

}  // namespace plinth
