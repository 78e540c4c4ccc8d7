// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/model/design_json.h"
#include "tests/unit/model/rich_design.h"

using namespace plinth;
using nlohmann::json;

namespace {

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_number_integer();
  REQUIRE(type == "number");
  return value.is_number();
}

bool is_valid(const json& value, const json& schema);

bool are_members_valid(const json& value, const json& schema) {
  for (const json& key : schema.value("required", json::array()))
    if (!value.contains(key)) return false;
  return std::all_of(value.items().begin(), value.items().end(), [&](const auto& member) {
    if (schema.contains("properties") && schema["properties"].contains(member.key()))
      return is_valid(member.value(), schema["properties"][member.key()]);
    return !schema.contains("additionalProperties") || is_valid(member.value(), schema["additionalProperties"]);
  });
}

bool are_items_valid(const json& value, const json& schema) {
  const auto fits = [&](const json& item) { return is_valid(item, schema["items"]); };
  return value.size() >= schema.value("minItems", std::size_t{0}) &&
         value.size() <= schema.value("maxItems", value.size()) && std::all_of(value.begin(), value.end(), fits);
}

/// As much of draft 7 as our schema uses; an unknown keyword fails the test.
bool is_valid(const json& value, const json& schema) {
  const std::vector<std::string> known{"$schema",
                                       "title",
                                       "type",
                                       "const",
                                       "enum",
                                       "anyOf",
                                       "oneOf",
                                       "required",
                                       "items",
                                       "minItems",
                                       "maxItems",
                                       "properties",
                                       "additionalProperties"};
  for (const auto& [keyword, argument] : schema.items())
    REQUIRE(std::find(known.begin(), known.end(), keyword) != known.end());
  const auto fits = [&](const json& one) { return is_valid(value, one); };
  const auto matches = [&](const char* keyword) {
    return std::count_if(schema[keyword].begin(), schema[keyword].end(), fits);
  };
  if (schema.contains("type") && !has_type(value, schema["type"])) return false;
  if (schema.contains("const") && value != schema["const"]) return false;
  if (schema.contains("enum") && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    return false;
  if (schema.contains("anyOf") && matches("anyOf") == 0) return false;
  if (schema.contains("oneOf") && matches("oneOf") != 1) return false;
  if (value.is_object()) return are_members_valid(value, schema);
  return !value.is_array() || !schema.contains("items") || are_items_valid(value, schema);
}

}  // namespace

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
