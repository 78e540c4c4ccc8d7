// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/input/quantity_text.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

const std::array<std::string, 3> status_names{"confirmed", "representative", "assumed"};

bool one_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

bool may_be_negative(Dimension dimension) {
  return dimension == Dimension::sound_level || dimension == Dimension::angle ||
         dimension == Dimension::temperature_difference;
}

/// Reports a number outside what its rule allows.
void check_range(TomlTable& table, const TomlNode& node, double si, const AttributeDraft& draft) {
  const AttributeRule& rule = draft.rule;
  const Dimension dimension = *rule.dimension;
  if (si < 0 && !may_be_negative(dimension)) {
    table.fault(cat::impossible, "`" + rule.name + "` must not be negative", node.span);
  } else if (si == 0 && rule.required && !draft.may_be_zero && rule.type == "number") {
    table.fault(cat::impossible, "`" + rule.name + "` must be above 0", node.span);
  }
  const double most = draft.most ? *draft.most : dimension == Dimension::power_factor ? 1.0 : HUGE_VAL;
  if (si > most * (1 + 1e-12))
    table.fault(cat::impossible, "`" + rule.name + "` must be at most " + quantity_words(most, dimension), node.span);
}

std::optional<std::pair<double, double>> read_point(TomlTable& table, const TomlNode& node, const AttributeDraft& draft,
                                                    std::string& unit) {
  if (node.type != TomlNode::Types::array || node.items.size() != 2) {
    table.fault(cat::curve, "a point of `" + draft.rule.name + "` must be a pair of quantities [x, y]", node.span);
    return std::nullopt;
  }
  const auto x = read_quantity_node(table, node.items[0], draft.rule.curve_x.value_or(Dimension::ratio));
  const auto y = read_quantity_node(table, node.items[1], *draft.rule.dimension);
  if (!x || !y) return std::nullopt;
  unit = y->second;
  check_range(table, node.items[1], y->first, draft);
  return std::pair(x->first, y->first);
}

std::optional<Curve> read_curve(TomlTable& table, const TomlNode& node, const AttributeDraft& draft,
                                std::string& unit) {
  if (node.type != TomlNode::Types::array) {
    table.fault(cat::wrong_type, "`points` must be a list of pairs [x, y]", node.span);
    return std::nullopt;
  }
  Curve curve{{}, draft.rule.curve_x.value_or(Dimension::ratio), *draft.rule.dimension};
  bool sound = true;
  for (const TomlNode& item : node.items) {
    const auto point = read_point(table, item, draft, unit);
    if (point && !curve.points.empty() && point->first <= curve.points.back().first) {
      table.fault(cat::curve, "the x values of curve `" + draft.rule.name + "` must rise from point to point",
                  item.span);
      sound = false;
    }
    if (point) curve.points.push_back(*point);
    sound = sound && point.has_value();
  }
  if (sound && curve.points.size() < 2) {
    table.fault(cat::curve, "curve `" + draft.rule.name + "` needs at least two points", node.span);
    return std::nullopt;
  }
  return sound ? std::optional(curve) : std::nullopt;
}

void report_type(TomlTable& table, const TomlNode& node, const AttributeRule& rule, std::string_view wanted) {
  table.fault(cat::wrong_type,
              "`" + rule.name + "` must be " + std::string(wanted) + ", not " + std::string(words(node.type)),
              node.span);
}

std::optional<std::string> read_word(TomlTable& table, const TomlNode& node, const AttributeRule& rule) {
  if (node.type != TomlNode::Types::text) {
    report_type(table, node, rule, "text");
    return std::nullopt;
  }
  if (!one_line(node.text) || trim(node.text).empty()) {
    table.fault(cat::not_a_choice, "`" + rule.name + "` must be one line of text", node.span);
    return std::nullopt;
  }
  if (rule.choices.empty() || std::find(rule.choices.begin(), rule.choices.end(), node.text) != rule.choices.end())
    return node.text;
  const std::string near = nearest(node.text, rule.choices);
  table.fault(cat::not_a_choice, "`" + rule.name + "` cannot be \"" + printable(node.text, 40) + "\"", node.span,
              near.empty() ? "write one of " + join(rule.choices, ", ") : "did you mean \"" + near + "\"?");
  return std::nullopt;
}

std::optional<std::vector<std::string>> read_list(TomlTable& table, const TomlNode& node, const AttributeRule& rule) {
  const bool texts = node.type == TomlNode::Types::array &&
                     std::all_of(node.items.begin(), node.items.end(),
                                 [](const TomlNode& item) { return item.type == TomlNode::Types::text; });
  if (!texts) {
    report_type(table, node, rule, "a list of texts");
    return std::nullopt;
  }
  std::vector<std::string> list;
  for (const TomlNode& item : node.items) list.push_back(item.text);
  return list;
}

