// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kLimit = "bess.separation.unit";

void check_pair(const CheckContext& context, const PlacedModule& a, const PlacedModule& b, Millimetres required,
                Reporter& out) {
  const Millimetres gap = distance(a.body, b.body);
  const auto [on_a, on_b] = closest_points(a.body, b.body);
  out.distance(
      {"", a.tag(), b.tag(), gap, required, false, gap >= required, context.limit(kLimit)->edition, on_a, on_b});
  if (gap >= required) return;
  Finding finding;
  finding.tags = {a.tag(), b.tag()};
  finding.actual = in_metres(gap);
  finding.required = in_metres(required);
  finding.marks = {on_a, on_b};
  finding.message = fmt::format("{} and {} are {} apart; at least {}", a.tag(), b.tag(), metres_text(gap),
                                limit_text(*context.limit(kLimit)));
  finding.hint = move_apart_hint(context, a, b,
                                 [&](const Rect& one, const Rect& other) { return distance(one, other) >= required; });
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  const std::optional<Millimetres> required = context.limit_mm(kLimit);
  if (!required) return out.not_checked(missing_limit(context, kLimit));
  for (std::size_t i = 0; i < context.placed.size(); ++i) {
    const PlacedModule& unit = context.placed[i];
    if (unit.type->kind != "bess") continue;
    out.measured();
    context.bodies.near(unit.body.grown(out.keeps_distances() ? 4 * *required : *required), [&](std::size_t j) {
      if (j > i && context.placed[j].type->kind == "bess") check_pair(context, unit, context.placed[j], *required, out);
    });
  }
  if (out.measured_count() == 0) out.not_checked("the design has no battery storage");
}

constexpr std::array<std::string_view, 1> kLimits{kLimit};

}  // namespace

extern constinit const Rule bess02_bess_units_too_close{
    .code = "BESS02",
    .name = "bess-units-too-close",
    .severity = Severity::error,
    .basis = "IFC 1207.5.1 / NFPA 855 (us), T/CEC 373 (cn), NFCC and FM guidance (eu, intl)",
    .explain = R"(One battery container on fire must not light the next. Measured edge to edge on the plan against
`bess.separation.unit` of the jurisdiction. Exactly at the limit is allowed; barriers are not modelled.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
