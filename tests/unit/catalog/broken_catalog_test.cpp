// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/input/read_catalog.h"
#include "tests/unit/catalog/small_catalog.h"

namespace plinth {
namespace {

const std::string module_path = "modules/cdu/cdu-a.toml";
const std::string kind_path = "kinds/cdu.toml";

struct Broken {
  const char* what;
  std::string path, from, to;
  const char* code;
  int line;
  const char* hint;  ///< part of the hint; empty = not looked at
};

const std::vector<Broken> broken_entries = {
    {"not TOML", module_path, "rated_heat = \"1350 kW\"", "rated_heat = 1350 kW", "CAT001", 25, ""},
    {"unclosed text", module_path, "title = \"CDU A\"", "title = \"CDU A", "CAT001", 4, ""},
    {"unknown key", module_path, "manufacturer", "manufactuer = \"x\"\nmanufacturer", "CAT002", 5, "manufacturer"},
    {"unknown attribute", module_path, "cost_low", "cost_lo", "CAT002", 28, "cost_low"},
    {"attribute of no kind", module_path, "cost_low", "xyzzy = 1\ncost_low", "CAT002", 28, "kinds/cdu.toml"},
    {"wrong type", module_path, "title = \"CDU A\"", "title = 7", "CAT003", 4, "\"7\""},
    {"text where a table goes", module_path,
     "efficiency = { points = [[\"25 %\", \"96 %\"], [0.5, \"97 %\"]], status = "
     "\"representative\" }",
     "efficiency = \"97 %\"", "CAT003", 27, ""},
    {"required attribute missing", module_path, "rated_heat = \"1350 kW\"\n", "", "CAT004", 24, "Heat moved"},
    {"title missing", module_path, "title = \"CDU A\"\n", "", "CAT004", 2, ""},
    {"envelope side missing", module_path, "width = \"900 mm\"\n", "", "CAT004", 12, ""},
    {"no schema", module_path, "schema = 1\n", "", "CAT004", 1, "schema = 1"},
    {"dimension mismatch", module_path, "1350 kW", "1350 kWh", "CAT005", 25, "1350 kW"},
    {"bare number", module_path, "\"1350 kW\"", "1350", "CAT005", 25, "1350"},
    {"unit unknown", module_path, "1350 kW", "1350 kWatts", "CAT005", 25, "kW"},
    {"unknown kind", module_path, "kind = \"cdu\"", "kind = \"cdi\"", "CAT006", 3, "cdu"},
    {"contained module unknown", module_path, "manufacturer = \"Maker\"",
     "manufacturer = \"Maker\"\ncontains = [{ module = \"cdu-aa\" }]", "CAT006", 6, "cdu-a"},
    {"port twice", module_path, "[[port]]", "[[port]]\nname = \"fws_supply\"\n[[port]]", "CAT007", 35, ""},
    {"id is not the file name", module_path, "id = \"cdu-a\"", "id = \"cdu-b\"", "CAT009", 2, "cdu-b.toml"},
    {"status unknown", module_path, "\"confirmed\"", "\"confirmd\"", "CAT010", 10, "confirmed"},
    {"choice unknown", module_path, "\"iso20\"", "\"ship\"", "CAT010", 30, "iso20"},
    {"date that is none", module_path, "2026-03-01", "2026-02-30", "CAT003", 9, ""},
    {"curve falls back in x", module_path, "[0.5, \"97 %\"]", "[0.25, \"97 %\"]", "CAT011", 27, ""},
    {"curve of one point", module_path, ", [0.5, \"97 %\"]", "", "CAT011", 27, ""},
    {"curve point of three", module_path, "[0.5, \"97 %\"]", "[0.5, \"97 %\", 1]", "CAT011", 27, ""},
    {"negative size", module_path, "\"1200 mm\"", "\"-1200 mm\"", "CAT012", 13, ""},
    {"size of nothing", module_path, "\"1200 mm\"", "\"0 mm\"", "CAT012", 13, ""},
    {"metres for millimetres", module_path, "\"1200 mm\"", "\"1200 m\"", "CAT012", 13, "mm"},
    {"negative clearance", module_path, "\"914 mm\"", "\"-1 mm\"", "CAT012", 18, ""},
    {"negative mass", module_path, "1.1 t", "-1.1 t", "CAT012", 26, ""},
    {"required number is zero", module_path, "1350 kW", "0 kW", "CAT012", 25, ""},
    {"more than the whole", module_path, "\"97 %\"", "\"970 %\"", "CAT012", 27, ""},
    {"low above mid", module_path, "100 kUSD", "130 kUSD", "CAT012", 28, ""},
    {"too large for its container", module_path, "\"1200 mm\"", "\"6100 mm\"", "CAT012", 30, "shipping_length"},
    {"count without limit", module_path, "manufacturer = \"Maker\"",
     "manufacturer = \"Maker\"\ncontains = [{ module = \"cdu-a\", count = 0 }]", "CAT012", 6, "limit = "},
    {"no source", module_path, "source = \"Maker data sheet 7\"\n", "", "CAT013", 7, ""},
    {"no date", module_path, "as_of = \"2026-03-01\"\n", "", "CAT013", 7, ""},
    {"source that names nothing", module_path, "\"engineering estimate\"", "\" \"", "CAT013", 26, "engineering"},
    {"no source table", module_path,
     "[source]\nsource = \"Maker data sheet 7\"\nas_of = \"2026-03-01\"\nstatus = \"confirmed\"\n", "", "CAT013", 2,
     ""},
    {"contains itself", module_path, "manufacturer = \"Maker\"",
     "manufacturer = \"Maker\"\ncontains = [{ module = \"cdu-a\" }]", "CAT016", 6, ""},
    {"schema of the future", module_path, "schema = 1", "schema = 2", "CAT017", 1, ""},
    {"kind in an unknown zone", kind_path, "\"inside\"", "\"insde\"", "CAT010", 6, "inside"},
    {"colour that is none", kind_path, "#4C78A8", "blue", "CAT010", 7, ""},
    {"prefix that is none", kind_path, "\"CDU\"", "\"cdu-\"", "CAT010", 4, ""},
    {"dimension unknown", kind_path, "dimension = \"power\"", "dimension = \"powr\"", "CAT010", 15, ""},
    {"number without a dimension", kind_path, "dimension = \"power\"\n", "", "CAT004", 13, ""},
    {"attribute twice", kind_path, "name = \"coolant\"", "name = \"rated_heat\"", "CAT007", 28, ""},
    {"port outside its face", kind_path, "along = 0.25", "along = 1.25", "CAT012", 37, ""},
    {"medium unknown", kind_path, "medium = \"fws_supply\"", "medium = \"steam\"", "CAT010", 34, ""},
    {"standing in the open, not fit for it", kind_path, "\"inside\"", "\"block-cooling\"", "CAT004", 0, ""},
};

TEST_CASE("the small catalog is sound: what the broken ones report is their fault alone") {
  const auto outcome = read_catalog(test::small_catalog());
  CHECK(outcome.ok());
  CHECK(outcome.findings.empty());
}

TEST_CASE("a broken entry is reported with its code, its line and a way out") {
  for (const Broken& entry : broken_entries) {
    CAPTURE(std::string(entry.what));
    const auto outcome = read_catalog(test::small_catalog_with(entry.path, entry.from, entry.to));
    CHECK_FALSE(outcome.ok());
    REQUIRE_FALSE(outcome.findings.empty());
    const Finding& first = outcome.findings.front();
    CAPTURE(first.message);
    CHECK(first.code == entry.code);
    if (entry.line > 0) CHECK(first.origin.line == entry.line);
    CHECK(first.severity == Severity::error);
    CAPTURE(first.hint);
    CHECK(first.hint.find(entry.hint) != std::string::npos);
    if (first.origin.line > 0) CHECK_FALSE(first.excerpt.empty());
  }
}

TEST_CASE("all faults of all files come at once, in the order of files and lines") {
  auto files = test::small_catalog_with(module_path, "1350 kW", "1350 kWh");
  files[2].bytes.replace(files[2].bytes.find("900 mm"), 6, "-90 mm");
  files[1].bytes.replace(files[1].bytes.find("#4C78A8"), 7, "#4C78AX");
  const auto outcome = read_catalog(files);
  std::vector<std::string> got;
  for (const Finding& finding : outcome.findings) got.push_back(test::brief(finding));
  CHECK(got == std::vector<std::string>{"CAT010 kinds/cdu.toml:7", "CAT012 modules/cdu/cdu-a.toml:14",
                                        "CAT005 modules/cdu/cdu-a.toml:25"});
}

TEST_CASE("an empty catalog, one without modules and one without kinds") {
  const auto none = read_catalog({});
  REQUIRE(none.findings.size() == 1);
  CHECK(none.findings[0].code == "CAT014");
  CHECK(none.findings[0].message == "the catalog has no kinds");
  auto files = test::small_catalog();
  files.pop_back();
  const auto bare = read_catalog(files);
  REQUIRE(bare.findings.size() == 1);
  CHECK(bare.findings[0].message == "the catalog has no modules");
}

TEST_CASE("two kinds must not share a prefix") {
  auto files = test::small_catalog();
  SourceFile other{"kinds/cdv.toml", files[1].bytes};
  other.bytes.replace(other.bytes.find("id = \"cdu\""), 10, "id = \"cdv\"");
  files.insert(files.begin() + 2, other);
  const auto outcome = read_catalog(files);
  REQUIRE(outcome.findings.size() == 1);
  CHECK(test::brief(outcome.findings[0]) == "CAT015 kinds/cdv.toml:4");
  CHECK(outcome.findings[0].message.find("CDU") != std::string::npos);
}

TEST_CASE("one id in two files of one catalog") {
  auto files = test::small_catalog();
  files.push_back({"modules/cdu/more/cdu-a.toml", files[2].bytes});
  const auto outcome = read_catalog(files);
  REQUIRE(outcome.findings.size() == 1);
  CHECK(test::brief(outcome.findings[0]) == "CAT007 modules/cdu/more/cdu-a.toml:2");
  CHECK(outcome.findings[0].message.find("modules/cdu/cdu-a.toml:2") != std::string::npos);
}

TEST_CASE("a file in no folder of a catalog, and a module in the folder of another kind") {
  auto files = test::small_catalog();
  files.push_back({"notes/ideas.toml", "x = 1"});
  files[2].path = "modules/chiller/cdu-a.toml";
  const auto outcome = read_catalog(files);
  REQUIRE(outcome.findings.size() == 2);
  CHECK(test::brief(outcome.findings[0]) == "CAT009 modules/chiller/cdu-a.toml:3");
  CHECK(outcome.findings[0].message.find("modules/cdu/") != std::string::npos);
  CHECK(test::brief(outcome.findings[1]) == "CAT009 notes/ideas.toml:0");
}

TEST_CASE("limits: unit, jurisdiction and repetition") {
  const std::string limit =
      "[[limit]]\nid = \"a.b\"\njurisdiction = \"us\"\nedition = \"E 1\"\nvalue = \"10 ft\"\nsource = \"s\"\n"
      "as_of = \"2026-01-01\"\nstatus = \"assumed\"\n";
  const auto read = [](const std::string& bytes) {
    auto files = test::small_catalog();
    files.push_back({"standards/x.toml", bytes});
    return read_catalog(files);
  };
  const auto sound = read(limit);
  REQUIRE(sound.ok());
  CHECK(sound.value->limit("a.b", "us")->si == doctest::Approx(3.048));
  CHECK(sound.value->limit("a.b", "us")->provenance.origin == Origin{"standards/x.toml", 1, 1});

  const auto twice = read(limit + limit);
  REQUIRE(twice.findings.size() == 1);
  CHECK(test::brief(twice.findings[0]) == "CAT007 standards/x.toml:10");

  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string bytes = limit;
    bytes.replace(bytes.find(from), from.size(), to);
    const auto outcome = read(bytes);
    CHECK_FALSE(outcome.ok());
    return outcome.findings.empty() ? std::string() : test::brief(outcome.findings[0]);
  };
  CHECK(changed("10 ft", "10 fet") == "CAT005 standards/x.toml:5");
  CHECK(changed("\"us\"", "\"usa\"") == "CAT010 standards/x.toml:3");
  CHECK(changed("source = \"s\"\n", "") == "CAT013 standards/x.toml:1");
  CHECK(changed("edition = \"E 1\"\n", "") == "CAT004 standards/x.toml:1");
}

TEST_CASE("a limit in K is a difference; degC is a temperature; a bare number is a ratio") {
  const std::string tail =
      "jurisdiction = \"all\"\nedition = \"e\"\nsource = \"s\"\nas_of = \"2026-01-01\"\n"
      "status = \"assumed\"\n";
  auto files = test::small_catalog();
  files.push_back({"standards/x.toml", "[[limit]]\nid = \"a\"\nvalue = \"4 K\"\n" + tail +
                                           "[[limit]]\nid = \"b\"\nvalue = \"40 degC\"\n" + tail +
                                           "[[limit]]\nid = \"c\"\nvalue = 0.8\n" + tail});
  const auto outcome = read_catalog(files);
  REQUIRE(outcome.ok());
  CHECK(outcome.value->limit("a", "eu")->dimension == Dimension::temperature_difference);
  CHECK(outcome.value->limit("b", "eu")->si == doctest::Approx(313.15));
  CHECK(outcome.value->limit("c", "eu")->dimension == Dimension::ratio);
}

TEST_CASE("a test template: places and limits must match, a family that has no tests is remarked") {
  const std::string test_item =
      "family = \"cdu\"\n[[test]]\nid = \"CD-1\"\ntext = \"Leak test\"\nmethod = \"hold\"\n"
      "acceptance = \"tight at {p}\"\nlimits = { p = \"1.5 * design_pressure [bar]\" }\npoint = \"H\"\nlevel = \"L1\"\n"
      "source = \"s\"\nas_of = \"2026-01-01\"\nstatus = \"assumed\"\n";
  const auto read = [](const std::string& bytes) {
    auto files = test::small_catalog();
    files.push_back({"tests/cdu.toml", bytes});
    return read_catalog(files);
  };
  CHECK(read(test_item).findings.empty());
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string bytes = test_item;
    bytes.replace(bytes.find(from), from.size(), to);
    const auto outcome = read(bytes);
    return outcome.findings.empty() ? std::string() : test::brief(outcome.findings[0]);
  };
  CHECK(changed("{p}", "{q}") == "CAT018 tests/cdu.toml:3");
  CHECK(changed("[bar]", "[barg]") == "CAT005 tests/cdu.toml:7");
  CHECK(changed("\"H\"", "\"X\"") == "CAT010 tests/cdu.toml:8");
  CHECK(changed("\"cdu\"", "\"cdux\"") == "CAT009 tests/cdu.toml:1");

