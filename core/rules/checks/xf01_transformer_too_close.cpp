// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/rules/ground.h"
#include "core/rules/liquid_transformer.h"
#include "core/rules/rule.h"
#include "core/rules/rule_inputs.h"

namespace plinth::rules {
namespace {

/// What one placed module asks of its surroundings.
struct Need {
  std::size_t module = 0;
  Millimetres required = 0;
  const Limit* limit = nullptr;
};

std::vector<Need> needs_of(const CheckContext& context, Reporter& out) {
  std::vector<Need> needs;
  for (std::size_t i = 0; i < context.placed.size(); ++i) {
    const PlacedModule& module = context.placed[i];
    const std::optional<TransformerLiquid> liquid = liquid_of(context, *module.type);
    if (!liquid) continue;
    if (!liquid->volume) {
      out.not_checked(fmt::format("`{}` states no liquid_volume for its transformer", module.type->id));
      continue;
    }
    const LiquidClass found = class_of(context, liquid->liquid, *liquid->volume);
    if (!found.known) {
      out.not_checked(missing_limit(context, "transformer.class." + liquid->liquid));
      continue;
    }
    out.measured();
    if (found.separation != nullptr) needs.push_back({i, found.required, found.separation});
  }
  return needs;
}

/// A two-hour wall stands beside one of the two: the distance is no longer asked for.
bool walled(const CheckContext& context, std::string_view a, std::string_view b) {
  return evidence_of(context, "barrier_2h", a) != nullptr || evidence_of(context, "barrier_2h", b) != nullptr;
}

void check_pair(const CheckContext& context, const PlacedModule& a, const PlacedModule& b, const Need& need,
                Reporter& out) {
  const Millimetres gap = distance(a.body, b.body);
  if (walled(context, a.tag(), b.tag())) return;
  const auto [on_a, on_b] = closest_points(a.body, b.body);
  out.distance(
      {"", a.tag(), b.tag(), gap, need.required, false, gap >= need.required, need.limit->edition, on_a, on_b});
  if (gap >= need.required) return;
  Finding finding;
  finding.tags = {a.tag(), b.tag()};
  finding.actual = in_metres(gap);
  finding.required = in_metres(need.required);
  finding.marks = {on_a, on_b};
  finding.message = fmt::format("{} holds a liquid-filled transformer and is {} from {}; at least {}", a.tag(),
                                metres_text(gap), b.tag(), limit_text(*need.limit));
  finding.hint = move_apart_hint(
      context, a, b, [&](const Rect& one, const Rect& other) { return distance(one, other) >= need.required; });
  out.report(std::move(finding));
}

void check_buildings(const CheckContext& context, const PlacedModule& module, const Need& need, Reporter& out) {
  for (const ExistingBuilding& building : context.design.spec.site.existing) {
    const Millimetres gap = distance_to(building.area, module.body);
    if (gap >= need.required || walled(context, module.tag(), building.name)) continue;
    Finding finding;
    finding.tags = {module.tag()};
    finding.actual = in_metres(gap);
    finding.required = in_metres(need.required);
    finding.marks = nearest_marks(building.area, module.body);
    finding.message = fmt::format("{} holds a liquid-filled transformer and is {} from the building {}; at least {}",
                                  module.tag(), metres_text(gap), building.name, limit_text(*need.limit));
    finding.hint =
        move_hint(context, module, [&](const Rect& body) { return distance_to(building.area, body) >= need.required; });
    out.report(std::move(finding));
  }
}

void check(const CheckContext& context, Reporter& out) {
  const std::vector<Need> needs = needs_of(context, out);
  std::vector<Millimetres> of_module(context.placed.size(), 0);
  for (const Need& need : needs) of_module[need.module] = need.required;
  for (const Need& need : needs) {
    const PlacedModule& module = context.placed[need.module];
    context.bodies.near(module.body.grown(need.required), [&](std::size_t j) {
      // Of two transformers the one that asks for more speaks; of equals, the first.
      const bool other_speaks = of_module[j] > need.required || (of_module[j] == need.required && j < need.module);
      if (j != need.module && !other_speaks) check_pair(context, module, context.placed[j], need, out);
    });
    check_buildings(context, module, need, out);
  }
  if (out.measured_count() == 0) out.not_checked("the design has no liquid-filled transformer");
}

constexpr std::array<std::string_view, 4> kLimits{
    "transformer.class.mineral-oil.1.from", "transformer.class.mineral-oil.1.separation",
    "transformer.class.ester.1.from", "transformer.class.ester.1.separation"};

constexpr std::array<std::string_view, 1> kEvidence{"barrier_2h"};

}  // namespace

extern constinit const Rule xf01_transformer_too_close{
    .code = "XF01",
    .name = "transformer-too-close",
    .severity = Severity::error,
    .basis = "NFPA 850 and FM DS 5-4 (us), IEC 61936-1 (eu, intl), GB 50229 (cn)",
    .explain = R"(A liquid-filled transformer, and a module with one inside, keeps the distance of its liquid and volume
class to every other module and building: the rows `transformer.class.*` of the jurisdiction. Measured between plan
outlines; fire walls are not modelled. A two-hour wall, as evidence `barrier_2h` for the transformer or for what it
faces, takes the distance away; XF02 and XF05 then ask how high and long it is. A dry transformer asks for nothing.)",
    .check = check,
    .limits = kLimits,
    .evidence = kEvidence,
};

}  // namespace plinth::rules
