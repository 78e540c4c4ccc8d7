// SPDX-License-Identifier: Apache-2.0
#include "core/rules/data_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/rules/rule_inputs.h"

namespace plinth {
namespace {

/// The first row for `applies` whose conditions hold; rows that a document unlocks go before the others.
std::variant<ChosenLimit, MissingDatum, std::string> first_row(const CheckContext& context, const DataRule& rule,
                                                               const RuleSubject& subject, std::string_view applies) {
  ChosenLimit plain;
  for (const RuleLimit& row : rule.limits) {
    if (row.applies != applies || !agrees(subject, row.match)) continue;
    const Evidence* document = row.evidence.empty() ? nullptr : evidence_of(context, row.evidence, subject.tag);
    if (!row.evidence.empty() && document == nullptr) continue;
    const auto kept = holds(context, rule, subject, row.when);
    if (const auto* missing = std::get_if<MissingDatum>(&kept)) return *missing;
    if (const auto* why = std::get_if<std::string>(&kept)) return *why;
    if (!std::get<bool>(kept)) continue;
    if (document != nullptr) return ChosenLimit{&row, document};
    if (plain.limit == nullptr) plain.limit = &row;
  }
  return plain;
}

void replace_all(std::string& text, std::string_view place, const std::string& with) {
  for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + with.size()))
    text.replace(at, place.size(), with);
}

std::string measured_text(const Measured& measured) {
  const std::string number = round_text(measured.value);
  return measured.unit.empty() ? number : number + " " + measured.unit;
}

}  // namespace

std::variant<ChosenLimit, MissingDatum, std::string> limit_for(const CheckContext& context, const DataRule& rule,
                                                               const RuleSubject& subject) {
  std::vector<std::string_view> sets{context.jurisdiction};
  const auto own_rows = [&](std::string_view set) {
    return std::any_of(rule.limits.begin(), rule.limits.end(), [&](const RuleLimit& l) { return l.applies == set; });
  };
  if (!own_rows(context.jurisdiction)) sets.front() = "all";
  for (const std::string& pack : context.design.spec.rules.packs) sets.push_back(pack);
  ChosenLimit strictest;
  for (const std::string_view set : sets) {
    const auto found = first_row(context, rule, subject, set);
    const auto* row = std::get_if<ChosenLimit>(&found);
    if (row == nullptr) return found;
    if (row->limit == nullptr) continue;
    const bool stricter = strictest.limit == nullptr ||
                          (rule.at_most ? row->limit->si < strictest.limit->si : row->limit->si > strictest.limit->si);
    if (stricter) strictest = *row;
  }
  return strictest;
}

std::string limit_text(const RuleLimit& limit) {
  const std::string value = measured_text(in_unit_of(limit, limit.si));
  return limit.edition.empty() ? value : value + " (" + limit.edition + ")";
}

Measured in_unit_of(const RuleLimit& limit, double si) {
  const Unit* unit = find_unit(limit.unit, limit.dimension);
  if (unit == nullptr) return {si, limit.unit};
  // 7 ft is 7 ft again, not 6.999…: the noise of the conversion ends before the twelfth digit.
  const double shown = from_si(si, *unit);
  if (shown == 0.0 || !std::isfinite(shown)) return {shown, limit.unit};
  const double scale = std::pow(10.0, 11.0 - std::floor(std::log10(std::fabs(shown))));
  return {std::round(shown * scale) / scale, limit.unit};
}

std::string filled_hint(const DataRule& rule, const RuleLimit& limit, double actual_si, const std::string& tag) {
  std::string hint = rule.hint;
  Measured gap = in_unit_of(limit, limit.si);
  gap.value = std::fabs(gap.value - in_unit_of(limit, actual_si).value);
  if (limit.dimension == Dimension::temperature) gap = {std::fabs(limit.si - actual_si), "K"};
  replace_all(hint, "{short}", measured_text(gap));
  replace_all(hint, "{required}", measured_text(in_unit_of(limit, limit.si)));
  replace_all(hint, "{actual}", measured_text(in_unit_of(limit, actual_si)));
  replace_all(hint, "{tag}", tag);
  return hint;
}

std::optional<SiteEdit> edit_of(const DataRule& rule, const RuleLimit& limit) {
  if (rule.edit.empty()) return std::nullopt;
  const std::string value = measured_text(in_unit_of(limit, limit.si));
  return SiteEdit{rule.edit, limit.unit.empty() ? value : "\"" + value + "\""};
}

std::string shortened(const std::vector<std::string>& tags) {
  if (tags.empty()) return {};
  if (tags.size() == 1) return tags[0];
  if (tags.size() == 2) return tags[0] + " and " + tags[1];
  return fmt::format("{} and {} more", tags[0], tags.size() - 1);
}

void tell_missing(const CheckContext& context, const DataRule& rule, const RuleSubject& subject,
                  const MissingDatum& missing, Reporter& out) {
  if (!missing.evidence || context.design.spec.rules.evidence != "required") return out.not_checked(missing.what);
  Finding finding;
  finding.tags = subject.tags;
  finding.message = fmt::format("{}: {}", rule.subject.empty() ? rule.name : rule.subject, missing.what);
  finding.hint = "add [[evidence]] with kind and document, or set rules.evidence = \"optional\"";
  out.measured();
  out.report(std::move(finding));
}

void tell_broken(const DataRule& rule, const std::string& why, Reporter& out) {
  Finding finding;
  finding.message = fmt::format("the rule {} cannot be evaluated: {}", rule.code, why);
  finding.origin = rule.origin;
  finding.hint = "correct the rule in its file";
  out.measured();
  out.report(std::move(finding));
}

void check_data_rule(const CheckContext& context, const DataRule& rule, Reporter& out) {
  const RuleSubject whole;
  if (rule.of.empty() || !rule.when.empty()) {
    const auto applies = holds(context, rule, whole, rule.when);
    if (const auto* why = std::get_if<std::string>(&applies)) return tell_broken(rule, *why, out);
    if (const auto* missing = std::get_if<MissingDatum>(&applies))
      return tell_missing(context, rule, whole, *missing, out);
    if (!std::get<bool>(applies)) return out.not_checked("it does not apply here: " + rule.when);
  }
  switch (rule.type) {
    case RuleTypes::distance:
      return check_distance(context, rule, out);
    case RuleTypes::ratio:
      return check_ratio(context, rule, out);
    case RuleTypes::count:
      return check_count(context, rule, out);
    case RuleTypes::presence:
      return check_presence(context, rule, out);
  }
}

}  // namespace plinth