/// Fills value and unit; false when faulty (then reported).
bool read_value(TomlTable& table, const TomlNode& node, const AttributeDraft& draft, Attribute& out) {
  const AttributeRule& rule = draft.rule;
  if (rule.type == "number") {
    const auto quantity = read_quantity_node(table, node, *rule.dimension);
    if (!quantity) return false;
    check_range(table, node, quantity->first, draft);
    out.value = quantity->first;
    out.unit = quantity->second;
    out.dimension = *rule.dimension;
    return true;
  }
  if (rule.type == "curve") {
    auto curve = read_curve(table, node, draft, out.unit);
    if (!curve) return false;
    out.value = std::move(*curve);
    out.dimension = *rule.dimension;
    return true;
  }
  if (rule.type == "flag") {
    if (node.type != TomlNode::Types::flag) report_type(table, node, rule, "true or false");
    out.value = node.flag;
    return node.type == TomlNode::Types::flag;
  }
  if (rule.type == "list") {
    auto list = read_list(table, node, rule);
    if (list) out.value = std::move(*list);
    return list.has_value();
  }
  auto word = read_word(table, node, rule);
  if (word) out.value = std::move(*word);
  return word.has_value();
}

}  // namespace

std::string read_line_text(TomlTable& table, std::string_view key, bool required) {
  const auto found = required ? table.required_text(key) : table.text(key);
  if (!found) return {};
  if (!one_line(*found) || (required && trim(*found).empty()))
    table.fault_at(cat::not_a_choice, key, "`" + table.path_of(key) + "` must be one line of text");
  return *found;
}

std::string read_choice(TomlTable& table, std::string_view key, std::span<const std::string> choices, bool required) {
  const auto found = required ? table.required_text(key) : table.text(key);
  if (!found) return {};
  if (std::find(choices.begin(), choices.end(), *found) != choices.end()) return *found;
  const std::string near = nearest(*found, choices);
  table.fault_at(cat::not_a_choice, key, "`" + table.path_of(key) + "` cannot be \"" + printable(*found, 40) + "\"",
                 near.empty() ? "write one of " + join(choices, ", ") : "did you mean \"" + near + "\"?");
  return {};
}

Provenance read_provenance(TomlTable& table, const Provenance* fallback) {
  Provenance out = fallback == nullptr ? Provenance{} : *fallback;
  out.origin = table.document().origin(table.header());
  for (const std::string_view key : {"source", "as_of", "status"})
    if (fallback == nullptr && !table.has(key))
      table.fault(cat::no_provenance, "missing `" + std::string(key) + "` in " + table.title(), table.header(),
                  "every value names its source, its date and how far it may be trusted");
  if (table.has("source")) {
    out.source = read_line_text(table, "source", false);
    if (trim(out.source).empty())
      table.fault_at(cat::no_provenance, "source", "`" + table.path_of("source") + "` names nothing",
                     "name the document; \"engineering estimate\" when there is none");
  }
  if (const auto date = table.date("as_of")) out.as_of = *date;
  if (const std::string status = read_choice(table, "status", status_names, false); !status.empty())
    out.status =
        static_cast<Status>(std::find(status_names.begin(), status_names.end(), status) - status_names.begin());
  return out;
}

std::optional<std::pair<double, std::string>> read_quantity_node(TomlTable& table, const TomlNode& node,
                                                                 Dimension dimension) {
  if (node.type != TomlNode::Types::text && !node.is_number()) {
    table.fault(cat::wrong_type, "a quantity is wanted here, not " + std::string(words(node.type)), node.span,
                "write it as \"" + example_of(dimension) + "\"");
    return std::nullopt;
  }
  const auto read = parse_quantity(node.text, dimension);
  if (const auto* fault = std::get_if<QuantityFault>(&read)) {
    table.fault(cat::quantity, fault->message, node.span, fault->hint);
    return std::nullopt;
  }
  const ReadQuantity& quantity = std::get<ReadQuantity>(read);
  return std::pair(quantity.si, std::string(quantity.unit->symbol));
}

std::optional<double> read_required_quantity(TomlTable& table, std::string_view key, Dimension dimension,
                                             double least) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) {
    table.missing(key, "write it as \"" + example_of(dimension) + "\"");
    return std::nullopt;
  }
  const auto quantity = read_quantity_node(table, *node, dimension);
  if (!quantity) return std::nullopt;
  if (quantity->first < least) {
    table.fault(cat::impossible, "`" + table.path_of(key) + "` must be at least " + quantity_words(least, dimension),
                node->span);
    return std::nullopt;
  }
  return quantity->first;
}

std::optional<Attribute> read_attribute(TomlTable& table, const AttributeDraft& draft, const Provenance& fallback) {
  const TomlNode* node = table.find(draft.rule.name);
  if (node == nullptr) return std::nullopt;
  Attribute out;
  out.provenance = fallback;
  bool sound = false;
  if (node->type == TomlNode::Types::table) {
    TomlTable inner = *table.table(draft.rule.name);
    out.provenance = read_provenance(inner, &fallback);
    const std::string_view key = draft.rule.type == "curve" ? "points" : "value";
    if (const TomlNode* value = inner.find(key))
      sound = read_value(inner, *value, draft, out);
    else
      inner.missing(key);
    inner.finish();
  } else if (draft.rule.type == "curve") {
    report_type(table, *node, draft.rule, "a table with `points`");
  } else {
    sound = read_value(table, *node, draft, out);
  }
  out.provenance.origin = table.document().origin(table.key_span(draft.rule.name));
  return sound ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace plinth
