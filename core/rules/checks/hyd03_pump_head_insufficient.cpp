// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check(const CheckContext& context, Reporter& out) {
  for (const Loop& loop : context.design.distribution.loops) {
    if (loop.available.si <= 0) {
      out.not_checked(fmt::format("no head is stated for the pumps of loop `{}`", loop.name));
      continue;
    }
    out.measured();
    if (loop.head.si <= loop.available.si * (1 + 1e-9)) continue;
    Finding finding;
    if (!loop.worst_path.empty()) finding.tags = {loop.worst_path};
    finding.actual = Measured{loop.head / kPa, "kPa"};
    finding.required = Measured{loop.available / kPa, "kPa"};
    finding.message = fmt::format("loop `{}` needs {} kPa at {} L/min to reach {}; its pumps give {} kPa", loop.name,
                                  round_text(loop.head / kPa), round_text(loop.flow / lpm), loop.worst_path,
                                  round_text(loop.available / kPa));
    finding.hint =
        "pumps of a higher rated_head (and basis.pump_head), units of a lower pressure drop, or shorter routes";
    out.report(std::move(finding));
  }
  if (out.measured_count() == 0) out.not_checked("no water loop is worked out");
}

}  // namespace

extern constinit const Rule hyd03_pump_head_insufficient{
    .code = "HYD03",
    .name = "pump-head-insufficient",
    .severity = Severity::error,
    .basis = "Darcy-Weisbach over the routed pipes; rated_head of the catalog",
    .explain = R"(The head along the worst path of every closed water loop (pipes with their bends and valves, cooler,
header, consumer, control valve, strainer dirt) is within what its pumps give at that flow: with everything in service,
with one header out, and with one consumer out. Pipes were enlarged along that path before. Read from the design's
`distribution`; the derivation is `plinth why DESIGN hydraulics.fws.head`.)",
    .check = check,
};

}  // namespace plinth::rules
