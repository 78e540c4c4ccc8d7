// SPDX-License-Identifier: Apache-2.0
#include "core/input/lint_symbols.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/text.h"

namespace plinth {

namespace {

void put(FormulaSymbols& symbols, const std::string& name, double si, Dimension dimension) {
  symbols[name] = {si, exponents(dimension)};
}

void put_curve(FormulaSymbols& symbols, const std::string& name, const Curve& curve) {
  const auto by_y = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto [least, most] = std::minmax_element(curve.points.begin(), curve.points.end(), by_y);
  put(symbols, name + "_least", least->second, curve.y);
  put(symbols, name + "_most", most->second, curve.y);
  put(symbols, name + "_first", curve.points.front().second, curve.y);
  put(symbols, name + "_last", curve.points.back().second, curve.y);
  put(symbols, name + "_x_first", curve.points.front().first, curve.x);
  put(symbols, name + "_x_last", curve.points.back().first, curve.x);
}

std::optional<double> leading_number(std::string_view text) {
  double value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

/// "DN150", "2 x DN150": the nominal number is the bore in millimetres to within a tenth.
void put_port(FormulaSymbols& symbols, const Port& port) {
  const std::string_view size = trim(port.size);
  if (size.ends_with(" A")) {
    if (const auto current = leading_number(size))
      put(symbols, "port_" + port.name + "_current", *current, Dimension::current);
    return;
  }
  const std::size_t at = size.find("DN");
  if (at == std::string_view::npos) return;
  const auto bore = leading_number(trim(size.substr(at + 2)));
  const double pieces = at == 0 ? 1.0 : leading_number(size).value_or(1.0);
  if (bore) put(symbols, "port_" + port.name + "_bore", *bore * 1e-3 * std::sqrt(pieces), Dimension::length);
}

void put_contents(FormulaSymbols& symbols, const ModuleType& type, const Catalog& catalog) {
  double mass = 0, cost = 0;
  bool all_mass = !type.contains.empty(), all_cost = all_mass;
  for (const Contained& part : type.contains) {
    const ModuleType* inner = catalog.module(part.module);
    const auto part_mass = inner == nullptr ? std::nullopt : inner->number("mass_operating");
    const auto part_cost = inner == nullptr ? std::nullopt : inner->number("cost_mid");
    all_mass = all_mass && part_mass;
    all_cost = all_cost && part_cost;
    mass += part_mass.value_or(0) * std::max(part.count, part.limit);
    cost += part_cost.value_or(0) * part.count;
  }
  if (all_mass) put(symbols, "contents_mass", mass, Dimension::mass);
  if (all_cost) put(symbols, "contents_cost", cost, Dimension::money);
}

void put_box(FormulaSymbols& symbols, const ModuleType& type) {
  const auto metres = [](Millimetres length) { return static_cast<double>(length) / 1000.0; };
  const auto put_size = [&](const std::string& side, Millimetres envelope) {
    put(symbols, "envelope_" + side, metres(envelope), Dimension::length);
    put(symbols, "box_" + side, type.number("shipping_" + side).value_or(metres(envelope)), Dimension::length);
  };
  if (type.length <= 0 || type.width <= 0 || type.height <= 0) return;  // reported by the reader
  put_size("length", type.length);
  put_size("width", type.width);
  put_size("height", type.height);
  const auto shipped = type.number("mass_shipping"), whole = type.number("mass_operating");
  if (shipped || whole) put(symbols, "box_mass", shipped ? *shipped : *whole, Dimension::mass);
}

}  // namespace

FormulaSymbols lint_symbols(const ModuleType& type, const Catalog& catalog) {
  FormulaSymbols symbols;
  for (const auto& [name, attribute] : type.attributes) {
    if (const auto* number = std::get_if<double>(&attribute.value)) put(symbols, name, *number, attribute.dimension);
    if (const auto* flag = std::get_if<bool>(&attribute.value)) put(symbols, name, *flag ? 1 : 0, Dimension::ratio);
    if (const auto* curve = std::get_if<Curve>(&attribute.value)) put_curve(symbols, name, *curve);
  }
  for (const Port& port : type.ports) put_port(symbols, port);
  put_box(symbols, type);
  put_contents(symbols, type, catalog);
  return symbols;
}

FormulaSymbols lint_symbols(const Kind& kind) {
  FormulaSymbols symbols;
  for (const AttributeRule& rule : kind.attributes) {
    const Dimension dimension = rule.dimension.value_or(Dimension::ratio);
    if (rule.type == "number" || rule.type == "flag") put(symbols, rule.name, 1, dimension);
    if (rule.type == "curve") {
      const Dimension x = rule.curve_x.value_or(Dimension::ratio);
      put_curve(symbols, rule.name, Curve{{{1, 1}, {1, 1}}, x, dimension});
    }
  }
  for (const char* part : {"envelope_", "box_"})
    for (const char* side : {"length", "width", "height"}) put(symbols, std::string(part) + side, 1, Dimension::length);
  put(symbols, "box_mass", 1, Dimension::mass);
  put(symbols, "contents_mass", 1, Dimension::mass);
  put(symbols, "contents_cost", 1, Dimension::money);
  return symbols;
}

std::vector<std::string> formula_names(std::string_view formula) {
  std::vector<std::string> names;
  const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  const auto in_name = [&](char c) { return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t i = 0; i < formula.size();) {
    std::size_t end = i + 1;
    if (formula[i] == '[') {
      end = std::min(formula.size(), formula.find(']', i));
    } else if (in_name(formula[i])) {  // a number with an exponent ("1e3") is passed over whole
      while (end < formula.size() && in_name(formula[end])) ++end;
      std::size_t next = end;
      while (next < formula.size() && formula[next] == ' ') ++next;
      const bool call = next < formula.size() && formula[next] == '(';
      std::string name(formula.substr(i, end - i));
      if (is_letter(formula[i]) && !call && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    }
    i = end;
  }
  return names;
}

}  // namespace plinth
