// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

Rect outline(const Foundation& f) {
  Rect box = f.bodies.front().area;
  for (const ConcreteBody& b : f.bodies) box = bounding_box(box, b.area);
  return box;
}

void tell(const Foundation& f, const Rect& area, std::string message, std::string hint, Reporter& out) {
  Finding finding;
  finding.tags = f.tags;
  finding.marks = corners(area);
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  out.report(std::move(finding));
}

/// What each solid of the foundation must stay out of; one finding for each thing it runs into.
void check_surroundings(const CheckContext& context, const Foundation& f, Reporter& out) {
  const SiteSpec::Site& site = context.design.spec.site;
  const auto meets = [&](const auto& thing) {
    return std::find_if(f.bodies.begin(), f.bodies.end(),
                        [&](const ConcreteBody& b) { return overlap(thing, b.area); });
  };
  const auto outside = std::find_if(f.bodies.begin(), f.bodies.end(), [&](const ConcreteBody& b) {
    return std::none_of(site.parcels.begin(), site.parcels.end(),
                        [&](const Polygon& p) { return contains(p, b.area); });
  });
  if (outside != f.bodies.end())
    tell(f, outside->area, f.name + " reaches beyond the site", "move " + f.tags.front() + " inwards", out);
  for (const KeepOut& k : site.keep_outs)
    if (const auto body = meets(k.area); body != f.bodies.end())
      tell(f, body->area, fmt::format("{} reaches into the keep-out \"{}\"", f.name, k.name), "move " + f.tags.front(),
           out);
  for (const ExistingBuilding& b : site.existing)
    if (const auto body = meets(b.area); body != f.bodies.end())
      tell(f, body->area, fmt::format("{} reaches below the building \"{}\"", f.name, b.name), "move " + f.tags.front(),
           out);
  for (const Road& r : context.design.layout.roads)
    if (const auto body = meets(r.area); body != f.bodies.end())
      tell(f, body->area, fmt::format("{} reaches into the road {}", f.name, r.name),
           "the lane is narrower there, or is laid over the footing", out);
}

void check(const CheckContext& context, Reporter& out) {
  std::vector<const Foundation*> all;
  std::vector<Rect> boxes;
  for (const Foundation& f : context.design.civil.foundations) {
    if (f.bodies.empty()) continue;
    all.push_back(&f);
    boxes.push_back(outline(f));
  }
  if (all.empty()) return out.not_checked("the design has no foundations");
  const PlanIndex index(boxes);
  for (std::size_t i = 0; i < all.size(); ++i) {
    out.measured();
    check_surroundings(context, *all[i], out);
    index.near(boxes[i], [&](std::size_t j) {
      if (j <= i) return;
      for (const ConcreteBody& a : all[i]->bodies)
        for (const ConcreteBody& b : all[j]->bodies)
          if (overlap(a.area, b.area))
            return tell(*all[i], shared_area(a.area, b.area),
                        fmt::format("{} and {} overlap", all[i]->name, all[j]->name),
                        fmt::format("move {} or {} apart", all[i]->tags.front(), all[j]->tags.front()), out);
    });
  }
}

}  // namespace

extern constinit const Rule fnd02_foundation_out_of_place{
    .code = "FND02",
    .name = "foundation-out-of-place",
    .severity = Severity::warning,
    .basis = "house rule",
    .explain =
        R"(Concrete stays on the site, out of keep-outs, from below existing buildings and roads, and clear of the concrete
of other foundations. Neighbours that come too near each other get a common slab; oil pits never do.)",
    .check = check,
};

}  // namespace plinth::rules
