// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/check_context.h"
#include "core/rules/outage/report.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

bool wanted(const OutageRecord& record) { return record.element.kind == ElementKind::corridor; }

/// What fails in maintenance fails in a fault as well: RED02 names it.
void tell_unmaintainable(const OutageStudy& study, Reporter& out, bool demanded) {
  std::size_t number = 0;
  for (const OutageRecord& record : study.records)
    if (record.element.kind <= ElementKind::connection && record.worst() > 0.0) number += record.names.size();
  if (number == 0) return;
  Finding finding;
  finding.message =
      fmt::format("{} single units, buses or connections stop IT when they fail: RED02 names them", number);
  out.report(std::move(finding), demanded ? Severity::error : Severity::info);
}

void tell_pairs(const OutageStudy& study, Reporter& out) {
  if (study.pairs.empty()) return;
  const PairRecord& worst = study.pairs.front();
  Finding finding;
  finding.tags = {worst.failed, worst.maintained};
  finding.message = fmt::format(
      "while a unit is in maintenance, the failure of a second one stops IT in {} sorts of pairs ({} pairs "
      "computed{}); "
      "the worst: {} and {}: {} kW",
      study.pairs.size(), study.pairs_tried,
      study.pairs_complete
          ? ""
          : fmt::format("; {} of {} not checked", round_text(study.pairs_unchecked, 9), round_text(study.pairs_of, 9)),
      worst.maintained, worst.failed, round_text(worst.it_lost / 1000.0, 4));
  out.report(std::move(finding), Severity::info);
}

void check(const CheckContext& context, Reporter& out) {
  if (const std::string why = no_study(context); !why.empty()) return out.not_checked(why);
  const OutageStudy& study = outages_of(context);
  const auto asked = asked_class(context.design.spec, context.design.catalog);
  const bool demanded = asked && asked->level >= Level::tolerant;
  report_outages(context, out, wanted, demanded, "corridors, with all routes in them,",
                 "lead the two ways of what depends on it apart");
  out.measured(study.elements);
  tell_unmaintainable(study, out, demanded);
  tell_pairs(study, out);
}

}  // namespace

extern constinit const Rule red03_fault_stops_it{
    .code = "RED03",
    .name = "fault-stops-it",
    .severity = Severity::error,
    .basis = "Uptime Tier IV, EN 50600 class 4, GB 50174 class A: fault tolerant",
    .explain =
        R"(The failure of any single element, distribution included, may not stop IT. Beyond what RED02 takes out,
every corridor fails with all routes that share it: a trench dug up, a tray on fire. Routes share a corridor where they lie
on one line for a stretch; where A and B do, one event takes both. That cooling goes on while the gensets start is HYD12.

Where the site names a pack of a class that demands it (Tier IV and its like) each such corridor is an error; else one remark
says how many there are. Pairs, one unit in maintenance while another fails, are a remark: no class asks for them.)",
    .check = check,
    .sweeps = true,
};

}  // namespace plinth::rules
