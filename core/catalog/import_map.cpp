// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/import_map.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/quantity_text.h"
#include "core/input/toml_document.h"

namespace plinth {
namespace {

constexpr std::string_view kSyntax = "IMP002", kName = "IMP003", kQuantity = "IMP004";
constexpr TomlCodes codes{kSyntax, kSyntax, kSyntax, kSyntax};

bool is_scalar(const TomlNode& node) {
  return node.type != TomlNode::Types::array && node.type != TomlNode::Types::table;
}

bool is_unit_of(const std::string& symbol, Dimension dimension) {
  const Unit* unit = find_unit(symbol, dimension);
  return unit != nullptr && unit->dimension == dimension;
}

/// Reads the tables of one mapping file.
class MapReader {
 public:
  MapReader(TomlTable& file, const Catalog& catalog) : file_(file), catalog_(catalog) {}

  ImportMap read() {
    read_head();
    read_sheet();
    read_named("source", {"source", "as_of", "status"}, true, map_.source);
    map_.envelope = read_lengths("envelope", {"length", "width", "height"});
    map_.clearance = read_lengths("clearance", {"front", "back", "left", "right", "top"});
    read_attributes();
    read_named("codes", {"hs", "unspsc", "etim", "eclass", "ifc"}, false, map_.codes);
    map_.contains = read_tables("contains", {"module", "count", "limit"});
    map_.ports = read_tables("port", {"name", "medium", "direction", "face", "along", "height", "size"});
    file_.finish();
    return std::move(map_);
  }

 private:
  void read_head() {
    const auto schema = file_.integer("schema");
    if (!file_.has("schema")) file_.missing("schema", "write schema = 1 at the top");
    if (schema && *schema != 1) file_.fault_at(kSyntax, "schema", "this program reads schema 1 of a map");
    map_.kind = file_.required_text("kind").value_or("");
    kind_ = catalog_.kind(map_.kind);
    map_.folder = map_.kind == "rack" ? "racks" : "modules/" + map_.kind;
    if (kind_ == nullptr && file_.has("kind")) {
      std::vector<std::string> names;
      for (const Kind& kind : catalog_.kinds) names.push_back(kind.id);
      file_.fault_at(kName, "kind", "there is no kind \"" + printable(map_.kind, 60) + "\"",
                     near_hint(map_.kind, names));
    }
    for (const char* key : {"id", "title", "manufacturer", "part_number"}) {
      const bool required = std::string_view(key) != "part_number";
      if (const auto value = read_value(file_, key))
        map_.head.emplace_back(key, *value);
      else if (required && !file_.has(key))
        file_.missing(key, "a text with places: \"chl-{Model}\"");
    }
  }

  static std::string near_hint(const std::string& word, const std::vector<std::string>& names) {
    const std::string near = nearest(word, names);
    return near.empty() ? "there are " + join(names, ", ") : "did you mean \"" + near + "\"?";
  }

  void read_sheet() {
    auto table = file_.table("sheet");
    if (!table) return;
    map_.sheet = table->text("name").value_or("");
    if (const auto row = table->integer("header_row")) {
      if (*row < 1 || *row > 1'000'000)
        table->fault_at(kSyntax, "header_row", "rows are counted from 1");
      else
        map_.header_row = static_cast<std::size_t>(*row);
    }
    map_.delimiter = read_sign(*table, "delimiter", ",;\t").value_or('\0');
    const auto decimal = read_sign(*table, "decimal", ".,");
    map_.decimal = decimal.value_or('.');
    map_.thousands = read_sign(*table, "thousands", ",.' ").value_or('\0');
    if (map_.thousands == map_.decimal && (decimal || !table->has("decimal")))
      table->fault_at(kSyntax, "thousands", "one sign cannot be the decimal point and part the thousands");
    map_.skip_without = table->text("skip_without").value_or("");
    table->finish();
  }

  static std::optional<char> read_sign(TomlTable& table, std::string_view key, std::string_view allowed) {
    const auto text = table.text(key);
    if (!text) return std::nullopt;
    if (text->size() == 1 && allowed.find(text->front()) != std::string_view::npos) return text->front();
    table.fault_at(kSyntax, key, "`" + std::string(key) + "` cannot be \"" + printable(*text, 10) + "\"");
    return std::nullopt;
  }

