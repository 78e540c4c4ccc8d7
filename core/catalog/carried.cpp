// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/carried.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/remark.h"
#include "core/base/text.h"
#include "core/catalog/diff.h"

namespace plinth {
namespace {

constexpr std::size_t kMostValues = 6;

std::string value_text(const ValueChange& value) {
  const auto shown = [](const std::string& text) {
    return text.empty() ? std::string("nothing") : printable(text, 60);
  };
  std::string text = fmt::format("{} is {}, the catalog has {}", value.what, shown(value.before), shown(value.after));
  if (value.relative) text += fmt::format(" ({:+.1f} %)", 100.0 * *value.relative);
  return text;
}

std::string sentence(const RecordChange& change) {
  const std::string who = fmt::format("the {} `{}` of the design", change.record, change.id);
  if (change.change == Changes::removed) return who + " is not in the catalog at hand";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(change.values.size(), kMostValues); ++i)
    parts.push_back(value_text(change.values[i]));
  if (change.values.size() > kMostValues) parts.push_back(fmt::format("{} more", change.values.size() - kMostValues));
  return who + " is not that of the catalog at hand: " + join(parts, "; ");
}

std::vector<std::string> tags_of(const Design& design, const RecordChange& change) {
  std::vector<std::string> tags;
  for (const Node& node : design.sizing.graph.nodes)
    if ((change.record == "module" && node.module == change.id) || (change.record == "kind" && node.kind == change.id))
      tags.push_back(node.tag);
  std::sort(tags.begin(), tags.end());
  return tags;
}

/// Allowances that the rounds of sizing and layout raised are those of the design alone.
bool is_raised(const Design& design, const RecordChange& change) {
  const auto& raised = design.convergence.raised;
  return change.record == "limit" && std::any_of(raised.begin(), raised.end(), [&](const std::string& id) {
           return change.id.starts_with(id + " (");
         });
}

bool same_row(const RuleLimit& a, const RuleLimit& b) {
  return a.applies == b.applies && a.edition == b.edition && a.si == b.si && a.unit == b.unit && a.match == b.match &&
         a.when == b.when && a.evidence == b.evidence;
}

bool same_rule(const DataRule& a, const DataRule& b) {
  return a.severity == b.severity && a.of == b.of && a.to == b.to && a.face == b.face && a.at_most == b.at_most &&
         a.value == b.value && a.inputs == b.inputs && a.when == b.when && a.sum == b.sum && a.cluster == b.cluster &&
         a.evidence == b.evidence && a.attribute == b.attribute &&
         std::equal(a.limits.begin(), a.limits.end(), b.limits.begin(), b.limits.end(), same_row);
}

Finding warning(std::string message, std::vector<std::string> tags) {
  Finding finding =
      remark("AUD03", Severity::warning, std::move(message),
             "design the site anew to take the catalog over; `plinth lock` and --locked keep a site to one catalog");
  finding.tags = std::move(tags);
  return finding;
}

/// Rules of the catalog itself; a company's own are looked for where the site is.
void add_rules(const Design& design, const Catalog& present, std::vector<Finding>& findings) {
  for (const DataRule& rule : design.catalog.rules) {
    if (!rule.origin.file.starts_with("rules/")) continue;
    const auto now = std::find_if(present.rules.begin(), present.rules.end(),
                                  [&](const DataRule& other) { return other.code == rule.code; });
    if (now == present.rules.end())
      findings.push_back(
          warning(fmt::format("the rule `{}` of the design is not in the catalog at hand", rule.code), {}));
    else if (now->origin.file.starts_with("rules/") && !same_rule(rule, *now))
      findings.push_back(
          warning(fmt::format("the rule `{}` of the design is not that of the catalog at hand", rule.code), {}));
  }
}

}  // namespace

std::vector<Finding> carried_differences(const Design& design, const Catalog& present) {
  std::vector<Finding> findings;
  for (const RecordChange& change : catalog_changes(design.catalog, present)) {
    if (change.change == Changes::added || is_raised(design, change)) continue;
    findings.push_back(warning(sentence(change), tags_of(design, change)));
  }
  add_rules(design, present, findings);
  return findings;
}

}  // namespace plinth
