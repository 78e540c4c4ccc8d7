// SPDX-License-Identifier: Apache-2.0
#include "core/input/catalog_json_schema.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "core/base/assert.h"
#include "core/input/json_schema_parts.h"

namespace plinth {

namespace {

using namespace json_schema;

Json provenance() {
  return {{"source", reference("source")}, {"as_of", reference("as_of")}, {"status", reference("status")}};
}
Json with_provenance(Json properties) {
  properties.update(provenance());
  return properties;
}

/// The value alone, or a table with it and where it comes from.
Json stated(const Json& value) { return {{"anyOf", {value, table(with_provenance({{"value", value}}), {"value"})}}}; }

Json attribute(const AttributeRule& rule) {
  const auto of_dimension = [](Dimension dimension) { return reference(word(dimension)); };
  Json schema;
  if (rule.type == "curve") {
    const Json pair{{"type", "array"},
                    {"items",
                     {of_dimension(rule.curve_x.value_or(Dimension::ratio)),
                      of_dimension(rule.dimension.value_or(Dimension::ratio))}},
                    {"minItems", 2},
                    {"maxItems", 2}};
    schema = table(with_provenance({{"points", {{"type", "array"}, {"items", pair}, {"minItems", 2}}}}), {"points"});
  } else if (rule.type == "number") {
    schema = stated(of_dimension(rule.dimension.value_or(Dimension::ratio)));
  } else if (rule.type == "flag") {
    schema = stated(flag());
  } else if (rule.type == "list") {
    schema = stated(lines());
  } else {
    schema = stated(rule.choices.empty() ? line() : Json{{"enum", rule.choices}});
  }
  Json described{{"description", rule.meaning}};
  described.update(schema);
  return described;
}

Json attributes(const Kind& kind) {
  Json properties = Json::object(), required = Json::array();
  for (const AttributeRule& rule : kind.attributes) {
    properties[rule.name] = attribute(rule);
    if (rule.required) required.push_back(rule.name);
  }
  Json object = table(std::move(properties));
  if (!required.empty()) object["required"] = required;
  return object;
}

Json port(bool of_kind) {
  Json media = Json::array();
  for (int i = 0; i <= static_cast<int>(Medium::control); ++i) media.push_back(text(static_cast<Medium>(i)));
  Json properties{{"name", line()},
                  {"medium", {{"enum", media}}},
                  {"direction", one_of({"in", "out"})},
                  {"face", one_of({"front", "back", "left", "right", "top"})},
                  {"along", fraction()},
                  {"height", fraction()},
                  {"size", line()},
                  {"rating", line()},
                  {"aif", line()}};
  if (of_kind) return table(std::move(properties), {"name", "medium", "direction", "face", "along", "height"});
  return table(with_provenance(std::move(properties)), {"name"});
}

Json codes() {
  return table({{"hs", line()}, {"unspsc", line()}, {"etim", line()}, {"eclass", line()}, {"ifc", line()}});
}

/// Five faces of a clearance, each a depth or one depth for each purpose.
Json clearance() {
  const Json length = reference("length");
  const Json face{
      {"anyOf",
       {length, table(with_provenance(
                    {{"value", length}, {"service", length}, {"air", length}, {"fire", length}, {"lift", length}}))}}};
  return table(with_provenance({{"front", face}, {"back", face}, {"left", face}, {"right", face}, {"top", face}}),
               {"front", "back", "left", "right", "top"});
}

/// All of a module file but what its kind says.
Json module_properties(const Json& kinds) {
  const Json side = stated(reference("length"));
  return {{"schema", {{"const", 1}}},
          {"id", line()},
          {"kind", kinds},
          {"title", line()},
          {"manufacturer", line()},
          {"part_number", {{"type", "string"}}},
          {"source", table(provenance(), {"source", "as_of", "status"})},
          {"contains",
           tables(table(with_provenance({{"module", line()}, {"count", whole()}, {"limit", whole()}}), {"module"}))},
          {"envelope", table(with_provenance({{"length", side}, {"width", side}, {"height", side}}),
                             {"length", "width", "height"})},
          {"clearance", clearance()},
          {"attributes", {{"type", "object"}}},
          {"port", tables(port(false))},
          {"codes", codes()}};
}

Json module_file(Json properties) {
  return table(std::move(properties),
               {"schema", "id", "kind", "title", "manufacturer", "source", "envelope", "clearance", "attributes"});
}

Json any_module(const Catalog& catalog) {
  Json kinds = Json::array(), cases = Json::array();
  for (const Kind& kind : catalog.kinds) {
    kinds.push_back(kind.id);
    cases.push_back({{"if", {{"properties", {{"kind", {{"const", kind.id}}}}}}},
                     {"then", {{"properties", {{"attributes", reference("attributes of " + kind.id)}}}}}});
  }
  Json object = module_file(module_properties({{"enum", kinds}}));
  object["allOf"] = cases;
  return object;
}

Json dimensions() {
  Json names = Json::array();
  for (const Unit& unit : all_units())
    if (const Json name = word(unit.dimension); std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  return {{"enum", names}};
}

Json attribute_rule() {
  Json bound{{"anyOf", {Json{{"type", "number"}}, line()}}};
  return table({{"name", line()},
                {"type", one_of({"number", "text", "flag", "curve", "list"})},
                {"dimension", dimensions()},
                {"x", dimensions()},
                {"choices", lines()},
                {"required", flag()},
                {"optional_in", lines()},
                {"meaning", line()},
                {"may_be_zero", flag()},
                {"most", bound}},
               {"name", "meaning"});
}

Json kind_file() {
  const Json range{{"type", "array"}, {"items", fraction()}, {"minItems", 2}, {"maxItems", 2}};
  const Json solid =
      table({{"shape", one_of({"box", "cylinder", "drum"})}, {"x", range}, {"y", range}, {"z", range}}, {"shape"});
  const Json bill =
      table({{"item", line()}, {"quantity", line()}, {"unit", line()}, {"note", line()}}, {"item", "quantity", "unit"});
  return table({{"schema", {{"const", 1}}},
                {"id", line()},
                {"title", line()},
                {"prefix", {{"type", "string"}, {"pattern", "^[A-Z]{1,8}$"}}},
                {"service", {{"type", "string"}}},
                {"zone", one_of({"block-cooling", "block-it", "block-power", "yard-electrical", "yard-generator",
                                 "yard-storage", "inside", "route"})},
                {"colour", {{"type", "string"}, {"pattern", "^#[0-9A-Fa-f]{6}$"}}},
                {"tests", lines()},
                {"codes", codes()},
                {"attribute", tables(attribute_rule())},
                {"port", tables(port(true))},
                {"defaults", {{"type", "object"}}},
                {"need", {{"type", "object"}}},
                {"solid", tables(solid)},
                {"bom", tables(bill)},
                {"test", tables({{"type", "object"}})}},
               {"schema", "id", "title", "prefix", "zone", "colour"});
}

Json definitions(const Catalog& catalog) {
  Json all{{"source", line()},
           {"as_of", {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}},
           {"status", one_of({"confirmed", "representative", "assumed"})}};
  all.update(quantities());
  for (const Kind& kind : catalog.kinds) all["attributes of " + kind.id] = attributes(kind);
  return all;
}

}  // namespace

std::string catalog_schema(const Catalog& catalog, const std::string& kind) {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}};
  if (kind.empty()) {
    schema["title"] = "A module, rack or kind file of a Plinth catalog";
    schema["if"] = {{"anyOf", {Json{{"required", {"prefix"}}}, Json{{"required", {"zone"}}}}}};
    schema["then"] = kind_file();
    schema["else"] = {
        {"if", {{"required", {"attribute"}}}},
        {"then", table({{"schema", {{"const", 1}}}, {"attribute", tables(attribute_rule())}}, {"schema", "attribute"})},
        {"else", any_module(catalog)}};
  } else {
    const Kind* one = catalog.kind(kind);
    PLINTH_ASSERT(one != nullptr, "no kind of that id");
    Json properties = module_properties({{"const", kind}});
    properties["attributes"] = reference("attributes of " + kind);
    schema["title"] = one->title + ": a module file of a Plinth catalog";
    schema.update(module_file(std::move(properties)));
  }
  Json all = definitions(catalog);
  if (!kind.empty())
    for (const Kind& other : catalog.kinds)
      if (other.id != kind) all.erase("attributes of " + other.id);
  schema["definitions"] = std::move(all);
  return schema.dump(1) + "\n";
}

}  // namespace plinth
