// SPDX-License-Identifier: Apache-2.0
// What a module type is in space: envelope, clearances, what it contains. Every value may say where it comes from.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

constexpr double largest_module = 500.0;  // metres; beyond it millimetres were probably meant
constexpr std::array<std::string_view, 4> purposes{"air", "fire", "lift", "service"};
constexpr std::array<std::string_view, 3> provenance_keys{"source", "as_of", "status"};

/// Keeps what the table states of itself under `path`; what it leaves out comes from `fallback`.
Provenance keep_provenance(TomlTable& table, const Provenance& fallback, const std::string& path, ModuleType& type) {
  Provenance own = read_provenance(table, &fallback);
  const bool stated =
      std::any_of(provenance_keys.begin(), provenance_keys.end(), [&](std::string_view key) { return table.has(key); });
  if (stated) type.provenance.insert_or_assign(path, own);
  return own;
}

Millimetres read_length(TomlTable& table, std::string_view key, double least) {
  const auto metres = read_required_quantity(table, key, Dimension::length, least);
  if (!metres) return 0;
  if (*metres <= largest_module) return std::llround(*metres * 1000.0);
  table.fault_at(cat::impossible, key, "`" + table.path_of(key) + "` is above 500 m", "was \"mm\" meant?");
  return 0;
}

/// "1243 mm", or { value = "1243 mm", source = … }.
Millimetres read_stated_length(TomlTable& table, const std::string& key, const Provenance& fallback, ModuleType& type) {
  const TomlNode* node = table.find(key);
  if (node == nullptr || node->type != TomlNode::Types::table) return read_length(table, key, 0.001);
  TomlTable inner = *table.table(key);
  static_cast<void>(keep_provenance(inner, fallback, table.path_of(key), type));
  const Millimetres length = read_length(inner, "value", 0.001);
  inner.finish();
  return length;
}

void read_envelope(TomlTable& file, const Provenance& fallback, ModuleType& type) {
  auto table = file.table("envelope");
  if (!table) {
    if (!file.has("envelope")) file.missing("envelope", "the outer dimensions: length, width, height");
    return;
  }
  const Provenance own = keep_provenance(*table, fallback, "envelope", type);
  type.length = read_stated_length(*table, "length", own, type);
  type.width = read_stated_length(*table, "width", own, type);
  type.height = read_stated_length(*table, "height", own, type);
  table->finish();
}

/// "914 mm", { value = … } or one depth for each purpose: the face keeps the largest.
Millimetres read_face(TomlTable& table, Face face, const Provenance& fallback, ModuleType& type) {
  const std::string key(text(face));
  const TomlNode* node = table.find(key);
  if (node == nullptr || node->type != TomlNode::Types::table) return read_length(table, key, 0.0);
  TomlTable inner = *table.table(key);
  static_cast<void>(keep_provenance(inner, fallback, table.path_of(key), type));
  Millimetres largest = 0;
  bool any = false;
  for (const std::string_view purpose : purposes) {
    if (!inner.has(purpose)) continue;
    any = true;
    const Millimetres depth = read_length(inner, purpose, 0.0);
    type.purposes.push_back({face, std::string(purpose), depth});
    largest = std::max(largest, depth);
  }
  if (!any || inner.has("value")) largest = std::max(largest, read_length(inner, "value", 0.0));
  inner.finish();
  return largest;
}

void read_clearance(TomlTable& file, const Provenance& fallback, ModuleType& type) {
  auto table = file.table("clearance");
  if (!table) {
    if (!file.has("clearance")) file.missing("clearance", "the free space at front, back, left, right and top");
    return;
  }
  const Provenance own = keep_provenance(*table, fallback, "clearance", type);
  type.clearance.front = read_face(*table, Face::front, own, type);
  type.clearance.back = read_face(*table, Face::back, own, type);
  type.clearance.left = read_face(*table, Face::left, own, type);
  type.clearance.right = read_face(*table, Face::right, own, type);
  type.clearance.top = read_face(*table, Face::top, own, type);
  table->finish();
}

