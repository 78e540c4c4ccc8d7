// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/text.h"
#include "core/input/lint_checks.h"
#include "core/input/lint_symbols.h"

namespace plinth {

namespace {

constexpr double edge = 1e-9;  // relative: a value on the end of a band lies within it

std::string in_unit(double si, const CompoundUnit& unit) {
  const std::string number = round_text((si - unit.offset) / unit.factor);
  return unit.text.empty() ? number : number + " " + unit.text;
}

bool known(const std::string& formula, const FormulaSymbols& symbols) {
  const std::vector<std::string> names = formula_names(formula);
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return symbols.contains(name); });
}

/// The SI value; nullopt when a part of it is not stated. Faults of the formula are the business of check_records().
std::optional<double> value_of(const std::string& formula, const FormulaSymbols& symbols) {
  if (!known(formula, symbols)) return std::nullopt;
  const auto result = evaluate(formula, symbols);
  const auto* value = std::get_if<Dimensioned>(&result);
  return value != nullptr && !std::isnan(value->si) ? std::optional(value->si) : std::nullopt;
}

std::optional<double> end_of(const BandEnd& end, const FormulaSymbols& symbols) {
  if (end.over.empty()) return end.formula.empty() ? std::optional(end.number) : value_of(end.formula, symbols);
  const auto x = value_of(end.over, symbols);
  if (!x || end.points.empty()) return std::nullopt;
  // The ends of the table belong to it in spite of rounding of units.
  const double low = end.points.front().first, high = end.points.back().first;
  if (*x < low * (1 - edge) || *x > high * (1 + edge)) return std::nullopt;
  return Curve{end.points}.at(std::clamp(*x, low, high));
}

/// The attribute that a symbol of a formula is made of: itself, or the curve of "efficiency_last". Empty: of none.
std::string attribute_of(const std::string& symbol, const ModuleType& type) {
  if (type.find(symbol) != nullptr) return symbol;
  for (const auto& [name, attribute] : type.attributes)
    if (std::holds_alternative<Curve>(attribute.value) && symbol.starts_with(name + "_")) return name;
  return {};
}

/// The numbers that went in, as the file states them: "mass_operating 20 t, energy 5.016 MWh".
std::string inputs_of(const std::string& formula, const ModuleType& type, const TomlNode& root) {
  std::string all;
  for (const std::string& name : formula_names(formula)) {
    const TomlNode* node = type.find(name) == nullptr ? nullptr : node_at(root, value_path(root, name));
    if (node == nullptr || node->text.empty()) continue;
    all += (all.empty() ? "" : ", ") + name + " " + node->text;
  }
  return all;
}

class BandCheck {
 public:
  BandCheck(const LintView& view, std::vector<Finding>& findings, std::map<std::string, int>& compared)
      : view_(view), findings_(findings), compared_(compared) {}

  void run() {
    for (const ModuleType& type : view_.catalog.modules) {
      const TomlDocument* document = view_.places.document(type.origin.file);
      if (document == nullptr) continue;
      const FormulaSymbols symbols = lint_symbols(type, view_.catalog);
      for (const auto& [id, band] : view_.records.bands)
        if (holds(band.head.scope, type, symbols)) compare(band, type, symbols, *document);
      for (const auto& [id, trend] : view_.records.trends)
        if (holds(trend.head.scope, type, symbols)) follow(trend, type, *document);
    }
  }

 private:
  static bool holds(const LintScope& scope, const ModuleType& type, const FormulaSymbols& symbols) {
    return in_scope(scope, type) && (scope.when.empty() || value_of(scope.when, symbols).value_or(0) != 0);
  }

  void compare(const PlausibleBand& band, const ModuleType& type, const FormulaSymbols& symbols,
               const TomlDocument& document) {
    const auto value = value_of(band.quantity, symbols);
    if (!value || refused(band.quantity, type, document)) return;
    if (const auto least = band.least ? end_of(*band.least, symbols) : std::nullopt) {
      ++compared_[band.head.id];
      if (*value < *least - std::fabs(*least) * edge) report(band, type, document, *value, *least, "at least ");
    }
    if (const auto most = band.most ? end_of(*band.most, symbols) : std::nullopt) {
      ++compared_[band.head.id];
      if (*value > *most + std::fabs(*most) * edge) report(band, type, document, *value, *most, "at most ");
    }
  }