  /// A value under `key`; nullopt when absent or faulty (then reported).
  std::optional<ValueSpec> read_value(TomlTable& table, const std::string& key) {
    const TomlNode* node = table.find(key);
    if (node == nullptr) return std::nullopt;
    ValueSpec spec;
    spec.origin = table.document().origin(node->span);
    if (is_scalar(*node)) {
      spec.pattern = node->text;
      return spec;
    }
    if (node->type == TomlNode::Types::array) {
      table.fault(kSyntax, "a value or a table with `column` is wanted here, not a list", node->span);
      return std::nullopt;
    }
    TomlTable inner = *table.table(key);
    return read_column(inner, spec);
  }

  static ValueSpec read_column(TomlTable& inner, ValueSpec spec) {
    spec.column = inner.text("column").value_or("");
    if (const TomlNode* value = inner.find("value"); value != nullptr && is_scalar(*value)) spec.pattern = value->text;
    if (spec.column.empty() && !inner.has("value") && !inner.has("points"))
      inner.missing("column", "the header of the column, or `value` for a constant");
    spec.unit = inner.text("unit").value_or("");
    spec.scale = inner.number("scale").value_or(1);
    if (auto words = inner.table("words")) {
      for (const TomlMember& member : words->node().members) {
        const TomlNode* word = words->find(member.key);
        if (is_scalar(*word))
          spec.words[member.key] = word->text;
        else
          words->fault(kSyntax, "a word stands for one value", word->span);
      }
    }
    if (const TomlNode* otherwise = inner.find("default"); otherwise != nullptr && is_scalar(*otherwise))
      spec.otherwise = otherwise->text;
    for (const char* key : {"source", "as_of", "status"})
      if (const TomlNode* node = inner.find(key); node != nullptr && is_scalar(*node)) spec.trust[key] = node->text;
    (void)inner.find("points");
    inner.finish();
    return spec;
  }

  void read_named(std::string_view name, std::initializer_list<const char*> keys, bool required,
                  std::vector<std::pair<std::string, ValueSpec>>& into) {
    auto table = file_.table(name);
    if (!table) {
      if (required && !file_.has(name)) file_.missing(name, "source, as_of and status of the list");
      return;
    }
    for (const char* key : keys) {
      if (const auto value = read_value(*table, key))
        into.emplace_back(key, *value);
      else if (required && !table->has(key))
        table->missing(key);
    }
    table->finish();
  }

  std::vector<AttributeSpec> read_lengths(std::string_view name, std::initializer_list<const char*> keys) {
    std::vector<AttributeSpec> specs;
    auto table = file_.table(name);
    if (!table) {
      if (!file_.has(name)) file_.missing(name, "constants, or columns with a unit");
      return specs;
    }
    for (const char* key : keys) {
      AttributeSpec spec;
      spec.rule.name = key;
      spec.rule.dimension = Dimension::length;
      spec.rule.required = true;
      if (const auto value = read_value(*table, key)) {
        spec.value = *value;
        check_quantity(*table, key, spec.value, Dimension::length);
        specs.push_back(std::move(spec));
      } else if (!table->has(key)) {
        table->missing(key);
      }
    }
    table->finish();
    return specs;
  }

  /// A constant must be a quantity of its dimension, a unit must be one of it.
  void check_quantity(TomlTable& table, std::string_view key, const ValueSpec& spec, Dimension dimension) {
    if (!spec.unit.empty() && !is_unit_of(spec.unit, dimension))
      table.fault_at(kQuantity, key,
                     "\"" + printable(spec.unit, 20) + "\" is no unit of " + std::string(plinth::name(dimension)),
                     "for example " + example_of(dimension));
    if (!spec.column.empty() || spec.pattern.empty() || !places_of(spec.pattern).empty()) return;
    const auto read = parse_quantity(spec.pattern, dimension);
    if (const auto* fault = std::get_if<QuantityFault>(&read))
      table.fault_at(kQuantity, key, fault->message, fault->hint);
  }

  void read_attributes() {
    auto table = file_.table("attributes");
    if (!table) {
      if (!file_.has("attributes")) file_.missing("attributes", "attribute = { column = \"Header\", unit = \"kW\" }");
      return;
    }
    std::vector<std::string> names;
    if (kind_ != nullptr)
      for (const AttributeRule& rule : kind_->attributes) {
        names.push_back(rule.name);
        if (table->has(rule.name)) read_attribute(*table, rule);
      }
    if (kind_ == nullptr)
      for (const TomlMember& member : table->node().members) (void)table->find(member.key);
    for (const TomlMember& member : table->node().members)
      if (kind_ != nullptr && std::find(names.begin(), names.end(), member.key) == names.end()) {
        (void)table->find(member.key);
        table->fault(kName, "a " + map_.kind + " has no attribute `" + printable(member.key, 60) + "`", member.span,
                     near_hint(member.key, names));
      }
    table->finish();
  }

