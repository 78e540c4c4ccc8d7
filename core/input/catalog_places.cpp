// SPDX-License-Identifier: Apache-2.0
#include "core/input/catalog_places.h"

#include <charconv>
#include <vector>

#include "core/base/text.h"

namespace plinth {

namespace {

/// One step of a path: an item of a list by its number from 1, a member of a table by its key.
const TomlNode* step(const TomlNode& node, const std::string& key) {
  if (node.type != TomlNode::Types::array) return node.find(key);
  std::size_t number = 0;
  const auto parsed = std::from_chars(key.data(), key.data() + key.size(), number);
  return parsed.ec == std::errc{} && number >= 1 && number <= node.items.size() ? &node.items[number - 1] : nullptr;
}

}  // namespace

const TomlNode* node_at(const TomlNode& root, std::string_view path) {
  const TomlNode* node = &root;
  for (const std::string& key : split(path, '.')) {
    node = step(*node, key);
    if (node == nullptr) return nullptr;
  }
  return node;
}

TextSpan span_at_path(const TomlNode& root, std::string_view path) {
  const TomlNode* node = &root;
  TextSpan span{0, 0, 1};
  for (const std::string& key : split(path, '.')) {
    node = step(*node, key);
    if (node == nullptr) break;
    span = node->span;
  }
  return span;
}

const TomlDocument* CatalogPlaces::document(const std::string& file) const {
  const auto found = documents_.find(file);
  return found == documents_.end() ? nullptr : found->second;
}

Finding CatalogPlaces::finding(std::string_view code, Severity severity, std::string message, const std::string& file,
                               std::string_view path, std::string hint) const {
  const TomlDocument* where = document(file);
  Finding finding;
  if (where != nullptr) {
    finding = where->fault(code, std::move(message), span_at_path(where->root(), path), std::move(hint));
  } else {
    finding.code = code;
    finding.message = std::move(message);
    finding.origin.file = file;
    finding.hint = std::move(hint);
  }
  finding.severity = severity;
  return finding;
}

}  // namespace plinth
