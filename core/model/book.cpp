// SPDX-License-Identifier: Apache-2.0
#include "core/model/book.h"

#include <algorithm>
#include <vector>

#include "core/base/assert.h"

namespace plinth {
namespace {

const Unit& unit_named(std::string_view symbol) {
  const Unit* unit = find_unit(symbol);
  PLINTH_ASSERT(unit != nullptr, "no unit " + std::string(symbol));
  return *unit;
}

std::string provenance_text(const Provenance& p) {
  return p.source + (p.as_of.empty() ? "" : ", " + p.as_of) + " (" + std::string(text(p.status)) + ")";
}

/// What the type's kind says the attribute means, with its rating conditions; else its name.
std::string meaning_of(const Catalog& catalog, const ModuleType& type, std::string_view attribute) {
  const Kind* kind = catalog.kind(type.kind);
  if (kind != nullptr)
    for (const AttributeRule& rule : kind->attributes)
      if (rule.name == attribute && !rule.meaning.empty()) return rule.meaning;
  return std::string(attribute);
}

/// The unit in which the points of one axis are written shortest, as the catalog's author most likely did.
const Unit& shortest_unit(const Curve& curve, bool x_axis) {
  const Unit* best = nullptr;
  std::size_t least = 0;
  for (const Unit& unit : all_units()) {
    if (unit.dimension != (x_axis ? curve.x : curve.y)) continue;
    const Unit* read = find_unit(unit.symbol);  // what a formula makes of the symbol
    if (read == nullptr || read->factor != unit.factor || read->offset != unit.offset) continue;
    std::size_t length = 0;
    for (const auto& [x, y] : curve.points) length += number_text(from_si(x_axis ? x : y, unit)).size();
    if (best == nullptr || length < least) {
      best = &unit;
      least = length;
    }
  }
  PLINTH_ASSERT(best != nullptr, "a dimension without a unit");
  return *best;
}

/// Symbols of a sum: a, b, … z, a1, b1 …
std::string letter(std::size_t i) {
  std::string out(1, static_cast<char>('a' + i % 26));
  if (i >= 26) out += std::to_string(i / 26);
  return out;
}

}  // namespace

std::string Book::leaf(EntryKind kind, std::string id, double si, std::string_view unit, std::string_view meaning,
                       std::string_view basis, std::string_view text, std::vector<LedgerInput> inputs) {
  LedgerEntry entry;
  entry.id = id;
  entry.kind = kind;
  entry.value = from_si(si, unit_named(unit));
  entry.unit = unit;
  entry.meaning = meaning;
  entry.basis = basis;
  entry.text = text;
  entry.inputs = std::move(inputs);
  ledger_.add(std::move(entry));
  return id;
}

std::string Book::contained(const ModuleType& type, std::string_view child_kind, int count) {
  const std::string id = "catalog." + type.id + "." + std::string(child_kind) + "_count";
  if (ledger_.find(id) != nullptr) return id;
  LedgerEntry entry;
  entry.id = id;
  entry.kind = EntryKind::catalog;
  entry.value = count;
  entry.meaning = std::string(child_kind) + " in one " + type.title;
  entry.basis = "contains, in the catalog entry";
  entry.text = std::to_string(count);
  entry.origin = type.origin;
  ledger_.add(std::move(entry));
  return id;
}

std::string Book::site(std::string_view key, double si, std::string_view unit, std::string_view meaning) {
  LedgerEntry entry;
  entry.id = "site." + std::string(key);
  entry.value = from_si(si, unit_named(unit));
  entry.unit = unit;
  entry.meaning = meaning;
  const auto origin = spec_.origins.find(std::string(key));
  if (origin != spec_.origins.end()) {
    entry.kind = EntryKind::input;
    entry.origin = origin->second;
    const auto text = spec_.texts.find(std::string(key));
    if (text != spec_.texts.end()) entry.text = text->second;
    entry.basis = "given";
  } else {
    entry.kind = EntryKind::default_value;
    const auto used =
        std::find_if(spec_.defaults.begin(), spec_.defaults.end(), [&](const auto& d) { return d.key == key; });
    if (used != spec_.defaults.end()) {
      entry.text = used->value;
      entry.basis = used->reason;
    }
  }
  const std::string id = entry.id;
  if (ledger_.find(id) == nullptr) ledger_.add(std::move(entry));
  return id;
}

std::string Book::attribute(const ModuleType& type, std::string_view name) {
  const std::string id = "catalog." + type.id + "." + std::string(name);
  if (ledger_.find(id) != nullptr) return id;
  const Attribute* a = type.find(name);
  PLINTH_ASSERT(a != nullptr && std::holds_alternative<double>(a->value), id + " is not a number");
  LedgerEntry entry;
  entry.id = id;
  entry.kind = EntryKind::catalog;
  const Unit* unit = find_unit(a->unit, a->dimension);
  PLINTH_ASSERT(unit != nullptr, id + " has the unknown unit " + a->unit);
  entry.value = from_si(std::get<double>(a->value), *unit);
  entry.unit = a->unit;
  entry.meaning = type.title + ": " + meaning_of(catalog_, type, name);
  entry.basis = provenance_text(a->provenance);
  entry.text = round_text(entry.value, 6) + (entry.unit.empty() || entry.unit == "%" ? "" : " ") + entry.unit;
  entry.origin = a->provenance.origin;
  ledger_.add(std::move(entry));
  return id;
}

std::string Book::point(const ModuleType& type, std::string_view name, std::size_t n) {
  const std::string id = "catalog." + type.id + "." + std::string(name) + "." + std::to_string(n);
  if (ledger_.find(id) != nullptr) return id;
  const Attribute* a = type.find(name);
  const Curve* curve = type.curve(name);
  PLINTH_ASSERT(a != nullptr && curve != nullptr && n >= 1 && n <= curve->points.size(), id + " is not a curve point");
  const auto& [x, y] = curve->points[n - 1];
  const Unit &x_unit = shortest_unit(*curve, true), &y_unit = shortest_unit(*curve, false);
  const auto written = [](double si, const Unit& unit) {
    return round_text(from_si(si, unit), 6) + (unit.symbol.empty() ? "" : " " + std::string(unit.symbol));
  };
  LedgerEntry entry;
  entry.id = id;
  entry.kind = EntryKind::catalog;
  entry.value = from_si(y, y_unit);
  entry.unit = y_unit.symbol;
  entry.meaning = type.title + ": " + meaning_of(catalog_, type, name) + ", at " + written(x, x_unit);
  entry.basis = provenance_text(a->provenance);
  entry.text = written(y, y_unit);
  entry.origin = a->provenance.origin;
  ledger_.add(std::move(entry));
  return id;
}

std::string Book::profile(const GridProfile& grid, std::string_view name, double si, std::string_view unit,
                          std::string_view meaning) {
  const std::string id = "grid." + grid.id + "." + std::string(name);
  if (ledger_.find(id) != nullptr) return id;
  LedgerEntry entry;
  entry.id = id;
  entry.kind = EntryKind::assumption;
  entry.value = from_si(si, unit_named(unit));
  entry.unit = unit;
  entry.meaning = meaning;
  entry.basis =
      grid.title + (grid.edition.empty() ? "" : ", " + grid.edition) + "; " + provenance_text(grid.provenance);
  entry.text = round_text(entry.value, 6) + (entry.unit.empty() || entry.unit == "%" ? "" : " ") + entry.unit;
  entry.origin = grid.provenance.origin;
  ledger_.add(std::move(entry));
  return id;
}

std::string Book::limit(std::string_view limit_id) {
  const std::string id(limit_id);
  if (ledger_.find(id) != nullptr) return id;
  const Limit* limit = catalog_.limit(limit_id, text(spec_.project.jurisdiction));
  PLINTH_ASSERT(limit != nullptr, "no limit " + id);
  LedgerEntry entry;
  entry.id = id;
  entry.kind = EntryKind::assumption;
  entry.value = from_si(limit->si, unit_named(limit->unit));
  entry.unit = limit->unit;
  entry.meaning = limit->note.empty() ? "limit " + id : limit->note;
  entry.basis = limit->edition + "; " + provenance_text(limit->provenance);
  entry.text = round_text(entry.value, 6) + (entry.unit.empty() || entry.unit == "%" ? "" : " ") + entry.unit;
  entry.origin = limit->provenance.origin;
  ledger_.add(std::move(entry));
  return id;
}

std::string Book::derive(std::string id, double si, std::string_view unit, std::string_view formula,
                         std::vector<LedgerInput> inputs, std::string_view meaning, std::string_view basis) {
  LedgerEntry entry;
  entry.id = id;
  entry.value = from_si(si, unit_named(unit));
  entry.unit = unit;
  entry.formula = formula;
  entry.inputs = std::move(inputs);
  entry.meaning = meaning;
  entry.basis = basis;
  ledger_.add(std::move(entry));
  return id;
}

std::string Book::derive(std::string id, double si, std::string_view unit, std::string_view formula,
                         std::initializer_list<LedgerInput> inputs, std::string_view meaning, std::string_view basis) {
  return derive(std::move(id), si, unit, formula, std::vector<LedgerInput>(inputs), meaning, basis);
}

std::string Book::sum(std::string id, double si, std::string_view unit, const std::vector<std::string>& terms,
                      std::string_view meaning, std::string_view basis) {
  std::string formula;
  std::vector<LedgerInput> inputs;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i > 0) formula += " + ";
    formula += letter(i);
    inputs.push_back({letter(i), terms[i]});
  }
  if (terms.empty()) formula = "0";
  return derive(std::move(id), si, unit, formula, std::move(inputs), meaning, basis);
}

