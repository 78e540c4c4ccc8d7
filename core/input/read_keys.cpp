// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/assert.h"
#include "core/base/text.h"
#include "core/input/quantity_text.h"
#include "core/input/site_keys.h"
#include "core/input/text_scan.h"

namespace plinth {

namespace {

std::string_view code_of(QuantityFaults what) {
  switch (what) {
    case QuantityFaults::no_unit:
      return spc::no_unit;
    case QuantityFaults::wrong_dimension:
      return spc::wrong_dimension;
    case QuantityFaults::unknown_unit:
      return spc::unknown_unit;
    case QuantityFaults::not_a_number:
      return spc::not_a_number;
    case QuantityFaults::out_of_range:
      return spc::out_of_range;
  }
  PLINTH_ASSERT(false, "unknown quantity fault");
}

// Most temperatures out of range are Fahrenheit written as Celsius.
std::string fahrenheit_hint(const ReadQuantity& read, double least, double most) {
  if (read.unit->dimension != Dimension::temperature || read.unit->symbol.find('C') == std::string_view::npos)
    return {};
  const double number = from_si(read.si, *read.unit);
  const Unit* fahrenheit = find_unit("degF");
  const double si = to_si(number, *fahrenheit);
  if (si < least || si > most) return {};
  return "did you mean \"" + quantity_text(number, *find_unit("")) + " degF\" (" + round_text(si - 273.15, 3) +
         " degC)?";
}

std::string range_words(Dimension dimension, double least, double most) {
  return "it must be from " + quantity_words(least, dimension) + " to " + quantity_words(most, dimension);
}

std::optional<ReadQuantity> read_node(TomlTable& table, std::string_view key, const TomlNode& node,
                                      Dimension dimension) {
  if (node.is_number()) {
    const bool bare = dimension == Dimension::ratio || dimension == Dimension::power_factor;
    if (bare && std::isfinite(node.real)) return ReadQuantity{node.real, find_unit("")};
    if (!std::isfinite(node.real)) {
      table.fault_at(spc::not_a_number, key, "`" + table.path_of(key) + "` is not a finite number",
                     "write \"" + example_of(dimension) + "\"");
      return std::nullopt;
    }
  } else if (node.type != TomlNode::Types::text) {
    table.fault_at(spc::wrong_type, key,
                   "`" + table.path_of(key) + "` must be a quantity, not " + std::string(words(node.type)),
                   "write \"" + example_of(dimension) + "\"");
    return std::nullopt;
  }
  const auto parsed = parse_quantity(node.text, dimension);
  if (const auto* fault = std::get_if<QuantityFault>(&parsed)) {
    const bool energy = fault->message.ends_with("expected power, found energy");
    table.fault_at(code_of(fault->what), key, fault->message + " in `" + table.path_of(key) + "`",
                   fault->hint + (energy ? "; storage is given as power and duration in [storage]" : ""));
    return std::nullopt;
  }
  return std::get<ReadQuantity>(parsed);
}

bool read_word(TomlTable& table, const SiteKey& row, const TomlNode& node, std::string& word) {
  if (std::find(row.choices.begin(), row.choices.end(), node.text) != row.choices.end()) {
    word = node.text;
    return true;
  }
  const std::vector<std::string> choices(row.choices.begin(), row.choices.end());
  const std::string near = nearest(node.text, choices);
  const std::string all = join(choices, ", ");
  std::string hint = near.empty() ? "one of " + all : "did you mean \"" + near + "\"? (" + all + ")";
  if (row.key == "currency") hint = "catalog prices are in US dollars: write \"USD\", and convert the result";
  table.fault(spc::not_a_choice,
              "\"" + printable(node.text, 40) + "\" is not a value of `" + table.path_of(row.key) + "`", node.span,
              std::move(hint));
  return false;
}

bool read_list(TomlTable& table, const SiteKey& row, KeyValue& value) {
  const TomlNode* node = table.find(row.key);
  if (node->type != TomlNode::Types::array) {
    const std::string shown = node->type == TomlNode::Types::text ? printable(node->text, 40) : std::string("a");
    table.fault_at(spc::wrong_type, row.key,
                   "`" + table.path_of(row.key) + "` must be a list, not " + std::string(words(node->type)),
                   "write [\"" + shown + "\"]");
    return false;
  }
  bool good = true;
  for (const TomlNode& item : node->items) {
    std::string text = item.text;
    if (item.type != TomlNode::Types::text) {
      table.fault(spc::wrong_type, "`" + table.path_of(row.key) + "` must hold texts only", item.span);
      good = false;
    } else if (!is_one_line(text) || trim(text).empty()) {
      table.fault(spc::not_one_line, "an item of `" + table.path_of(row.key) + "` is not one line of text", item.span);
      good = false;
    } else if (row.type == SiteKey::Types::words && !read_word(table, row, item, text)) {
      good = false;
    } else if (std::find(value.list.begin(), value.list.end(), text) != value.list.end()) {
      table.fault(spc::twice, "\"" + printable(text, 40) + "\" is listed twice in `" + table.path_of(row.key) + "`",
                  item.span, "leave one out");
      good = false;
    }
    value.list.push_back(std::move(text));
  }
  return good;
}

bool read_value(TomlTable& table, const SiteKey& row, KeyValue& value) {
  const auto take_text = [&](std::optional<std::string> read) {
    value.text = read.value_or("");
    return read.has_value();
  };
  switch (row.type) {
    case SiteKey::Types::quantity: {
      const auto si = read_quantity(table, row.key, row.dimension, row.least, row.most, row.advice);
      value.si = si.value_or(0.0);
      return si.has_value();
    }
    case SiteKey::Types::word: {
      const auto text = table.text(row.key);
      return text && read_word(table, row, *table.find(row.key), value.text);
    }
    case SiteKey::Types::text:
      return take_text(read_line(table, row.key));
    case SiteKey::Types::date:
      return take_text(read_date(table, row.key));
    case SiteKey::Types::words:
    case SiteKey::Types::texts:
      return read_list(table, row, value);
  }
  PLINTH_ASSERT(false, "unknown type of key");
}

void take_default(SiteContext& context, const SiteKey& row) {
  KeyValue value;
  value.text = row.fallback;
  if (row.type == SiteKey::Types::quantity) {
    const auto parsed = parse_quantity(row.fallback, row.dimension);
    PLINTH_ASSERT(std::holds_alternative<ReadQuantity>(parsed), "a default is not a quantity: " + value.text);
    value.si = std::get<ReadQuantity>(parsed).si;
  }
  if (row.type == SiteKey::Types::words) value.list = {value.text};
  row.store(context.spec, value);
  const std::string shown = row.type == SiteKey::Types::words ? "[\"" + value.text + "\"]" : value.text;
  context.use_default(std::string(row.table) + "." + std::string(row.key), shown, std::string(row.reason));
}

}  // namespace

std::optional<double> read_quantity(TomlTable& table, std::string_view key, Dimension dimension, double least,
                                    double most, std::string_view advice) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  const auto read = read_node(table, key, *node, dimension);
  if (!read) return std::nullopt;
  // The bounds are exact in the unit a user writes them in, but not after conversion.
  const double slack = 1e-9 * std::max(std::abs(least), std::abs(most));
  if (read->si >= least - slack && read->si <= most + slack) return read->si;
  std::string hint = fahrenheit_hint(*read, least, most);
  if (hint.empty()) hint = advice;
  table.fault_at(
      spc::out_of_range, key,
      "`" + table.path_of(key) + "` is " + printable(node->text, 60) + "; " + range_words(dimension, least, most),
      std::move(hint));
  return std::nullopt;
}

