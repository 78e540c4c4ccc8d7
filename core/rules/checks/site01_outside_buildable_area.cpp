// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// How far a body is from the edge of its parcel that it falls most short of, and the setback of that edge.
struct Tightest {
  Millimetres distance = 0, setback = 0;
};

/// Nothing for a body that no parcel holds.
std::optional<Tightest> tightest_edge(const SiteSpec::Site& site, const Rect& body) {
  std::optional<Tightest> found;
  const auto along = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      const Tightest edge{distance(Ring{a, b}, body), millimetres(setback_of(site, a, b))};
      if (!found || edge.distance - edge.setback < found->distance - found->setback) found = edge;
    }
  };
  for (const Polygon& parcel : site.parcels) {
    if (!contains(parcel, body)) continue;
    along(parcel.outer);
    for (const Ring& hole : parcel.holes) along(hole);
  }
  return found;
}

void check_ground(const CheckContext& context, const PlacedModule& module, Reporter& out) {
  const SiteSpec::Site& site = context.design.spec.site;
  out.measured();
  if (keeps_setbacks(site, module.body)) return;
  Finding finding;
  finding.tags = {module.tag()};
  const std::optional<Tightest> edge = tightest_edge(site, module.body);
  finding.required = in_metres(edge ? edge->setback : millimetres(site.setback));
  if (edge) {
    finding.actual = in_metres(edge->distance);
    finding.message = fmt::format("{} is {} from the boundary; the setback is {}", module.tag(),
                                  metres_text(edge->distance), metres_text(edge->setback));
  } else {
    finding.message = fmt::format("{} reaches outside the parcel", module.tag());
  }
  for (const Polygon& parcel : site.parcels)
    if (finding.marks.empty() || contains(parcel, module.body)) finding.marks = nearest_marks(parcel, module.body);
  finding.hint = move_hint(context, module, [&](const Rect& body) { return buildable(site, body); });
  out.report(std::move(finding));
}

void check_height(const PlacedModule& module, Millimetres allowed, Reporter& out) {
  const Millimetres top = module.placement->z + module.type->height;
  out.measured();
  if (top <= allowed) return;
  Finding finding;
  finding.tags = {module.tag()};
  finding.actual = in_metres(top);
  finding.required = in_metres(allowed);
  finding.message =
      fmt::format("{} is {} high; the site allows {}", module.tag(), metres_text(top), metres_text(allowed));
  finding.hint = "choose a lower module type";
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  const SiteSpec::Site& site = context.design.spec.site;
  if (site.parcels.empty()) return out.not_checked("the site has no boundary");
  for (const PlacedModule& module : context.placed) {
    check_ground(context, module, out);
    // A limit rounded up would let a module through; heights round down.
    if (site.max_height) check_height(module, static_cast<Millimetres>(site.max_height->si * 1000.0 + 1e-6), out);
  }
  for (const std::string& tag : context.unplaced) {
    Finding finding;
    finding.tags = {tag};
    finding.message = fmt::format("{} has no place on the site plan", tag);
    finding.hint = "run the layout again";
    out.report(std::move(finding));
  }
}

}  // namespace

extern constinit const Rule site01_outside_buildable_area{
    .code = "SITE01",
    .name = "outside-buildable-area",
    .severity = Severity::error,
    .basis = "local zoning: `site.boundary`, `site.setback`, `site.max_height`",
    .explain = R"(Every module stands inside one parcel, at least the setback away from each of its lines (holes
included), and no higher than the site allows. Children stand inside their parent and are not looked at.

Move the module, state the true setback, or waive with the zoning decision.)",
    .check = check,
};

}  // namespace plinth::rules
