// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <numbers>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kTcs = "piping.tcs_velocity_max";
constexpr std::array kLimits{kTcs};

void report(Reporter& out, std::string tag, const std::string& what, Speed actual, Speed most, std::string hint) {
  Finding finding;
  finding.tags = {std::move(tag)};
  finding.actual = Measured{actual.si, "m/s"};
  finding.required = Measured{most.si, "m/s"};
  finding.message = fmt::format("{} runs at {} m/s; at most {} m/s", what, round_text(actual.si), round_text(most.si));
  finding.hint = std::move(hint);
  out.report(std::move(finding));
}

void check_pipe(const CheckContext& context, const PipeRun& run, Reporter& out) {
  const ModuleType* item = context.module(run.item);
  const auto bore = item == nullptr ? std::nullopt : item->number("inner_diameter");
  const auto flow = item == nullptr ? std::nullopt : item->number("max_flow");
  if (!bore || !flow) return out.not_checked(fmt::format("pipe `{}` states no bore or max_flow", run.item));
  out.measured();
  const Speed most{*flow / (0.25 * std::numbers::pi * *bore * *bore)};
  if (run.velocity.si <= most.si * (1 + 1e-6)) return;
  report(out, run.edge, fmt::format("`{}` of {}", run.item, run.edge), run.velocity, most,
         "the next larger bore, or one more run");
}

void check(const CheckContext& context, Reporter& out) {
  for (const PipeRun& run : context.design.distribution.pipes) check_pipe(context, run, out);
  const Limit* limit = context.limit(kTcs);
  for (const Loop& loop : context.design.distribution.loops) {
    if (!loop.name.starts_with("tcs ")) continue;
    if (limit == nullptr) {
      out.not_checked(missing_limit(context, kTcs));
      break;
    }
    out.measured();
    if (loop.velocity.si > limit->si * (1 + 1e-6))
      report(out, loop.name.substr(4), "the coolant manifold of " + loop.name.substr(4), loop.velocity,
             Speed{limit->si}, "a larger manifold, or fewer racks in the pod");
  }
  if (out.measured_count() == 0) out.not_checked("no pipe is sized");
}

}  // namespace

extern constinit const Rule hyd04_velocity_above_limit{
    .code = "HYD04",
    .name = "velocity-above-limit",
    .severity = Severity::error,
    .basis = "ASHRAE 90.1-2022 Table 6.5.4.6 (pipes); 1.5 to 3.0 m/s in coolant manifolds",
    .explain = R"(Water in stock pipes is no faster than the flow table of ASHRAE 90.1 allows for the bore (the pipe's
`max_flow` over its section), with the largest flow after a single failure; coolant in the manifolds of a pod is no
faster than `piping.tcs_velocity_max`. Faster water wears bends, makes noise and costs pump energy.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
