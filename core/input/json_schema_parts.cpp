// SPDX-License-Identifier: Apache-2.0
#include "core/input/json_schema_parts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/input/quantity_text.h"

namespace plinth::json_schema {
namespace {

std::string escaped(std::string_view symbol) {
  std::string text;
  for (const char c : symbol) {
    if (std::string_view("()[]{}.*+?^$|\\/").find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text;
}

Json quantity(Dimension dimension) {
  std::string units, symbols;
  bool bare = dimension == Dimension::power_factor;
  for (const Unit& unit : all_units()) {
    if (unit.dimension != dimension) continue;
    bare = bare || unit.symbol.empty();
    if (unit.symbol.empty()) continue;
    units += (units.empty() ? "" : "|") + escaped(unit.symbol);
    symbols += (symbols.empty() ? "" : ", ") + std::string(unit.symbol);
  }
  const Json text{{"type", "string"},
                  {"pattern", "^ *[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)? *(" + units + ")" +
                                  (bare ? "?" : "") + " *$"}};
  Json out{
      {"description", std::string(name(dimension)) + ", as in \"" + example_of(dimension) + "\"; units: " + symbols}};
  if (bare)
    out["anyOf"] = {Json{{"type", "number"}}, text};
  else
    out.update(text);
  return out;
}

}  // namespace

Json reference(const std::string& definition) { return {{"$ref", "#/definitions/" + definition}}; }

Json one_of(std::initializer_list<const char*> words) {
  Json list = Json::array();
  for (const char* word : words) list.push_back(word);
  return {{"enum", list}};
}

Json line() { return {{"type", "string"}, {"minLength", 1}}; }
Json whole() { return {{"type", "integer"}, {"minimum", 0}}; }
Json fraction() { return {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}; }
Json flag() { return {{"type", "boolean"}}; }
Json lines() { return {{"type", "array"}, {"items", line()}}; }

Json table(Json properties, std::initializer_list<const char*> required) {
  Json object{{"type", "object"}, {"properties", std::move(properties)}};
  if (required.size() > 0) object["required"] = required;
  object["additionalProperties"] = false;
  return object;
}
Json tables(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }

std::string word(Dimension dimension) {
  std::string text(name(dimension));
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

Json quantities() {
  Json all = Json::object();
  for (const Unit& unit : all_units())
    if (!all.contains(word(unit.dimension))) all[word(unit.dimension)] = quantity(unit.dimension);
  return all;
}

}  // namespace plinth::json_schema
