// SPDX-License-Identifier: Apache-2.0
#include "cli/render/ledger_list.h"

#include <nlohmann/json.hpp>

#include "cli/render/derivation.h"
#include "cli/render/table.h"
#include "core/base/units.h"

namespace plinth {
namespace {

/// The usual loop: on a mismatch the last `*` takes one character more.
bool matches(std::string_view name, std::string_view pattern) {
  std::size_t n = 0, p = 0, star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::vector<std::string> matching_ids(const Ledger& ledger, std::string_view pattern) {
  const bool glob = pattern.find_first_of("*?") != std::string_view::npos;
  std::vector<std::string> ids;
  for (const auto& [id, entry] : ledger.entries())
    if (glob ? matches(id, pattern) : id.starts_with(pattern)) ids.push_back(id);
  return ids;
}

std::string ledger_list(const Ledger& ledger, const std::vector<std::string>& ids) {
  Table table({"id", "value", "unit", "meaning"});
  for (const std::string& id : ids) {
    const LedgerEntry& entry = *ledger.find(id);
    table.add({id, round_text(entry.value, 6), entry.unit, entry.meaning});
  }
  return table.empty() ? "" : table.text();
}

std::string ledger_list_json(const Ledger& ledger, const std::vector<std::string>& ids) {
  using nlohmann::ordered_json;
  ordered_json list = ordered_json::array();
  for (const std::string& id : ids) {
    const LedgerEntry& entry = *ledger.find(id);
    list.push_back({{"id", id}, {"value", entry.value}, {"unit", entry.unit}, {"meaning", entry.meaning}});
  }
  const ordered_json json = {{"schema", 1}, {"entries", std::move(list)}};
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string ledger_list_md(const Ledger& ledger, const std::vector<std::string>& ids) {
  std::string out = "| figure | value | meaning |\n|---|---|---|\n";
  for (const std::string& id : ids) {
    const LedgerEntry& entry = *ledger.find(id);
    out += "| `" + id + "` | " + figure_text(entry) + " | " + entry.meaning + " |\n";
  }
  return out;
}

std::string ledger_csv(const Design& design) {
  std::string out = "id,value,unit,formula,basis,source\r\n";
  for (const auto& [id, entry] : design.sizing.ledger.entries()) {
    const std::string source = entry.formula.empty() ? source_of(design, entry).place : "";
    out += quoted(id) + "," + number_text(entry.value) + "," + quoted(entry.unit) + "," + quoted(entry.formula) + "," +
           quoted(entry.basis) + "," + quoted(source) + "\r\n";
  }
  return out;
}

}  // namespace plinth
