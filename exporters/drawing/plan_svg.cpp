// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <optional>

#include "exporters/drawing/plan/plan.h"
#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

using namespace plinth::drawing;

/// Everything that must be on the drawing.
Rect extent_of(const Design& design) {
  std::optional<Rect> box;
  const auto add = [&](const Rect& r) { box = box ? bounding_box(*box, r) : r; };
  for (const Polygon& p : design.spec.site.parcels)
    if (!p.outer.empty()) add(bounding_box(p.outer));
  for (const Placement& p : design.layout.placements)
    if (const ModuleType* type = design.catalog.module(p.module)) add(footprint(*type, p));
  for (const Road& r : design.layout.roads) add(r.area);
  for (const Group& g : design.layout.groups) add(g.area);
  for (const ExistingBuilding& e : design.spec.site.existing)
    if (!e.area.outer.empty()) add(bounding_box(e.area.outer));
  return box.value_or(Rect{0, 0, 10'000, 10'000});
}

Plan plan_of(const Design& design, const Stamp& stamp) {
  Plan plan{design, stamp, sheet_for(extent_of(design)), {}, {}, {}, {}, false, 0};
  for (const Placement& p : design.layout.placements) {
    const ModuleType* type = design.catalog.module(p.module);
    if (type == nullptr) throw ExportError("the design places " + p.tag + " of a type its catalog does not hold");
    const Rect foot = footprint(*type, p);
    const DrawnModule drawn{&p, type, design.catalog.kind(type->kind), foot, plan.sheet.area(foot)};
    (p.parent.empty() ? plan.modules : plan.contents).push_back(drawn);
  }
  for (const DrawnModule& m : plan.modules) plan.space.take(m.area);
  return plan;
}

constexpr const char* patterns = R"svg(<defs>
<pattern id="hatch-keep-out" width="2.4" height="2.4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<line x1="0" y1="0" x2="0" y2="2.4" stroke="#9C3D2E" stroke-width="0.35"/>
</pattern>
<pattern id="hatch-existing" width="1.6" height="1.6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="1.6" height="1.6" fill="#ECEFF1"/>
<line x1="0" y1="0" x2="0" y2="1.6" stroke="#78909C" stroke-width="0.25"/>
</pattern>
</defs>
)svg";

void open_sheet(Plan& plan) {
  const Sheet& s = plan.sheet;
  const SiteSpec::Project& project = plan.design.spec.project;
  plan.svg.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  plan.svg.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                        {"xmlns:inkscape", "http://www.inkscape.org/namespaces/inkscape"},
                        {"width", mm_text(s.width) + "mm"},
                        {"height", mm_text(s.height) + "mm"},
                        {"viewBox", "0 0 " + mm_text(s.width) + " " + mm_text(s.height)},
                        {"font-family", "Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"},
                        {"fill", "#1A1A1A"},
                        {"data-scale", std::to_string(s.scale)}});
  plan.svg.title(
      fmt::format("{}: general arrangement plan, 1:{}, revision {}", project.name, s.scale, project.revision));
  plan.svg.raw(patterns);
  plan.svg.rect({0, 0, s.width, s.height}, {{"fill", "#FFFFFF"}});
}

std::vector<Artifact> write(const Design& design, const Stamp& stamp) {
  Plan plan = plan_of(design, stamp);
  open_sheet(plan);
  draw_grid(plan);
  draw_overall_dimensions(plan);
  draw_site(plan);
  draw_clearances(plan);
  draw_routes(plan);
  draw_modules(plan);
  draw_groups(plan);
  draw_findings(plan);
  draw_frame(plan);
  draw_panel(plan);
  plan.svg.close("svg");
  return {{"drawings/plan.svg", plan.svg.bytes()}};
}

}  // namespace

extern constinit const Exporter plan_svg{
    "plan-svg", "general arrangement plan to scale with legend and title block (SVG)", true, write};

}  // namespace plinth::exporters
