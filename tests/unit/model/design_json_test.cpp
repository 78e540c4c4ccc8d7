// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <clocale>
#include <ctime>
#include <nlohmann/json.hpp>

#include "core/base/assert.h"
#include "tests/support/sample_design.h"
#include "tests/unit/model/rich_design.h"

using namespace plinth;
using nlohmann::ordered_json;
using test::rich_design;

namespace {

std::string all_messages(const std::vector<Finding>& findings) {
  std::string all;
  for (const Finding& f : findings) all += f.code + " " + f.message + "\n";
  return all;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

double seconds_since(std::clock_t start) { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; }

}  // namespace

TEST_CASE("a design in which nothing is default survives the round trip, and so do the bytes") {
  const Design design = rich_design();
  const std::string json = write_design(design);
  const Outcome<Design> back = read_design(json, "design.json");
  REQUIRE_MESSAGE(back.ok(), all_messages(back.findings));
  CHECK(back.findings.empty());
  CHECK(back.value->spec == design.spec);
  CHECK(back.value->catalog == design.catalog);
  CHECK(back.value->sizing == design.sizing);
  CHECK(back.value->layout == design.layout);
  CHECK(back.value->report == design.report);
  CHECK(*back.value == design);
  CHECK(write_design(*back.value) == json);
}

TEST_CASE("a design in which everything is default survives too") {
  const Outcome<Design> back = read_design(write_design(Design{}), "design.json");
  REQUIRE_MESSAGE(back.ok(), all_messages(back.findings));
  CHECK(*back.value == Design{});
}

TEST_CASE("a whole site survives, and is found consistent") {
  const Design design = test::sample_plan();
  const std::string json = write_design(design);
  const Outcome<Design> back = read_design(json, "design.json");
  REQUIRE_MESSAGE(back.ok(), all_messages(back.findings));
  CHECK(*back.value == design);
  CHECK(write_design(*back.value) == json);
}

TEST_CASE("the keys scripts rely on, in their order and units") {
  const ordered_json json = ordered_json::parse(write_design(rich_design()));
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"schema",  "engine",    "inputs",    "project",      "site",        "demand",
                                         "blocks",  "selection", "objective", "graph",        "placements",  "routes",
                                         "roads",   "groups",    "layout",    "distribution", "foundations", "civil",
                                         "catalog", "ledger",    "findings",  "verdicts"});
  CHECK(json["schema"] == 1);
  CHECK(json["demand"]["it"] == 20000);
  CHECK(json["demand"]["liquid_heat"] == 17012.3456789);
  CHECK(json["demand"]["utility_kva"] == 25200);
  CHECK(json["demand"]["racks"] == 152);
  CHECK(json["site"]["climate"]["dry_bulb_c"] == 39.7);
  CHECK(json["site"]["utility"]["voltage_kv"] == 34.5);
  CHECK(json["site"]["setback_m"] == 7.62);
  CHECK(json["site"]["parcels"][0]["outer_m"][2] == ordered_json::array({260, 180.001}));
  CHECK(json["placements"][0]["x_m"] == 1.001);
  CHECK(json["placements"][0]["y_m"] == -0.002);
  CHECK(json["placements"][0]["z_m"] == 0.15);
  CHECK(json["placements"][0]["rotation_deg"] == 90);
  CHECK(json["graph"]["edges"][0]["medium"] == "tcs_return");
  CHECK(json["objective"]["proved"] == true);
  CHECK(json["verdicts"][1]["outcome"] == "not checked");
  CHECK(json["catalog"]["modules"][0]["attributes"]["outdoor"]["flag"] == true);
}

TEST_CASE("one record per line, and a last line end") {
  const std::string json = write_design(rich_design());
  CHECK(json.ends_with("}\n"));
  const auto lines = lines_of(json);
  const auto count = [&](const std::string& start) {
    return std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.find_first_not_of(' ') != std::string::npos &&
             line.substr(line.find_first_not_of(' ')).starts_with(start);
    });
  };
  CHECK(count("{\"tag\": \"CDU-01\", \"module\": \"cdu-vendor-1350\", \"kind\"") == 1);
  CHECK(count("{\"tag\": \"CDU-01\", \"module\": \"cdu-vendor-1350\", \"x_m\": 1.001,") == 1);
  CHECK(count("{\"id\": \"E0001\"") == 1);
  CHECK(count("{\"id\": \"demand.it\"") == 1);
  CHECK(count("\"rated_heat\": {\"si\": 1350000.3333333333, \"unit\": \"kW\"") == 1);
  for (const std::string& line : lines) CHECK(line.find_last_not_of(' ') + 1 == line.size());
}

