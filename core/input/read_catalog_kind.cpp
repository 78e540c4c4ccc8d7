// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/input/quantity_text.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

const std::array<std::string, 8> zone_names{"block-cooling",  "block-it",     "block-power", "yard-electrical",
                                            "yard-generator", "yard-storage", "inside",      "route"};
const std::array<std::string, 5> type_names{"number", "text", "flag", "curve", "list"};
const std::array<std::string, 5> face_names{"front", "back", "left", "right", "top"};
const std::array<std::string, 2> direction_names{"in", "out"};

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

bool is_prefix(std::string_view text) {
  return !text.empty() && text.size() <= 8 && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == text.npos;
}

std::optional<Dimension> read_dimension(TomlTable& table, std::string_view key) {
  const auto word = table.text(key);
  if (!word) return std::nullopt;
  const auto found = dimension_named(*word);
  if (!found)
    table.fault_at(cat::not_a_choice, key, "there is no dimension \"" + printable(*word, 40) + "\"",
                   "for example power, temperature_difference, ratio");
  return found;
}

/// Reports what does not go together: a number without a dimension, a flag with one.
void check_dimension(TomlTable& table, AttributeDraft& draft) {
  AttributeRule& rule = draft.rule;
  const bool measured = rule.type == "number" || rule.type == "curve";
  if (measured && !rule.dimension) {
    if (!table.has("dimension")) table.missing("dimension", "a count is a \"ratio\"");
    rule.dimension = Dimension::ratio;
  } else if (!measured && rule.dimension) {
    table.fault_at(cat::wrong_place, "dimension", "`" + rule.name + "` is a " + rule.type + " and has no dimension");
    rule.dimension.reset();
  }
  if (rule.type == "curve" && !rule.curve_x) {
    if (!table.has("x")) table.missing("x", "the dimension of the x values of the curve");
    rule.curve_x = Dimension::ratio;
  }
}

AttributeDraft read_attribute_rule(TomlTable table) {
  AttributeDraft draft;
  AttributeRule& rule = draft.rule;
  rule.name = read_line_text(table, "name", true);
  if (const std::string type = read_choice(table, "type", type_names, false); !type.empty()) rule.type = type;
  rule.dimension = read_dimension(table, "dimension");
  if (rule.type == "curve") rule.curve_x = read_dimension(table, "x");
  if (rule.type == "text") rule.choices = table.texts("choices");
  rule.required = table.flag("required").value_or(false);
  rule.meaning = read_line_text(table, "meaning", true);
  draft.optional_in = table.texts("optional_in");
  check_dimension(table, draft);
  if (rule.dimension) {
    draft.may_be_zero = table.flag("may_be_zero").value_or(false);
    if (const TomlNode* most = table.find("most"))
      if (const auto limit = read_quantity_node(table, *most, *rule.dimension)) draft.most = limit->first;
  }
  table.finish();
  return draft;
}

std::vector<AttributeDraft> read_attribute_rules(TomlTable& file) {
  std::vector<AttributeDraft> drafts;
  for (TomlTable& table : file.tables("attribute")) {
    AttributeDraft draft = read_attribute_rule(table);
    const bool twice = std::any_of(drafts.begin(), drafts.end(),
                                   [&](const AttributeDraft& d) { return d.rule.name == draft.rule.name; });
    if (twice)
      table.fault_at(cat::duplicate, "name", "attribute `" + draft.rule.name + "` is declared twice");
    else if (!draft.rule.name.empty())
      drafts.push_back(std::move(draft));
  }
  return drafts;
}

/// The common attributes as they hold in this zone, then the kind's own; its own win.
std::vector<AttributeDraft> merged(const std::vector<AttributeDraft>& common, std::vector<AttributeDraft> own,
                                   const std::string& zone) {
  std::vector<AttributeDraft> all;
  for (AttributeDraft draft : common) {
    const bool replaced =
        std::any_of(own.begin(), own.end(), [&](const AttributeDraft& d) { return d.rule.name == draft.rule.name; });
    if (replaced) continue;
    const auto& zones = draft.optional_in;
    draft.rule.required = draft.rule.required && std::find(zones.begin(), zones.end(), zone) == zones.end();
    all.push_back(std::move(draft));
  }
  std::move(own.begin(), own.end(), std::back_inserter(all));
  return all;
}

std::optional<double> read_fraction(TomlTable& table, std::string_view key, bool required) {
  if (required && !table.has(key)) {
    table.missing(key, "a fraction from 0 to 1");
    return std::nullopt;
  }
  const auto value = table.number(key);
  if (!value || (*value >= 0 && *value <= 1)) return value;
  table.fault_at(cat::impossible, key, "`" + table.path_of(key) + "` must lie between 0 and 1");
  return std::nullopt;
}

