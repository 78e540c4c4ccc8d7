// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void report_pair(const CheckContext& context, const PlacedModule& owner, const PlacedModule& guest, Reporter& out) {
  const Face face = face_towards(*owner.placement, side_of(owner.body, guest.body));
  const Millimetres depth = owner.type->clearance.at(face);
  const Millimetres gap = distance(owner.body, guest.body);
  const auto [on_owner, on_guest] = closest_points(owner.body, guest.body);
  Finding finding;
  finding.tags = {owner.tag(), guest.tag()};
  finding.actual = in_metres(gap);
  finding.required = in_metres(depth);
  finding.marks = {on_owner, on_guest};
  finding.message = fmt::format("{} stands in the {} clearance of {}: {} of {} left free", guest.tag(), text(face),
                                owner.tag(), metres_text(gap), metres_text(depth));
  finding.hint = move_apart_hint(context, owner, guest, [&](const Rect& one, const Rect& other) {
    const Rect zone = owner.zone.moved(one.x0 - owner.body.x0, one.y0 - owner.body.y0);
    return !overlap(zone, other);
  });
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  for (const PlacedModule& owner : context.placed) {
    out.measured();
    context.bodies.near(owner.zone, [&](std::size_t j) {
      const PlacedModule& guest = context.placed[j];
      if (&guest == &owner || !overlap(owner.zone, guest.body) || overlap(owner.body, guest.body)) return;
      report_pair(context, owner, guest, out);
    });
    for (const ExistingBuilding& building : context.design.spec.site.existing) {
      if (!overlap(building.area, owner.zone) || overlap(building.area, owner.body)) continue;
      Finding finding;
      finding.tags = {owner.tag()};
      finding.marks = nearest_marks(building.area, owner.body);
      finding.actual = in_metres(distance_to(building.area, owner.body));
      finding.message =
          fmt::format("the existing building {} stands in the clearance of {}", building.name, owner.tag());
      out.report(std::move(finding));
    }
  }
}

}  // namespace

extern constinit const Rule site04_blocked_clearance{
    .code = "SITE04",
    .name = "blocked-clearance",
    .severity = Severity::error,
    .basis = "manufacturer's clearance: `[clearance]` in the catalog",
    .explain = R"(A module is serviced, cooled and lifted through the free space in front of its faces. Another solid in
that space blocks it. Clearances of two modules may overlap each other; exactly at the clearance is allowed.
Overlapping solids are SITE02.

Widen the aisle, turn the module, or waive with the manufacturer's consent.)",
    .check = check,
};

}  // namespace plinth::rules
