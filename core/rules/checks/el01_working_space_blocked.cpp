// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::array<std::string_view, 6> kKinds{"generator_switchgear", "intake",       "mv_lv_skid",
                                                 "mv_switchgear",        "power_module", "ups_container"};

bool is_switching(const PlacedModule& module) {
  return std::find(kKinds.begin(), kKinds.end(), module.type->kind) != kKinds.end();
}

/// Highest voltage between lines that meets the module; nullopt when neither its edges nor its type say.
std::optional<double> voltage_of(const CheckContext& context, const PlacedModule& module) {
  std::optional<double> highest;
  const auto take = [&](std::optional<double> volts) {
    if (volts && (!highest || *volts > *highest)) highest = volts;
  };
  if (module.node >= 0) {
    const NodeView& node = context.nodes[static_cast<std::size_t>(module.node)];
    for (const auto* list : {&node.in, &node.out})
      for (const int edge : *list) take(volts_of(context.edges[static_cast<std::size_t>(edge)].edge->voltage));
  }
  if (highest) return highest;
  take(module.type->number("rated_voltage"));
  take(module.type->number("output_voltage"));
  return highest;
}

/// The row of `working_space.<n>` that a voltage to earth falls in; 0 when there is none.
int row_of(const CheckContext& context, double to_earth) {
  int row = 0;
  while (const Limit* from = context.limit(fmt::format("working_space.{}.from", row + 1))) {
    if (to_earth < from->si - 0.5) break;
    ++row;
  }
  return row;
}

struct Depth {
  Millimetres required = 0;
  const Limit* limit = nullptr;
};

Depth depth_of(const CheckContext& context, int row, int condition) {
  const std::string id = fmt::format("working_space.{}.depth_{}", row, condition);
  return {context.limit_mm(id).value_or(0), context.limit(id)};
}

bool facing(const PlacedModule& a, const PlacedModule& b) {
  return (static_cast<int>(front_of(*a.placement)) + 2) % 4 == static_cast<int>(front_of(*b.placement));
}

void report(const CheckContext& context, const PlacedModule& module, const PlacedModule& other, const Depth& depth,
            Reporter& out) {
  const Millimetres gap = distance(module.body, other.body);
  const auto [on_module, on_other] = closest_points(module.body, other.body);
  Finding finding;
  finding.tags = {module.tag(), other.tag()};
  finding.actual = in_metres(gap);
  finding.required = in_metres(depth.required);
  finding.marks = {on_module, on_other};
  finding.message = fmt::format("{} leaves {} of working depth in front of {}; at least {}", other.tag(),
                                metres_text(gap), module.tag(), limit_text(*depth.limit));
  const Side front = front_of(*module.placement);
  finding.hint = move_apart_hint(context, module, other, [&](const Rect& one, const Rect& two) {
    return !overlap(strip(one, front, depth.required), two);
  });
  out.report(std::move(finding));
}

void check_front(const CheckContext& context, const PlacedModule& module, int row, Reporter& out) {
  const Side front = front_of(*module.placement);
  const Depth earthed = depth_of(context, row, 2), live = depth_of(context, row, 3);
  if (earthed.limit == nullptr || live.limit == nullptr)
    return out.not_checked(missing_limit(context, fmt::format("working_space.{}", row)));
  out.measured();
  context.bodies.near(strip(module.body, front, std::max(earthed.required, live.required)), [&](std::size_t j) {
    const PlacedModule& other = context.placed[j];
    if (&other == &module || overlap(other.body, module.body)) return;
    const Depth& depth = is_switching(other) && facing(module, other) ? live : earthed;
    if (overlap(strip(module.body, front, depth.required), other.body)) report(context, module, other, depth, out);
  });
  for (const ExistingBuilding& building : context.design.spec.site.existing) {
    if (!overlap(building.area, strip(module.body, front, earthed.required))) continue;
    Finding finding;
    finding.tags = {module.tag()};
    finding.actual = in_metres(distance_to(building.area, module.body));
    finding.required = in_metres(earthed.required);
    finding.marks = nearest_marks(building.area, module.body);
    finding.message = fmt::format("the building {} stands in the working space of {}; at least {}", building.name,
                                  module.tag(), limit_text(*earthed.limit));
    out.report(std::move(finding));
  }
}

void check(const CheckContext& context, Reporter& out) {
  bool any = false;
  for (const PlacedModule& module : context.placed) {
    if (!is_switching(module)) continue;
    any = true;
    const std::optional<double> volts = voltage_of(context, module);
    if (!volts) {
      out.not_checked(fmt::format("neither the edges of {} nor its type state a voltage", module.tag()));
      continue;
    }
    const int row = row_of(context, *volts / std::sqrt(3.0));
    if (row == 0) return out.not_checked(missing_limit(context, "working_space.1.from"));
    check_front(context, module, row, out);
  }
  if (!any) out.not_checked("the design has no switchgear, power module or UPS container");
}

constexpr std::array<std::string_view, 4> kLimits{"working_space.1.from", "working_space.1.depth_1",
                                                  "working_space.1.depth_2", "working_space.1.depth_3"};

}  // namespace

extern constinit const Rule el01_working_space_blocked{
    .code = "EL01",
    .name = "working-space-blocked",
    .severity = Severity::error,
    .basis = "NEC 110.26(A)(1) and Table 110.34(A) (us); IEC 60364-7-729 and IEC 61936-1 (eu, cn, intl)",
    .explain =
        R"(Whoever opens electrical equipment needs room in front of it: over the whole width of the front face and
to the depth of its voltage to earth, by the rows `working_space.<n>`. Another module or a building in front counts as
an earthed part (condition 2); equipment of this kind with its own front opposite counts as live (condition 3).

Only the front is looked at; a rear-accessible board needs the same behind, see its clearances (SITE04).)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
