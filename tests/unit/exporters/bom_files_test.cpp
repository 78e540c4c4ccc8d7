// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "exporters/bom/bom.h"
#include "exporters/exporter.h"
#include "exporters/text/table/csv.h"
#include "tests/unit/exporters/foreign_locale.h"
#include "tests/unit/exporters/plant.h"

using namespace plinth;
using namespace plinth::test;

namespace {

const Stamp stamp{"0.0.0", "2026-01-02T03:04:05Z"};

Artifact written(const std::string& name, const Design& design) {
  for (const Exporter* e : text_exporters())
    if (e->name == name) return e->write(design, stamp).at(0);
  FAIL("no exporter " << name);
  return {};
}

/// RFC 4180, strictly: CRLF ends every record, quotes only around whole fields.
std::vector<std::vector<std::string>> parse_csv(const std::string& bytes) {
  std::vector<std::vector<std::string>> records{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string& field = records.back().back();
    const char c = bytes[i];
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < bytes.size() && bytes[i + 1] == '"') {
        field += bytes[++i];
      } else {
        quoted = false;
        REQUIRE((bytes[i + 1] == ',' || bytes[i + 1] == '\r'));
      }
    } else if (c == '"') {
      REQUIRE(field.empty());
      quoted = true;
    } else if (c == ',') {
      records.back().emplace_back();
    } else if (c == '\r') {
      REQUIRE(bytes.at(i + 1) == '\n');
      ++i;
      records.emplace_back(1);
    } else {
      REQUIRE(c != '\n');
      field += c;
    }
  }
  REQUIRE(records.back() == std::vector<std::string>{""});  // the last record ended too
  records.pop_back();
  return records;
}

}  // namespace

TEST_CASE("bom.csv is RFC 4180 with one width and holds the table") {
  const Design design = plant(2);
  const auto records = parse_csv(written("bom-csv", design).bytes);
  const Bom bom = bill_of_materials(design);
  REQUIRE(records.size() == bom.lines.size() + 1);
  std::map<std::string, std::size_t> column;
  for (std::size_t i = 0; i < records[0].size(); ++i) column[records[0][i]] = i;
  for (std::size_t r = 1; r < records.size(); ++r) {
    REQUIRE(records[r].size() == records[0].size());
    const BomLine& l = bom.lines[r - 1];
    CHECK(records[r][column.at("item")] == l.item);
    CHECK(std::stod(records[r][column.at("quantity")]) == doctest::Approx(l.quantity));
    CHECK(records[r][column.at("level")] == std::to_string(l.level));
    if (!l.item.empty()) CHECK(records[r][column.at("manufacturer")] == "Acme, Inc.");
    CHECK(records[r][column.at("currency")] == "USD");
  }
  CHECK(records[1][column.at("part_number")] == "'007");  // the project number keeps its zeros
  CHECK(records[2][column.at("hs_code")] == "'8504.40");
  CHECK(records[2][column.at("unspsc")] == "39121011");
  CHECK(records[2][column.at("lead_time_weeks_mid")] == "35");
  CHECK(records[2][column.at("price_status")] == "assumed");
}

TEST_CASE("what a spreadsheet would change is guarded") {
  using exporters::spreadsheet_changes;
  for (const char* text : {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "007", "8504.40", "1E5", "22.5", "3/4", "1-2",
                           "1234567890123456", "12:30"})
    CHECK_MESSAGE(spreadsheet_changes(text), text);
  for (const char* text : {"", "0", "39121011", "CDU-01", "A007", "1350 kW", "CoolChip", "3M", "123456789012345"})
    CHECK_MESSAGE(!spreadsheet_changes(text), text);
  Design design = plant(1);
  for (ModuleType& t : design.catalog.modules)
    if (t.id == "pmp-200") t.title = "=HYPERLINK(\"http://x\",\"y\")\r\n+1";
  const std::string csv = written("bom-csv", design).bytes;
  CHECK(csv.find("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\r\n+1\"") != std::string::npos);
}

TEST_CASE("bom.json holds every tag") {
  const Design design = plant(2);
  const auto json = nlohmann::json::parse(written("bom-json", design).bytes);
  std::vector<std::string> tags;
  for (const auto& l : json.at("lines"))
    if (l.at("uom") == "EA")
      for (const auto& tag : l.at("tags")) tags.push_back(tag);
  CHECK(tags.size() == design.layout.placements.size());
  for (const Placement& p : design.layout.placements) CHECK(std::count(tags.begin(), tags.end(), p.tag) == 1);
  CHECK(json.at("lines").at(0).at("parent").is_null());
}

TEST_CASE("bom.md is a table and a total") {
  Design design = plant(1);
  design.spec.project.name = "North | South";
  const std::string md = written("bom-md", design).bytes;
  CHECK(md.find("# Bill of materials: North \\| South") == 0);
  CHECK(md.find("| `pod-4` | pod-4 by test |") != std::string::npos);
  CHECK(md.find("| &emsp;`rack-132` |") != std::string::npos);
  CHECK(md.find("**Total ") != std::string::npos);
}

TEST_CASE("text exporters: names are unique, bytes are the same again and in any locale") {
  const Design design = plant(2);
  std::vector<std::string_view> names;
  for (const Exporter* e : text_exporters()) {
    names.push_back(e->name);
    CHECK(!e->summary.empty());
    const auto plain = e->write(design, stamp);
    REQUIRE(!plain.empty());
    CHECK(e->write(design, stamp) == plain);
    const ForeignLocale foreign;
    CHECK_MESSAGE(e->write(design, stamp) == plain, std::string(e->name));
  }
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  for (const char* name : {"bom-csv", "bom-json", "bom-md", "design-json", "findings-json", "findings-sarif"})
    CHECK(std::count(names.begin(), names.end(), name) == 1);
}
