// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>

#include "core/base/formula_names.h"
#include "core/base/text.h"
#include "core/input/read_catalog_parts.h"
#include "core/input/read_rule.h"

namespace plinth {
namespace {

/// What a thing that is no module has: figures for formulas, words for `match`.
struct ThingNames {
  std::string_view thing, figures, words;
};
constexpr std::array<ThingNames, 8> kThingNames{
    {{"loop", "flow head available volume ride_through velocity flow_imbalance heat", "loop"},
     {"circuit", "run_length design_current ampacity drop fault_current", "medium"},
     {"bus", "voltage fault_maximum fault_minimum withstand", ""},
     {"selection", "installed duty spare load_normal load_worst", "service module"},
     {"road", "road_width road_length dead_end", "use"},
     {"fire-lane", "road_width road_length dead_end", "use"},
     {"gate", "gate_width", ""},
     {"building", "building_height", ""}}};
constexpr std::array<std::string_view, 8> kOfModules{
    "length", "width", "height", "z", "shipping_length", "shipping_width", "shipping_height", "mass_shipping"};
constexpr std::array<std::string_view, 2> kWordsOfModules{"kind", "placed"};

using Names = std::set<std::string>;

void add_words(Names& names, std::string_view words) {
  for (const std::string& word : split(words, ' '))
    if (!word.empty()) names.insert(word);
}

/// Names that a thing the selector chooses can have; `words`: those that `match` compares.
Names names_of(const RuleSelector& selector, const KindNames& kinds, bool words) {
  Names names;
  const bool every = std::find(selector.kinds.begin(), selector.kinds.end(), "*") != selector.kinds.end();
  for (const auto& [kind, attributes] : kinds)
    if (every || std::find(selector.kinds.begin(), selector.kinds.end(), kind) != selector.kinds.end())
      names.insert(attributes.begin(), attributes.end());
  if (!selector.kinds.empty()) {
    names.insert(kOfModules.begin(), kOfModules.end());
    if (words) names.insert(kWordsOfModules.begin(), kWordsOfModules.end());
  }
  for (const ThingNames& thing : kThingNames)
    if (std::find(selector.things.begin(), selector.things.end(), thing.thing) != selector.things.end())
      add_words(names, words ? thing.words : thing.figures);
  return names;
}

void report(TomlTable& table, std::string_view key, const std::string& name, const Names& known) {
  const std::vector<std::string> list(known.begin(), known.end());
  const std::string near = nearest(name, list);
  table.fault_at(cat::unknown_reference, key, "nothing this rule looks at has a `" + printable(name, 40) + "`",
                 !near.empty() ? "did you mean `" + near + "`?"
                               : "an attribute of the kinds in [of] or [to] (`plinth catalog show TYPE`), or a symbol "
                                 "of [inputs]");
}

class NameCheck {
 public:
  NameCheck(const DataRule& rule, const KindNames& kinds) : rule_(rule), kinds_(kinds) {}

  void formula(TomlTable& table, std::string_view key, const std::string& text, const RuleSelector& selector) const {
    const auto used = names_in(text);
    if (used.empty()) return;
    Names known = names_of(selector, kinds_, false);
    for (const auto& [symbol, source] : rule_.inputs) known.insert(symbol);
    Names told;
    for (const std::string& name : used)
      if (!known.contains(name) && told.insert(name).second) report(table, key, name, known);
  }
  void match(TomlTable& table, const RuleSelector& selector, const std::map<std::string, std::string>& match) const {
    if (match.empty()) return;
    const Names known = names_of(selector, kinds_, true);
    for (const auto& [word, value] : match)
      if (!known.contains(word)) report(table, "match", word, known);
  }
  void attribute(TomlTable& table, std::string_view key, const std::string& name) const {
    if (name.empty()) return;
    const Names known = names_of(rule_.of, kinds_, key == "attribute");
    if (!known.contains(name)) report(table, key, name, known);
  }
  void selector(TomlTable& file, std::string_view key, const RuleSelector& selector) const {
    auto table = file.table(key);
    if (!table) return;
    formula(*table, "where", selector.where, selector);
    match(*table, selector, selector.match);
  }

 private:
  const DataRule& rule_;
  const KindNames& kinds_;
};

}  // namespace

void check_rule_names(TomlTable& file, const DataRule& rule, const KindNames& kinds) {
  const NameCheck check(rule, kinds);
  check.formula(file, "value", rule.value, rule.of);
  check.formula(file, "when", rule.when, {});
  check.attribute(file, "sum", rule.sum);
  check.attribute(file, "attribute", rule.attribute);
  check.selector(file, "of", rule.of);
  check.selector(file, "to", rule.to);
  std::size_t number = 0;
  for (TomlTable& table : file.tables("limit")) {
    if (number == rule.limits.size()) break;
    const RuleLimit& limit = rule.limits[number++];
    check.formula(table, "when", limit.when, rule.of);
    check.match(table, rule.of, limit.match);
  }
}

}  // namespace plinth
