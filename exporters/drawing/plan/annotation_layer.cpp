// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

constexpr const char* dimension_ink = "#455A64";
constexpr const char* finding_ink = "#E00000";

/// A dimension line between two points of one horizontal or vertical line, ticked, its text above or left of it.
void draw_dimension(Plan& plan, Paper a, Paper b, const std::string& text, double size) {
  const bool upright = a.x == b.x;
  plan.svg.line(a, b);
  for (const Paper& p : {a, b})
    plan.svg.line({p.x - 0.8, p.y + 0.8}, {p.x + 0.8, p.y - 0.8}, {{"stroke-width", "0.35"}});
  const Paper middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
  const Paper at = upright ? Paper{middle.x - 0.75 * size, middle.y} : Paper{middle.x, middle.y - 0.75 * size};
  plan.svg.open("g", {{"stroke", "none"}});
  plan.svg.text(text, at, {size, Anchor::middle, dimension_ink, false, upright});
  plan.svg.close("g");
}

/// The strip of paper a dimension line needs, text included.
Area dimension_strip(Paper a, Paper b, double size) {
  if (a.x == b.x) return {a.x - 1.4 * size, std::min(a.y, b.y), 1.4 * size + 0.8, std::abs(a.y - b.y)};
  return {std::min(a.x, b.x), a.y - 1.4 * size, std::abs(a.x - b.x), 1.4 * size + 0.8};
}

bool on_a_group(const Plan& plan, const Area& area) {
  const auto& groups = plan.design.layout.groups;
  return std::any_of(groups.begin(), groups.end(),
                     [&](const Group& g) { return overlap(plan.sheet.area(g.area), area); });
}

/// Puts the length of one side of `area` beside it where there is room: a little off, this side or the other.
void dimension_side(Plan& plan, const Area& area, bool width, Millimetres length) {
  const double size = 2.0;
  const std::string text = metres_text(length);
  if (text_width(text) * size > (width ? area.w : area.h)) return;
  for (const double off : {3.0, 4.5}) {
    for (const bool far : {true, false}) {
      Paper a{area.x, far ? area.bottom() + off : area.y - off}, b{area.right(), a.y};
      if (!width) a = {far ? area.x - off : area.right() + off, area.bottom()}, b = {a.x, area.y};
      const Area strip = dimension_strip(a, b, size);
      if (!plan.space.is_free(strip) || !inside(plan.sheet.lettered(), strip) || on_a_group(plan, strip)) continue;
      draw_dimension(plan, a, b, text, size);
      plan.space.take(strip);
      return;
    }
  }
}

/// The name of a group, outside above or below its outline, or inside, where nothing and no other group stands.
void name_group(Plan& plan, const Group& group) {
  const Area area = plan.sheet.area(group.area);
  const auto on_another = [&](const Area& here) {
    const auto& all = plan.design.layout.groups;
    return std::any_of(all.begin(), all.end(),
                       [&](const Group& g) { return g.area != group.area && overlap(plan.sheet.area(g.area), here); });
  };
  for (const double size : {3.2, 2.5, 1.8}) {
    const double width = text_width(group.name) * size, height = 1.2 * size, gap = 0.6;
    if (width > area.w + 4) continue;
    for (const double y : {area.y - height - gap, area.y + gap, area.bottom() - height - gap, area.bottom() + gap})
      for (const double x : {area.x + 1, area.centre().x - width / 2, area.right() - width - 1}) {
        const Area here{x, y, width, height};
        if (!plan.space.is_free(here) || !inside(plan.sheet.lettered(), here) || on_another(here)) continue;
        plan.svg.open("g", {{"stroke", "none"}});
        plan.svg.rect(here, {{"fill", "#FFFFFF"}, {"fill-opacity", "0.75"}});  // routes may run below
        plan.svg.text(group.name, {x, here.centre().y}, {size, Anchor::start, "#1B5E20", true});
        plan.svg.close("g");
        plan.space.take(here.grown(0.5));
        return;
      }
  }
}

const DrawnModule* module_named(const Plan& plan, const std::string& tag) {
  for (const auto* list : {&plan.modules, &plan.contents}) {
    const auto m = std::lower_bound(list->begin(), list->end(), tag,
                                    [](const DrawnModule& d, const std::string& t) { return d.placement->tag < t; });
    if (m != list->end() && m->placement->tag == tag) return &*m;
  }
  return nullptr;
}

/// Draws the geometry of a finding and returns where its code belongs.
std::optional<Paper> mark(Plan& plan, const Finding& f) {
  const std::vector<Paper> points = on_paper(plan.sheet, f.marks);
  if (points.size() == 1) {
    plan.svg.circle(points[0], 1.6);
    return Paper{points[0].x + 1.6, points[0].y - 1.6};
  }
  if (points.size() == 2) {
    plan.svg.line(points[0], points[1]);
    for (const Paper& p : points) plan.svg.circle(p, 0.5, {{"fill", finding_ink}, {"stroke", "none"}});
    return points[1];
  }
  if (points.size() > 2) {
    plan.svg.polyline(points, true, {{"fill", finding_ink}, {"fill-opacity", "0.15"}});
    return points[0];
  }
  return std::nullopt;
}

