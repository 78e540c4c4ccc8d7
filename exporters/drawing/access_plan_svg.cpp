// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/model/design_json.h"
#include "exporters/drawing/plan/plan.h"
#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

using namespace plinth::drawing;

constexpr Millimetres margin = 8'000;

void draw_roads(Plan& plan) {
  const Civil& civil = plan.design.civil;
  plan.svg.open_layer("turns", "Rounded corners");
  // Outlines first, then surfaces: where corners of a narrow island meet no line remains.
  for (const Attributes& pass : {Attributes{{"fill", "none"}, {"stroke", "#8D9093"}, {"stroke-width", "0.36"}},
                                 Attributes{{"fill", "#CFD3D6"}, {"stroke", "none"}}}) {
    plan.svg.open("g", pass);
    for (const RoadTurn& t : civil.turns)
      if (const std::vector<Paper> shape = turn_shape(plan, t); !shape.empty()) plan.svg.polyline(shape, true);
    plan.svg.close("g");
  }
  plan.svg.close_layer();
  plan.svg.open_layer("turnarounds", "Turnarounds",
                      {{"fill", "#CFD3D6"}, {"stroke", "#6A4FA3"}, {"stroke-width", "0.35"}});
  for (const DeadEnd& d : civil.dead_ends)
    if (!d.turnaround.empty()) plan.svg.rect(plan.sheet.area(d.area));
  plan.svg.close_layer();
  plan.svg.open_layer("public-roads", "Public roads",
                      {{"fill", "none"}, {"stroke", "#546E7A"}, {"stroke-opacity", "0.4"}});
  for (const PublicRoad& road : plan.design.spec.site.roads) {
    std::vector<Paper> line;
    for (const PlanPoint& p : road.line) line.push_back(plan.sheet.at(p));
    plan.svg.polyline(line, false, {{"stroke-width", mm_text(plan.sheet.length(road.width / mm))}});
  }
  plan.svg.close_layer();
}

void draw_modules_plain(Plan& plan) {
  plan.svg.open_layer("modules", "Modules", {{"stroke", "#37474F"}, {"stroke-width", "0.18"}});
  for (const DrawnModule& m : plan.modules) {
    plan.svg.rect(m.area, {{"fill", "#ECEFF1"}});
    const bool upright = m.area.h > 1.25 * m.area.w;
    const double along = upright ? m.area.h : m.area.w, across = upright ? m.area.w : m.area.h;
    const std::string& tag = m.placement->tag;
    const double size = std::min({0.9 * along / text_width(tag), 0.6 * across, 2.5});
    if (size < 1.4) continue;
    plan.svg.open("g", {{"stroke", "none"}});
    plan.svg.text(tag, m.area.centre(), {size, Anchor::middle, "#37474F", false, upright});
    plan.svg.close("g");
  }
  plan.svg.close_layer();
}

void draw_stands(Plan& plan) {
  plan.svg.open_layer("cranes", "Crane standings", {{"fill", "none"}, {"stroke-width", "0.25"}});
  for (const CraneStand& s : plan.design.civil.stands) {
    const Placement* p = plan.design.layout.placement(s.tag);
    const ModuleType* type = p == nullptr ? nullptr : plan.design.catalog.module(p->module);
    if (type == nullptr || s.radius.si <= 0) continue;
    const std::string ink = s.crane.empty() || !s.fouls.empty() ? "#E00000" : "#1565C0";
    plan.svg.open("g", {{"stroke", ink}});
    plan.svg.title(fmt::format("{}: {} crane, {} t at {} m", s.tag, s.crane.empty() ? "no" : s.crane,
                               round_text(s.load / tonne, 3), round_text(s.radius.si, 3)));
    plan.svg.rect(plan.sheet.area(s.area), {{"stroke-opacity", "0.5"}});
    plan.svg.line(plan.sheet.at(s.at), plan.sheet.at(footprint(*type, *p).centre()), {{"stroke-dasharray", "1.5 0.8"}});
    plan.svg.circle(plan.sheet.at(s.at), 0.6, {{"fill", ink}});
    plan.svg.close("g");
  }
  plan.svg.close_layer();
  plan.svg.open_layer("blocked", "Blocked turns", {{"fill", "none"}, {"stroke", "#E00000"}, {"stroke-width", "0.5"}});
  for (const CraneStand& s : plan.design.civil.stands)
    if (!s.blocked_by.empty()) plan.svg.circle(plan.sheet.at(s.blocked_at), 1.8);
  plan.svg.close_layer();
}

