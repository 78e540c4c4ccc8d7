// SPDX-License-Identifier: Apache-2.0
#include "cli/render/catalog_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

constexpr std::array<const char*, 3> words{"added", "removed", "changed"};

constexpr std::size_t column_width = 48;  // two of them side by side

std::string shown(const std::string& text, std::size_t limit = 300) {
  return text.empty() ? "(not stated)" : printable(text, limit);
}

std::string relative_text(const ValueChange& change) {
  if (!change.relative) return "";
  const double percent = *change.relative * 100;
  return fmt::format("{}{} %", percent > 0 ? "+" : "", round_text(percent, 3));
}

ordered_json values_json(const std::vector<ValueChange>& changes) {
  ordered_json values = ordered_json::array();
  for (const ValueChange& change : changes) {
    ordered_json value = {{"what", change.what}, {"before", change.before}, {"after", change.after}};
    if (change.relative) value["relative"] = *change.relative;
    values.push_back(std::move(value));
  }
  return values;
}

std::string dumped(const ordered_json& json) {
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string type_diff_text(const ModuleType& a, const ModuleType& b, const std::vector<ValueChange>& changes) {
  if (changes.empty()) return fmt::format("{} and {} state the same values\n", a.id, b.id);
  Table table({"value", a.id, b.id, "change"});
  for (const ValueChange& change : changes)
    table.add(
        {change.what, shown(change.before, column_width), shown(change.after, column_width), relative_text(change)});
  return table.text();
}

std::string catalog_diff_text(const std::vector<RecordChange>& changes) {
  std::string out;
  std::array<int, 3> counts{};
  for (const RecordChange& record : changes) {
    const auto kind = static_cast<std::size_t>(record.change);
    ++counts[kind];
    out += fmt::format("{} {} {}{}\n", "+-~"[kind], record.record, record.id,
                       record.title.empty() ? "" : "  " + printable(record.title, 120));
    for (const ValueChange& change : record.values) {
      const std::string relative = relative_text(change);
      out += fmt::format("    {}: {} -> {}{}\n", change.what, shown(change.before), shown(change.after),
                         relative.empty() ? "" : "  (" + relative + ")");
    }
  }
  return out +
         fmt::format("{}{} added, {} removed, {} changed\n", out.empty() ? "" : "\n", counts[0], counts[1], counts[2]);
}

std::string type_diff_json(const ModuleType& a, const ModuleType& b, const std::vector<ValueChange>& changes) {
  return dumped({{"schema", 1}, {"before", a.id}, {"after", b.id}, {"values", values_json(changes)}});
}

std::string catalog_diff_json(const std::vector<RecordChange>& changes) {
  ordered_json records = ordered_json::array();
  for (const RecordChange& record : changes)
    records.push_back({{"record", record.record},
                       {"id", record.id},
                       {"change", words[static_cast<std::size_t>(record.change)]},
                       {"title", record.title},
                       {"values", values_json(record.values)}});
  return dumped({{"schema", 1}, {"records", records}});
}

}  // namespace plinth
