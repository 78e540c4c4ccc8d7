// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/input/site_context.h"
#include "core/input/toml_document.h"

/// Helpers of the lists of a site file: not for other readers.
namespace plinth {

/// A warning at `span`.
void warn(SiteContext& context, std::string_view code, std::string message, const TextSpan& span, std::string hint);

/// The name of a list item, "gate 2" when it has none; one name stands for one thing.
[[nodiscard]] std::string item_name(SiteContext& context, TomlTable& item, const std::string& word, std::size_t number,
                                    std::set<std::string>& taken);

/// A length of a list item, with a default that is recorded.
[[nodiscard]] double length_or(SiteContext& context, TomlTable& item, std::string_view key, double fallback,
                               double least, double most, std::string reason);

/// Calls read(table, number, taken) for each `[[key]]` and keeps what has a value.
template <class Item, class Read>
std::vector<Item> read_items(TomlTable& parent, std::string_view key, Read read) {
  std::vector<Item> items;
  std::set<std::string> taken;
  std::size_t number = 0;
  for (TomlTable& table : parent.tables(key)) {
    if (auto item = read(table, ++number, taken)) items.push_back(std::move(*item));
    table.finish();
  }
  return items;
}

[[nodiscard]] inline double mm_between(PlanPoint a, PlanPoint b) {
  return std::hypot(static_cast<double>(a.x - b.x), static_cast<double>(a.y - b.y));
}

}  // namespace plinth
