// SPDX-License-Identifier: Apache-2.0
#include "exporters/text/checklist/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/base/text.h"

namespace plinth::checklist {
namespace {

std::string pretty_unit(std::string_view unit) {
  if (unit == "degC") return "°C";
  if (unit == "m3") return "m³";
  if (unit == "m3/s") return "m³/s";
  if (unit == "ohm") return "Ω";
  if (unit == "mohm") return "mΩ";
  return std::string(unit);
}

/// As many digits as one can measure: three, four for ratios, temperatures, voltages, frequencies and power, whole
/// millimetres; whole numbers keep all of theirs.
std::string figure(double value, std::string_view unit) {
  static constexpr std::string_view fine[] = {"%", "degC", "V", "kV", "Hz", "kW", "kVA", ""};
  if (std::fabs(value) >= 1000 || (unit == "mm" && std::fabs(value) >= 10)) return fmt::format("{:.0f}", value);
  return round_text(value, std::find(std::begin(fine), std::end(fine), unit) == std::end(fine) ? 3 : 4);
}

struct SplitLimit {
  std::string_view formula, unit;
};

SplitLimit split_limit(std::string_view limit) {
  const std::size_t open = limit.rfind('[');
  if (open == std::string_view::npos || !limit.ends_with(']')) return {trim(limit), ""};
  return {trim(limit.substr(0, open)), limit.substr(open + 1, limit.size() - open - 2)};
}

/// Evaluated condition of an item: left out, in, or in because it cannot be decided.
enum class Applies { no, yes, undecided };

Applies applies(const std::string& when, const Symbols& symbols) {
  if (when.empty()) return Applies::yes;
  FormulaSymbols known;
  for (const std::string& name : names_in(when)) {
    const auto symbol = symbols.find_or_zero(name);
    if (!symbol) return Applies::undecided;
    known.emplace(name, symbol->value);
  }
  const auto result = evaluate(when, known);
  const auto* value = std::get_if<Dimensioned>(&result);
  if (value == nullptr) return Applies::undecided;
  return value->si == 0 ? Applies::no : Applies::yes;
}

void note_used(const std::string& name, const Symbol& symbol, std::map<std::string, UsedSymbol>& used) {
  if (is_unit_name(name) || used.contains(name)) return;
  used.emplace(name, UsedSymbol{name, shown(symbol.value, symbol.unit), symbol.origin, symbol.assumed});
}

Line make_line(const TestItem& item, const Symbols& symbols, std::map<std::string, UsedSymbol>& used) {
  Line line;
  line.item = &item;
  for (const auto& [name, limit] : item.limits) {
    LimitValue value = evaluate_limit(limit, symbols);
    line.by_supplier = line.by_supplier || value.text.empty();
    if (!value.formula.empty())
      for (const std::string& symbol : names_in(value.formula))
        if (const auto found = symbols.find(symbol)) note_used(symbol, *found, used);
    line.limits.emplace(name, std::move(value));
  }
  return line;
}

Section& section_for(std::vector<Section>& sections, const std::string& family, const std::string& level) {
  const std::string title = family_title(family);
  for (Section& section : sections)
    if (section.title == title && section.level == level) return section;
  sections.push_back({title, level, {}});
  return sections.back();
}

void number_lines(Sheet& sheet) {
  std::stable_sort(sheet.sections.begin(), sheet.sections.end(),
                   [](const Section& a, const Section& b) { return a.level < b.level; });
  for (Section& section : sheet.sections)
    for (Line& line : section.lines) {
      line.number = ++sheet.lines;
      sheet.hold += line.item->point == "H" ? 1 : 0;
      sheet.witness += line.item->point == "W" ? 1 : 0;
      sheet.by_supplier += line.by_supplier ? 1 : 0;
    }
}

}  // namespace

std::string shown(const Dimensioned& value, std::string_view unit) {
  const Unit* found = unit.empty() ? nullptr : find_unit(unit);
  const double number = found == nullptr ? value.si : from_si(value.si, *found);
  if (unit == "V" && std::fabs(number) >= 1e4) return shown(value, "kV");
  std::string text = figure(number, unit);
  if (unit.empty() || unit == "W/VA") return text;
  return text + " " + pretty_unit(unit);
}

LimitValue evaluate_limit(std::string_view limit, const Symbols& symbols) {
  LimitValue out;
  const auto [formula, unit] = split_limit(limit);
  out.unit = unit == "W/VA" ? "" : pretty_unit(unit);
  FormulaSymbols known;
  bool constant = true;
  for (const std::string& name : names_in(formula)) {
    const bool is_unit = is_unit_name(name) && symbols.find(name)->origin == "unit";
    constant = constant && is_unit;
    const auto symbol = symbols.find(name);
    if (!symbol && out.missing.empty()) out.missing = name;
    if (!symbol) continue;
    out.assumed = out.assumed || symbol->assumed;
    known.emplace(name, symbol->value);
  }
  if (!constant) out.formula = formula;
  if (!out.missing.empty()) return out;
  const auto result = evaluate(formula, known);
  const auto* value = std::get_if<Dimensioned>(&result);
  const Unit* wanted = find_unit(unit);
  if (value == nullptr) {
    out.fault = std::get<std::string>(result);
  } else if (wanted == nullptr || exponents(wanted->dimension) != value->exponents) {
    out.fault = "the value is not in " + std::string(unit.empty() ? "plain numbers" : unit);
  } else if (!std::isfinite(value->si)) {
    out.fault = "the value is not finite";
  } else {
    out.text = shown(*value, unit);
  }
  return out;
}

Sheet make_sheet(const Catalog& catalog, const Kind& kind, const Symbols& symbols) {
  Sheet sheet;
  std::map<std::string, UsedSymbol> used;
  for (const std::string& family : kind.test_families)
    for (const TestItem& item : catalog.tests) {
      if (item.family != family) continue;
      const Applies state = applies(item.when, symbols);
      if (state == Applies::no) continue;
      Line line = make_line(item, symbols, used);
      line.undecided = state == Applies::undecided;
      section_for(sheet.sections, family, item.level).lines.push_back(std::move(line));
    }
  number_lines(sheet);
  for (auto& [name, symbol] : used) sheet.used.push_back(std::move(symbol));
  return sheet;
}

std::string family_title(std::string_view family) {
  static constexpr std::string_view upper[] = {"mv", "lv", "ups", "bess", "pcs", "cdu", "it"};
  std::string title;
  for (const std::string& word : split(family, '_')) {
    std::string shown_word = word;
    if (std::find(std::begin(upper), std::end(upper), word) != std::end(upper))
      for (char& c : shown_word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    title += (title.empty() ? "" : " ") + shown_word;
  }
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

}  // namespace plinth::checklist
