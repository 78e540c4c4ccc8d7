// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <map>
#include <optional>
#include <set>

#include "core/base/text.h"
#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

constexpr Millimetres works_margin = 6'000;  ///< around what is built, on the sheets of a part

class Extent {
 public:
  void add(const Rect& r) { box_ = box_ ? bounding_box(*box_, r) : r; }
  void add(const Ring& ring) {
    if (!ring.empty()) add(bounding_box(ring));
  }
  [[nodiscard]] const std::optional<Rect>& box() const { return box_; }

 private:
  std::optional<Rect> box_;
};

Extent works_of(const Design& design) {
  Extent works;
  for (const Placement& p : design.layout.placements)
    if (const ModuleType* type = design.catalog.module(p.module)) works.add(footprint(*type, p));
  for (const Group& g : design.layout.groups) works.add(g.area);
  return works;
}

Rect site_of(const Design& design) {
  Extent site = works_of(design);
  for (const Polygon& p : design.spec.site.parcels) site.add(p.outer);
  for (const Road& r : design.layout.roads) site.add(r.area);
  for (const ExistingBuilding& e : design.spec.site.existing) site.add(e.area.outer);
  return site.box().value_or(Rect{0, 0, 10'000, 10'000});
}

/// "BESS yard" -> "bess-yard".
std::string file_stem(const std::string& name) {
  std::string stem;
  for (const char c : lower(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) stem += c;
    if (!plain && !stem.empty() && stem.back() != '-') stem += '-';
  }
  while (!stem.empty() && stem.back() == '-') stem.pop_back();
  return stem.empty() ? "part" : stem;
}

constexpr const char* patterns = R"svg(<defs>
<pattern id="hatch-keep-out" width="2.4" height="2.4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<line x1="0" y1="0" x2="0" y2="2.4" stroke="#9C3D2E" stroke-width="0.35"/>
</pattern>
<pattern id="hatch-existing" width="1.6" height="1.6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="1.6" height="1.6" fill="#ECEFF1"/>
<line x1="0" y1="0" x2="0" y2="1.6" stroke="#78909C" stroke-width="0.25"/>
</pattern>
<pattern id="hatch-reserve" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<line x1="0" y1="0" x2="0" y2="3" stroke="#6A4FA3" stroke-width="0.2"/>
</pattern>
</defs>
)svg";

}  // namespace

std::vector<View> views_of(const Design& design, const std::string& file, const std::string& title) {
  std::vector<View> views{
      {site_of(design), file + ".svg", title + (title == "General arrangement" ? " plan" : ""), true}};
  for (const PhasePlan& phase : design.sizing.phases)
    if (phase.number < design.sizing.phases.back().number)
      views.push_back({views[0].extent, fmt::format("{}-phase-{}.svg", file, phase.number),
                       fmt::format("{}, phase {} of {}", title, phase.number, design.sizing.phases.back().number), true,
                       phase.number});
  int scale = sheet_for(views[0].extent).scale;
  const std::optional<Rect> works = works_of(design).box();
  if (works && sheet_for(works->grown(works_margin)).scale * 2 <= scale) {
    views.push_back({works->grown(works_margin), file + "-works.svg", title + ", works area", false});
    scale = sheet_for(views.back().extent).scale;
  }
  std::set<std::string> stems{"works"};
  for (const Group& g : design.layout.groups) {
    const Rect extent = g.area.grown(works_margin);
    if (scale <= largest_detail_scale || sheet_for(extent).scale >= scale) continue;
    std::string stem = file_stem(g.name);
    for (int n = 2; !stems.insert(stem).second; ++n) stem = file_stem(g.name) + "-" + std::to_string(n);
    views.push_back({extent, file + "-" + stem + ".svg", title + ", " + g.name, false});
  }
  return views;
}

void collect_modules(Plan& plan) {
  const Rect visible = plan.sheet.visible();
  std::map<std::string_view, int> phase_of;
  for (const Node& node : plan.design.sizing.graph.nodes) phase_of[node.tag] = node.phase;
  for (const Placement& p : plan.design.layout.placements) {
    const ModuleType* type = plan.design.catalog.module(p.module);
    if (type == nullptr) throw ExportError("the design places " + p.tag + " of a type its catalog does not hold");
    const Rect foot = footprint(*type, p);
    if (!overlap(visible, foot)) continue;
    const DrawnModule drawn{
        &p, type, plan.design.catalog.kind(type->kind), foot, plan.sheet.area(foot), plan.view.later(phase_of[p.tag])};
    if (drawn.later && !p.parent.empty()) continue;
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