double Book::value(std::string_view id) const {
  const LedgerEntry* entry = ledger_.find(id);
  PLINTH_ASSERT(entry != nullptr, "no ledger entry " + std::string(id));
  return to_si(entry->value, unit_named(entry->unit));
}

std::vector<std::string> Book::matching(std::string_view prefix, std::string_view suffix) const {
  std::vector<std::string> ids;
  for (auto at = ledger_.entries().lower_bound(prefix); at != ledger_.entries().end() && at->first.starts_with(prefix);
       ++at)
    if (at->first.ends_with(suffix)) ids.push_back(at->first);
  return ids;
}

std::string interpolation_formula(const Curve& curve, double x_si) {
  PLINTH_ASSERT(!curve.points.empty(), "an empty curve");
  const Unit &x_unit = shortest_unit(curve, true), &y_unit = shortest_unit(curve, false);
  const auto literal = [](double si, const Unit& unit) {
    return number_text(from_si(si, unit)) + (unit.symbol.empty() ? "" : "[" + std::string(unit.symbol) + "]");
  };
  const auto& points = curve.points;
  if (x_si <= points.front().first) return literal(points.front().second, y_unit);
  if (x_si >= points.back().first) return literal(points.back().second, y_unit);
  const auto above =
      std::lower_bound(points.begin(), points.end(), x_si, [](const auto& p, double v) { return p.first < v; });
  const auto below = above - 1;
  const std::string y0 = literal(below->second, y_unit), x0 = literal(below->first, x_unit);
  return y0 + " + (" + literal(above->second, y_unit) + " - " + y0 + ") * (x - " + x0 + ") / (" +
         literal(above->first, x_unit) + " - " + x0 + ")";
}

}  // namespace plinth
