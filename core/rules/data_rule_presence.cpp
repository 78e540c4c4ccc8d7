// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/rules/data_rules.h"
#include "core/rules/rule_inputs.h"

namespace plinth {
namespace {

void report(const DataRule& rule, const std::vector<std::string>& tags, const std::string& what, Reporter& out) {
  Finding finding;
  finding.tags = tags;
  finding.message = what;
  finding.hint = rule.hint;
  out.report(std::move(finding));
}

std::string of(const std::vector<std::string>& tags) { return tags.empty() ? "" : " for " + shortened(tags); }

void check_attribute(const DataRule& rule, const std::vector<RuleSubject>& subjects, Reporter& out) {
  std::map<std::string, std::vector<std::string>> lacking;
  for (const RuleSubject& subject : subjects) {
    out.measured();
    if (!subject.figure(rule.attribute) && subject.word(rule.attribute).empty())
      lacking[subject.type_id].push_back(subject.tag);
  }
  for (const auto& [type, tags] : lacking)
    report(rule, tags, fmt::format("`{}` states no {}", type, rule.attribute), out);
}

/// Documents for some and not for all, or documents too old, are faults; none at all is a datum that is missing.
void check_evidence(const CheckContext& context, const DataRule& rule, const std::vector<RuleSubject>& subjects,
                    Reporter& out) {
  std::vector<std::string> lacking, late;
  bool there = false, any_lacking = false, any_late = false;
  for (const RuleSubject& subject : subjects) {
    if (evidence_of(context, rule.evidence, subject.tag) != nullptr) {
      there = true;
      continue;
    }
    const bool old = any_evidence_of(context, rule.evidence, subject.tag) != nullptr;
    (old ? any_late : any_lacking) = true;
    std::vector<std::string>& tags = old ? late : lacking;
    tags.insert(tags.end(), subject.tags.begin(), subject.tags.end());
  }
  if (!there && !any_late && context.design.spec.rules.evidence != "required")
    return out.not_checked(fmt::format("the site gives no evidence `{}`", rule.evidence));
  out.measured(static_cast<int>(subjects.size()));
  if (any_late) report(rule, late, fmt::format("the evidence `{}`{} has expired", rule.evidence, of(late)), out);
  if (any_lacking) report(rule, lacking, fmt::format("there is no evidence `{}`{}", rule.evidence, of(lacking)), out);
}

}  // namespace

void check_presence(const CheckContext& context, const DataRule& rule, Reporter& out) {
  std::vector<MissingDatum> missing;
  const std::vector<RuleSubject> subjects = subjects_of(context, rule, rule.of, false, missing);
  for (const MissingDatum& datum : missing) out.not_checked(datum.what);
  if (subjects.empty()) return out.not_checked("the design has nothing this rule is about");
  if (!rule.attribute.empty()) return check_attribute(rule, subjects, out);
  check_evidence(context, rule, subjects, out);
}

}  // namespace plinth
