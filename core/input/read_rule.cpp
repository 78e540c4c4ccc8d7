// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_rule.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/base/formula.h"
#include "core/base/text.h"
#include "core/input/any_quantity.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {
namespace {

const std::array<std::string, 4> kTypes{"distance", "ratio", "count", "presence"};
const std::array<std::string, 3> kSeverities{"info", "warning", "error"};
const std::array<std::string, 6> kFaces{"front", "back", "left", "right", "long", "short"};
const std::array<std::string, 6> kSelections{"installed", "duty", "spare", "load_normal", "load_worst", "unit_rating"};

std::vector<std::string> list_of(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

template <class Range>
auto place_in(const Range& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) - words.begin();
}

/// Reports a word that is none of `known`.
void check_word(TomlTable& table, const TomlNode& node, std::string_view word, std::span<const std::string> known,
                std::string_view what) {
  if (std::find(known.begin(), known.end(), word) != known.end()) return;
  const std::string near = nearest(word, known);
  table.fault(cat::unknown_reference, "there is no " + std::string(what) + " \"" + printable(word, 40) + "\"",
              node.span, near.empty() ? "one of " + join(known, ", ") : "did you mean \"" + near + "\"?");
}

/// Only what no value of a symbol could cure: the sentence of a formula that does not read.
std::string syntax_fault(const std::string& formula) {
  FormulaSymbols symbols;
  for (int tries = 0; tries < 100; ++tries) {
    const auto result = evaluate(formula, symbols);
    const auto* why = std::get_if<std::string>(&result);
    if (why == nullptr) return {};
    constexpr std::string_view kUnknown = "unknown symbol `";
    if (why->starts_with(kUnknown)) {
      symbols[why->substr(kUnknown.size(), why->find('`', kUnknown.size()) - kUnknown.size())] = {1.0, {}};
      continue;
    }
    for (const char* of_dimensions : {"different dimensions", "an exponent has", "a power must", "sqrt must"})
      if (why->starts_with(of_dimensions)) return {};
    return why->find("takes a plain number") == std::string::npos ? *why : std::string();
  }
  return "too many symbols";
}

std::string read_formula(TomlTable& table, std::string_view key, bool required) {
  std::string formula = read_line_text(table, key, required);
  if (formula.empty()) return formula;
  if (const std::string why = syntax_fault(formula); !why.empty())
    table.fault_at(cat::rule_formula, key, "`" + table.path_of(key) + "` does not read: " + why,
                   "names, numbers with [unit], + - * / ^, comparisons, min max sqrt abs exp ln");
  return formula;
}

std::map<std::string, std::string> read_match(TomlTable& table) {
  std::map<std::string, std::string> match;
  auto words = table.table("match");
  if (!words) return match;
  for (const TomlMember& member : words->node().members) match[member.key] = read_line_text(*words, member.key, true);
  return match;
}

std::vector<std::string> known_kinds(const KindNames& kinds) {
  std::vector<std::string> known;
  for (const auto& [kind, attributes] : kinds) known.push_back(kind);
  known.emplace_back("*");
  return known;
}

std::vector<std::string> read_words(TomlTable& table, std::string_view key, std::span<const std::string> known,
                                    std::string_view what) {
  std::vector<std::string> words = table.texts(key);
  const TomlNode* node = table.find(key);
  if (node != nullptr && node->type == TomlNode::Types::array)
    for (const TomlNode& item : node->items) check_word(table, item, item.text, known, what);
  return words;
}

RuleSelector read_selector(TomlTable& file, std::string_view key, std::span<const std::string_view> things,
                           const KindNames& kinds) {
  RuleSelector selector;
  auto table = file.table(key);
  if (!table) return selector;
  const std::vector<std::string> known = known_kinds(kinds);
  selector.kinds = read_words(*table, "kinds", known, "kind");
  selector.except = read_words(*table, "except", known, "kind");
  selector.things = read_words(*table, "things", list_of(things), "thing of this sort");
  selector.match = read_match(*table);
  selector.where = read_formula(*table, "where", false);
  if (selector.empty()) table->missing("kinds", "name kinds of modules, or things");
  table->finish();
  return selector;
}

void check_source(TomlTable& table, const TomlMember& member, const std::string& text, const KindNames& kinds) {
  const std::vector<std::string> words = split(text, ' ');
  check_word(table, member.value, words.front(), list_of(sources_of_rules()), "source");
  const bool known = place_in(sources_of_rules(), words.front()) < std::ssize(sources_of_rules());
  if (!known) return;
  const std::string& source = words.front();
  const bool two = source == "ledger" || source == "site" || source == "count" || source == "evidence" ||
                   source == "foundation" || source == "stand";
  if (words.size() != (two ? 2U : 3U)) {
    table.fault(
        cat::rule_formula, "\"" + printable(member.value.text, 60) + "\" is no input", member.value.span,
        "ledger ID | site KEY | selection SERVICE installed | count KIND | sum KIND attribute | evidence KIND | "
        "foundation containment | stand capacity; alternatives with ` or `");
    return;
  }
  if (source == "site") check_word(table, member.value, words[1], list_of(site_figures_of_rules()), "site figure");
  if (source == "selection") check_word(table, member.value, words[2], kSelections, "figure of a selection");
  std::vector<std::string> countable = known_kinds(kinds);
  for (const std::string_view thing : things_of_rules()) countable.emplace_back(thing);
  if (source == "count" || source == "sum" || source == "least" || source == "greatest")
    for (const std::string& kind : split(words[1], ',')) check_word(table, member.value, kind, countable, "kind");
}

std::map<std::string, std::string> read_inputs(TomlTable& file, const KindNames& kinds) {
  std::map<std::string, std::string> inputs;
  auto table = file.table("inputs");
  if (!table) return inputs;
  for (const TomlMember& member : table->node().members) {
    inputs[member.key] = read_line_text(*table, member.key, true);
    if (inputs[member.key].empty()) continue;
    std::string rest = member.value.text;
    for (std::size_t at = rest.find(" or "); at != std::string::npos; at = rest.find(" or ")) {
      check_source(*table, member, rest.substr(0, at), kinds);
      rest.erase(0, at + 4);
    }
    check_source(*table, member, rest, kinds);
  }
  return inputs;
}

void read_limit_value(TomlTable& table, RuleLimit& limit) {
  const TomlNode* value = table.find("value");
  if (value == nullptr) return table.missing("value", "a quantity, for example \"3.05 m\"");
  if (value->type != TomlNode::Types::text && !value->is_number()) {
    table.fault(cat::wrong_type, "`value` must be a quantity, not " + std::string(words(value->type)), value->span);
    return;
  }
  const auto parsed = parse_any_quantity(value->text);
  if (const auto* fault = std::get_if<QuantityFault>(&parsed)) {
    table.fault(cat::quantity, fault->message, value->span, fault->hint);
    return;
  }
  const ReadQuantity& read = std::get<ReadQuantity>(parsed);
  limit.si = read.si;
  limit.unit = read.unit->symbol;
  limit.dimension = dimension_of(read);
}

RuleLimit read_rule_limit(TomlTable& table, RuleTypes type) {
  RuleLimit limit;
  limit.applies = read_line_text(table, "for", true);
  limit.edition = read_line_text(table, "edition", true);
  read_limit_value(table, limit);
  if (type == RuleTypes::distance && limit.dimension != Dimension::length)
    table.fault_at(cat::quantity, "value", "the limit of a distance is a length", "write \"3.05 m\"");
  limit.match = read_match(table);
  limit.when = read_formula(table, "when", false);
  limit.evidence = read_line_text(table, "evidence", false);
  limit.note = read_line_text(table, "note", false);
  limit.provenance = read_provenance(table, nullptr);
  table.finish();
  return limit;
}

bool is_code(const std::string& code) {
  std::size_t letters = 0;
  while (letters < code.size() && code[letters] >= 'A' && code[letters] <= 'Z') ++letters;
  const std::size_t digits = code.size() - letters;
  return letters >= 2 && letters <= 6 && digits >= 2 && digits <= 3 &&
         std::all_of(code.begin() + static_cast<std::ptrdiff_t>(letters), code.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

bool is_name(const std::string& name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

/// Code, name and what a person reads.
void read_heading(TomlTable& file, DataRule& rule) {
  rule.code = read_line_text(file, "code", true);
  rule.name = read_line_text(file, "name", true);
  const std::string severity = read_choice(file, "severity", kSeverities, true);
  if (!severity.empty()) rule.severity = static_cast<Severity>(place_in(kSeverities, severity));
  rule.basis = read_line_text(file, "basis", true);
  if (const auto explain = file.required_text("explain")) rule.explain = *explain;
  rule.packs = file.texts("packs");
  if (!rule.code.empty() && !is_code(rule.code))
    file.fault_at(cat::not_a_choice, "code", "\"" + printable(rule.code, 40) + "\" is no code of a rule",
                  "capital letters and a number: ACME01");
  if (!is_name(rule.name))
    file.fault_at(cat::not_a_choice, "name", "\"" + printable(rule.name, 60) + "\" is no name of a rule",
                  "lower case and dashes; it reads after the word allow: bess-too-close-to-road");
  std::string stem = lower(rule.code) + "_" + rule.name;
  std::replace(stem.begin(), stem.end(), '-', '_');
  if (!rule.code.empty() && place_of(file.document().file()).stem != stem)
    file.fault_at(cat::wrong_place, "code", "the file is not named after its rule", "name it " + stem + ".toml");
}

struct KeyUse {
  std::string_view key, types;
};
constexpr std::array<KeyUse, 10> kUses{{{"to", "distance"},
                                        {"face", "distance"},
                                        {"value", "ratio"},
                                        {"sum", "count"},
                                        {"cluster", "count"},
                                        {"evidence", "presence"},
                                        {"attribute", "presence"},
                                        {"at_most", "distance ratio count"},
                                        {"limit", "distance ratio count"},
                                        {"edit", "distance ratio count"}}};

/// Keys that this type of rule does not have, or needs.
void check_keys(TomlTable& file, const DataRule& rule) {
  const std::string type(text(rule.type));
  for (const KeyUse& use : kUses)
    if (file.has(use.key) && use.types.find(type) == std::string_view::npos)
      file.fault(cat::wrong_place, "a rule of type " + type + " has no `" + std::string(use.key) + "`",
                 file.key_span(use.key), "it belongs to rules of type " + std::string(use.types));
  if (rule.type == RuleTypes::distance)
    for (const char* key : {"of", "to"})
      if (!file.has(key)) file.missing(key, "[" + std::string(key) + "] with kinds = [\"bess\"]");
  if (rule.type == RuleTypes::count && !file.has("of")) file.missing("of", "[of] with kinds = [\"bess\"]");
  if (rule.type == RuleTypes::presence && rule.evidence.empty() == rule.attribute.empty())
    file.missing("evidence", "exactly one of `evidence` and `attribute`");
  if (rule.type != RuleTypes::presence && !file.has("limit"))
    file.missing("limit", "[[limit]] with for, value, edition, source, as_of and status");
  if (rule.type == RuleTypes::ratio && rule.subject.empty()) file.missing("subject", "what is measured, in words");
}

}  // namespace

DataRule read_rule(TomlTable& file, const KindNames& kinds) {
  DataRule rule;
  rule.origin = {file.document().file(), 1, 1};
  check_schema(file, true);
  read_heading(file, rule);
  const std::string type = read_choice(file, "type", kTypes, true);
  if (!type.empty()) rule.type = static_cast<RuleTypes>(place_in(kTypes, type));
  rule.of = read_selector(file, "of", things_of_rules(), kinds);
  rule.to = read_selector(file, "to", places_of_rules(), kinds);
  rule.face = read_choice(file, "face", kFaces, false);
  rule.at_most = file.flag("at_most").value_or(false);
  rule.value = read_formula(file, "value", rule.type == RuleTypes::ratio);
  rule.inputs = read_inputs(file, kinds);
  rule.when = read_formula(file, "when", false);
  rule.sum = read_line_text(file, "sum", false);
  if (file.has("cluster"))
    rule.cluster = Length{read_required_quantity(file, "cluster", Dimension::length, 0.0).value_or(0)};
  rule.evidence = read_line_text(file, "evidence", false);
  rule.attribute = read_line_text(file, "attribute", false);
  rule.subject = read_line_text(file, "subject", false);
  rule.hint = read_line_text(file, "hint", false);
  rule.edit = read_line_text(file, "edit", false);
  for (TomlTable& table : file.tables("limit")) rule.limits.push_back(read_rule_limit(table, rule.type));
  if (!type.empty()) check_keys(file, rule);
  check_rule_names(file, rule, kinds);
  file.finish();
  return rule;
}

}  // namespace plinth
