// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check_pair(const CheckContext& context, const PlacedModule& module, const KeepOut& keep_out, Reporter& out) {
  const Millimetres required = millimetres(keep_out.clearance);
  const auto clear = [&](const Rect& body) {
    return !overlap(keep_out.area, body) && distance_to(keep_out.area, body) >= required;
  };
  out.measured();
  if (clear(module.body)) return;
  const bool inside = overlap(keep_out.area, module.body);
  const Millimetres gap = distance_to(keep_out.area, module.body);
  Finding finding;
  finding.tags = {module.tag()};
  finding.actual = in_metres(gap);
  finding.required = in_metres(required);
  finding.marks = inside ? corners(module.body) : nearest_marks(keep_out.area, module.body);
  finding.message = inside ? fmt::format("{} stands in the keep-out {}", module.tag(), keep_out.name)
                           : fmt::format("{} is {} from the keep-out {}; {} must stay free", module.tag(),
                                         metres_text(gap), keep_out.name, metres_text(required));
  finding.hint = move_hint(context, module, clear);
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  if (context.design.spec.site.keep_outs.empty()) return out.not_checked("the site states no keep-out");
  for (const PlacedModule& module : context.placed)
    for (const KeepOut& keep_out : context.design.spec.site.keep_outs) check_pair(context, module, keep_out, out);
}

}  // namespace

extern constinit const Rule site03_in_keep_out{
    .code = "SITE03",
    .name = "in-keep-out",
    .severity = Severity::error,
    .basis = "title, easements and utilities: `[[site.keep_out]]`",
    .explain = R"(A module stands in a keep-out area (easement, buried utility, pond) or nearer to it than the clearance
stated with it. Exactly at the clearance is allowed.)",
    .check = check,
};

}  // namespace plinth::rules
