// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// What a zone for this kind of module holds.
std::string_view use_of(const CheckContext& context, const PlacedModule& module) {
  const Kind* kind = context.design.catalog.kind(module.type->kind);
  const std::string_view zone = kind == nullptr ? std::string_view{} : std::string_view(kind->zone);
  if (zone.starts_with("block-")) return "blocks";
  return zone == "yard-generator" ? "generator" : zone == "yard-storage" ? "storage" : "electrical";
}

/// The zone that bars this place: one for something else that the body touches, or the module's own which it leaves.
const Zone* barred_by(const std::vector<Zone>& zones, std::string_view use, const Rect& body) {
  const Zone* own = nullptr;
  bool inside = false;
  for (const Zone& zone : zones) {
    if (zone.holds != use) {
      if (overlap(zone.area, body)) return &zone;
      continue;
    }
    inside = inside || contains(zone.area, body);
    if (own == nullptr) own = &zone;
  }
  return inside ? nullptr : own;
}

void check(const CheckContext& context, Reporter& out) {
  const std::vector<Zone>& zones = context.design.spec.zones;
  if (zones.empty()) return out.not_checked("the site draws no zone");
  for (const PlacedModule& module : context.placed) {
    out.measured();
    const std::string_view use = use_of(context, module);
    const Zone* zone = barred_by(zones, use, module.body);
    if (zone == nullptr) continue;
    Finding finding;
    finding.tags = {module.tag()};
    finding.marks = corners(module.body);
    finding.origin = zone->origin;
    finding.message =
        zone->holds == use
            ? fmt::format("{} stands outside zone '{}', which holds all of its kind", module.tag(), zone->name)
            : fmt::format("{} stands in zone '{}', which is for {}{}", module.tag(), zone->name, zone->holds,
                          zone->holds == "reserve" ? ": kept free" : " only");
    finding.hint = move_hint(context, module, [&](const Rect& body) { return barred_by(zones, use, body) == nullptr; });
    if (finding.hint.empty()) finding.hint = "move it, or draw the zone otherwise";
    out.report(std::move(finding));
  }
}

}  // namespace

extern constinit const Rule zon01_outside_its_zone{
    .code = "ZON01",
    .name = "outside-its-zone",
    .severity = Severity::error,
    .basis = "the site's own land use: `[[zone]]`",
    .explain = R"(A zone is land for one yard only. Where the site draws a zone for storage, every battery and its
conversion stands inside one of the zones for storage, whole, and nothing else touches them; the same for `electrical`,
`generator` and `blocks`. A zone for `reserve` stays free. The line of a zone belongs to it: a module that ends on it is
inside, a module of another yard that touches it is outside. Roads and routes may cross any zone.)",
    .check = check,
};

}  // namespace plinth::rules
