// SPDX-License-Identifier: Apache-2.0
#include "core/rules/check_context.h"
#include "core/rules/outage/report.h"
#include "core/rules/rule.h"
#include "core/rules/rule_inputs.h"

namespace plinth::rules {
namespace {

bool wanted(const OutageRecord& record) {
  return record.element.kind == ElementKind::unit || record.element.kind == ElementKind::bus ||
         record.element.kind == ElementKind::connection || record.element.kind == ElementKind::valve ||
         record.element.kind == ElementKind::segment;
}

bool shows_valves(const CheckContext& context) {
  return !isolation_valves(context.design).empty();
}

/// A graph that shows ports, not valves: that both sides of each can be shut is for the P&ID to prove.
void ask_for_valves(const CheckContext& context, Reporter& out) {
  if (shows_valves(context)) return;
  if (evidence_of(context, "isolation_points", "") != nullptr) return;
  Finding finding;
  finding.message =
      "that each module and connection can be isolated is taken for granted: the graph shows ports, not valves";
  finding.hint = "add [[evidence]] `isolation_points` with the diagram that shows them";
  const bool required = context.design.spec.rules.evidence == "required";
  out.report(std::move(finding), required ? Severity::error : Severity::info);
}

void check(const CheckContext& context, Reporter& out) {
  if (const std::string why = no_study(context); !why.empty()) return out.not_checked(why);
  const auto asked = asked_class(context.design.spec, context.design.catalog);
  const bool demanded = asked && asked->level >= Level::maintainable;
  report_outages(context, out, wanted, demanded,
                 shows_valves(context) ? "units, buses, connections and valves in maintenance"
                                       : "units, buses and connections in maintenance",
                 "give what depends on it a second way");
  if (demanded) ask_for_valves(context, out);
}

constexpr std::string_view kEvidence[] = {"isolation_points"};

}  // namespace

extern constinit const Rule red02_maintenance_stops_it{
    .code = "RED02",
    .name = "maintenance-stops-it",
    .severity = Severity::error,
    .basis = "Uptime Tier III, EN 50600 class 3: concurrently maintainable",
    .explain =
        R"(Every unit, every bus inside a pod, every cable and every pipe, supply and return, is taken out of service
for maintenance, one at a time, and all IT outside it must go on. What stands by for the loss of the grid (gensets, tanks,
their board and lines) is also taken out while the grid is away: the standards hold the gensets to be the source that
counts. Each routed water pipe has an isolation valve at either end, and each branch inside a pod has one. For the work on a
valve all between it and the next valves is drained: its pipe and the unit at that end, or the manifold of a pod. With
`cooling.isolation = "double"` pairs of valves stand between the take-offs of that manifold and between the halves of a
header skid: what is drained is one take-off, or one half. That a manifold can be parted otherwise is the evidence
`isolation_points` for the tag of the pod; so is, for a graph without routed pipes, that there are valves at all.

Where the site names a pack of a class that demands it (Tier III and IV and their like) each such element is an error;
else one remark says how many there are. `plinth outage` lists them all.)",
    .check = check,
    .evidence = kEvidence,
    .sweeps = true,
};

}  // namespace plinth::rules
