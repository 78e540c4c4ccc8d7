// SPDX-License-Identifier: Apache-2.0
#include "cli/render/catalog_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/catalog/fields.h"
#include "core/catalog/filter.h"
#include "exporters/text/table/csv.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kRatings = 4;

struct StatusCount {
  int confirmed = 0, representative = 0, assumed = 0;
};

StatusCount statuses(const ModuleType& type) {
  StatusCount count;
  for (const auto& [name, attribute] : type.attributes) {
    if (attribute.provenance.status == Status::confirmed) ++count.confirmed;
    if (attribute.provenance.status == Status::representative) ++count.representative;
    if (attribute.provenance.status == Status::assumed) ++count.assumed;
  }
  return count;
}

std::string status_text(const ModuleType& type) {
  const StatusCount count = statuses(type);
  return fmt::format("{}/{}/{}", count.confirmed, count.representative, count.assumed);
}

/// A column of numbers in one unit: that of the first type which states the attribute.
struct Column {
  std::string attribute, unit;
  Dimension dimension = Dimension::ratio;

  [[nodiscard]] std::string head() const { return unit.empty() ? attribute : attribute + " [" + unit + "]"; }
  [[nodiscard]] std::string cell(const ModuleType& type) const {
    const auto si = type.number(attribute);
    const Unit* in = unit.empty() ? nullptr : find_unit(unit, dimension);
    return si ? round_text(in == nullptr ? *si : from_si(*si, *in), 6) : "";
  }
};

std::optional<Column> column_of(const std::vector<const ModuleType*>& types, const std::string& attribute,
                                const std::string& unit = {}) {
  for (const ModuleType* type : types) {
    const Attribute* found = type->find(attribute);
    if (found == nullptr || !std::holds_alternative<double>(found->value)) continue;
    return Column{attribute, unit.empty() ? found->unit : unit, found->dimension};
  }
  return std::nullopt;
}

const Kind* only_kind(const CatalogList& list) {
  if (list.types.empty()) return nullptr;
  const std::string& kind = list.types.front()->kind;
  const bool same =
      std::all_of(list.types.begin(), list.types.end(), [&](const auto* type) { return type->kind == kind; });
  return same ? list.catalog.kind(kind) : nullptr;
}

std::vector<Column> columns_of(const CatalogList& list) {
  std::vector<Column> columns;
  if (const Kind* kind = only_kind(list))
    for (const AttributeRule* rule : headline(list.catalog, *kind))
      if (auto column = column_of(list.types, rule->name); column && columns.size() < kRatings)
        columns.push_back(std::move(*column));
  for (const auto& [name, unit] : {std::pair{"mass_operating", "kg"},
                                   {"mass_per_length", "kg/m"},
                                   {"cost_mid", "kUSD"},
                                   {"cost_per_length", "USD/m"},
                                   {"lead_time_mid", "week"}})
    if (auto column = column_of(list.types, name, unit))
      if (std::none_of(columns.begin(), columns.end(),
                       [&](const Column& c) { return c.attribute == column->attribute; }))
        columns.push_back(std::move(*column));
  return columns;
}

/// "rated_heat 1350 kW" of the first rating of its kind.
std::string rating_text(const Catalog& catalog, const ModuleType& type) {
  const Kind* kind = catalog.kind(type.kind);
  if (kind == nullptr) return "";
  for (const AttributeRule* rule : headline(catalog, *kind))
    if (const Attribute* found = type.find(rule->name)) return rule->name + " " + value_text(*found);
  return "";
}

std::string size_text(const ModuleType& type) {
  const auto metres = [](Millimetres length) { return round_text(static_cast<double>(length) / 1e3); };
  return fmt::format("{} x {} x {}", metres(type.length), metres(type.width), metres(type.height));
}

const Finding* override_at(const CatalogList& list, const ModuleType& type) {
  const auto found = std::find_if(list.overrides.begin(), list.overrides.end(),
                                  [&](const Finding& f) { return f.origin.file == type.origin.file; });
  return found == list.overrides.end() ? nullptr : &*found;
}

std::string overlay_notes(const CatalogList& list) {
  std::string notes;
  for (const ModuleType* type : list.types)
    if (const Finding* finding = override_at(list, *type))
      notes += fmt::format("* {}:{}: {}\n", finding->origin.file, finding->origin.line, finding->message);
  return notes;
}

}  // namespace