  auto files =
      test::small_catalog_with(kind_path, "zone = \"inside\"", "zone = \"inside\"\ntests = [\"cdu\", \"pipe\"]");
  files.push_back({"tests/cdu.toml", test_item});
  const auto outcome = read_catalog(files);
  CHECK(outcome.ok());
  REQUIRE(outcome.findings.size() == 1);
  CHECK(outcome.findings[0].severity == Severity::warning);
  CHECK(outcome.findings[0].message.find("\"pipe\"") != std::string::npos);
}

TEST_CASE("bytes that are no catalog end in findings, whatever they are") {
  const std::string module = test::small_catalog()[2].bytes;
  for (std::size_t cut = 0; cut < module.size(); cut += 7) {  // every prefix must be read without a crash
    auto files = test::small_catalog();
    files[2].bytes = module.substr(0, cut);
    CHECK_FALSE(read_catalog(files).ok());
  }
  for (const std::string& bytes : {std::string("\xff\xfe\x00", 3), std::string(5000, '['), std::string("a.b.c.d = 1"),
                                   std::string("attributes = 3\nenvelope = []\nport = 1\ncodes = 2\nsource = 1"),
                                   std::string("kind = \"cdu\"\nattributes = []\nport = [1]\ncontains = [{}]\n")}) {
    auto files = test::small_catalog();
    files[2].bytes = bytes;
    CHECK_FALSE(read_catalog(files).ok());
    files = test::small_catalog();
    files[1].bytes = bytes;
    CHECK_FALSE(read_catalog(files).ok());
  }
}

}  // namespace
}  // namespace plinth
