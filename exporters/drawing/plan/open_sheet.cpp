// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

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

}  // namespace

void collect_modules(Plan& plan) {
  const Rect visible = plan.sheet.visible();
  for (const Placement& p : plan.design.layout.placements) {
    const ModuleType* type = plan.design.catalog.module(p.module);
    if (type == nullptr) throw ExportError("the design places " + p.tag + " of a type its catalog does not hold");
    const Rect foot = footprint(*type, p);
    if (!overlap(visible, foot)) continue;
    const DrawnModule drawn{&p, type, plan.design.catalog.kind(type->kind), foot, plan.sheet.area(foot)};
    (p.parent.empty() ? plan.modules : plan.contents).push_back(drawn);
  }
  for (const DrawnModule& m : plan.modules) plan.space.take(m.area);
}

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
  plan.svg.title(fmt::format("{}: {}, 1:{}, revision {}", project.name, plan.view.title, s.scale, project.revision));
  plan.svg.raw(patterns);
  plan.svg.open("clipPath", {{"id", "plan-area"}});
  plan.svg.rect(s.plan);
  plan.svg.close("clipPath");
  plan.svg.rect({0, 0, s.width, s.height}, {{"fill", "#FFFFFF"}});
}

}  // namespace plinth::drawing
