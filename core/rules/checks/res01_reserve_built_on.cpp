// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check(const CheckContext& context, Reporter& out) {
  const std::vector<Reserve>& reserves = context.design.layout.reserves;
  if (reserves.empty()) return out.not_checked("the design keeps no land for an expansion");
  for (const PlacedModule& module : context.placed)
    for (const Reserve& reserve : reserves) {
      out.measured();
      if (!overlap(module.body, reserve.area)) continue;
      Finding finding;
      finding.tags = {module.tag()};
      finding.marks = corners(shared_area(module.body, reserve.area));
      finding.message = fmt::format("{} stands on the land of '{}'", module.tag(), reserve.name);
      finding.hint = move_hint(context, module, [&](const Rect& body) { return !overlap(body, reserve.area); });
      out.report(std::move(finding));
    }
  for (const Road& road : context.design.layout.roads)
    for (const Reserve& reserve : reserves) {
      out.measured();
      if (!overlap(road.area, reserve.area)) continue;
      Finding finding;
      finding.marks = corners(shared_area(road.area, reserve.area));
      finding.message = fmt::format("{} runs over the land of '{}'", road.name, reserve.name);
      finding.hint = "lead it around";
      out.report(std::move(finding));
    }
}

}  // namespace

extern constinit const Rule res01_reserve_built_on{
    .code = "RES01",
    .name = "reserve-built-on",
    .severity = Severity::error,
    .basis = "the site's own expansion: `[layout] expansion`, `reserve`",
    .explain = R"(Land that the layout keeps free for an expansion stays free: no module stands on it and no road runs
over it. Touching its line is allowed; routes below the ground are not looked at.)",
    .check = check,
};

}  // namespace plinth::rules