TEST_CASE("text of any kind comes through; what is no UTF-8 becomes U+FFFD") {
  Design design;
  design.engine = std::string("quote \" slash \\ / tab \t line \n bell \a nul ") + '\0' + " ü € 😀 \x7F";
  const auto back = read_design(write_design(design), "d");
  REQUIRE(back.ok());
  CHECK(back.value->engine == design.engine);
  for (const char* broken : {"\xFF", "a\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80"}) {
    design.engine = broken;
    const auto repaired = read_design(write_design(design), "d");
    REQUIRE(repaired.ok());
    CHECK(repaired.value->engine.find("\xEF\xBF\xBD") != std::string::npos);
  }
}

TEST_CASE("a number that is no number is our fault and never written") {
  Design design;
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    design.layout.score = bad;
    CHECK_THROWS_AS((void)write_design(design), BugError);
  }
}

TEST_CASE("findings.json counts what it lists") {
  const std::string text = write_findings(rich_design().report);
  const ordered_json json = ordered_json::parse(text);
  CHECK(text.ends_with("}\n"));
  CHECK(json["schema"] == 1);
  CHECK(json["counts"] ==
        ordered_json::parse(R"({"error": 1, "warning": 1, "info": 0, "passed": 0, "failed": 1, "not_checked": 1})"));
  CHECK(json["findings"].size() == 2);
  CHECK(json["findings"][0]["actual"]["value"] == -0.4);
  CHECK(json["findings"][1]["actual"].is_null());
  CHECK(json["verdicts"][0]["code"] == "SITE01");
}

TEST_CASE("a decimal comma in the C locale changes nothing") {
  const std::string before = write_design(rich_design());
  const char* found = nullptr;
  for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8"})
    if (found == nullptr) found = std::setlocale(LC_ALL, name);
  if (found == nullptr) MESSAGE("no locale with a decimal comma is installed: only the C locale was tried");
  const std::string after = write_design(rich_design());
  const auto back = read_design(after, "d");
  std::setlocale(LC_ALL, "C");
  CHECK(after == before);
  REQUIRE(back.ok());
  CHECK(*back.value == rich_design());
}

TEST_CASE("5,000 modules and 30,000 edges are written and read quickly") {
  Design design = rich_design();
  design.sizing.graph.nodes.clear();
  design.sizing.graph.edges.clear();
  design.layout.placements.clear();
  design.layout.routes.clear();
  const auto number = [](const char* prefix, int i) { return prefix + std::to_string(100000 + i); };
  for (int i = 0; i < 5000; ++i) {
    design.sizing.graph.nodes.push_back(
        {number("CDU-", i), "cdu-vendor-1350", "cdu", "cdu", i / 100, "A", "", false, i / 7.0});
    design.layout.placements.push_back({number("CDU-", i), "cdu-vendor-1350", "", i / 100, i * 1234, i * 77, 0, 90});
  }
  for (int i = 0; i < 30'000; ++i) {
    design.sizing.graph.edges.push_back({number("E", i),
                                         Medium::lv,
                                         "A",
                                         {number("CDU-", i % 5000), "lv_a"},
                                         {number("CDU-", i * 7 % 5000), "lv_b"},
                                         {i / 3.0, "kVA"},
                                         i / 9.0,
                                         i / 11.0,
                                         "415 V",
                                         "",
                                         1});
    design.layout.routes.push_back({number("E", i), {{i, 0}, {i, 77}, {i + 5, 77}, {i + 5, 1000}}, 1234});
  }
  std::clock_t start = std::clock();
  const std::string json = write_design(design);
  const double written = seconds_since(start);
  start = std::clock();
  const auto back = read_design(json, "d");
  const double read = seconds_since(start);
  REQUIRE_MESSAGE(back.ok(), all_messages(back.findings));
  CHECK(*back.value == design);
  MESSAGE("MB: " << json.size() / 1000000 << ", written in " << written << " s, read in " << read << " s");
  CHECK(written < 1);
  CHECK(read < 3);  // a debug build; release is about a fifth of it
}
