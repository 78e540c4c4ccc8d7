// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/rules/data_rules.h"
#include "core/rules/ground.h"

namespace plinth {
namespace {

int root_of(std::vector<int>& parent, int item) {
  while (parent[static_cast<std::size_t>(item)] != item) {
    int& up = parent[static_cast<std::size_t>(item)];
    up = parent[static_cast<std::size_t>(up)];
    item = up;
  }
  return item;
}

/// Subjects joined by gaps below `reach`: each cluster a list of positions, in the order of its first member.
std::vector<std::vector<std::size_t>> clusters_of(const CheckContext& context, const std::vector<RuleSubject>& subjects,
                                                  Millimetres reach) {
  std::vector<int> position(context.placed.size(), -1), parent(subjects.size());
  std::iota(parent.begin(), parent.end(), 0);
  for (std::size_t i = 0; i < subjects.size(); ++i)
    position[static_cast<std::size_t>(subjects[i].placed)] = static_cast<int>(i);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const Rect& body = context.placed[static_cast<std::size_t>(subjects[i].placed)].body;
    context.bodies.near(body.grown(reach), [&](std::size_t j) {
      if (position[j] < 0 || distance(body, context.placed[j].body) >= reach) return;
      parent[static_cast<std::size_t>(root_of(parent, position[j]))] = root_of(parent, static_cast<int>(i));
    });
  }
  std::vector<int> cluster(subjects.size(), -1);
  std::vector<std::vector<std::size_t>> result;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    int& number = cluster[static_cast<std::size_t>(root_of(parent, static_cast<int>(i)))];
    if (number < 0) {
      number = static_cast<int>(result.size());
      result.emplace_back();
    }
    result[static_cast<std::size_t>(number)].push_back(i);
  }
  return result;
}

/// How many, or how much of `sum`; the missing attribute otherwise.
RuleValue amount_of(const DataRule& rule, const std::vector<RuleSubject>& subjects,
                    const std::vector<std::size_t>& members) {
  if (rule.sum.empty()) return Dimensioned{static_cast<double>(members.size()), {}};
  Dimensioned total;
  for (const std::size_t i : members) {
    const auto value = subjects[i].figure(rule.sum);
    if (!value) return MissingDatum{"`" + subjects[i].type_id + "` states no " + rule.sum};
    total = {total.si + value->si, value->exponents};
  }
  return total;
}

std::string text_of(const Measured& measured) {
  const std::string number = round_text(measured.value);
  return measured.unit.empty() ? number : number + " " + measured.unit;
}

void check_cluster(const CheckContext& context, const DataRule& rule, const std::vector<RuleSubject>& subjects,
                   const std::vector<std::size_t>& members, Reporter& out) {
  const RuleSubject whole;
  const auto chosen = limit_for(context, rule, members.empty() ? whole : subjects[members.front()]);
  if (const auto* why = std::get_if<std::string>(&chosen)) return tell_broken(rule, *why, out);
  if (const auto* missing = std::get_if<MissingDatum>(&chosen)) return out.not_checked(missing->what);
  const RuleLimit* limit = std::get<ChosenLimit>(chosen).limit;
  if (limit == nullptr) return out.not_checked(fmt::format("the rule states no limit for {}", context.jurisdiction));
  const RuleValue amount = amount_of(rule, subjects, members);
  if (const auto* missing = std::get_if<MissingDatum>(&amount)) return out.not_checked(missing->what);
  const Dimensioned& got = std::get<Dimensioned>(amount);
  if (!members.empty() && got.exponents != exponents(limit->dimension))
    return tell_broken(
        rule, fmt::format("{} is no {}", rule.sum.empty() ? "a count" : rule.sum, name(limit->dimension)), out);
  out.measured();
  const double slack = 1e-9 * std::fabs(limit->si);
  if (rule.at_most ? got.si <= limit->si + slack : got.si >= limit->si - slack) return;
  Finding finding;
  for (const std::size_t i : members)
    finding.tags.insert(finding.tags.end(), subjects[i].tags.begin(), subjects[i].tags.end());
  finding.actual = in_unit_of(*limit, got.si);
  finding.required = in_unit_of(*limit, limit->si);
  finding.message = fmt::format("{}{} {} {}; {} {}", rule.subject.empty() ? rule.name : rule.subject,
                                finding.tags.empty() ? "" : " with " + shortened(finding.tags),
                                rule.sum.empty() ? "counts" : "adds up to", text_of(*finding.actual),
                                rule.at_most ? "at most" : "at least", limit_text(*limit));
  if (rule.cluster && !members.empty()) {
    Rect hull = context.placed[static_cast<std::size_t>(subjects[members.front()].placed)].body;
    for (const std::size_t i : members)
      hull = bounding_box(hull, context.placed[static_cast<std::size_t>(subjects[i].placed)].body);
    finding.marks = corners(hull);
  }
  finding.hint = filled_hint(rule, *limit, got.si, shortened(finding.tags));
  finding.edit = edit_of(rule, *limit);
  out.report(std::move(finding));
}

}  // namespace

void check_count(const CheckContext& context, const DataRule& rule, Reporter& out) {
  std::vector<MissingDatum> missing;
  const std::vector<RuleSubject> subjects = subjects_of(context, rule, rule.of, rule.cluster.has_value(), missing);
  for (const MissingDatum& datum : missing) out.not_checked(datum.what);
  if (!rule.cluster) {
    std::vector<std::size_t> every(subjects.size());
    std::iota(every.begin(), every.end(), std::size_t{0});
    return check_cluster(context, rule, subjects, every, out);
  }
  if (subjects.empty()) return out.not_checked("the design has nothing this rule is about");
  for (const std::vector<std::size_t>& members : clusters_of(context, subjects, millimetres(*rule.cluster)))
    check_cluster(context, rule, subjects, members, out);
}

}  // namespace plinth
