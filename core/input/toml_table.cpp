// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "core/input/text_scan.h"
#include "core/input/toml_document.h"

namespace plinth {

namespace {

constexpr std::size_t most_unknown_keys = 20;  // of one table; the rest is counted

}  // namespace

TomlTable::TomlTable(const TomlDocument& document, const TomlNode& node, std::string path, TextSpan header,
                     std::vector<Finding>& findings)
    : document_(&document), node_(&node), path_(std::move(path)), header_(header), findings_(&findings) {}

TomlTable::TomlTable(const TomlDocument& document, std::vector<Finding>& findings)
    : TomlTable(document, document.root(), {}, TextSpan{}, findings) {}

const TomlNode* TomlTable::find(std::string_view key) {
  const auto& members = node_->members;
  const auto place = std::lower_bound(members.begin(), members.end(), key,
                                      [](const TomlMember& m, std::string_view k) { return m.key < k; });
  if (place == members.end() || place->key != key) {
    known_.emplace_back(key);
    return nullptr;
  }
  if (asked_.size() < members.size()) asked_.resize(members.size());
  if (const auto index = static_cast<std::size_t>(place - members.begin()); !asked_[index]) {
    asked_[index] = true;
    known_.emplace_back(key);
  }
  return &place->value;
}

const TomlNode* TomlTable::typed(std::string_view key, TomlNode::Types type) {
  const TomlNode* found = find(key);
  if (found == nullptr || found->type == type) return found;
  report_wrong_type(key, words(type), *found);
  return nullptr;
}

void TomlTable::report_wrong_type(std::string_view key, std::string_view wanted, const TomlNode& got) {
  std::string hint;
  if (wanted == words(TomlNode::Types::text) && got.items.empty() && got.members.empty() && !got.text.empty())
    hint = "write \"" + got.text + "\"";
  fault(document_->codes().wrong_type,
        "`" + path_of(key) + "` must be " + std::string(wanted) + ", not " + std::string(words(got.type)), span(key),
        hint);
}

std::optional<std::string> TomlTable::text(std::string_view key) {
  const TomlNode* found = typed(key, TomlNode::Types::text);
  return found == nullptr ? std::nullopt : std::optional(found->text);
}

std::optional<long long> TomlTable::integer(std::string_view key) {
  const TomlNode* found = typed(key, TomlNode::Types::integer);
  return found == nullptr ? std::nullopt : std::optional(found->integer);
}

std::optional<double> TomlTable::number(std::string_view key) {
  const TomlNode* found = find(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_number()) return found->real;
  report_wrong_type(key, words(TomlNode::Types::real), *found);
  return std::nullopt;
}

std::optional<bool> TomlTable::flag(std::string_view key) {
  const TomlNode* found = typed(key, TomlNode::Types::flag);
  return found == nullptr ? std::nullopt : std::optional(found->flag);
}

std::optional<std::string> TomlTable::date(std::string_view key) {
  const TomlNode* found = find(key);
  if (found == nullptr) return std::nullopt;
  const bool written_as_date = found->type == TomlNode::Types::date;
  if (!written_as_date && found->type != TomlNode::Types::text) {
    report_wrong_type(key, words(TomlNode::Types::date), *found);
    return std::nullopt;
  }
  if (is_iso_date(found->text)) return found->text;
  fault_at(document_->codes().wrong_type, key,
           "`" + path_of(key) + "` is not a date: \"" + printable(found->text, 40) + "\"", "write it as 2028-06-01");
  return std::nullopt;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  const TomlNode* found = typed(key, TomlNode::Types::array);
  std::vector<std::string> result;
  if (found == nullptr) return result;
  for (const TomlNode& item : found->items) {
    if (item.type == TomlNode::Types::text) {
      result.push_back(item.text);
      continue;
    }
    fault(document_->codes().wrong_type,
          "`" + path_of(key) + "` must hold texts only, not " + std::string(words(item.type)), item.span);
  }
  return result;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
  const TomlNode* found = typed(key, TomlNode::Types::table);
  if (found == nullptr) return std::nullopt;
  return TomlTable(*document_, *found, path_of(key), key_span(key), *findings_);
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> result;
  const TomlNode* found = find(key);
  if (found == nullptr) return result;
  if (found->type == TomlNode::Types::table) {
    fault(document_->codes().wrong_type, "`" + path_of(key) + "` must be a list of tables", key_span(key),
          "write [[" + path_of(key) + "]]");
    return result;
  }
  if (found->type != TomlNode::Types::array) {
    report_wrong_type(key, "a list of tables", *found);
    return result;
  }
  for (std::size_t i = 0; i < found->items.size(); ++i) {
    const TomlNode& item = found->items[i];
    const std::string path = path_of(key) + "." + std::to_string(i + 1);
    if (item.type == TomlNode::Types::table)
      result.push_back(TomlTable(*document_, item, path, item.span, *findings_));
    else
      fault(document_->codes().wrong_type, "`" + path + "` must be a table, not " + std::string(words(item.type)),
            item.span);
  }
  return result;
}

std::vector<TomlTable> TomlTable::member_tables() {
  std::vector<TomlTable> result;
  for (const TomlMember& member : node_->members)
    if (member.value.type == TomlNode::Types::table)
      if (auto found = table(member.key)) result.push_back(*found);
  return result;
}

std::optional<std::string> TomlTable::required_text(std::string_view key) {
  if (!has(key)) missing(key);
  return text(key);
}

void TomlTable::missing(std::string_view key, std::string hint) {
  fault(document_->codes().missing_key, "missing key `" + std::string(key) + "` in " + title(), header_,
        std::move(hint));
}

void TomlTable::finish(const std::function<std::string(const std::string& key)>& elsewhere) {
  std::vector<const TomlMember*> unknown;
  for (std::size_t i = 0; i < node_->members.size(); ++i)
    if (i >= asked_.size() || !asked_[i]) unknown.push_back(&node_->members[i]);
  std::stable_sort(unknown.begin(), unknown.end(), [](const TomlMember* a, const TomlMember* b) {
    return std::pair(a->span.line, a->span.column) < std::pair(b->span.line, b->span.column);
  });
  for (std::size_t i = 0; i < unknown.size() && i < most_unknown_keys; ++i) {
    std::string message = "unknown key `" + printable(unknown[i]->key, 60) + "` in " + title();
    if (i + 1 == most_unknown_keys && i + 1 < unknown.size())
      message += " (and " + std::to_string(unknown.size() - i - 1) + " more unknown keys)";
    std::string hint;
    if (const std::string near = nearest(unknown[i]->key, known_); !near.empty())
      hint = "did you mean `" + near + "`?";
    else if (elsewhere)
      hint = elsewhere(unknown[i]->key);
    fault(document_->codes().unknown_key, std::move(message), unknown[i]->span, std::move(hint));
  }
}

std::string TomlTable::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

std::string TomlTable::title() const {
  if (path_.empty()) return "the file";
  const std::size_t dot = path_.rfind('.');
  const std::string last = path_.substr(dot + 1);
  if (dot != std::string::npos && last.find_first_not_of("0123456789") == std::string::npos)
    return "[[" + path_.substr(0, dot) + "]] " + last;
  return "[" + path_ + "]";
}

TextSpan TomlTable::span(std::string_view key) const {
  const TomlNode* found = node_->find(key);
  return found == nullptr ? header_ : found->span;
}

TextSpan TomlTable::key_span(std::string_view key) const {
  for (const TomlMember& member : node_->members)
    if (member.key == key) return member.span;
  return header_;
}

Finding& TomlTable::fault(std::string_view code, std::string message, const TextSpan& span, std::string hint) {
  findings_->push_back(document_->fault(code, std::move(message), span, std::move(hint)));
  return findings_->back();
}

Finding& TomlTable::fault_at(std::string_view code, std::string_view key, std::string message, std::string hint) {
  return fault(code, std::move(message), span(key), std::move(hint));
}

}  // namespace plinth
