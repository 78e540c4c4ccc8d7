// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/rules/ground.h"
#include "core/rules/rule.h"
#include "core/rules/rule_inputs.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kDistance = "bollard.distance";
constexpr std::array<std::string_view, 1> kLimits{kDistance};
constexpr std::array<std::string_view, 1> kEvidence{"bollards"};

bool guarded(const CheckContext& context, const std::string& tag, const std::string& road) {
  if (evidence_of(context, "bollards", tag) != nullptr) return true;
  const std::vector<Bollards>& all = context.design.civil.bollards;
  return std::any_of(all.begin(), all.end(), [&](const Bollards& b) { return b.tag == tag && b.road == road; });
}

void check(const CheckContext& context, Reporter& out) {
  const std::optional<Millimetres> required = context.limit_mm(kDistance);
  if (!required) return out.not_checked(missing_limit(context, kDistance));
  for (const PlacedModule& module : context.placed) {
    if (module.type->kind != "main_transformer") continue;
    out.measured();
    for (const Road& road : context.design.layout.roads) {
      const Millimetres actual = distance(module.body, road.area);
      if (actual >= *required || guarded(context, module.tag(), road.name)) continue;
      Finding finding;
      finding.tags = {module.tag()};
      finding.actual = in_metres(actual);
      finding.required = in_metres(*required);
      const auto [a, b] = closest_points(module.body, road.area);
      finding.marks = {a, b};
      finding.message = fmt::format("{} is {} from the road {} and nothing guards it; at least {}", module.tag(),
                                    metres_text(actual), road.name, limit_text(*context.limit(kDistance)));
      const std::string move =
          move_hint(context, module, [&](const Rect& body) { return distance(body, road.area) >= *required; });
      finding.hint = move + (move.empty() ? "" : ", or ") +
                     "leave room for bollards beside the lane, or state the evidence `bollards`";
      out.report(std::move(finding));
    }
  }
  if (out.measured_count() == 0) out.not_checked("the design has no main transformer");
}

}  // namespace

extern constinit const Rule xf15_unguarded_transformer{
    .code = "XF15",
    .name = "unguarded-transformer",
    .severity = Severity::warning,
    .basis = "house rule: `bollard.distance`",
    .explain =
        R"(A transformer nearer than 1.5 m to a lane for vehicles is guarded by bollards. The design places them where
they have room beside the lane (`civil.bollards` of design.json, counted in the bill); the evidence `bollards` says that
others are there.)",
    .check = check,
    .limits = kLimits,
    .evidence = kEvidence,
};

}  // namespace plinth::rules