Contained read_contained(TomlTable& table, const Provenance& fallback, ModuleType& type) {
  Contained contained;
  contained.module = read_line_text(table, "module", true);
  static_cast<void>(keep_provenance(table, fallback, "contains." + contained.module, type));
  const long long count = table.integer("count").value_or(1);
  const long long limit = table.integer("limit").value_or(0);
  if (count < 0 || count > 10'000)
    table.fault_at(cat::impossible, "count", "`count` must be 0 to 10000");
  else if (count == 0 && limit < 1 && (table.has("limit") || table.has("count")))
    table.fault_at(cat::impossible, table.has("limit") ? "limit" : "count",
                   "count 0 means as many as are needed, so `limit` must be at least 1", "write limit = 8");
  else if (limit < 0 || limit > 10'000)
    table.fault_at(cat::impossible, "limit", "`limit` must be 0 to 10000");
  else if (count > 0 && limit > 0)
    table.fault_at(cat::wrong_place, "limit", "`limit` goes with count = 0 only");
  contained.count = static_cast<int>(std::clamp(count, 0LL, 10'000LL));
  contained.limit = static_cast<int>(std::clamp(limit, 0LL, 10'000LL));
  table.finish();
  return contained;
}

const std::array<std::string, 10> aif_names{"electrical_nominal_voltage",
                                            "fws_supply",
                                            "fws_return",
                                            "tcs_supply",
                                            "tcs_return",
                                            "liq_supply",
                                            "liq_return",
                                            "airvent_intake",
                                            "airvent_outflow",
                                            "none"};
const std::array<std::string, 5> face_names{"front", "back", "left", "right", "top"};
const std::array<std::string, 2> direction_names{"in", "out"};

std::optional<double> read_fraction(TomlTable& table, std::string_view key, bool required) {
  if (required && !table.has(key)) {
    table.missing(key, "a fraction from 0 to 1");
    return std::nullopt;
  }
  const auto value = table.number(key);
  if (!value || (*value >= 0 && *value <= 1)) return value;
  table.fault_at(cat::impossible, key, "`" + table.path_of(key) + "` must lie between 0 and 1");
  return std::nullopt;
}

void read_port(TomlTable& table, PortRule& port, bool fresh) {
  if (const std::string word = read_line_text(table, "medium", fresh); !word.empty()) {
    if (const auto medium = medium_named(word))
      port.medium = *medium;
    else
      table.fault_at(cat::not_a_choice, "medium", "there is no medium \"" + printable(word, 40) + "\"",
                     "for example mv, lv, dc, fws_supply, fuel");
  }
  if (const std::string word = read_choice(table, "direction", direction_names, fresh); !word.empty())
    port.inlet = word == "in";
  if (const std::string word = read_choice(table, "face", face_names, fresh); !word.empty())
    port.face = static_cast<Face>(std::find(face_names.begin(), face_names.end(), word) - face_names.begin());
  if (const auto along = read_fraction(table, "along", fresh)) port.along = *along;
  if (const auto height = read_fraction(table, "height", fresh)) port.height = *height;
  if (table.has("size")) port.size = read_line_text(table, "size", false);
  if (table.has("rating")) port.rating = read_line_text(table, "rating", false);
  if (const std::string word = read_choice(table, "aif", aif_names, false); !word.empty()) port.aif = word;
}

}  // namespace

std::vector<PortRule> read_ports(TomlTable& file, std::vector<PortRule> base, ModuleType* type,
                                 const Provenance* fallback) {
  std::vector<std::string> seen;
  for (TomlTable& table : file.tables("port")) {
    const std::string name = read_line_text(table, "name", true);
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
      table.fault_at(cat::duplicate, "name", "port `" + printable(name, 40) + "` is given twice");
    seen.push_back(name);
    const auto found = std::find_if(base.begin(), base.end(), [&](const PortRule& p) { return p.name == name; });
    PortRule fresh;
    fresh.name = name;
    read_port(table, found == base.end() ? fresh : *found, found == base.end());
    if (type != nullptr && fallback != nullptr)
      static_cast<void>(keep_provenance(table, *fallback, "port." + name, *type));
    table.finish();
    if (found == base.end()) base.push_back(std::move(fresh));
  }
  return base;
}

void read_shape(TomlTable& file, const Provenance& fallback, ModuleType& type) {
  for (TomlTable& table : file.tables("contains")) type.contains.push_back(read_contained(table, fallback, type));
  read_envelope(file, fallback, type);
  read_clearance(file, fallback, type);
}

}  // namespace plinth
