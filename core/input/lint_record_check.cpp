// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/text.h"
#include "core/input/lint_checks.h"
#include "core/input/lint_symbols.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

std::string did_you_mean(const std::string& word, const std::vector<std::string>& names) {
  const std::string near = nearest(word, names);
  return near.empty() ? "" : "did you mean `" + near + "`?";
}

/// What is wrong with the records themselves. A record about all kinds ("*") need fit one of them only.
class RecordCheck {
 public:
  RecordCheck(const LintView& view, std::vector<Finding>& findings) : view_(view), findings_(findings) {
    for (const Kind& kind : view.catalog.kinds) kind_names_.push_back(kind.id);
  }

  std::set<std::string> run() {
    for (const auto& [id, band] : view_.records.bands) check_band(band);
    for (const auto& [id, trend] : view_.records.trends) check_trend(trend);
    for (const auto& [id, reference] : view_.records.references) {
      check_kinds(reference.head);
      for (std::size_t i = 0; i < reference.to.size(); ++i)
        if (reference.to[i] != "kind") check_kind(reference.head, reference.to[i], "to." + std::to_string(i + 1));
    }
    return std::move(faulty_);
  }

 private:
  void add(std::string_view code, const LintHead& head, const std::string& path, std::string message,
           std::string hint = {}) {
    const TomlNode& root = head.document->root();
    faulty_.insert(head.id);
    findings_.push_back(head.document->fault(code, std::move(message), span_at_path(root, path), std::move(hint)));
  }

  void check_kind(const LintHead& head, const std::string& kind, const std::string& key) {
    if (kind == "*" || view_.catalog.kind(kind) != nullptr) return;
    add(cat::unknown_reference, head, head.path + "." + key, "there is no kind \"" + printable(kind, 60) + "\"",
        did_you_mean(kind, kind_names_));
  }

  void check_kinds(const LintHead& head) {
    for (std::size_t i = 0; i < head.scope.kinds.size(); ++i)
      check_kind(head, head.scope.kinds[i], "kinds." + std::to_string(i + 1));
  }

  /// The kinds a record is about; of "*" those that declare every name in `formulas`.
  std::vector<const Kind*> kinds_of(const LintHead& head, const std::vector<std::string>& formulas) const {
    std::vector<const Kind*> kinds;
    for (const std::string& id : head.scope.kinds) {
      if (id != "*") {
        if (const Kind* kind = view_.catalog.kind(id)) kinds.push_back(kind);
        continue;
      }
      for (const Kind& kind : view_.catalog.kinds) {
        const FormulaSymbols symbols = symbols_of(kind, formulas);
        const auto fits = [&](const std::string& formula) { return unknown_name(formula, symbols).empty(); };
        if (std::all_of(formulas.begin(), formulas.end(), fits)) kinds.push_back(&kind);
      }
    }
    return kinds;
  }

  /// Ports are named by modules as well as by kinds, so every port name will do.
  static FormulaSymbols symbols_of(const Kind& kind, const std::vector<std::string>& formulas) {
    FormulaSymbols symbols = lint_symbols(kind);
    for (const std::string& formula : formulas)
      for (const std::string& name : formula_names(formula)) {
        if (!name.starts_with("port_")) continue;
        if (name.ends_with("_bore")) symbols[name] = {1, exponents(Dimension::length)};
        if (name.ends_with("_current")) symbols[name] = {1, exponents(Dimension::current)};
      }
    return symbols;
  }

  static std::string unknown_name(const std::string& formula, const FormulaSymbols& symbols) {
    for (const std::string& name : formula_names(formula))
      if (!symbols.contains(name)) return name;
    return {};
  }

