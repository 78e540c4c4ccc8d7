// SPDX-License-Identifier: Apache-2.0
#include "core/rules/waivers.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/rules/rule_inputs.h"
#include "core/rules/waiver_place.h"

namespace plinth {
namespace {

bool names(const Waiver& waiver, std::string_view code, std::string_view name) {
  return waiver.rule == code || waiver.rule == name;
}

std::string place_of(const Waiver& waiver) { return waiver.where == "*" ? "everything" : waiver.where; }

Finding remark(std::string code, Severity severity, std::string message, const Origin& origin, std::string hint) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.message = std::move(message);
  finding.origin = origin;
  finding.hint = std::move(hint);
  return finding;
}

bool ran(const Waiver& waiver, const RuleSet& rules) {
  return std::any_of(rules.compiled.begin(), rules.compiled.end(),
                     [&](const Rule* rule) { return names(waiver, rule->code, rule->name); }) ||
         std::any_of(rules.data.begin(), rules.data.end(),
                     [&](const DataRule* rule) { return names(waiver, rule->code, rule->name); });
}

std::vector<std::string> rule_words(const RuleSet& rules) {
  std::vector<std::string> words;
  const auto add = [&](const auto& rule) {
    words.emplace_back(rule->code);
    words.emplace_back(rule->name);
  };
  std::for_each(rules.compiled.begin(), rules.compiled.end(), add);
  std::for_each(rules.data.begin(), rules.data.end(), add);
  return words;
}

/// Why a waiver met nothing, as far as it can be told.
std::string advice_of(const CheckContext& context, const Waiver& waiver, const RuleSet& rules) {
  if (!ran(waiver, rules)) {
    const std::string near = nearest(waiver.rule, rule_words(rules));
    if (!near.empty()) return "did you mean \"" + near + "\"?";
    return "no design rule in use is called so; `plinth rules list` names those that can be waived";
  }
  const std::string unknown = unknown_place(context, waiver.where);
  return unknown.empty() ? "remove it, or correct its rule or place" : unknown;
}

/// The waiver before this one of the same rule and place; nullptr when it is the first.
const Waiver* earlier(const std::vector<Waiver>& waivers, std::size_t i) {
  const auto same = [&](const Waiver& other) {
    return other.rule == waivers[i].rule && other.where == waivers[i].where;
  };
  const auto end = waivers.begin() + static_cast<std::ptrdiff_t>(i);
  const auto found = std::find_if(waivers.begin(), end, same);
  return found == end ? nullptr : &*found;
}

std::set<std::string> kinds_asked_for(const RuleSet& rules) {
  std::set<std::string> kinds;
  for (const Rule* rule : rules.compiled) kinds.insert(rule->evidence.begin(), rule->evidence.end());
  for (const DataRule* rule : rules.data) {
    if (!rule->evidence.empty()) kinds.insert(rule->evidence);
    for (const RuleLimit& limit : rule->limits)
      if (!limit.evidence.empty()) kinds.insert(limit.evidence);
    for (const auto& [symbol, source] : rule->inputs)
      if (source.starts_with("evidence ")) kinds.insert(source.substr(9));
  }
  return kinds;
}

bool known_tag(const CheckContext& context, const std::string& tag) {
  const SiteSpec::Site& site = context.design.spec.site;
  const auto named = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](const auto& item) { return item.name == tag; });
  };
  return tag == "*" || context.node_of(tag) >= 0 || named(context.design.layout.roads) || named(site.gates) ||
         named(site.existing);
}

}  // namespace

Waivers::Waivers(const CheckContext& context) : context_(context), used_(context.design.spec.waivers.size(), false) {}

bool Waivers::apply(std::string_view code, std::string_view name, Finding& finding) {
  const std::vector<Waiver>& waivers = context_.design.spec.waivers;
  const Waiver* first = nullptr;
  for (std::size_t i = 0; i < waivers.size(); ++i) {
    if (!names(waivers[i], code, name) || !covers(context_, waivers[i].where, finding)) continue;
    used_[i] = true;
    if (first == nullptr && !expired(context_, waivers[i].expires)) first = &waivers[i];
  }
  if (first == nullptr) return false;
  finding.severity = Severity::info;
  finding.waived = fmt::format("waived by {}: {}{}", first->owner.empty() ? "an unnamed owner" : first->owner,
                               first->reason, first->expires.empty() ? "" : "; expires " + first->expires);
  return true;
}

