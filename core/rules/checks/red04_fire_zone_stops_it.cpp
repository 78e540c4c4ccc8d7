// SPDX-License-Identifier: Apache-2.0
#include "core/rules/check_context.h"
#include "core/rules/outage/report.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

bool wanted(const OutageRecord& record) { return record.element.kind == ElementKind::zone; }

void check(const CheckContext& context, Reporter& out) {
  if (context.placed.empty()) return out.not_checked("the design has no layout");
  if (const std::string why = no_study(context); !why.empty()) return out.not_checked(why);
  if (!context.limit("redundancy.zone.separation"))
    return out.not_checked(missing_limit(context, "redundancy.zone.separation"));
  const auto asked = asked_class(context.design.spec, context.design.catalog);
  report_outages(context, out, wanted, asked && asked->level >= Level::tolerant, "fire zones",
                 "move the two sides apart, or add [[evidence]] `fire_rated_separation` for one of the modules");
}

constexpr std::string_view kLimits[] = {"redundancy.zone.separation"};
constexpr std::string_view kEvidence[] = {"fire_rated_separation"};

}  // namespace

extern constinit const Rule red04_fire_zone_stops_it{
    .code = "RED04",
    .name = "fire-zone-stops-it",
    .severity = Severity::error,
    .basis = "Uptime Tier IV: compartmented; distances are a house rule",
    .explain =
        R"(A fire or a flood takes everything in one zone, and IT outside the zone must go on. A zone is what stands in
one enclosure, and modules in the open with less than the separation between them, one after the other. A wall with a fire
rating is the evidence `fire_rated_separation` for a module: it is a zone of its own then. Racks inside the zone are not
counted: they burn.

An error where the site names a pack of a fault-tolerant class; else one remark.)",
    .check = check,
    .limits = kLimits,
    .evidence = kEvidence,
    .sweeps = true,
};

}  // namespace plinth::rules
