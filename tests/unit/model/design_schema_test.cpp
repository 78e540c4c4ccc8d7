// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/model/design_json.h"
#include "tests/support/json_schema.h"
#include "tests/unit/model/rich_design.h"

using namespace plinth;
using nlohmann::json;
using test::is_valid;

TEST_CASE("the schema lists the keys a design has, in order") {
  const auto schema = nlohmann::ordered_json::parse(design_schema());
  const auto design = nlohmann::ordered_json::parse(write_design(test::rich_design()));
  CHECK(schema["properties"]["schema"]["const"] == 1);
  CHECK(schema["properties"]["demand"]["properties"]["it"]["type"] == "number");
  CHECK(schema["properties"]["graph"]["properties"]["edges"]["items"]["properties"]["medium"]["enum"].size() == 12);
  std::vector<std::string> keys, described;
  for (const auto& [key, value] : design.items()) keys.push_back(key);
  for (const auto& [key, value] : schema["properties"].items()) described.push_back(key);
  CHECK(keys == described);
  CHECK(schema["required"] == nlohmann::ordered_json(keys));
}

TEST_CASE("designs we write are valid under the schema we publish; others are not") {
  const json schema = json::parse(design_schema());
  CHECK(is_valid(json::parse(write_design(Design{})), schema));
  const json design = json::parse(write_design(test::rich_design()));
  CHECK(is_valid(design, schema));
  for (const char* broken :
       {"/schema", "/demand/it", "/placements/0/x_m", "/placements/0/rotation_deg", "/graph/edges/0/medium",
        "/site/climate/dry_bulb_c", "/catalog/modules/0/attributes/rated_heat/si", "/routes/0/points_m/0",
        "/roads/0/area_m", "/site/utility/at_m", "/site/origins/it.load", "/ledger/0/inputs/0/symbol"}) {
    const json::json_pointer at(broken);
    CAPTURE(broken);
    json other = design;
    other[at] = broken == std::string("/ledger/0/inputs/0/symbol") ? json(7) : json("something else");
    CHECK_FALSE(is_valid(other, schema));
    other = design;
    if (other[at.parent_pointer()].is_array() || broken == std::string("/site/origins/it.load")) continue;
    other[at.parent_pointer()].erase(at.back());
    CHECK_FALSE(is_valid(other, schema));
  }
}

TEST_CASE("findings we write are valid under the schema we publish; others are not") {
  const json schema = json::parse(findings_schema());
  CHECK(is_valid(json::parse(write_findings(CheckReport{})), schema));
  Finding full;
  full.code = "BESS02";
  full.message = "near";
  full.tags = {"BESS-01", "BESS-02"};
  full.origin = {"site.toml", 3, 4};
  full.actual = Measured{1.5, "m"};
  full.required = Measured{3.0, "m"};
  full.marks = {{0, 0}, {1500, 0}};
  full.edit = SiteEdit{"site.utility.capacity", "\"41 MVA\""};
  const CheckReport report{{full}, {{"BESS02", "near", Outcomes::failed, 1, 2, 0, "", Severity::error, "IFC"}}};
  const json findings = json::parse(write_findings(report));
  CHECK(is_valid(findings, schema));
  for (const char* broken :
       {"/schema", "/counts/error", "/findings/0/severity", "/findings/0/tags/0", "/findings/0/actual/value",
        "/findings/0/origin/line", "/verdicts/0/outcome", "/verdicts/0/measured"}) {
    CAPTURE(broken);
    const json::json_pointer at(broken);
    json other = findings;
    other[at] = other[at].is_string() ? json(7) : json("something else");
    CHECK_FALSE(is_valid(other, schema));
    other = findings;
    if (other[at.parent_pointer()].is_array()) continue;
    other[at.parent_pointer()].erase(at.back());
    CHECK_FALSE(is_valid(other, schema));
  }
}
