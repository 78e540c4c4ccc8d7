// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/rules/check_context.h"
#include "core/rules/outage/report.h"
#include "core/rules/rule.h"
#include "core/rules/rule_inputs.h"

namespace plinth::rules {
namespace {

constexpr const char* kAnalysis = "controls_failure_analysis";

bool wanted(const OutageRecord& record) { return record.element.kind == ElementKind::controller; }

/// Whether the site asks for no spare somewhere: then the loss of single units stops IT whatever steers them, and only a
/// document can say how their controls fail.
bool asks_for_none(const SiteSpec& spec) {
  return spec.power.redundancy == Redundancy::n || spec.cooling.redundancy == Redundancy::n;
}

/// Units whose own controller, supply or switch takes them along, and whose loss stops IT.
void own_controllers(const CheckContext& context, Reporter& out) {
  const bool unknown = asks_for_none(context.design.spec) && context.design.spec.rules.evidence != "required";
  for (const OutageRecord& record : outages_of(context).records) {
    if (record.element.kind != ElementKind::unit || record.element.backup || record.distributes) continue;
    std::vector<std::string> tags;
    for (const int node : record.nodes) {
      const std::string& tag = context.nodes[static_cast<std::size_t>(node)].node->tag;
      if (evidence_of(context, kAnalysis, tag) == nullptr) tags.push_back(tag);
    }
    out.measured(static_cast<int>(record.nodes.size()));
    if (tags.empty() || record.worst() <= 0.0) continue;
    if (unknown) {
      out.not_checked(fmt::format("redundancy N was asked for, so that the loss of {} stops IT; the site gives no evidence "
                                  "`{}` of how its controller fails",
                                  tags.front(), kAnalysis));
      continue;
    }
    Finding finding;
    finding.tags = tags;
    finding.message = fmt::format("the controller of {} is a single one: if it stops the unit, {}", tags.front(),
                                  consequence_words(record));
    finding.hint = fmt::format("add [[evidence]] `{}` that it goes on at its last or at full flow", kAnalysis);
    out.report(std::move(finding));
  }
}

/// The graph need not show who steers the plant: then a document must say that a lost controller leaves it running.
void plant_controllers(const CheckContext& context, Reporter& out) {
  const bool shown = std::any_of(context.edges.begin(), context.edges.end(),
                                 [](const EdgeView& view) { return view.edge->medium == Medium::control; });
  if (shown || evidence_of(context, kAnalysis, "") != nullptr) return;
  const std::string why =
      fmt::format("the graph shows no controls of the plant, and the site gives no evidence `{}`", kAnalysis);
  if (context.design.spec.rules.evidence != "required") return out.not_checked(why);
  Finding finding;
  finding.message = why;
  finding.hint = "add [[evidence]] with the failure analysis of the controls";
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  if (const std::string why = no_study(context); !why.empty()) return out.not_checked(why);
  report_outages(context, out, wanted, true, "controllers",
                 "add a second controller, or [[evidence]] `controls_failure_analysis`");
  own_controllers(context, out);
  plant_controllers(context, out);
}

constexpr std::string_view kEvidence[] = {kAnalysis};

}  // namespace

extern constinit const Rule red05_controls_without_fail_safe{
    .code = "RED05",
    .name = "controls-without-fail-safe",
    .severity = Severity::error,
    .basis = "house rule: the loss of one controller, control supply or switch leaves the plant running",
    .explain =
        R"(Every controller that the graph shows, and every control line, is taken out, and with it whatever it alone
steers. A unit with a controller of its own is lost with it. IT must go on, or a failure analysis (the evidence
`controls_failure_analysis`, for all or for a tag) says that the unit then stays at its last or at full flow. Where the site
asks for redundancy N, single units stop IT however they are steered: without that evidence this is not checked. Control supplies
come over the unit's own inlets: they fail with those in RED02. Where the graph shows no plant controls, that document must
speak for them.)",
    .check = check,
    .evidence = kEvidence,
    .sweeps = true,
};

}  // namespace plinth::rules