  void read_attribute(TomlTable& table, const AttributeRule& rule) {
    AttributeSpec spec;
    spec.rule = rule;
    if (rule.type == "curve") {
      if (!read_curve(table, rule, spec)) return;
    } else {
      const auto value = read_value(table, rule.name);
      if (!value) return;
      spec.value = *value;
      if (rule.type == "number") check_quantity(table, rule.name, spec.value, *rule.dimension);
    }
    map_.attributes.push_back(std::move(spec));
  }

  bool read_curve(TomlTable& table, const AttributeRule& rule, AttributeSpec& spec) {
    const TomlNode* node = table.find(rule.name);
    const TomlNode* points = node->type == TomlNode::Types::table ? node->find("points") : nullptr;
    const bool sound = points != nullptr && points->type == TomlNode::Types::array &&
                       std::all_of(points->items.begin(), points->items.end(), [](const TomlNode& p) {
                         return p.type == TomlNode::Types::array && p.items.size() == 2;
                       });
    if (!sound) {
      table.fault_at(kSyntax, rule.name, "a curve is { points = [[x, y], [x, y]] }");
      return false;
    }
    TomlTable inner = *table.table(rule.name);
    spec.value.origin = table.document().origin(node->span);
    spec.value = read_column(inner, spec.value);
    for (const TomlNode& point : points->items)
      spec.points.emplace_back(point_value(table, point.items[0], *rule.curve_x),
                               point_value(table, point.items[1], *rule.dimension));
    return true;
  }

  ValueSpec point_value(TomlTable& table, const TomlNode& node, Dimension dimension) {
    ValueSpec spec;
    spec.origin = table.document().origin(node.span);
    const auto part = [&](const char* key) {
      const TomlNode* found = node.find(key);
      return found != nullptr && is_scalar(*found) ? found->text : std::string();
    };
    if (node.type == TomlNode::Types::table) {
      spec.column = part("column");
      spec.unit = part("unit");
      if (spec.column.empty()) table.fault(kSyntax, "a point needs a value or { column = …, unit = … }", node.span);
      if (!spec.unit.empty() && !is_unit_of(spec.unit, dimension))
        table.fault(kQuantity,
                    "\"" + printable(spec.unit, 20) + "\" is no unit of " + std::string(plinth::name(dimension)),
                    node.span);
      return spec;
    }
    spec.pattern = node.text;
    const auto read = parse_quantity(spec.pattern, dimension);
    if (const auto* fault = std::get_if<QuantityFault>(&read); fault != nullptr && places_of(spec.pattern).empty())
      table.fault(kQuantity, fault->message, node.span, fault->hint);
    return spec;
  }

  std::vector<TableSpec> read_tables(std::string_view name, std::initializer_list<const char*> keys) {
    std::vector<TableSpec> all;
    for (TomlTable& table : file_.tables(name)) {
      TableSpec spec;
      for (const char* key : keys)
        if (const auto value = read_value(table, key)) spec.emplace_back(key, *value);
      table.finish();
      all.push_back(std::move(spec));
    }
    return all;
  }

  TomlTable& file_;
  const Catalog& catalog_;
  const Kind* kind_ = nullptr;
  ImportMap map_;
};

}  // namespace

std::vector<std::string> places_of(const std::string& pattern) {
  std::vector<std::string> places;
  for (std::size_t at = 0; (at = pattern.find('{', at)) != std::string::npos;) {
    if (at + 1 < pattern.size() && pattern[at + 1] == '{') {
      at += 2;
      continue;
    }
    const std::size_t end = pattern.find('}', at);
    if (end == std::string::npos) break;
    places.push_back(pattern.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return places;
}

Outcome<ImportMap> read_import_map(std::string_view bytes, const std::string& file, const Catalog& catalog) {
  Outcome<ImportMap> outcome;
  Outcome<TomlDocument> document = TomlDocument::parse(bytes, file, codes);
  outcome.findings = std::move(document.findings);
  if (!document.ok()) return outcome;
  TomlTable table(*document.value, outcome.findings);
  ImportMap map = MapReader(table, catalog).read();
  if (!has_errors(outcome.findings)) outcome.value = std::move(map);
  return outcome;
}

}  // namespace plinth