std::vector<PanelTable> tables_of(const Design& design) {
  struct Class {
    int count = 0;
    Length radius;
    Mass load;
    double use = 0;
  };
  std::map<std::pair<double, std::string>, Class> classes;
  for (const CraneStand& s : design.civil.stands) {
    const double order = s.crane.empty() ? 1e9 : std::stoi(s.crane);
    Class& c = classes[{order, s.crane.empty() ? "none" : s.crane}];
    ++c.count;
    c.radius = std::max(c.radius, s.radius);
    c.load = std::max(c.load, s.load);
    c.use = std::max(c.use, s.utilisation);
  }
  PanelTable cranes{"Cranes", {0, 0.2, 0.38, 0.6, 0.82, 1}, {{"class", "lifts", "heaviest t", "farthest m", "use %"}}};
  for (const auto& [key, c] : classes)
    cranes.rows.push_back({key.second, std::to_string(c.count), round_text(c.load / tonne, 3),
                           round_text(c.radius.si, 3), round_text(100 * c.use, 2)});
  PanelTable turns{"Tightest turns", {0, 0.34, 0.68, 0.84, 1}, {{"from", "to", "inside m", "outside m"}}};
  std::vector<const RoadTurn*> sorted;
  for (const RoadTurn& t : design.civil.turns) sorted.push_back(&t);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const RoadTurn* a, const RoadTurn* b) { return a->outer < b->outer; });
  for (std::size_t i = 0; i < std::min<std::size_t>(8, sorted.size()); ++i)
    turns.rows.push_back(
        {sorted[i]->from, sorted[i]->to, round_text(sorted[i]->inner.si, 3), round_text(sorted[i]->outer.si, 3)});
  PanelTable ends{"Dead ends", {0, 0.5, 0.7, 1}, {{"road", "m", "turnaround"}}};
  for (const DeadEnd& d : design.civil.dead_ends)
    ends.rows.push_back({d.road, round_text(d.length.si, 3), d.turnaround.empty() ? "none" : d.turnaround});
  std::vector<PanelTable> tables{cranes, turns};
  if (ends.rows.size() > 1) tables.push_back(ends);
  if (!design.civil.levels.empty()) {
    PanelTable levels{"Pads", {0, 0.45, 0.65, 0.82, 1}, {{"group", "level m", "step m", "cut m3"}}};
    for (const PadLevel& p : design.civil.levels)
      levels.rows.push_back(
          {p.group, fmt::format("{:.2f}", p.level.si), fmt::format("{:.2f}", p.step.si), round_text(p.cut.si, 4)});
    tables.push_back(levels);
  }
  return tables;
}

std::string draw(Plan& plan) {
  open_sheet(plan);
  draw_grid(plan);
  plan.svg.open("g", {{"clip-path", "url(#plan-area)"}});
  draw_roads(plan);
  draw_site(plan);
  draw_modules_plain(plan);
  draw_stands(plan);
  plan.svg.close("g");
  draw_frame(plan);
  draw_panel(plan, tables_of(plan.design),
             {"Blue squares: cranes with outriggers set; dashed: slewing radius.",
              "Red: outriggers foul, no crane of the table, or a lorry hits something in the turn.",
              "Rounded corners: the largest radius, up to that of fire engines, that leaves modules free.",
              "Lift plans use the chart of the crane that comes."});
  plan.svg.close("svg");
  return plan.svg.bytes();
}

std::vector<Artifact> write(const Design& design, const Stamp& stamp) {
  std::optional<Rect> extent;
  const auto add = [&](const Rect& r) { extent = extent ? bounding_box(*extent, r) : r; };
  for (const Road& r : design.layout.roads) add(r.area);
  for (const Group& g : design.layout.groups) add(g.area);
  for (const Gate& g : design.spec.site.gates) add(Rect{g.at.x, g.at.y, g.at.x + 1, g.at.y + 1});
  if (!extent || design.civil.stands.empty()) return {};
  const View view{extent->grown(margin), "drawings/access-plan.svg", "Access plan: cranes, turns, deliveries", true};
  Plan plan{design, stamp, view,  "1 of 1", sha256(write_design(design)).substr(0, 16), sheet_for(view.extent), {}, {},
            {},     {},    false, 0};
  collect_modules(plan);
  return {{view.file, draw(plan)}};
}

}  // namespace

extern constinit const Exporter access_plan_svg{
    "access-plan-svg", "roads with their turns, crane standings and deliveries to scale (SVG)", true, write};

}  // namespace plinth::exporters