std::optional<std::string> read_line(TomlTable& table, std::string_view key) {
  auto text = table.text(key);
  if (!text) return std::nullopt;
  const bool empty = trim(*text).empty();
  if (!empty && is_one_line(*text) && text->size() <= 400) return text;
  const std::string why = empty ? "is empty" : text->size() > 400 ? "is too long" : "is not one line of plain text";
  table.fault_at(spc::not_one_line, key, "`" + table.path_of(key) + "` " + why,
                 empty ? "give a value, or leave the key out where it has a default" : "");
  return std::nullopt;
}

std::optional<std::string> read_date(TomlTable& table, std::string_view key) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  const bool is_text = node->type == TomlNode::Types::text || node->type == TomlNode::Types::date;
  if (is_text && is_iso_date(node->text)) return node->text;
  const std::string shown = is_text ? "\"" + printable(node->text, 40) + "\"" : std::string(words(node->type));
  table.fault_at(spc::not_a_date, key, "`" + table.path_of(key) + "` must be a date, not " + shown,
                 "write year-month-day: 2028-06-01");
  return std::nullopt;
}

void read_keys(SiteContext& context, TomlTable& table) {
  for (const SiteKey& row : site_keys()) {
    if (row.table != table.path()) continue;
    if (!table.has(row.key)) {
      if (row.required) table.missing(row.key, std::string(row.advice));
      if (!row.fallback.empty()) take_default(context, row);
      continue;
    }
    KeyValue value;
    if (read_value(table, row, value)) row.store(context.spec, value);
  }
}

}  // namespace plinth
