// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kTime = "basis.buffer_time";
constexpr std::array kLimits{kTime};

void check_vessel(const Loop& loop, Reporter& out) {
  out.measured();
  if (loop.expansion.si > 0 && loop.vessel.si >= loop.expansion.si * (1 - 1e-9)) return;
  Finding finding;
  finding.actual = Measured{loop.vessel / litre, "L"};
  if (loop.expansion.si <= 0) {
    finding.message = fmt::format(
        "loop `{}` has no room for expansion: the highest pressure its parts allow is not above "
        "the vessel's charge",
        loop.name);
    finding.hint = "parts of a higher design_pressure, or a lower basis.expansion.charge";
    return out.report(std::move(finding));
  }
  finding.required = Measured{loop.expansion / litre, "L"};
  finding.message =
      fmt::format("loop `{}` holds {} m3 and needs expansion vessels of {} L; {} L stand there", loop.name,
                  round_text(loop.volume / m3), round_text(loop.expansion / litre), round_text(loop.vessel / litre));
  finding.hint = "a longer basis.loop_residence makes sizing buy larger vessels";
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  const Limit* needed = context.limit(kTime);
  for (const Loop& loop : context.design.distribution.loops) {
    if (loop.name.starts_with("tcs ")) continue;  // a CDU brings its own vessel
    check_vessel(loop, out);
    if (!loop.name.starts_with("fws ")) continue;
    if (needed == nullptr) {
      out.not_checked(missing_limit(context, kTime));
      continue;
    }
    out.measured();
    if (loop.ride_through.si >= needed->si * (1 - 1e-9)) continue;
    Finding finding;
    finding.actual = Measured{loop.ride_through.si, "s"};
    finding.required = Measured{needed->si, "s"};
    finding.message =
        fmt::format("loop `{}` holds its heat for {} s with rejection stopped; coolers need {} s to restart", loop.name,
                    round_text(loop.ride_through.si), round_text(needed->si));
    finding.hint = "a larger buffer tank";
    out.report(std::move(finding));
  }
  if (out.measured_count() == 0) out.not_checked("no water loop is worked out");
}

}  // namespace

extern constinit const Rule hyd05_loop_volume{
    .code = "HYD05",
    .name = "loop-volume",
    .severity = Severity::error,
    .basis = "EN 12828 Annex D (vessels); basis.buffer_time (ride-through)",
    .explain = R"(The expansion vessels of each facility and chilled water loop take what its coolant expands by between
filling and the hottest state, for the volume it really holds once pipes are routed. Facility water with its buffer tanks
carries the heat until coolers run again on the generators (`basis.buffer_time`). Coolant loops inside pods are not
looked at: a CDU brings its own vessel and runs on UPS.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
