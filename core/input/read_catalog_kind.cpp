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

/// `[defaults]`: values of the class, each with its own source, that a type has when it states none.
std::map<std::string, Attribute> read_defaults(TomlTable& file, const std::vector<AttributeDraft>& drafts) {
  std::map<std::string, Attribute> defaults;
  auto table = file.table("defaults");
  if (!table) return defaults;
  for (const AttributeDraft& draft : drafts) {
    auto value = read_attribute(*table, draft, Provenance{});
    if (!value) continue;
    if (value->provenance.source.empty() || value->provenance.as_of.empty())
      table->fault_at(cat::no_provenance, draft.rule.name,
                      "`" + table->path_of(draft.rule.name) + "` needs its own source",
                      "write { value = …, source = …, as_of = …, status = … }");
    defaults.emplace(draft.rule.name, std::move(*value));
  }
  table->finish();
  return defaults;
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
  draft.defaults = read_defaults(file, draft.attributes);
  draft.ports = read_ports(file, {});
  read_kind_data(file, kind);
  for (TomlTable& table : file.tables("test")) draft.tests.push_back(read_test(table, kind.id));
  if (!draft.tests.empty()) kind.test_families.push_back(kind.id);
  file.finish();
  return draft;
}

}  // namespace plinth