void write_code(Plan& plan, const std::string& code, Paper near) {
  const double size = 2.2, width = text_width(code) * size + 0.8, height = 1.4 * size;
  std::optional<Area> where;
  for (const double dx : {1.0, -width - 1.0, -width / 2})
    for (const double dy : {-height - 1.0, 1.0, -height / 2, -2 * height - 1.0, height + 1.0}) {
      const Area here{near.x + dx, near.y + dy, width, height};
      if (!where && inside(plan.sheet.lettered(), here)) where = here;  // over a module rather than not at all
      if (!plan.space.is_free(here) || !inside(plan.sheet.lettered(), here)) continue;
      where = here;
      plan.space.take(here);
      plan.svg.rect(here, {{"fill", "#FFFFFF"}, {"stroke-width", "0.25"}});
      plan.svg.open("g", {{"stroke", "none"}});
      plan.svg.text(code, here.centre(), {size, Anchor::middle, finding_ink, true});
      plan.svg.close("g");
      return;
    }
  if (!where) return;
  plan.svg.rect(*where, {{"fill", "#FFFFFF"}, {"stroke-width", "0.25"}});
  plan.svg.open("g", {{"stroke", "none"}});
  plan.svg.text(code, where->centre(), {size, Anchor::middle, finding_ink, true});
  plan.svg.close("g");
}

}  // namespace

void draw_groups(Plan& plan) {
  plan.svg.open_layer("groups", "Blocks and yards", {{"fill", "none"}});
  for (const Group& g : plan.design.layout.groups)
    plan.svg.rect(plan.sheet.area(g.area),
                  {{"stroke", "#2E7D32"}, {"stroke-width", "0.35"}, {"stroke-dasharray", "6 1.2 1.2 1.2"}});
  plan.svg.close_layer();
  plan.svg.open_layer("group-dimensions", "Block and yard names and dimensions",
                      {{"fill", "none"}, {"stroke", dimension_ink}, {"stroke-width", "0.18"}});
  for (const Group& g : plan.design.layout.groups) name_group(plan, g);  // names before figures, where room is short
  for (const Group& g : plan.design.layout.groups) {
    const Area area = plan.sheet.area(g.area);
    dimension_side(plan, area, true, g.area.width());
    dimension_side(plan, area, false, g.area.height());
  }
  plan.svg.close_layer();
}

void draw_overall_dimensions(Plan& plan) {
  const auto& parcels = plan.design.spec.site.parcels;
  if (parcels.empty()) return;
  plan.svg.open_layer("overall-dimensions", "Overall dimensions",
                      {{"fill", "none"}, {"stroke", dimension_ink}, {"stroke-width", "0.18"}});
  for (const Polygon& parcel : parcels) {
    const Rect box = bounding_box(parcel.outer);
    const Area area = plan.sheet.area(box);
    const double y = area.bottom() + 13, x = area.x - 10;
    for (const double side : {area.x, area.right()}) plan.svg.line({side, area.bottom() + 1}, {side, y + 1.5});
    for (const double level : {area.y, area.bottom()}) plan.svg.line({area.x - 1, level}, {x - 1.5, level});
    draw_dimension(plan, {area.x, y}, {area.right(), y}, metres_text(box.width()), 2.5);
    draw_dimension(plan, {x, area.bottom()}, {x, area.y}, metres_text(box.height()), 2.5);
    plan.space.take(dimension_strip({area.x, y}, {area.right(), y}, 2.5));
    plan.space.take(dimension_strip({x, area.bottom()}, {x, area.y}, 2.5));
  }
  plan.svg.close_layer();
}

void draw_findings(Plan& plan) {
  plan.svg.open_layer("findings", "Findings", {{"fill", "none"}, {"stroke", finding_ink}, {"stroke-width", "0.5"}});
  const Rect visible = plan.sheet.visible();
  const auto shown = [&](PlanPoint p) {
    return p.x >= visible.x0 && p.x <= visible.x1 && p.y >= visible.y0 && p.y <= visible.y1;
  };
  std::set<std::pair<std::string, std::vector<PlanPoint>>> drawn;  // two findings of one kind at one place: one mark
  for (const Finding& f : plan.design.report.findings) {
    if (std::none_of(f.marks.begin(), f.marks.end(), shown) || !drawn.insert({f.code, f.marks}).second) continue;
    plan.svg.open("g", {{"data-code", f.code}});
    plan.svg.title(f.code + ": " + f.message);
    if (f.tags.size() <= 8)
      for (const std::string& tag : f.tags)
        if (const DrawnModule* m = module_named(plan, tag)) plan.svg.rect(m->area, {{"stroke-dasharray", "1.5 0.7"}});
    if (const std::optional<Paper> at = mark(plan, f); at && drawn.size() <= 150) write_code(plan, f.code, *at);
    plan.svg.close("g");
  }
  plan.svg.close_layer();
}

}  // namespace plinth::drawing