  /// Whether the formula works for this kind and gives `wanted`; the first fault is reported.
  bool check_formula(const LintHead& head, const Kind& kind, const std::string& path, const std::string& formula,
                     const Exponents& wanted, const std::string& wanted_words) {
    if (formula.empty()) return true;
    const FormulaSymbols symbols = symbols_of(kind, {formula});
    if (const std::string name = unknown_name(formula, symbols); !name.empty()) {
      if (head.optional) return true;
      std::vector<std::string> names;
      for (const auto& [symbol, value] : symbols) names.push_back(symbol);
      const std::string near = did_you_mean(name, names);
      add(lint::record, head, path, "kind \"" + kind.id + "\" declares no `" + printable(name, 60) + "`",
          near.empty() ? "kinds/" + kind.id + ".toml and kinds/_common.toml list the attributes" : near);
      return false;
    }
    const auto result = evaluate(formula, symbols);
    if (const auto* fault = std::get_if<std::string>(&result)) {
      add(lint::record, head, path, printable(*fault, 200));
      return false;
    }
    if (std::get<Dimensioned>(result).exponents == wanted) return true;
    add(lint::record, head, path, "`" + printable(formula, 120) + "` is not " + wanted_words);
    return false;
  }

  void check_band(const PlausibleBand& band) {
    const LintHead& head = band.head;
    check_kinds(head);
    std::vector<std::string> formulas{band.quantity, head.scope.when};
    for (const auto* end : {&band.least, &band.most})
      if (*end) formulas.insert(formulas.end(), {(*end)->formula, (*end)->over});
    const std::vector<const Kind*> kinds = kinds_of(head, formulas);
    if (kinds.empty() && !head.optional &&
        std::find(head.scope.kinds.begin(), head.scope.kinds.end(), "*") != head.scope.kinds.end())
      add(lint::record, head, head.path + ".quantity", "no kind declares every name of this record");
    const std::string unit = "in \"" + band.unit.text + "\"";
    for (const Kind* kind : kinds) {
      bool sound = check_where(head, *kind) &&
                   check_formula(head, *kind, head.path + ".when", head.scope.when, {}, "a comparison") &&
                   check_formula(head, *kind, head.path + ".quantity", band.quantity, band.unit.exponents, unit);
      for (const auto* end : {&band.least, &band.most}) {
        if (!sound || !*end) continue;
        sound = check_formula(head, *kind, (*end)->path, (*end)->formula, band.unit.exponents, unit) &&
                ((*end)->points.empty() || check_formula(head, *kind, (*end)->path + ".over", (*end)->over,
                                                         (*end)->over_exponents, "of the kind its points are over"));
      }
      if (!sound) return;  // the same fault for every further kind
    }
  }

  bool check_where(const LintHead& head, const Kind& kind) {
    for (const auto& [name, texts] : head.scope.where) {
      const auto rule = std::find_if(kind.attributes.begin(), kind.attributes.end(),
                                     [&](const AttributeRule& r) { return r.name == name; });
      const std::string path = head.path + ".where." + name;
      if (rule == kind.attributes.end() || (rule->type != "text" && rule->type != "flag")) {
        add(lint::record, head, path,
            "kind \"" + kind.id + "\" declares no text or flag `" + printable(name, 60) + "`");
        return false;
      }
      for (const std::string& word : texts) {
        const std::vector<std::string>& choices = rule->choices;
        if (choices.empty() || std::find(choices.begin(), choices.end(), word) != choices.end()) continue;
        add(lint::record, head, path, "`" + name + "` is never \"" + printable(word, 60) + "\"",
            "it is one of " + join(choices, ", "));
        return false;
      }
    }
    return true;
  }

  void check_trend(const CurveTrend& trend) {
    check_kinds(trend.head);
    for (const Kind* kind : kinds_of(trend.head, {trend.curve + "_last"})) {
      const auto is_curve = [&](const AttributeRule& r) { return r.name == trend.curve && r.type == "curve"; };
      if (std::any_of(kind->attributes.begin(), kind->attributes.end(), is_curve)) continue;
      add(lint::record, trend.head, trend.head.path + ".curve",
          "kind \"" + kind->id + "\" declares no curve `" + printable(trend.curve, 60) + "`");
      return;
    }
  }

  const LintView& view_;
  std::vector<Finding>& findings_;
  std::vector<std::string> kind_names_;
  std::set<std::string> faulty_;
};

}  // namespace

std::set<std::string> check_records(const LintView& view, std::vector<Finding>& findings) {
  return RecordCheck(view, findings).run();
}

}  // namespace plinth