std::string catalog_list_text(const CatalogList& list) {
  if (list.types.empty()) return "no module type\n";
  const bool one_kind = only_kind(list) != nullptr;
  const std::vector<Column> numbers = columns_of(list);
  std::vector<std::string> head{"module"};
  if (!one_kind) head.insert(head.end(), {"kind", "rating"});
  head.emplace_back("maker");
  for (const Column& column : numbers) head.push_back(column.head());
  head.insert(head.end(), {"size [m]", "c/r/a"});
  Table table(head);
  for (const ModuleType* type : list.types) {
    std::vector<std::string> row{type->id + (override_at(list, *type) != nullptr ? " *" : "")};
    if (!one_kind) row.insert(row.end(), {type->kind, rating_text(list.catalog, *type)});
    row.push_back(type->manufacturer);
    for (const Column& column : numbers) row.push_back(column.cell(*type));
    row.insert(row.end(), {size_text(*type), status_text(*type)});
    table.add(std::move(row));
  }
  return table.text() +
         fmt::format("\n{} types; c/r/a: values confirmed, representative, assumed\n", list.types.size()) +
         overlay_notes(list);
}

std::string catalog_list_csv(const CatalogList& list) {
  using exporters::figure;
  using exporters::words;
  const std::vector<Column> numbers = columns_of(list);
  std::vector<exporters::Cell> head{figure("id"), figure("kind"), figure("manufacturer"), figure("part_number"),
                                    figure("title")};
  for (const Column& column : numbers) head.push_back(figure(column.head()));
  for (const char* name :
       {"length [mm]", "width [mm]", "height [mm]", "confirmed", "representative", "assumed", "file"})
    head.push_back(figure(name));
  std::string out;
  append_csv_row(out, head);
  for (const ModuleType* type : list.types) {
    const StatusCount count = statuses(*type);
    std::vector<exporters::Cell> row{words(type->id), words(type->kind), words(type->manufacturer),
                                     words(type->part_number), words(type->title)};
    for (const Column& column : numbers) row.push_back(figure(column.cell(*type)));
    for (const Millimetres side : {type->length, type->width, type->height})
      row.push_back(figure(std::to_string(side)));
    for (const int n : {count.confirmed, count.representative, count.assumed}) row.push_back(figure(std::to_string(n)));
    row.push_back(words(type->origin.file));
    append_csv_row(out, row);
  }
  return out;
}

std::string catalog_list_json(const CatalogList& list) {
  ordered_json modules = ordered_json::array();
  for (const ModuleType* type : list.types) {
    const StatusCount count = statuses(*type);
    const Kind* kind = list.catalog.kind(type->kind);
    ordered_json ratings = ordered_json::object();
    const auto add = [&](const std::string& name) {
      const Attribute* found = type->find(name);
      const double* si = found == nullptr ? nullptr : std::get_if<double>(&found->value);
      if (si == nullptr) return;
      const Unit* unit = find_unit(found->unit, found->dimension);
      ratings[name] = {{"value", unit == nullptr ? *si : from_si(*si, *unit)}, {"unit", found->unit}};
    };
    if (kind != nullptr)
      for (const AttributeRule* rule : headline(list.catalog, *kind)) add(rule->name);
    for (const char* name : {"mass_operating", "cost_mid", "cost_per_length", "lead_time_mid"}) add(name);
    ordered_json entry = {
        {"id", type->id},
        {"kind", type->kind},
        {"service", kind == nullptr ? "" : kind->service},
        {"title", type->title},
        {"manufacturer", type->manufacturer},
        {"part_number", type->part_number},
        {"size_mm", std::array<Millimetres, 3>{type->length, type->width, type->height}},
        {"ratings", ratings},
        {"values",
         {{"confirmed", count.confirmed}, {"representative", count.representative}, {"assumed", count.assumed}}},
        {"file", type->origin.file}};
    if (const Finding* finding = override_at(list, *type)) entry["overrides"] = finding->message;
    modules.push_back(std::move(entry));
  }
  return ordered_json{{"schema", 1}, {"modules", modules}}.dump(1, ' ', false, ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace plinth
