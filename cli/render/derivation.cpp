// SPDX-License-Identifier: Apache-2.0
#include "cli/render/derivation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

constexpr int kDeepest = 400;  ///< levels; a derivation of ours has some twenty, a forged file may have any number

bool name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool name_part(char c) { return name_start(c) || (c >= '0' && c <= '9') || c == '.'; }

std::string figure(const LedgerEntry& entry) {
  const std::string number = round_text(entry.value, 6);
  return entry.unit.empty() ? number : number + " " + entry.unit;
}

/// Files of the catalog are recorded relative to it.
bool in_catalog(const std::string& file) {
  for (const char* folder : {"kinds/", "modules/", "racks/", "standards/", "tests/", "grid/"})
    if (file.starts_with(folder)) return true;
  return false;
}

std::string place(const LedgerEntry& entry) {
  if (!entry.origin.known()) return "";
  const std::string file = (in_catalog(entry.origin.file) ? "catalog/" : "") + entry.origin.file;
  return entry.origin.line > 0 ? fmt::format("{}:{}", file, entry.origin.line) : file;
}

/// How far a catalog value may be trusted: looked up by where it was written, which names it exactly.
std::string status_of(const Design& design, const LedgerEntry& entry) {
  if (entry.kind != EntryKind::catalog) return "";
  for (const ModuleType& type : design.catalog.modules)
    for (const auto& [name, attribute] : type.attributes)
      if (attribute.provenance.origin == entry.origin) return std::string(text(attribute.provenance.status));
  for (const Limit& limit : design.catalog.limits)
    if (limit.provenance.origin == entry.origin) return std::string(text(limit.provenance.status));
  return "";
}

std::string leaf_words(const Design& design, const LedgerEntry& entry) {
  std::vector<std::string> parts{std::string(text(entry.kind))};
  const std::string where = place(entry), status = status_of(design, entry);
  if (!where.empty()) parts.push_back(where);
  if (!entry.text.empty()) parts.push_back("\"" + entry.text + "\"");
  const bool told = entry.basis.find("(" + status + ")") != std::string::npos;
  if (!status.empty() && !told) parts.push_back(status);
  if (!entry.basis.empty()) parts.push_back(entry.basis);
  return join(parts, ", ");
}

class TextTree {
 public:
  TextTree(const Design& design, int depth) : design_(design), depth_(depth) {}

  std::string draw(const LedgerEntry& root) {
    show(root, "", "", "", 0);
    return std::move(text_);
  }

 private:
  void show(const LedgerEntry& entry, const std::string& symbol, const std::string& branch, const std::string& rest,
            int level) {
    const bool derived = !entry.formula.empty();
    const bool again = derived && !entry.inputs.empty() && !shown_.insert(entry.id).second;
    const bool deeper = derived && !again && level < (depth_ < 0 ? kDeepest : depth_);
    text_ += branch + (symbol.empty() ? "" : symbol + ": ") + entry.id + " = " + figure(entry);
    if (!entry.meaning.empty()) text_ += "  – " + entry.meaning;
    text_ += again ? "  (see above)\n" : "\n";
    const std::string stem = rest + (deeper && !entry.inputs.empty() ? "│  " : "   ");
    if (!derived) text_ += stem + leaf_words(design_, entry) + "\n";
    if (!derived || again) return;
    text_ += stem + "= " + entry.formula + "\n";
    if (!entry.inputs.empty()) text_ += stem + "= " + substituted(entry, design_.sizing.ledger) + "\n";
    if (!entry.basis.empty()) text_ += stem + "basis: " + entry.basis + "\n";
    if (deeper) branches(entry, rest, level);
  }

  void branches(const LedgerEntry& entry, const std::string& rest, int level) {
    for (std::size_t i = 0; i < entry.inputs.size(); ++i) {
      const bool last = i + 1 == entry.inputs.size();
      const LedgerInput& input = entry.inputs[i];
      const LedgerEntry* child = design_.sizing.ledger.find(input.id);
      const std::string branch = rest + (last ? "└─ " : "├─ "), below = rest + (last ? "   " : "│  ");
      if (child)
        show(*child, input.symbol, branch, below, level + 1);
      else
        text_ += branch + input.symbol + ": " + input.id + " is missing from this design\n";
    }
  }

