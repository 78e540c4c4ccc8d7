// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "core/model/withstand.h"
#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kDuration = "basis.fault_time.gear", kMargin = "fault.margin";

void report(Reporter& out, const BusFault& fault, std::string_view what, Current actual, Current limit, Current rated) {
  Finding finding;
  finding.tags = {fault.tag};
  finding.actual = Measured{actual / kA, "kA"};
  finding.required = Measured{limit / kA, "kA"};
  finding.message = fmt::format("{} of {} kA at {}; at most {} kA of the {} kA it stands", what,
                                round_text(actual / kA), fault.tag, round_text(limit / kA), round_text(rated / kA));
  finding.hint = "gear of a higher rating, a higher transformer impedance, or fewer sources in parallel";
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  const Limit *duration = context.limit(kDuration), *margin = context.limit(kMargin);
  if (duration == nullptr) return out.not_checked(missing_limit(context, kDuration));
  if (margin == nullptr) return out.not_checked(missing_limit(context, kMargin));
  for (const BusFault& fault : context.design.distribution.faults) {
    if (fault.withstand.si <= 0) continue;
    out.measured();
    const FaultJudgement judged = judge_fault({fault.maximum, fault.peak, fault.thermal},
                                              {fault.withstand, fault.peak_withstand}, Time{duration->si}, margin->si);
    if (judged.thermal_above)
      report(out, fault, "thermal short-circuit current", judged.thermal, judged.most.short_time, fault.withstand);
    else if (judged.initial_above)
      report(out, fault, "initial short-circuit current", fault.maximum, judged.most.short_time, fault.withstand);
    if (judged.peak_above)
      report(out, fault, "peak short-circuit current", fault.peak, judged.most.peak, fault.peak_withstand);
  }
  if (out.measured_count() == 0) out.not_checked("no gear with a short-circuit rating and a calculated fault");
}

constexpr std::array<std::string_view, 2> kLimits{kDuration, kMargin};

}  // namespace

extern constinit const Rule elc03_short_circuit_withstand{
    .code = "ELC03",
    .name = "short-circuit-withstand",
    .severity = Severity::error,
    .basis = "IEC 60909-0:2016; IEC 61439-1 10.11; IEC 62271-1",
    .explain = R"(Every switchboard stands the largest three-phase fault at its busbars: thermal and initial current
against the short-time withstand (Icw, which must also cover the breaking capacity of its breakers), peak against Ipk. Grid
and main transformers that run in parallel add up. Sizing chooses medium-voltage gear by the same judgement
(`plinth why DESIGN distribution.fault_load`). Gear without a stated rating (UPS, pods) is not looked at.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
