// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/rules/data_rules.h"

namespace plinth {
namespace {

bool breaks(const DataRule& rule, double actual, double limit) {
  const double slack = 1e-9 * std::max(std::fabs(actual), std::fabs(limit));
  return rule.at_most ? actual > limit + slack : actual < limit - slack;
}

/// One fault, with every subject that shares it: ten equal modules are one finding.
struct Fault {
  std::string type_id;
  double actual = 0.0;
  const RuleLimit* limit = nullptr;
  std::vector<std::string> tags, labels;
};

void add_fault(std::vector<Fault>& faults, const RuleSubject& subject, double actual, const RuleLimit* limit) {
  for (Fault& fault : faults)
    if (!subject.label.empty() && fault.type_id == subject.type_id && fault.actual == actual &&
        fault.limit == limit) {
      fault.tags.insert(fault.tags.end(), subject.tags.begin(), subject.tags.end());
      fault.labels.push_back(subject.label);
      return;
    }
  faults.push_back({subject.type_id, actual, limit, subject.tags, {}});
  if (!subject.label.empty()) faults.back().labels.push_back(subject.label);
}

/// Rounded, but never so far that what breaks the limit reads like it.
std::string text_of(const Measured& measured, const Measured& limit) {
  std::string number = round_text(measured.value);
  for (int digits = 5; digits <= 12 && number == round_text(limit.value, digits - 1); ++digits)
    number = round_text(measured.value, digits);
  return measured.unit.empty() ? number : number + " " + measured.unit;
}

void report(const DataRule& rule, const Fault& fault, Reporter& out) {
  const std::string who = shortened(fault.labels);
  Finding finding;
  finding.tags = fault.tags;
  finding.actual = in_unit_of(*fault.limit, fault.actual);
  finding.required = in_unit_of(*fault.limit, fault.limit->si);
  finding.message =
      fmt::format("{}{} is {}; {} {}", rule.subject, who.empty() ? "" : " of " + who, text_of(*finding.actual, *finding.required),
                  rule.at_most ? "at most" : "at least", limit_text(*fault.limit));
  finding.hint = filled_hint(rule, *fault.limit, fault.actual, who);
  finding.edit = edit_of(rule, *fault.limit);
  out.report(std::move(finding));
}

/// Looks at one subject; false when the rule itself is broken.
bool look_at(const CheckContext& context, const DataRule& rule, const RuleSubject& subject, std::vector<Fault>& faults,
             Reporter& out) {
  const auto chosen = limit_for(context, rule, subject);
  if (const auto* why = std::get_if<std::string>(&chosen)) return tell_broken(rule, *why, out), false;
  if (const auto* missing = std::get_if<MissingDatum>(&chosen))
    return tell_missing(context, rule, subject, *missing, out), true;
  const RuleLimit* limit = std::get<ChosenLimit>(chosen).limit;
  if (limit == nullptr) {
    out.not_checked(fmt::format("the rule states no limit for {}{}", context.jurisdiction,
                                subject.label.empty() ? "" : " and " + subject.label));
    return true;
  }
  const RuleValue value = value_of(context, rule, subject, rule.value);
  if (const auto* why = std::get_if<std::string>(&value)) return tell_broken(rule, *why, out), false;
  if (const auto* missing = std::get_if<MissingDatum>(&value))
    return tell_missing(context, rule, subject, *missing, out), true;
  const Dimensioned& got = std::get<Dimensioned>(value);
  if (got.exponents != exponents(limit->dimension))
    return tell_broken(rule, fmt::format("`{}` is no {}", rule.value, name(limit->dimension)), out), false;
  if (!std::isfinite(got.si)) return tell_broken(rule, fmt::format("`{}` is not finite", rule.value), out), false;
  out.measured();
  if (breaks(rule, got.si, limit->si)) add_fault(faults, subject, got.si, limit);
  return true;
}

}  // namespace

void check_ratio(const CheckContext& context, const DataRule& rule, Reporter& out) {
  std::vector<MissingDatum> missing;
  const std::vector<RuleSubject> subjects = subjects_of(context, rule, rule.of, false, missing);
  for (const MissingDatum& datum : missing) out.not_checked(datum.what);
  if (subjects.empty()) return out.not_checked("the design has nothing this rule is about");
  std::vector<Fault> faults;
  for (const RuleSubject& subject : subjects)
    if (!look_at(context, rule, subject, faults, out)) return;
  for (const Fault& fault : faults) report(rule, fault, out);
}

}  // namespace plinth
