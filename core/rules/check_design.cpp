// SPDX-License-Identifier: Apache-2.0
#include "core/rules/check_design.h"

#include <algorithm>
#include <tuple>

#include "core/rules/check_context.h"

namespace plinth {
namespace {

bool names(const Waiver& waiver, const Rule& rule) { return waiver.rule == rule.code || waiver.rule == rule.name; }

bool covers(const Waiver& waiver, const Finding& finding) {
  return waiver.where == "*" || std::find(finding.tags.begin(), finding.tags.end(), waiver.where) != finding.tags.end();
}

/// The first waiver that covers the finding, or nullptr; marks every waiver that does as used.
const Waiver* waiver_of(const std::vector<Waiver>& waivers, const Rule& rule, const Finding& finding,
                        std::vector<bool>& used) {
  const Waiver* found = nullptr;
  for (std::size_t i = 0; i < waivers.size(); ++i) {
    if (!names(waivers[i], rule) || !covers(waivers[i], finding)) continue;
    used[i] = true;
    if (found == nullptr) found = &waivers[i];
  }
  return found;
}

void waive(Finding& finding, const Waiver& waiver) {
  finding.severity = Severity::info;
  finding.message += " (waived by " + (waiver.owner.empty() ? "an unnamed owner" : waiver.owner) + ": " +
                     waiver.reason + (waiver.expires.empty() ? "" : "; expires " + waiver.expires) + ")";
}

Verdict verdict_of(const Rule& rule, const Reporter& said, bool failed) {
  Verdict verdict;
  verdict.code = rule.code;
  verdict.name = rule.name;
  verdict.findings = static_cast<int>(said.findings().size());
  verdict.measured = said.measured_count();
  if (failed) {
    verdict.outcome = Outcomes::failed;
    verdict.why = said.why();
  } else if (!said.why().empty() || said.measured_count() == 0) {
    verdict.outcome = Outcomes::not_checked;
    verdict.why = said.why().empty() ? "nothing in the design to look at" : said.why();
  } else {
    verdict.outcome = Outcomes::passed;
  }
  return verdict;
}

Finding unused(const Waiver& waiver) {
  Finding finding;
  finding.code = "WAV01";
  finding.severity = Severity::warning;
  finding.message = "the waiver of " + waiver.rule + " for " + (waiver.where == "*" ? "everything" : waiver.where) +
                    " met no finding";
  finding.origin = waiver.origin;
  finding.hint = "remove it, or correct its rule or place";
  if (waiver.where != "*") finding.tags = {waiver.where};
  return finding;
}

bool known(const Waiver& waiver, std::span<const Rule* const> rules) {
  return std::any_of(rules.begin(), rules.end(), [&](const Rule* rule) { return names(waiver, *rule); });
}

}  // namespace

CheckReport check_design(const Design& design, std::span<const Rule* const> rules) {
  const CheckContext context(design);
  const std::vector<Waiver>& waivers = design.spec.waivers;
  std::vector<bool> used(waivers.size(), false);
  CheckReport report;
  for (const Rule* rule : rules) {
    Reporter said(rule->code, rule->severity);
    rule->check(context, said);
    bool failed = false;
    for (Finding finding : said.findings()) {
      if (const Waiver* waiver = waiver_of(waivers, *rule, finding, used)) waive(finding, *waiver);
      failed = failed || finding.severity != Severity::info;
      report.findings.push_back(std::move(finding));
    }
    report.verdicts.push_back(verdict_of(*rule, said, failed));
  }
  const bool all = rules.size() == all_rules().size();
  for (std::size_t i = 0; i < waivers.size(); ++i)
    if (!used[i] && (all || known(waivers[i], rules))) report.findings.push_back(unused(waivers[i]));
  std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.code, a.tags, a.message) < std::tie(b.code, b.tags, b.message);
  });
  std::sort(report.verdicts.begin(), report.verdicts.end(),
            [](const Verdict& a, const Verdict& b) { return a.code < b.code; });
  return report;
}

CheckReport check_design(const Design& design) { return check_design(design, all_rules()); }

}  // namespace plinth
