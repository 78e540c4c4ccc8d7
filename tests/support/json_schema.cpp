// SPDX-License-Identifier: Apache-2.0
#include "tests/support/json_schema.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>

namespace plinth::test {

using nlohmann::json;

namespace {

bool fits(const json& value, const json& schema, const json& root);

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_number_integer();
  return type == "number" && value.is_number();
}

bool are_members_valid(const json& value, const json& schema, const json& root) {
  for (const json& key : schema.value("required", json::array()))
    if (!value.contains(key)) return false;
  return std::all_of(value.items().begin(), value.items().end(), [&](const auto& member) {
    if (schema.contains("properties") && schema["properties"].contains(member.key()))
      return fits(member.value(), schema["properties"][member.key()], root);
    return !schema.contains("additionalProperties") || fits(member.value(), schema["additionalProperties"], root);
  });
}

bool are_items_valid(const json& value, const json& schema, const json& root) {
  if (value.size() < schema.value("minItems", std::size_t{0})) return false;
  if (value.size() > schema.value("maxItems", value.size())) return false;
  if (!schema.contains("items")) return true;
  const json& items = schema["items"];
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (items.is_array() && i >= items.size()) return true;
    if (!fits(value[i], items.is_array() ? items[i] : items, root)) return false;
  }
  return true;
}

/// Patterns are compiled once: a catalog has thousands of values of a few dimensions.
bool matches_pattern(const std::string& text, const std::string& pattern) {
  static std::map<std::string, std::regex> compiled;
  const auto found = compiled.try_emplace(pattern, pattern, std::regex::ECMAScript | std::regex::optimize).first;
  return std::regex_search(text, found->second);
}

bool is_scalar_valid(const json& value, const json& schema) {
  if (value.is_string()) {
    const std::string& text = value.get_ref<const std::string&>();
    if (text.size() < schema.value("minLength", std::size_t{0})) return false;
    if (schema.contains("pattern") && !matches_pattern(text, schema["pattern"])) return false;
  }
  if (!value.is_number()) return true;
  return value >= schema.value("minimum", value) && value <= schema.value("maximum", value);
}

void refuse_unknown_keywords(const json& schema) {
  static const std::set<std::string> known{
      "$schema", "$ref",     "definitions", "title",    "description", "type",       "const",
      "enum",    "anyOf",    "oneOf",       "allOf",    "if",          "then",       "else",
      "items",   "minItems", "maxItems",    "required", "minLength",   "properties", "additionalProperties",
      "pattern", "minimum",  "maximum"};
  for (const auto& [keyword, argument] : schema.items())
    if (!known.contains(keyword)) throw std::runtime_error("unknown keyword in a JSON Schema: " + keyword);
}

bool are_combinations_valid(const json& value, const json& schema, const json& root) {
  const auto fits_one = [&](const json& one) { return fits(value, one, root); };
  const auto matches = [&](const char* keyword) {
    return std::count_if(schema[keyword].begin(), schema[keyword].end(), fits_one);
  };
  if (schema.contains("anyOf") && matches("anyOf") == 0) return false;
  if (schema.contains("oneOf") && matches("oneOf") != 1) return false;
  if (schema.contains("allOf") && matches("allOf") != static_cast<long>(schema["allOf"].size())) return false;
  if (!schema.contains("if")) return true;
  const char* branch = fits_one(schema["if"]) ? "then" : "else";
  return !schema.contains(branch) || fits_one(schema[branch]);
}

bool fits(const json& value, const json& schema, const json& root) {
  if (schema.is_boolean()) return schema.get<bool>();
  refuse_unknown_keywords(schema);
  if (schema.contains("$ref")) {
    const std::string reference = schema["$ref"];
    if (!reference.starts_with("#/")) throw std::runtime_error("a reference out of the JSON Schema: " + reference);
    return fits(value, root.at(json::json_pointer(reference.substr(1))), root);
  }
  if (schema.contains("type") && !has_type(value, schema["type"])) return false;
  if (schema.contains("const") && value != schema["const"]) return false;
  if (schema.contains("enum") && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    return false;
  if (!are_combinations_valid(value, schema, root)) return false;
  if (value.is_object()) return are_members_valid(value, schema, root);
  return value.is_array() ? are_items_valid(value, schema, root) : is_scalar_valid(value, schema);
}

}  // namespace

bool is_valid(const json& value, const json& schema) { return fits(value, schema, schema); }

}  // namespace plinth::test