  const Design& design_;
  int depth_;
  std::set<std::string> shown_;
  std::string text_;
};

ordered_json entry_json(const Design& design, const LedgerEntry& entry) {
  ordered_json json = {{"id", entry.id},     {"kind", text(entry.kind)}, {"value", entry.value},
                       {"unit", entry.unit}, {"meaning", entry.meaning}, {"basis", entry.basis}};
  if (!entry.formula.empty()) {
    json["formula"] = entry.formula;
    json["with_numbers"] = substituted(entry, design.sizing.ledger);
  }
  if (!entry.text.empty()) json["text"] = entry.text;
  if (entry.origin.known())
    json["origin"] = {{"file", entry.origin.file}, {"line", entry.origin.line}, {"column", entry.origin.column}};
  if (const std::string status = status_of(design, entry); !status.empty()) json["status"] = status;
  return json;
}

ordered_json tree_json(const Design& design, const LedgerEntry& entry, int depth, std::set<std::string>& shown) {
  ordered_json json = entry_json(design, entry);
  if (entry.inputs.empty()) return json;
  if (!shown.insert(entry.id).second) {
    json["see_above"] = true;
    return json;
  }
  if (depth == 0) return json;  // counted down
  json["inputs"] = ordered_json::array();
  for (const LedgerInput& input : entry.inputs) {
    const LedgerEntry* child = design.sizing.ledger.find(input.id);
    ordered_json below = child ? tree_json(design, *child, depth - 1, shown) : ordered_json{{"id", input.id}};
    below["symbol"] = input.symbol;
    json["inputs"].push_back(std::move(below));
  }
  return json;
}

std::string dumped(const ordered_json& json) {
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string substituted(const LedgerEntry& entry, const Ledger& ledger) {
  std::string result;
  const std::string& formula = entry.formula;
  for (std::size_t i = 0; i < formula.size();) {
    std::size_t end = i;
    const bool digit = formula[i] >= '0' && formula[i] <= '9';
    if (name_start(formula[i]) || digit)
      while (end < formula.size() && name_part(formula[end])) ++end;
    else
      ++end;
    const std::string word = formula.substr(i, end - i);
    const LedgerEntry* found = nullptr;
    for (const LedgerInput& input : entry.inputs)
      if (input.symbol == word) found = ledger.find(input.id);
    result += found ? figure(*found) : word;
    i = end;
  }
  return result;
}

std::string derivation_text(const Design& design, std::string_view id, int depth) {
  const LedgerEntry* entry = design.sizing.ledger.find(id);
  return entry ? TextTree(design, depth).draw(*entry) : "";
}

std::string derivation_json(const Design& design, std::string_view id, int depth) {
  const LedgerEntry* entry = design.sizing.ledger.find(id);
  std::set<std::string> shown;
  return entry ? dumped(tree_json(design, *entry, depth < 0 ? kDeepest : depth, shown)) : "";
}

std::string ledger_list(const Ledger& ledger, std::string_view prefix) {
  Table table({"id", "value", "unit", "meaning"});
  for (const auto& [id, entry] : ledger.entries())
    if (id.starts_with(prefix)) table.add({id, round_text(entry.value, 6), entry.unit, entry.meaning});
  return table.empty() ? "" : table.text();
}

std::string ledger_list_json(const Ledger& ledger, std::string_view prefix) {
  ordered_json list = ordered_json::array();
  for (const auto& [id, entry] : ledger.entries())
    if (id.starts_with(prefix))
      list.push_back({{"id", id}, {"value", entry.value}, {"unit", entry.unit}, {"meaning", entry.meaning}});
  return dumped({{"schema", 1}, {"entries", std::move(list)}});
}

}  // namespace plinth