  /// Whether the reader has found fault with a part of it: one slip of the pen is one finding.
  bool refused(const std::string& formula, const ModuleType& type, const TomlDocument& document) const {
    const std::vector<std::string> names = formula_names(formula);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      const std::string attribute = attribute_of(name, type);
      if (attribute.empty()) return false;
      const int line = span_at_path(document.root(), value_path(document.root(), attribute)).line;
      return view_.faulty_lines.contains({document.file(), line});
    });
  }

  static std::string place_of(const PlausibleBand& band, const ModuleType& type, const TomlNode& root) {
    if (band.at.find('.') != std::string::npos) return band.at;
    if (!band.at.empty() && type.find(band.at) != nullptr) return value_path(root, band.at);
    for (const std::string& name : formula_names(band.quantity)) {
      if (const std::string attribute = attribute_of(name, type); !attribute.empty())
        return value_path(root, attribute);
      if (name.starts_with("envelope_") || name.starts_with("box_"))
        return "envelope." + name.substr(name.find('_') + 1);
    }
    return "attributes";
  }

  void report(const PlausibleBand& band, const ModuleType& type, const TomlDocument& document, double value,
              double bound, const std::string& words) {
    const CompoundUnit& unit = band.unit;
    std::string hint = band.head.provenance.source;
    if (!band.hint.empty()) hint = band.hint + "; " + hint;
    if (const std::string inputs = inputs_of(band.quantity, type, document.root()); !inputs.empty())
      hint = inputs + "; " + hint;
    Finding finding =
        document.fault(lint::implausible,
                       band.head.says + " is " + in_unit(value, unit) + ", " + words + in_unit(bound, unit) +
                           " is plausible (" + band.head.id + ")",
                       span_at_path(document.root(), place_of(band, type, document.root())), std::move(hint));
    finding.severity = band.head.severity;
    finding.actual = Measured{(value - unit.offset) / unit.factor, unit.text};
    finding.required = Measured{(bound - unit.offset) / unit.factor, unit.text};
    findings_.push_back(std::move(finding));
  }

  void follow(const CurveTrend& trend, const ModuleType& type, const TomlDocument& document) {
    const Curve* curve = type.curve(trend.curve);
    if (curve == nullptr) return;
    ++compared_[trend.head.id];
    for (std::size_t i = 1; i < curve->points.size(); ++i) {
      const double step = curve->points[i].second - curve->points[i - 1].second;
      const bool sound = trend.way == Trends::rises           ? step > 0
                         : trend.way == Trends::falls         ? step < 0
                         : trend.way == Trends::does_not_rise ? step <= 0
                                                              : step >= 0;
      if (sound) continue;
      Finding finding = document.fault(
          lint::trend, "curve `" + trend.curve + "` must be one that " + words(trend.way) + ": " + trend.head.says,
          span_at_path(document.root(), "attributes." + trend.curve + ".points." + std::to_string(i + 1)),
          trend.head.id + ": " + trend.head.provenance.source);
      finding.severity = trend.head.severity;
      findings_.push_back(std::move(finding));
      return;  // one turn is enough to show that the curve is wrong
    }
  }

  static std::string words(Trends way) {
    std::string all(text(way));
    std::replace(all.begin(), all.end(), '-', ' ');
    return all;
  }

  const LintView& view_;
  std::vector<Finding>& findings_;
  std::map<std::string, int>& compared_;
};

}  // namespace

bool in_scope(const LintScope& scope, const ModuleType& type) {
  const auto is_here = [&](const std::string& kind) { return kind == "*" || kind == type.kind; };
  if (std::none_of(scope.kinds.begin(), scope.kinds.end(), is_here)) return false;
  return std::all_of(scope.where.begin(), scope.where.end(), [&](const auto& wanted) {
    const auto& [name, texts] = wanted;
    const Attribute* attribute = type.find(name);
    if (attribute == nullptr) return false;
    const bool* flag = std::get_if<bool>(&attribute->value);
    const std::string have = flag == nullptr ? type.word(name) : *flag ? "true" : "false";
    return std::find(texts.begin(), texts.end(), have) != texts.end();
  });
}

std::string value_path(const TomlNode& root, const std::string& attribute) {
  std::string path = "attributes." + attribute;
  const TomlNode* node = node_at(root, path);
  if (node == nullptr || node->type != TomlNode::Types::table) return path;
  return path + (node->find("value") != nullptr ? ".value" : ".points");
}

void check_bands(const LintView& view, std::vector<Finding>& findings, std::map<std::string, int>& compared) {
  BandCheck(view, findings, compared).run();
}

}  // namespace plinth
