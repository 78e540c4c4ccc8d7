// SPDX-License-Identifier: Apache-2.0
#include "core/rules/check_design.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/base/crew.h"
#include "core/rules/check_context.h"
#include "core/rules/data_rules.h"
#include "core/rules/move_check.h"
#include "core/rules/waivers.h"

namespace plinth {
namespace {

/// What a verdict needs of a rule, compiled or data.
struct Heading {
  std::string_view code, name, basis;
  Severity severity;
};

Heading heading_of(const CheckContext& context, std::string_view code, std::string_view name, std::string_view basis,
                   Severity severity) {
  const auto& chosen = context.design.spec.rules.severity;
  for (const std::string_view key : {code, name})
    if (const auto found = chosen.find(std::string(key)); found != chosen.end()) severity = found->second;
  return {code, name, basis, severity};
}

Verdict verdict_of(const Heading& heading, const Reporter& said, bool failed, int waived) {
  Verdict verdict;
  verdict.code = heading.code;
  verdict.name = heading.name;
  verdict.severity = heading.severity;
  verdict.basis = heading.basis;
  verdict.findings = static_cast<int>(said.findings().size());
  verdict.measured = said.measured_count();
  verdict.waived = waived;
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

/// A fault of the place of one module or two is the doing of the pin that holds one of them.
void point_at_pin(const SiteSpec& spec, Finding& finding) {
  if (finding.origin.known() || finding.marks.empty() || finding.tags.size() > 2) return;
  for (const Pin& pin : spec.pins)
    if (std::find(finding.tags.begin(), finding.tags.end(), pin.tag) != finding.tags.end()) {
      finding.origin = pin.origin;
      return;
    }
}

class Checking {
 public:
  Checking(const Design& design, std::shared_ptr<const OutageStudy> outages) : context_(design), waivers_(context_) {
    context_.outages = std::move(outages);
  }

  /// Rules only read the design, so they may run at one time; what they say is settled in the order of the rules. Those
  /// that ask the sweep run one after another: they ask its networks on, which remember the question.
  void run(const RuleSet& rules, int threads) {
    std::vector<Heading> headings;
    std::vector<Reporter> said;
    const auto announce = [&](const auto& rule) {
      headings.push_back(heading_of(context_, rule.code, rule.name, rule.basis, rule.severity));
      said.emplace_back(rule.code, headings.back().severity);
    };
    std::vector<std::size_t> sweeping, others;
    for (const Rule* rule : rules.compiled) {
      (rule->sweeps ? sweeping : others).push_back(headings.size());
      announce(*rule);
    }
    for (const DataRule* rule : rules.data) {
      others.push_back(headings.size());
      announce(*rule);
    }
    const std::size_t compiled = rules.compiled.size();
    const auto look = [&](std::size_t i) {
      if (i < compiled)
        rules.compiled[i]->check(context_, said[i]);
      else
        check_data_rule(context_, *rules.data[i - compiled], said[i]);
    };
    in_crew(threads, others.size() + 1, [&](std::size_t task) {
      if (task > 0) return look(others[task - 1]);
      for (const std::size_t i : sweeping) look(i);
    });
    for (std::size_t i = 0; i < headings.size(); ++i) settle(headings[i], said[i]);
  }

  CheckReport finish(const RuleSet& rules, bool all) {
    for (Finding& finding : waivers_.remarks(rules, all)) report_.findings.push_back(std::move(finding));
    if (all)
      for (Finding& finding : evidence_remarks(context_, rules)) report_.findings.push_back(std::move(finding));
    std::stable_sort(report_.findings.begin(), report_.findings.end(), [](const Finding& a, const Finding& b) {
      return std::tie(a.code, a.tags, a.message) < std::tie(b.code, b.tags, b.message);
    });
    std::sort(report_.verdicts.begin(), report_.verdicts.end(),
              [](const Verdict& a, const Verdict& b) { return a.code < b.code; });
    return std::move(report_);
  }

 private:
  void settle(const Heading& heading, const Reporter& said) {
    bool failed = false;
    int waived = 0;
    for (Finding finding : said.findings()) {
      if (finding.edit && !finding.origin.known()) {
        const auto& origins = context_.design.spec.origins;
        if (const auto found = origins.find(finding.edit->key); found != origins.end()) finding.origin = found->second;
      }
      point_at_pin(context_.design.spec, finding);
      if (waivers_.apply(heading.code, heading.name, finding)) ++waived;
      failed = failed || finding.severity != Severity::info;
      report_.findings.push_back(std::move(finding));
    }
    report_.verdicts.push_back(verdict_of(heading, said, failed, waived));
  }

  CheckContext context_;
  Waivers waivers_;
  CheckReport report_;
};

CheckReport check(const Design& design, const RuleSet& rules, bool all,
                  std::shared_ptr<const OutageStudy> outages = nullptr, int threads = 1) {
  Checking checking(design, std::move(outages));
  checking.run(rules, threads);
  CheckReport report = checking.finish(rules, all);
  if (all) remark_moves(design, rules, report);
  return report;
}

}  // namespace

RuleSet rules_of(const Design& design) {
  RuleSet set{all_rules(), {}};
  for (const DataRule& rule : design.catalog.rules)
    if (rule_in_use(design.spec, rule)) set.data.push_back(&rule);
  return set;
}

CheckReport check_design(const Design& design, const RuleSet& rules) { return check(design, rules, false); }

CheckReport check_design(const Design& design, std::span<const Rule* const> rules) {
  return check(design, {rules, {}}, rules.size() == all_rules().size());
}

CheckReport check_design(const Design& design, std::shared_ptr<const OutageStudy> outages, int threads) {
  // Starting a thread costs more than a small plant takes.
  constexpr std::size_t small = 500;
  if (threads <= 0) threads = design.sizing.graph.nodes.size() < small ? 1 : usual_threads();
  return check(design, rules_of(design), true, std::move(outages), threads);
}

std::vector<MeasuredDistance> measured_distances(const Design& design) {
  const CheckContext context(design);
  std::vector<MeasuredDistance> all;
  const auto take = [&](Reporter& said) { all.insert(all.end(), said.distances().begin(), said.distances().end()); };
  const RuleSet rules = rules_of(design);
  for (const Rule* rule : rules.compiled) {
    Reporter said(rule->code, rule->severity);
    said.keep_distances();
    rule->check(context, said);
    take(said);
  }
  for (const DataRule* rule : rules.data) {
    if (rule->type != RuleTypes::distance) continue;
    Reporter said(rule->code, rule->severity);
    said.keep_distances();
    check_data_rule(context, *rule, said);
    take(said);
  }
  std::stable_sort(all.begin(), all.end(), [](const MeasuredDistance& a, const MeasuredDistance& b) {
    return std::tie(a.code, a.from, a.actual, a.to) < std::tie(b.code, b.from, b.actual, b.to);
  });
  return all;
}

}  // namespace plinth
