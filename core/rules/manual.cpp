// SPDX-License-Identifier: Apache-2.0
#include "core/rules/manual.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/rules/data_rules.h"
#include "core/rules/page.h"

namespace plinth {
namespace {

constexpr std::array<std::string_view, 5> kJurisdictions{"us", "eu", "cn", "intl", "all"};

bool is_pack(const std::string& applies) {
  return std::find(kJurisdictions.begin(), kJurisdictions.end(), applies) == kJurisdictions.end();
}

RuleCard card_of(const Rule& rule, const Catalog& catalog) {
  RuleCard card;
  card.code = rule.code;
  card.name = rule.name;
  card.basis = rule.basis;
  card.explain = trim(rule.explain);
  card.severity = rule.severity;
  card.type = "code";
  card.evidence.assign(rule.evidence.begin(), rule.evidence.end());
  card.compiled = &rule;
  for (const Limit& limit : catalog.limits) {
    if (std::find(rule.limits.begin(), rule.limits.end(), limit.id) == rule.limits.end()) continue;
    const Unit* unit = find_unit(limit.unit, limit.dimension);
    const double shown = unit == nullptr ? limit.si : from_si(limit.si, *unit);
    card.limits.push_back({limit.jurisdiction, fmt::format("{} {}", round_text(shown), limit.unit), limit.id,
                           limit.edition, std::string(text(limit.provenance.status)), limit.provenance.source});
  }
  return card;
}

std::string condition_of(const RuleLimit& limit) {
  std::vector<std::string> parts;
  for (const auto& [word, value] : limit.match) parts.push_back(word + " = " + value);
  if (!limit.when.empty()) parts.push_back(limit.when);
  if (!limit.evidence.empty()) parts.push_back("evidence `" + limit.evidence + "`");
  return join(parts, ", ");
}

RuleCard card_of(const DataRule& rule) {
  RuleCard card;
  card.code = rule.code;
  card.name = rule.name;
  card.basis = rule.basis;
  card.explain = trim(rule.explain);
  card.severity = rule.severity;
  card.type = text(rule.type);
  card.packs = rule.packs;
  card.data = &rule;
  std::set<std::string> kinds;
  if (!rule.evidence.empty()) kinds.insert(rule.evidence);
  for (const auto& [symbol, source] : rule.inputs)
    if (source.starts_with("evidence ")) kinds.insert(source.substr(9, source.find(' ', 9) - 9));
  for (const RuleLimit& limit : rule.limits) {
    if (!limit.evidence.empty()) kinds.insert(limit.evidence);
    const Measured shown = in_unit_of(limit, limit.si);
    card.limits.push_back(
        {limit.applies,
         fmt::format("{} {} {}", rule.at_most ? "at most" : "at least", round_text(shown.value), shown.unit),
         condition_of(limit), limit.edition, std::string(text(limit.provenance.status)), limit.provenance.source});
  }
  card.evidence.assign(kinds.begin(), kinds.end());
  return card;
}

/// A table cell: one line, no bar.
std::string cell(std::string_view words) {
  std::string out(trim(words));
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::replace(out.begin(), out.end(), '|', '/');
  return out;
}

std::string limits_table(const RuleCard& card) {
  if (card.limits.empty()) return {};
  std::string out = "\n## Limits\n\n| for | limit | where | edition | status | source |\n|---|---|---|---|---|---|\n";
  for (const CardLimit& row : card.limits)
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", cell(row.applies), cell(row.value), cell(row.condition),
                       cell(row.edition), row.status, cell(row.source));
  return out;
}

std::string shown(const PageExample& example) {
  return fmt::format("\n### {}\n\n```design\n{}```\n```findings\n{}```\n", example.heading, example.design,
                     example.findings);
}

std::string examples_text(const std::string& page, bool every_example) {
  const auto read = examples_of(page);
  const auto* examples = std::get_if<std::vector<PageExample>>(&read);
  if (examples == nullptr) return {};
  std::string out = "\n## Examples\n";
  if (every_example) {
    for (const PageExample& example : *examples) out += shown(example);
    return out;
  }
  const auto quiet = std::find_if(examples->begin(), examples->end(),
                                  [](const PageExample& e) { return e.findings.starts_with("passed, ") && !fires(e); });
  const auto loud = std::find_if(examples->begin(), examples->end(), fires);
  if (quiet != examples->end()) out += shown(*quiet);
  if (loud != examples->end()) out += shown(*loud);
  return out;
}

std::string names(const std::vector<std::string>& list) {
  std::vector<std::string> quoted;
  for (const std::string& name : list) quoted.push_back("`" + name + "`");
  return join(quoted, ", ");
}

std::string words_of(const RuleSelector& selector) {
  std::vector<std::string> words = selector.kinds;
  words.insert(words.end(), selector.things.begin(), selector.things.end());
  for (std::string& word : words)
    if (word == "*") word = selector.except.empty() ? "any module" : "any module but " + join(selector.except, ", ");
  std::string text = join(words, " | ");
  for (const auto& [word, value] : selector.match)
    if (word != "placed") text += fmt::format(", {} = {}", word, value);
  if (!selector.where.empty()) text += ", where " + selector.where;
  return text;
}

/// What is measured, drawn with letters: of data rules, which say it themselves.
std::string picture_of(const DataRule& rule) {
  const char* bound = rule.at_most ? "at most" : "at least";
  std::string picture;
  if (rule.type == RuleTypes::distance)
    picture = fmt::format("[ {} ]{}|<--- {} the limit --->|[ {} ]\n", words_of(rule.of),
                          rule.face.empty() ? "" : " " + rule.face + " face ", bound, words_of(rule.to));
  if (rule.type == RuleTypes::ratio) {
    picture = fmt::format("{} = {}\n  {} the limit\n", rule.subject, rule.value, bound);
    if (!rule.of.empty()) picture += fmt::format("of each [ {} ]\n", words_of(rule.of));
  }
  if (rule.type == RuleTypes::count) {
    picture = fmt::format("{} of [ {} ]", rule.sum.empty() ? "how many" : "sum of " + rule.sum, words_of(rule.of));
    if (rule.cluster)
      picture += fmt::format("\n  in each cluster: [ ]< less than {} m >[ ]", round_text(rule.cluster->si));
    picture += fmt::format("\n  {} the limit\n", bound);
  }
  if (rule.type == RuleTypes::presence)
    picture = fmt::format("[ {} ] ---> {} `{}`\n", words_of(rule.of), rule.evidence.empty() ? "states" : "[[evidence]]",
                          rule.evidence.empty() ? rule.attribute : rule.evidence);
  for (const auto& [symbol, source] : rule.inputs) picture += fmt::format("  {}: {}\n", symbol, source);
  if (!rule.when.empty()) picture += fmt::format("when {}\n", rule.when);
  return "\n## Measured\n\n```text\n" + picture + "```\n";
}

/// How a site answers the rule: with documents, with a waiver, with another severity.
std::string settling_text(const RuleCard& card) {
  std::string out = "\n## In the site file\n\n```toml\n";
  for (const std::string& kind : card.evidence) {
    const bool valued =
        card.data != nullptr && std::any_of(card.data->inputs.begin(), card.data->inputs.end(),
                                            [&](const auto& input) { return input.second == "evidence " + kind; });
    out += fmt::format("[[evidence]]\nkind = \"{}\"\n{}document = \"REPORT-1\"\n\n", kind,
                       valued ? "value = \"…\"             # a quantity with its unit\n" : "");
  }
  out += fmt::format(
      "[[waiver]]\nrule = \"{0}\"\nwhere = \"*\"             # or a tag\nreason = \"…\"\nowner = \"…\"\nexpires = "
      "\"2027-06-30\"\n\n[rules.severity]\n{0} = \"{1}\"\n```\n",
      card.code, card.severity == Severity::warning ? "error" : "warning");
  return out;
}

std::string runs_with(const std::vector<std::string>& packs) {
  std::vector<std::string> lands, sets;
  for (const std::string& pack : packs) (is_pack(pack) ? sets : lands).push_back(pack);
  std::string out;
  if (!lands.empty()) out += fmt::format(" Runs in {}.", names(lands));
  if (!sets.empty()) out += fmt::format(" Runs with the pack{} {}.", sets.size() == 1 ? "" : "s", names(sets));
  return out;
}

}  // namespace

