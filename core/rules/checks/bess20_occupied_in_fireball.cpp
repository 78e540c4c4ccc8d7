// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/rules/ground.h"
#include "core/rules/rule.h"
#include "core/rules/rule_inputs.h"

namespace plinth::rules {
namespace {

constexpr double kFactor = 3.1, kExponent = 0.402;  ///< NFPA 68, gas: D = 3.1 (V / n)^0.402 in metres and m3
constexpr std::array<std::string_view, 2> kOccupied{"it_pod", "control_room"};

bool occupied(const PlacedModule& module) {
  return std::find(kOccupied.begin(), kOccupied.end(), module.type->kind) != kOccupied.end();
}

/// Gas volume of the enclosure: as stated, else the whole envelope, which is more.
double volume_of(const CheckContext& context, const PlacedModule& unit) {
  const Evidence* stated = evidence_of(context, "enclosure_volume", unit.tag());
  if (stated != nullptr && stated->si && stated->dimension == Dimension::volume) return *stated->si;
  return static_cast<double>(unit.type->length) * 1e-9 * static_cast<double>(unit.type->width) *
         static_cast<double>(unit.type->height);
}

Finding fault(const PlacedModule& unit, const std::string& to, Millimetres gap, Millimetres required) {
  Finding finding;
  finding.tags = {unit.tag()};
  finding.actual = in_metres(gap);
  finding.required = in_metres(required);
  finding.message = fmt::format("{} is {} from {}; a vented deflagration reaches {} (NFPA 68)", to, metres_text(gap),
                                unit.tag(), metres_text(required));
  return finding;
}

void check_neighbours(const CheckContext& context, const PlacedModule& unit, Millimetres reach, Reporter& out) {
  const auto far = [&](const Rect& one, const Rect& two) { return distance(one, two) >= reach; };
  context.bodies.near(unit.body.grown(reach), [&](std::size_t j) {
    const PlacedModule& other = context.placed[j];
    if (!occupied(other)) return;
    const Millimetres gap = distance(unit.body, other.body);
    const auto [on_unit, on_other] = closest_points(unit.body, other.body);
    out.distance({"", unit.tag(), other.tag(), gap, reach, false, gap >= reach, "NFPA 68", on_unit, on_other});
    if (gap >= reach) return;
    Finding finding = fault(unit, other.tag(), gap, reach);
    finding.tags.push_back(other.tag());
    finding.marks = {on_unit, on_other};
    finding.hint = move_apart_hint(context, unit, other, far);
    out.report(std::move(finding));
  });
  for (const ExistingBuilding& building : context.design.spec.site.existing) {
    const Millimetres gap = distance_to(building.area, unit.body);
    if (gap >= reach) continue;
    Finding finding = fault(unit, "the building " + building.name, gap, reach);
    finding.marks = nearest_marks(building.area, unit.body);
    finding.hint =
        move_hint(context, unit, [&](const Rect& body) { return distance_to(building.area, body) >= reach; });
    out.report(std::move(finding));
  }
}

void check(const CheckContext& context, Reporter& out) {
  if (context.jurisdiction != "us" && context.jurisdiction != "intl")
    return out.not_checked("NFPA 68 is a rule of us and intl");
  bool any = false;
  for (const PlacedModule& unit : context.placed) {
    if (unit.type->kind != "bess") continue;
    any = true;
    const Evidence* vents = evidence_of(context, "deflagration_vents", unit.tag());
    if (vents == nullptr || !vents->si || *vents->si < 1.0) {
      out.not_checked("no evidence `deflagration_vents` (their number): not known to be vented");
      continue;
    }
    out.measured();
    const double reach = kFactor * std::pow(volume_of(context, unit) / *vents->si, kExponent);
    check_neighbours(context, unit, millimetres(Length{reach}), out);
  }
  if (!any) out.not_checked("the design has no battery storage");
}

constexpr std::array<std::string_view, 2> kEvidence{"deflagration_vents", "enclosure_volume"};

}  // namespace

extern constinit const Rule bess20_occupied_in_fireball{
    .code = "BESS20",
    .name = "occupied-in-fireball",
    .severity = Severity::error,
    .basis = "NFPA 68",
    .explain = R"(The panels of a vented container (NFPA 68) let a fireball out: D = 3.1 (V / n)^0.402 metres, with V the gas
volume in m3 and n the number of vents. Nothing occupied stands within: pods, control rooms, existing buildings. The
number of vents is the evidence `deflagration_vents`; V is the evidence `enclosure_volume`, else the whole envelope, which
errs to the safe side. D is taken around the whole container, since the catalog does not say where the vents are.
Containers with an exhaust after NFPA 69 have no vents to state.)",
    .check = check,
    .evidence = kEvidence,
};

}  // namespace plinth::rules
