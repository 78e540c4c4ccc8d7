// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kFree = "air.discharge";
constexpr std::array<std::string_view, 6> kBlowing{"adiabatic_cooler", "chiller", "cooling_tower",
                                                   "dry_cooler",       "fluid_cooler", "genset"};

void check(const CheckContext& context, Reporter& out) {
  const std::optional<Millimetres> free = context.limit_mm(kFree);
  if (!free) return out.not_checked(missing_limit(context, kFree));
  for (const PlacedModule& module : context.placed) {
    if (std::find(kBlowing.begin(), kBlowing.end(), module.type->kind) == kBlowing.end()) continue;
    out.measured();
    const Millimetres top = module.placement->z + module.type->height;
    context.bodies.near(module.body, [&](std::size_t j) {
      const PlacedModule& other = context.placed[j];
      const Millimetres gap = other.placement->z - top;
      if (&other == &module || gap < 0 || gap >= *free || !overlap(module.body, other.body)) return;
      Finding finding;
      finding.tags = {module.tag(), other.tag()};
      finding.actual = in_metres(gap);
      finding.required = in_metres(*free);
      finding.marks = corners(shared_area(module.body, other.body));
      finding.message = fmt::format("{} covers the discharge of {} at {}; at least {}", other.tag(), module.tag(),
                                    metres_text(gap), limit_text(*context.limit(kFree)));
      finding.hint = move_apart_hint(context, module, other,
                                     [](const Rect& one, const Rect& two) { return !overlap(one, two); });
      out.report(std::move(finding));
    });
  }
  if (out.measured_count() == 0) out.not_checked("nothing in the design blows upwards");
}

constexpr std::array<std::string_view, 1> kLimits{kFree};

}  // namespace

extern constinit const Rule air03_covered_discharge{
    .code = "AIR03",
    .name = "covered-discharge",
    .severity = Severity::error,
    .basis = "house rule",
    .explain = R"(Fans that blow upwards have no roof: nothing stands above a cooler, chiller, tower or generator within 6 m of
its top. Modules above others are looked at; canopies and bridges that the design does not hold are not.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
