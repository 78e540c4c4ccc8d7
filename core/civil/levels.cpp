// SPDX-License-Identifier: Apache-2.0
#include "core/civil/levels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/physics/footing.h"

namespace plinth::civil {
namespace {

Length metres(Millimetres length) { return static_cast<double>(length) * mm; }

/// Steepest way along the middle lines of roads of one use, a ratio: a road follows the plane it lies on.
double grade_of(const Design& design, const GroundPlane& ground, std::string_view use) {
  double most = 0;
  for (const Road& road : design.layout.roads) {
    if (!use.empty() && road.use != use) continue;
    const bool along_x = road.area.width() >= road.area.height();
    most = std::max(most, std::abs(along_x ? ground.east() : ground.north()));
  }
  return most;
}

void record(const Design& design, const Catalog& catalog, const GroundPlane& ground, const std::vector<PadLevel>& pads,
            Book& book) {
  const SiteSpec& spec = design.spec;
  const std::string slope = book.site("site.ground.slope", spec.ground.slope, "%", "fall of the ground");
  const std::string direction = book.site("site.ground.slope_direction", spec.ground.slope_direction, "deg",
                                          "where it falls to, clockwise from true north");
  constexpr const char* kRoads = "component of the slope along the roads that run in the steeper direction";
  const std::vector<LedgerInput> inputs{{"s", slope}, {"d", direction}};
  book.leaf(EntryKind::solved, "civil.grade.fire_lane", grade_of(design, ground, "fire-lane"), "%",
            "steepest fire lane, on the natural ground", kRoads, "", inputs);
  book.leaf(EntryKind::solved, "civil.grade.haul", grade_of(design, ground, ""), "%",
            "steepest road that deliveries use", kRoads, "", inputs);
  Volume cut{0}, fill{0};
  Length step{0};
  for (const PadLevel& p : pads) {
    cut += p.cut;
    fill += p.fill;
    step = std::max(step, p.step);
  }
  constexpr const char* kBasis = "plane under level rectangles, balanced pad by pad; no side slopes, no swell";
  book.leaf(EntryKind::solved, "civil.cut", cut.si, "m3", "cut for level pads", kBasis, "", inputs);
  book.leaf(EntryKind::solved, "civil.fill", fill.si, "m3", "fill for level pads", kBasis, "", inputs);
  book.leaf(EntryKind::solved, "civil.step", step.si, "m", "highest step at the rim of a pad", kBasis, "", inputs);
  if (catalog.limit("ground.drainage", text(spec.project.jurisdiction)) != nullptr)
    book.derive("civil.drainage", catalog.limit("ground.drainage", text(spec.project.jurisdiction))->si, "%", "f",
                {{"f", book.limit("ground.drainage")}}, "fall of the finished ground away from the modules",
                "pads are built with it");
}

}  // namespace

GroundPlane::GroundPlane(const SiteSpec& spec) : middle_(spec.site.elevation) {
  // The ground falls towards the direction, so it rises the other way.
  if (spec.ground.slope > 0) {
    // Clockwise from the north of the plan, which is turned counter-clockwise with the plant grid.
    const double falls_to = spec.ground.slope_direction + spec.site.grid.rotation_deg * std::numbers::pi / 180.0;
    east_ = -spec.ground.slope * std::sin(falls_to);
    north_ = -spec.ground.slope * std::cos(falls_to);
    for (double* part : {&east_, &north_})
      if (std::abs(*part) < 1e-12) *part = 0;
  }
  std::optional<Rect> box;
  for (const Polygon& p : spec.site.parcels) {
    if (p.outer.empty()) continue;
    const Rect own = bounding_box(p.outer);
    box = box ? bounding_box(*box, own) : own;
  }
  if (box) at_ = box->centre();
}

Length GroundPlane::level(PlanPoint at) const {
  return middle_ + east_ * metres(at.x - at_.x) + north_ * metres(at.y - at_.y);
}

std::vector<PadLevel> levels_of(const Design& design, const Catalog& catalog, Book& book) {
  const GroundPlane ground(design.spec);
  std::vector<PadLevel> pads;
  if (design.spec.ground.slope > 0)
    for (const Group& g : design.layout.groups) {
      PadLevel pad;
      pad.group = g.name;
      pad.area = g.area;
      const Length width = metres(g.area.width()), height = metres(g.area.height());
      const Length u = std::abs(ground.east()) * width / 2.0, v = std::abs(ground.north()) * height / 2.0;
      pad.level = ground.level(g.area.centre());
      pad.step = u + v;
      pad.cut = pad.fill = width * height * mean_cut(u, v);
      pads.push_back(std::move(pad));
    }
  record(design, catalog, ground, pads, book);
  return pads;
}

}  // namespace plinth::civil
