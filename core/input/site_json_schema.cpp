// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_json_schema.h"

#include <string_view>
#include <utility>

#include "core/base/text.h"
#include "core/input/json_schema_parts.h"
#include "core/input/quantity_text.h"
#include "core/input/site_keys.h"

namespace plinth {
namespace {

using namespace json_schema;

Json described(std::string text, const Json& schema) {
  Json out{{"description", std::move(text)}};
  out.update(schema);
  return out;
}

Json of(Dimension dimension) { return reference(word(dimension)); }

Json date() { return reference("date"); }

Json choices(const SiteKey& row) {
  Json list = Json::array();
  for (const std::string_view choice : row.choices) list.push_back(choice);
  return {{"enum", list}};
}

/// A `$ref` hides what stands beside it (draft-07), so that it goes one level down.
Json type_of(const SiteKey& row) {
  switch (row.type) {
    case SiteKey::Types::quantity:
      return {{"allOf", {of(row.dimension)}}};
    case SiteKey::Types::word:
      return choices(row);
    case SiteKey::Types::words:
      return {{"type", "array"}, {"items", choices(row)}, {"uniqueItems", true}};
    case SiteKey::Types::texts:
      return lines();
    case SiteKey::Types::date:
      return {{"allOf", {date()}}};
    case SiteKey::Types::text:
      break;
  }
  return line();
}

Json key_schema(const SiteKey& row) {
  std::vector<std::string> parts;
  if (row.type == SiteKey::Types::quantity)
    parts.push_back("from " + quantity_words(row.least, row.dimension) + " to " +
                    quantity_words(row.most, row.dimension));
  if (!row.fallback.empty())
    parts.push_back("default " + std::string(row.fallback) +
                    (row.reason.empty() ? "" : " (" + std::string(row.reason) + ")"));
  if (!row.advice.empty()) parts.emplace_back(row.advice);
  return parts.empty() ? type_of(row) : described(join(parts, "; "), type_of(row));
}

/// The table of a dotted name, made where it is not there.
Json& table_at(Json& root, std::string_view name) {
  Json* here = &root;
  for (const std::string& part : split(name, '.')) {
    Json& inner = (*here)["properties"][part];
    if (inner.is_null()) inner = table(Json::object());
    here = &inner;
  }
  return *here;
}

Json phase_number() { return {{"type", "integer"}, {"minimum", 1}, {"maximum", 50}}; }

/// `[[it.group]]`: how many racks is said in exactly one way.
Json groups() {
  Json ways = Json::array();
  for (const char* way : {"count", "load", "accelerators", "share"}) ways.push_back(Json{{"required", {way}}});
  Json group = table({{"rack", line()},
                      {"count", {{"type", "integer"}, {"minimum", 1}, {"maximum", 1000000}}},
                      {"load", of(Dimension::power)},
                      {"accelerators", of(Dimension::ratio)},
                      {"share", of(Dimension::ratio)},
                      {"rack_power", of(Dimension::power)},
                      {"phase", phase_number()}},
                     {"rack"});
  group["oneOf"] = std::move(ways);
  return described("racks by kind, instead of it.load and it.rack", tables(std::move(group)));
}

void add_site_lists(Json& site) {
  Json& own = site["properties"];
  own["boundary"] = described("the parcel: a map file, a ring of points, or rings", reference("outline"));
  own["crs"] = described("of map files that state none: \"EPSG:25832\", or \"local\" for metres", line());
  own["grid_rotation"] = {{"description", "\"auto\", or the angle of the plant grid counter-clockwise from east"},
                          {"anyOf", {Json{{"const", "auto"}}, of(Dimension::angle)}}};
  own["front_setback"] = own["side_setback"] = own["rear_setback"] = of(Dimension::length);
  own["utility"]["properties"]["at"] = reference("point");
  own["keep_out"] = tables(
      table({{"name", line()}, {"area", reference("outline")}, {"clearance", of(Dimension::length)}, {"roads", flag()}},
            {"area"}));
  own["overhead_line"] = tables(table({{"name", line()},
                                       {"path", reference("outline")},
                                       {"voltage", of(Dimension::voltage)},
                                       {"clearance", of(Dimension::length)},
                                       {"width", of(Dimension::length)}},
                                      {"path", "voltage"}));
  own["edge"] = tables(table({{"setback", of(Dimension::length)},
                              {"number", {{"type", "integer"}, {"minimum", 1}}},
                              {"at", reference("point")},
                              {"faces", one_of({"north", "east", "south", "west"})}},
                             {"setback"}));
  own["gate"] = tables(table({{"name", line()}, {"at", reference("point")}, {"width", of(Dimension::length)}}, {"at"}));
  own["road"] =
      tables(table({{"name", line()}, {"line", reference("outline")}, {"width", of(Dimension::length)}}, {"line"}));
  own["existing"] =
      tables(table({{"name", line()}, {"area", reference("outline")}, {"height", of(Dimension::length)}}, {"area"}));
}

Json phases() {
  Json phase = table({{"number", phase_number()},
                      {"load", of(Dimension::power)},
                      {"racks", {{"type", "integer"}, {"minimum", 1}, {"maximum", 1000000}}},
                      {"ready_by", date()}},
                     {"number"});
  phase["not"] = {{"required", {"load", "racks"}}};
  return tables(std::move(phase));
}

Json adjacencies() {
  Json pair = table({{"a", line()}, {"b", line()}, {"within", of(Dimension::length)}, {"apart", of(Dimension::length)}},
                    {"a", "b"});
  pair["oneOf"] = {Json{{"required", {"within"}}}, Json{{"required", {"apart"}}}};
  return tables(std::move(pair));
}

void add_lists(Json& root) {
  Json& own = root["properties"];
  own["it"]["properties"]["group"] = groups();
  own["pin"] = tables(table({{"tag", line()},
                             {"at", reference("point")},
                             {"rotation", {{"enum", {0, 90, 180, 270}}}},
                             {"frame", one_of({"site", "plant"})},
                             {"phase", phase_number()}},
                            {"tag", "at"}));
  own["zone"] = tables(table({{"name", line()},
                              {"for", one_of({"blocks", "electrical", "generator", "storage", "reserve"})},
                              {"area", reference("outline")}},
                             {"for", "area"}));
  own["adjacency"] = adjacencies();
  own["phase"] = phases();
  const Json places{{"anyOf", {line(), lines()}}};
  own["waiver"] =
      tables(table({{"rule", line()}, {"where", places}, {"reason", line()}, {"owner", line()}, {"expires", date()}},
                   {"rule", "where", "reason", "owner", "expires"}));
  own["evidence"] = tables(table({{"kind", {{"type", "string"}, {"pattern", "^[a-z0-9_]+$"}}},
                                  {"document", line()},
                                  {"where", line()},
                                  {"value", {{"type", {"number", "string"}}}},
                                  {"expires", date()}},
                                 {"kind", "document"}));
  own["layout"]["properties"]["weights"] = {
      {"type", "object"}, {"additionalProperties", {{"type", "number"}, {"minimum", 0}, {"maximum", 1e6}}}};
  own["rules"]["properties"]["severity"] = {{"type", "object"},
                                            {"additionalProperties", one_of({"error", "warning", "info"})}};
}

Json definitions() {
  const Json number{{"type", "number"}};
  Json all{{"date", {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}},
           {"coordinate",
            {{"description", "metres; a length; degrees, longitude first, on a map"},
             {"anyOf", {number, of(Dimension::length), of(Dimension::angle)}}}},
           {"point", {{"type", "array"}, {"items", reference("coordinate")}, {"minItems", 2}, {"maxItems", 2}}},
           {"ring", {{"type", "array"}, {"items", reference("point")}}},
           {"outline",
            {{"description", "a map file, beside the site file; points; or rings of points"},
             {"anyOf", {line(), reference("ring"), Json{{"type", "array"}, {"items", reference("ring")}}}}}}};
  all.update(quantities());
  return all;
}

}  // namespace

std::string site_schema() {
  Json root{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "A site of Plinth: site.toml"}};
  root.update(table({{"schema", {{"const", 1}}}}, {"project", "site", "it"}));
  for (const SiteKey& row : site_keys()) {
    Json& own = table_at(root, row.table);
    own["properties"][std::string(row.key)] = key_schema(row);
    if (row.required) own["required"].push_back(row.key);
  }
  add_site_lists(root["properties"]["site"]);
  root["properties"]["site"]["required"].push_back("boundary");
  root["properties"]["site"]["required"].push_back("utility");
  add_lists(root);
  root["definitions"] = definitions();
  return root.dump(1) + "\n";
}

}  // namespace plinth
