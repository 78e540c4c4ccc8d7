// SPDX-License-Identifier: Apache-2.0
// What a kind says of itself beside its attributes: how many a design needs, its simple bodies, its own bill lines.
#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

const std::array<std::string, 4> per_names{"site", "block", "pod", "module"};
const std::array<std::string, 10> redundancy_names{"N",    "N+1",  "N+2",   "2N",      "2N+1",
                                                   "3N/2", "4N/3", "power", "cooling", "backup"};
const std::array<std::string, 3> shape_names{"box", "cylinder", "drum"};
const std::array<std::string, 7> unit_names{"EA", "MTR", "MTK", "MTQ", "LTR", "KGM", "SET"};

/// Reports a word that is not a number among the kind's attributes.
void check_attribute(TomlTable& table, std::string_view key, const std::string& word, const Kind& kind) {
  if (word.empty()) return;
  std::vector<std::string> names;
  for (const AttributeRule& rule : kind.attributes) {
    if (rule.type != "number") continue;
    if (rule.name == word) return;
    names.push_back(rule.name);
  }
  const std::string near = nearest(word, names);
  table.fault_at(cat::unknown_reference, key, "this kind has no number `" + printable(word, 40) + "`",
                 near.empty() ? "declare it as an [[attribute]]" : "did you mean \"" + near + "\"?");
}

Need read_need(TomlTable& table, const Kind& kind) {
  Need need;
  if (const std::string word = read_choice(table, "per", per_names, true); !word.empty()) need.per = word;
  need.of = read_line_text(table, "of", need.per == "module");
  if (need.per != "module" && !need.of.empty())
    table.fault_at(cat::wrong_place, "of", "`of` goes with per = \"module\" only");
  need.covers = read_line_text(table, "covers", false);
  need.with = read_line_text(table, "with", !need.covers.empty());
  if (need.covers.empty() && !need.with.empty())
    table.fault_at(cat::wrong_place, "with", "`with` goes with `covers` only");
  check_attribute(table, "with", need.with, kind);
  if (const auto count = table.number("count")) {
    need.count = *count;
    if (!need.covers.empty()) table.fault_at(cat::wrong_place, "count", "a kind that covers a figure has no `count`");
    if (!(*count > 0 && *count <= 10'000))
      table.fault_at(cat::impossible, "count", "`count` must be above 0 and at most 10000", "0.1 is one for every ten");
  }
  if (const std::string word = read_choice(table, "redundancy", redundancy_names, false); !word.empty())
    need.redundancy = word;
  need.draws = read_line_text(table, "draws", false);
  check_attribute(table, "draws", need.draws, kind);
  need.meaning = read_line_text(table, "meaning", true);
  table.finish();
  return need;
}

/// Two fractions of the envelope, the first below the second.
void read_range(TomlTable& table, std::string_view key, double& from, double& to) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) return;
  const bool pair = node->type == TomlNode::Types::array && node->items.size() == 2 && node->items[0].is_number() &&
                    node->items[1].is_number();
  if (pair) from = node->items[0].real, to = node->items[1].real;
  if (!pair || !(from >= 0 && from < to && to <= 1))
    table.fault(cat::impossible, "`" + table.path_of(key) + "` must be two fractions of the envelope, rising",
                node->span, "write [0, 0.5]");
}

Solid read_solid(TomlTable& table) {
  Solid solid;
  if (const std::string word = read_choice(table, "shape", shape_names, true); !word.empty()) solid.shape = word;
  read_range(table, "x", solid.x0, solid.x1);
  read_range(table, "y", solid.y0, solid.y1);
  read_range(table, "z", solid.z0, solid.z1);
  table.finish();
  return solid;
}

AccessoryLine read_accessory(TomlTable& table) {
  AccessoryLine line;
  line.item = read_line_text(table, "item", true);
  line.quantity = read_line_text(table, "quantity", true);
  line.unit = read_choice(table, "unit", unit_names, true);
  line.note = read_line_text(table, "note", false);
  table.finish();
  return line;
}

}  // namespace

void read_kind_data(TomlTable& file, Kind& kind) {
  if (auto table = file.table("need")) kind.need = read_need(*table, kind);
  for (TomlTable& table : file.tables("solid")) kind.solids.push_back(read_solid(table));
  const auto reaches = [](const Solid& solid) { return solid.z1 >= 1; };
  if (!kind.solids.empty() && std::none_of(kind.solids.begin(), kind.solids.end(), reaches))
    file.fault_at(cat::impossible, "solid", "no [[solid]] reaches the top of the envelope",
                  "one of them ends at z = 1: models are as high as the envelope says");
  for (TomlTable& table : file.tables("bom")) kind.bom.push_back(read_accessory(table));
}

}  // namespace plinth