std::vector<Finding> Waivers::remarks(const RuleSet& rules, bool all) const {
  const std::vector<Waiver>& waivers = context_.design.spec.waivers;
  std::vector<Finding> found;
  for (std::size_t i = 0; i < waivers.size(); ++i) {
    const Waiver& waiver = waivers[i];
    if (!all && !ran(waiver, rules)) continue;
    Finding finding;
    if (expired(context_, waiver.expires))
      finding = remark("WAV02", Severity::warning,
                       fmt::format("the waiver of {} for {} expired on {}; the day of the check is {}", waiver.rule,
                                   place_of(waiver), waiver.expires, context_.today),
                       waiver.origin,
                       "have " + (waiver.owner.empty() ? "its owner" : waiver.owner) + " renew it, or cure the cause");
    else if (!used_[i])
      finding = remark("WAV01", Severity::warning,
                       fmt::format("the waiver of {} for {} met no finding", waiver.rule, place_of(waiver)),
                       waiver.origin, advice_of(context_, waiver, rules));
    else if (const Waiver* before = earlier(waivers, i))
      finding = remark("WAV04", Severity::warning,
                       fmt::format("the waiver of {} for {} is there already{}", waiver.rule, place_of(waiver),
                                   before->origin.line > 0 ? fmt::format(" in line {}", before->origin.line) : ""),
                       waiver.origin, "leave one of the two out: the first in force is the one that counts");
    else if (context_.today.empty() && !waiver.expires.empty())
      finding = remark("WAV03", Severity::info,
                       fmt::format("the waiver of {} for {} expires on {}; no day of the check is given", waiver.rule,
                                   place_of(waiver), waiver.expires),
                       waiver.origin, "state project.date, or --timestamp");
    else
      continue;
    finding.tags = tags_of_place(context_, waiver.where);
    found.push_back(std::move(finding));
  }
  return found;
}

std::vector<Finding> evidence_remarks(const CheckContext& context, const RuleSet& rules) {
  const std::set<std::string> asked = kinds_asked_for(rules);
  const std::vector<std::string> known(asked.begin(), asked.end());
  std::vector<Finding> found;
  for (const Evidence& evidence : context.design.spec.evidence) {
    if (!asked.contains(evidence.kind)) {
      const std::string near = nearest(evidence.kind, known);
      found.push_back(remark("EVD01", Severity::warning,
                             fmt::format("no rule in use asks for the evidence `{}`", printable(evidence.kind, 60)),
                             evidence.origin,
                             near.empty() ? "`plinth rules explain CODE` names what a rule asks for"
                                          : fmt::format("did you mean `{}`?", near)));
    } else if (expired(context, evidence.expires)) {
      found.push_back(
          remark("EVD02", Severity::warning,
                 fmt::format("the evidence `{}` ({}) expired on {}; the day of the check is {}", evidence.kind,
                             printable(evidence.document, 80), evidence.expires, context.today),
                 evidence.origin, "renew it, or remove it"));
    } else if (!known_tag(context, evidence.where)) {
      found.push_back(remark("EVD03", Severity::warning,
                             fmt::format("the evidence `{}` speaks of {}, which the design does not have",
                                         evidence.kind, printable(evidence.where, 40)),
                             evidence.origin, "correct `where`, or leave it out to speak of the whole site"));
    }
  }
  return found;
}

bool rule_in_use(const SiteSpec& spec, const DataRule& rule) {
  const std::string_view jurisdiction = text(spec.project.jurisdiction);
  const auto used = [&](const std::string& set) {
    return set == jurisdiction ||
           std::find(spec.rules.packs.begin(), spec.rules.packs.end(), set) != spec.rules.packs.end();
  };
  if (!rule.packs.empty() && std::none_of(rule.packs.begin(), rule.packs.end(), used)) return false;
  return rule.limits.empty() || std::any_of(rule.limits.begin(), rule.limits.end(), [&](const RuleLimit& row) {
           return row.applies == "all" || used(row.applies);
         });
}

}  // namespace plinth
