// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/model/phases.h"
#include "core/rules/check_context.h"
#include "core/rules/check_design.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// What must hold of each phase by itself: connections, redundancy, ratings, water, roads, deliveries.
constexpr std::array<std::string_view, 10> kAsked{"GPH01", "RED01", "ELC01",  "ELC02",  "UTL01",
                                                  "HYD02", "HYD03", "ROAD01", "ROAD02", "STO01"};

std::vector<const Rule*> rules_asked() {
  std::vector<const Rule*> asked;
  for (const Rule* rule : all_rules())
    if (std::find(kAsked.begin(), kAsked.end(), rule->code) != kAsked.end()) asked.push_back(rule);
  return asked;
}

void served_enough(const PhasePlan& plan, const Design& part, Reporter& out) {
  double served = 0;
  for (const Node& node : part.sizing.graph.nodes)
    if (node.kind == "rack") served += node.demand_kw * 1e3;
  out.measured();
  if (served >= plan.asked.si * (1 - 1e-9)) return;
  Finding finding;
  finding.actual = Measured{served / 1e3, "kW"};
  finding.required = Measured{plan.asked.si / 1e3, "kW"};
  finding.message = fmt::format("phase {} has racks of {} kW in service; {} kW are asked for", plan.number,
                                round_text(served / 1e3), round_text(plan.asked.si / 1e3));
  finding.hint = "design it again";
  out.report(std::move(finding));
}

void nothing_taken_away(const PhasePlan& plan, const PhasePlan& before, Reporter& out) {
  for (const Selection& earlier : before.selection)
    for (const Selection& now : plan.selection) {
      if (now.service != earlier.service || now.module != earlier.module) continue;
      out.measured();
      if (now.installed >= earlier.installed) continue;
      Finding finding;
      finding.message = fmt::format("phase {} has {} `{}` for {}, phase {} had {}", plan.number, now.installed,
                                    now.module, now.service, before.number, earlier.installed);
      finding.hint = "phases only add";
      out.report(std::move(finding));
    }
}

/// The design of the phase by itself, judged by the rules that must hold of it.
void stands_alone(const PhasePlan& plan, const Design& part, const std::vector<const Rule*>& rules, Reporter& out) {
  const CheckReport report = check_design(part, rules);
  for (const Verdict& verdict : report.verdicts) out.measured(verdict.measured);
  for (const Finding& found : report.findings) {
    if (found.severity != Severity::error) continue;
    Finding finding = found;
    finding.message = fmt::format("phase {} by itself: {} ({})", plan.number, found.message, found.code);
    finding.edit.reset();
    out.report(std::move(finding));
  }
}

void check(const CheckContext& context, Reporter& out) {
  const Design& design = context.design;
  if (design.sizing.phases.empty()) return out.not_checked("the site is built at once, without phases");
  const std::vector<const Rule*> rules = rules_asked();
  for (std::size_t p = 0; p < design.sizing.phases.size(); ++p) {
    const PhasePlan& plan = design.sizing.phases[p];
    if (p > 0) nothing_taken_away(plan, design.sizing.phases[p - 1], out);
    if (p + 1 == design.sizing.phases.size()) break;  // the last phase is the design itself
    const Design part = built_until(design, plan.number);
    served_enough(plan, part, out);
    stands_alone(plan, part, rules, out);
  }
}

}  // namespace

extern constinit const Rule phs01_phase_incomplete{
    .code = "PHS01",
    .name = "phase-incomplete",
    .severity = Severity::error,
    .basis = "the site's own phases: `[[phase]]`",
    .explain = R"(Each phase must work before the next one is built. For every phase but the last the design is cut back
to what stands then - modules, connections, roads, loads - and judged like a site of its own by GPH01, RED01, ELC01,
ELC02, UTL01, HYD02, HYD03, ROAD01, ROAD02 and STO01: every single failure is survived as declared, no unit, connection or
grid capacity is overrun, water reaches every consumer, and every module is reached by fire engine and crane on roads
that exist. Racks in service reach what the phase asks for, and no later phase has fewer units of anything. An error of
one of those rules in a phase is an error here, with the phase and the rule named; the last phase is the design itself.)",
    .check = check,
};

}  // namespace plinth::rules
