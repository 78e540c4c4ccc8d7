// SPDX-License-Identifier: Apache-2.0
#include "tests/support/json_schema.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace plinth::test {

using nlohmann::json;

namespace {

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_number_integer();
  return type == "number" && value.is_number();
}

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

}  // namespace

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
    if (std::find(known.begin(), known.end(), keyword) == known.end())
      throw std::runtime_error("unknown keyword in a JSON Schema: " + keyword);
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

}  // namespace plinth::test
