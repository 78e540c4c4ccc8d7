// SPDX-License-Identifier: Apache-2.0
#include "core/input/toml_document.h"

#include <algorithm>
#include <cmath>

#include "core/base/assert.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/text_scan.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace plinth {

namespace {

TextSpan span_of(const toml::source_region& region) {
  TextSpan span{static_cast<int>(region.begin.line), static_cast<int>(region.begin.column), 1};
  if (region.end.line == region.begin.line && region.end.column > region.begin.column)
    span.length = static_cast<int>(region.end.column - region.begin.column);
  return span;
}

std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string iso_date(const toml::date& date) {
  const std::string year = std::to_string(unsigned{date.year});
  return std::string(4 - std::min<std::size_t>(4, year.size()), '0') + year + "-" + two_digits(date.month) + "-" +
         two_digits(date.day);
}

TomlNode converted(const toml::node& node);

void convert_members(const toml::table& table, TomlNode& out) {
  out.type = TomlNode::Types::table;
  out.members.reserve(table.size());
  for (auto&& [key, value] : table)
    out.members.push_back({std::string(key.str()), span_of(key.source()), converted(value)});
  std::sort(out.members.begin(), out.members.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
}

void convert_scalar(const toml::node& node, TomlNode& out) {
  if (const auto* text = node.as_string()) {
    out.type = TomlNode::Types::text;
    out.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    out.type = TomlNode::Types::integer;
    out.integer = integer->get();
    out.real = static_cast<double>(integer->get());
    out.text = std::to_string(integer->get());
  } else if (const auto* real = node.as_floating_point()) {
    out.type = TomlNode::Types::real;
    out.real = real->get();
    out.text = std::isnan(out.real)   ? "nan"
               : std::isinf(out.real) ? (out.real < 0 ? "-inf" : "inf")
                                      : number_text(out.real);
  } else if (const auto* flag = node.as_boolean()) {
    out.type = TomlNode::Types::flag;
    out.flag = flag->get();
    out.text = out.flag ? "true" : "false";
  } else if (const auto* date = node.as_date()) {
    out.type = TomlNode::Types::date;
    out.text = iso_date(date->get());
  } else {
    out.type = TomlNode::Types::time;
    out.text = "a time";
  }
}

// Recursion is bounded: check_text() has refused deeper nesting.
TomlNode converted(const toml::node& node) {
  TomlNode out;
  out.span = span_of(node.source());
  if (const auto* table = node.as_table()) {
    convert_members(*table, out);
  } else if (const auto* array = node.as_array()) {
    out.type = TomlNode::Types::array;
    out.items.reserve(array->size());
    for (auto&& item : *array) out.items.push_back(converted(item));
  } else {
    convert_scalar(node, out);
  }
  return out;
}

// "Error while parsing string: encountered end-of-file" -> "while reading a string: encountered end-of-file"
std::string syntax_message(std::string_view description) {
  constexpr std::string_view start = "Error while parsing ";
  if (!description.starts_with(start) || description.size() == start.size())
    return "not valid TOML: " + printable(description);
  description.remove_prefix(start.size());
  const bool vowel = std::string_view("aeiou").find(description[0]) != std::string_view::npos;
  return (vowel ? "not valid TOML, in an " : "not valid TOML, in a ") + printable(description, 300);
}

void mark_overridden(TomlNode& node) {
  node.span = override_span;
  node.overridden = true;
  for (TomlNode& item : node.items) mark_overridden(item);
  for (TomlMember& member : node.members) {
    member.span = override_span;
    mark_overridden(member.value);
  }
}

TomlMember* member_at(TomlNode& table, std::string_view key) {
  for (TomlMember& member : table.members)
    if (member.key == key) return &member;
  return nullptr;
}

TomlMember& add_member(TomlNode& table, std::string_view key) {
  const auto place = std::lower_bound(table.members.begin(), table.members.end(), key,
                                      [](const TomlMember& m, std::string_view k) { return m.key < k; });
  TomlMember fresh{std::string(key), override_span, {}};
  fresh.value.span = override_span;
  fresh.value.overridden = true;
  return *table.members.insert(place, std::move(fresh));
}

bool is_index(std::string_view text) {
  return !text.empty() && text.size() <= 6 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// One step of a `--set` path; nullptr with `why` filled when there is no such place.
TomlNode* step_into(TomlNode& node, const std::string& key, bool index_follows, const std::string& so_far,
                    std::string& why) {
  if (node.type == TomlNode::Types::array) {
    const std::size_t number = is_index(key) ? std::stoul(key) : 0;
    if (number < 1 || number > node.items.size() + 1) {
      why = so_far + " has " + std::to_string(node.items.size()) + " items; " + printable(key) + " is not one of them";
      return nullptr;
    }
    if (number > node.items.size()) {
      node.items.emplace_back();
      node.items.back().span = override_span;
      node.items.back().overridden = true;
    }
    return &node.items[number - 1];
  }
  if (node.type != TomlNode::Types::table) {
    why = so_far + " is " + std::string(words(node.type)) + ", it has no key " + printable(key);
    return nullptr;
  }
  if (TomlMember* member = member_at(node, key)) return &member->value;
  TomlNode& fresh = add_member(node, key).value;
  if (index_follows) fresh.type = TomlNode::Types::array;
  return &fresh;
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view key) const {
  const auto place = std::lower_bound(members.begin(), members.end(), key,
                                      [](const TomlMember& m, std::string_view k) { return m.key < k; });
  return place != members.end() && place->key == key ? &place->value : nullptr;
}

std::string_view words(TomlNode::Types type) {
  switch (type) {
    case TomlNode::Types::text:
      return "text";
    case TomlNode::Types::integer:
      return "a whole number";
    case TomlNode::Types::real:
      return "a number";
    case TomlNode::Types::flag:
      return "true or false";
    case TomlNode::Types::date:
      return "a date";
    case TomlNode::Types::time:
      return "a time";
    case TomlNode::Types::array:
      return "a list";
    case TomlNode::Types::table:
      return "a table";
  }
  PLINTH_ASSERT(false, "unknown TOML type");
}

Outcome<TomlDocument> TomlDocument::parse(std::string_view bytes, const std::string& file, const TomlCodes& codes,
                                          std::size_t byte_limit) {
  Outcome<TomlDocument> outcome;
  TomlDocument document;
  document.file_ = file;
  document.codes_ = codes;
  if (const auto fault = check_text(bytes, byte_limit)) {
    if (bytes.size() <= byte_limit) document.bytes_ = bytes;
    outcome.findings.push_back(document.fault(codes.syntax, fault->what, fault->span, fault->hint));
    return outcome;
  }
  document.bytes_ = bytes;
  const toml::parse_result result = toml::parse(bytes, file);
  if (!result) {
    const TextSpan span = span_of(result.error().source());
    const bool twice = result.error().description().find("redefine") != std::string_view::npos;
    const std::string hint = twice ? "a key or table may be given only once" : syntax_hint(line_of(bytes, span.line));
    outcome.findings.push_back(document.fault(codes.syntax, syntax_message(result.error().description()), span, hint));
    return outcome;
  }
  document.root_ = converted(result.table());
  outcome.value = std::move(document);
  return outcome;
}

std::string TomlDocument::set(std::string_view path, std::string_view value) {
  TomlNode fresh;
  const std::string trial = "v = " + std::string(value);
  const auto parsed = parse(trial, "--set", codes_);
  if (parsed.ok() && parsed.value->root().members.size() == 1 && parsed.value->root().members[0].key == "v") {
    fresh = parsed.value->root().members[0].value;
  } else if (!is_one_line(value) || value.size() > byte_limit_of_an_override) {
    return "the value of " + printable(path) + " is not plain text";
  } else {
    fresh.type = TomlNode::Types::text;
    fresh.text = value;
  }
  const std::vector<std::string> keys = split(path, '.');
  if (keys.size() > 8) return printable(path) + " is not a key of a site file";
  TomlNode* node = &root_;
  std::string so_far = "the file", why;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (trim(keys[i]).empty()) return "\"" + printable(path) + "\" is not a key";
    node =
        step_into(*node, std::string(trim(keys[i])), i + 1 < keys.size() && is_index(trim(keys[i + 1])), so_far, why);
    if (node == nullptr) return why;
    so_far = i == 0 ? printable(keys[i]) : so_far + "." + printable(keys[i]);
  }
  mark_overridden(fresh);
  *node = std::move(fresh);
  return {};
}

Origin TomlDocument::origin(const TextSpan& span) const {
  if (span == override_span) return {"--set", 0, 0};
  return {file_, span.line, span.line == 0 ? 0 : span.column};
}

Finding TomlDocument::fault(std::string_view code, std::string message, const TextSpan& span, std::string hint) const {
  if (span == override_span) {
    Finding finding = finding_at("--set", {}, {}, code, std::move(message));
    finding.hint = std::move(hint);
    return finding;
  }
  Finding finding = finding_at(file_, bytes_, span, code, std::move(message));
  finding.hint = std::move(hint);
  return finding;
}

}  // namespace plinth