std::vector<RuleCard> rule_cards(const Catalog& catalog) {
  std::vector<RuleCard> cards;
  for (const Rule* rule : all_rules()) cards.push_back(card_of(*rule, catalog));
  for (const DataRule& rule : catalog.rules) cards.push_back(card_of(rule));
  std::stable_sort(cards.begin(), cards.end(), [](const RuleCard& a, const RuleCard& b) { return a.code < b.code; });
  return cards;
}

std::vector<std::pair<std::string, int>> rule_packs(const Catalog& catalog) {
  std::map<std::string, int> packs;
  for (const DataRule& rule : catalog.rules) {
    std::set<std::string> own(rule.packs.begin(), rule.packs.end());
    for (const RuleLimit& limit : rule.limits) own.insert(limit.applies);
    for (const std::string& pack : own)
      if (is_pack(pack)) ++packs[pack];
  }
  return {packs.begin(), packs.end()};
}

std::string manual_of(const RuleCard& card, const std::string& page, bool every_example) {
  std::string out =
      fmt::format("# {} {}\n\nSeverity: {}. Basis: {}.", card.code, card.name, text(card.severity), card.basis);
  out += runs_with(card.packs);
  if (!card.evidence.empty()) out += fmt::format(" Evidence: {}.", names(card.evidence));
  out += "\n\n" + card.explain + "\n";
  if (card.data != nullptr) out += picture_of(*card.data);
  return out + limits_table(card) + settling_text(card) + examples_text(page, every_example);
}

}  // namespace plinth