void read_port(TomlTable& table, PortRule& port, bool fresh) {
  if (const std::string word = read_line_text(table, "medium", fresh); !word.empty()) {
    if (const auto medium = medium_named(word))
      port.medium = *medium;
    else
      table.fault_at(cat::not_a_choice, "medium", "there is no medium \"" + printable(word, 40) + "\"",
                     "for example mv, lv, dc, fws_supply, fuel");
  }
  if (const std::string word = read_choice(table, "direction", direction_names, fresh); !word.empty())
    port.inlet = word == "in";
  if (const std::string word = read_choice(table, "face", face_names, fresh); !word.empty())
    port.face = static_cast<Face>(std::find(face_names.begin(), face_names.end(), word) - face_names.begin());
  if (const auto along = read_fraction(table, "along", fresh)) port.along = *along;
  if (const auto height = read_fraction(table, "height", fresh)) port.height = *height;
  if (table.has("size")) port.size = read_line_text(table, "size", false);
  table.finish();
}

}  // namespace

void check_schema(TomlTable& file, bool required) {
  const auto schema = file.integer("schema");
  if (!file.has("schema")) {
    if (required) file.missing("schema", "write schema = 1 at the top");
  } else if (schema && *schema != 1) {
    file.fault_at(cat::schema, "schema", "this program reads schema 1, not " + std::to_string(*schema));
  }
}

std::string read_file_id(TomlTable& file) {
  const std::string id = read_line_text(file, "id", true);
  const std::string stem = place_of(file.document().file()).stem;
  if (!id.empty() && id != stem)
    file.fault_at(cat::wrong_place, "id", "id \"" + printable(id, 60) + "\" is not the name of its file",
                  "write id = \"" + stem + "\", or rename the file to " + printable(id, 60) + ".toml");
  return id;
}

std::map<std::string, std::string> read_codes(TomlTable& file) {
  std::map<std::string, std::string> codes;
  auto table = file.table("codes");
  if (!table) return codes;
  for (const std::string_view key : {"hs", "unspsc", "etim", "eclass", "ifc"})
    if (table->has(key)) codes.emplace(key, read_line_text(*table, key, true));
  table->finish();
  return codes;
}

std::vector<PortRule> read_ports(TomlTable& file, std::vector<PortRule> base) {
  std::vector<std::string> seen;
  for (TomlTable& table : file.tables("port")) {
    const std::string name = read_line_text(table, "name", true);
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
      table.fault_at(cat::duplicate, "name", "port `" + printable(name, 40) + "` is given twice");
    seen.push_back(name);
    const auto found = std::find_if(base.begin(), base.end(), [&](const PortRule& p) { return p.name == name; });
    PortRule fresh;
    fresh.name = name;
    read_port(table, found == base.end() ? fresh : *found, found == base.end());
    if (found == base.end()) base.push_back(std::move(fresh));
  }
  return base;
}

std::vector<AttributeDraft> read_common_attributes(TomlTable& file) {
  check_schema(file, true);
  auto drafts = read_attribute_rules(file);
  file.finish();
  return drafts;
}

KindDraft read_kind(TomlTable& file, const std::vector<AttributeDraft>& common) {
  KindDraft draft;
  Kind& kind = draft.kind;
  kind.origin = file.document().origin(file.header());
  check_schema(file, true);
  kind.id = read_file_id(file);
  kind.title = read_line_text(file, "title", true);
  kind.prefix = read_line_text(file, "prefix", true);
  if (!kind.prefix.empty() && !is_prefix(kind.prefix))
    file.fault_at(cat::not_a_choice, "prefix", "a prefix is one to eight capital letters");
  kind.service = read_line_text(file, "service", false);
  kind.zone = read_choice(file, "zone", zone_names, true);
  kind.colour = read_line_text(file, "colour", true);
  if (!kind.colour.empty() && !is_colour(kind.colour))
    file.fault_at(cat::not_a_choice, "colour", "a colour is written \"#RRGGBB\"");
  kind.test_families = file.texts("tests");
  kind.codes = read_codes(file);
  draft.attributes = merged(common, read_attribute_rules(file), kind.zone);
  for (const AttributeDraft& attribute : draft.attributes) kind.attributes.push_back(attribute.rule);
  draft.ports = read_ports(file, {});
  file.finish();
  return draft;
}

}  // namespace plinth
