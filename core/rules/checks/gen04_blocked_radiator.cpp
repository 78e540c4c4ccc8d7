// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kHeights = "genset.discharge";

struct Discharge {
  Face face = Face::right;  ///< the convention of the catalog where a type says nothing
  Millimetres depth = 0;
  bool of_maker = false;
};

Discharge discharge_of(const ModuleType& type, double heights) {
  for (const PurposeClearance& purpose : type.purposes)
    if (purpose.purpose == "air" && purpose.face != Face::top) return {purpose.face, purpose.depth, true};
  return {Face::right, millimetres(Length{heights * static_cast<double>(type.height) / 1000.0}), false};
}

Side side_with(const Placement& placement, Face face) {
  for (const Side side : {Side::south, Side::east, Side::north, Side::west})
    if (face_towards(placement, side) == face) return side;
  return Side::south;
}

void check(const CheckContext& context, Reporter& out) {
  const Limit* limit = context.limit(kHeights);
  if (limit == nullptr) return out.not_checked(missing_limit(context, kHeights));
  for (const PlacedModule& module : context.placed) {
    if (module.type->kind != "genset") continue;
    out.measured();
    const Discharge air = discharge_of(*module.type, limit->si);
    const Side side = side_with(*module.placement, air.face);
    const Rect before = strip(module.body, side, air.depth);
    const auto report = [&](const std::string& what, Millimetres gap, std::vector<PlanPoint> marks, std::string hint) {
      Finding finding;
      finding.tags = {module.tag()};
      finding.actual = in_metres(gap);
      finding.required = in_metres(air.depth);
      finding.marks = std::move(marks);
      finding.hint = std::move(hint);
      finding.message = fmt::format(
          "{} stands {} before the radiator of {}; free are {}", what, metres_text(gap), module.tag(),
          air.of_maker ? metres_text(air.depth) + " (maker)" : metres_text(air.depth) + " (1.5 heights, house rule)");
      out.report(std::move(finding));
    };
    context.bodies.near(before, [&](std::size_t j) {
      const PlacedModule& other = context.placed[j];
      if (&other == &module || !overlap(before, other.body)) return;
      const auto [on_module, on_other] = closest_points(module.body, other.body);
      const std::string hint = move_apart_hint(context, module, other, [&](const Rect& one, const Rect& two) {
        return !overlap(strip(one, side, air.depth), two);
      });
      report(other.tag(), distance(module.body, other.body), {on_module, on_other}, hint);
    });
    for (const ExistingBuilding& building : context.design.spec.site.existing)
      if (overlap(building.area, before))
        report("the building " + building.name, distance_to(building.area, module.body),
               nearest_marks(building.area, module.body), move_hint(context, module, [&](const Rect& body) {
                 return !overlap(building.area, strip(body, side, air.depth));
               }));
  }
  if (out.measured_count() == 0) out.not_checked("the design has no generator");
}

constexpr std::array<std::string_view, 1> kLimits{kHeights};

}  // namespace

extern constinit const Rule gen04_blocked_radiator{
    .code = "GEN04",
    .name = "blocked-radiator",
    .severity = Severity::warning,
    .basis = "house rule, or the maker's clearance for air",
    .explain = R"(A radiator blows freely: the ground straight before it is empty for the depth that the maker states as the
clearance for air, else for one and a half times the height of the set. Where the catalog does not say which face that is,
it is the right one.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
