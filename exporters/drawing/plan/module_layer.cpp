// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

constexpr double smallest_text = 1.8;  ///< font size, as that of all other small lettering
constexpr double largest_text = 3.5;

/// "BESS-07" -> "07".
std::string number_of(const std::string& tag) {
  const std::size_t dash = tag.rfind('-');
  return dash == std::string::npos ? tag : tag.substr(dash + 1);
}

/// Font size at which `text` fills a box `along` x `across`, leaving a rim.
double fitting_size(const std::string& text, double along, double across) {
  return std::min({0.9 * along / text_width(text), 0.62 * across, largest_text});
}

void write_tag(Plan& plan, const DrawnModule& m, bool over_contents) {
  const std::string ink = m.later ? "#8A9096" : over_contents ? "#1A1A1A" : ink_on(colour_of(m.kind));
  const Area& a = m.area;
  if (!inside(plan.sheet.lettered(), a)) return;  // cut by the edge of a part sheet
  const bool upright = a.h > 1.25 * a.w;
  const double along = upright ? a.h : a.w, across = upright ? a.w : a.h;
  std::string text = m.placement->tag;
  double size = fitting_size(text, along, across);
  if (size < smallest_text) {
    text = number_of(text);
    size = fitting_size(text, along, across);
    if (size < smallest_text) {
      ++plan.unlabelled;
      return;
    }
    plan.numbers_only = true;
  }
  const std::string& title = m.type->title;
  const double small = std::min(2.0, 0.6 * size);
  const bool two_lines =
      small >= smallest_text && across > 2.6 * size + small && text_width(title) * small < 0.94 * along;
  Paper at = a.centre(), below = at;
  if (two_lines) {
    (upright ? at.x : at.y) -= 0.55 * small;
    (upright ? below.x : below.y) += 0.85 * size;
  }
  if (over_contents) {  // a plate keeps the tag apart from the outlines below it
    const double width = std::max(text_width(text) * size, two_lines ? text_width(title) * small : 0.0) + 1;
    const double height = 1.3 * size + (two_lines ? 1.4 * small : 0.0);
    const Paper c = a.centre();
    plan.svg.rect({c.x - (upright ? height : width) / 2, c.y - (upright ? width : height) / 2, upright ? height : width,
                   upright ? width : height},
                  {{"fill", "#FFFFFF"}, {"fill-opacity", "0.85"}});
  }
  plan.svg.text(text, at, {size, Anchor::middle, ink, true, upright});
  if (two_lines) plan.svg.text(title, below, {small, Anchor::middle, ink, false, upright});
}

/// What stands there once a later phase is built.
void draw_later(Plan& plan, const DrawnModule& m) {
  plan.svg.open("g", {{"id", "tag-" + m.placement->tag}, {"data-tag", m.placement->tag}, {"data-later", "yes"}});
  plan.svg.title(m.placement->tag + ": of a later phase");
  plan.svg.rect(m.area, {{"fill", "none"}, {"stroke", "#8A9096"}, {"stroke-dasharray", "1.5 1"}});
  plan.svg.close("g");
}

void draw_module(Plan& plan, const DrawnModule& m, bool with_contents) {
  if (m.later) return draw_later(plan, m);
  const std::string fill = colour_of(m.kind);
  const std::string& tag = m.placement->tag;
  plan.svg.open("g", {{"id", "tag-" + tag}, {"data-tag", tag}, {"data-module", m.type->id}});
  plan.svg.title(fmt::format("{}: {} ({}), {} x {} m", tag, m.type->title, m.type->id, metres_text(m.type->length),
                             metres_text(m.type->width)));
  plan.svg.rect(m.area, {{"fill", fill}});
  // A kind that is one round body is drawn round, inside its footprint.
  if (m.kind != nullptr && m.kind->solids.size() == 1 && m.kind->solids.front().shape == "cylinder")
    plan.svg.circle(m.area.centre(), std::min(m.area.w, m.area.h) / 2, {{"fill", "none"}});
  // A line along the front face: which way the module looks.
  if (std::min(m.area.w, m.area.h) > 3 && !with_contents) {
    const double in = 0.5;
    const Area& a = m.area;
    const int turns = m.placement->rotation_deg / 90 % 4;
    Paper from{a.x + in, a.bottom() - in}, to{a.right() - in, a.bottom() - in};
    if (turns == 1) from = {a.right() - in, a.y + in}, to = {a.right() - in, a.bottom() - in};
    if (turns == 2) from = {a.x + in, a.y + in}, to = {a.right() - in, a.y + in};
    if (turns == 3) from = {a.x + in, a.y + in}, to = {a.x + in, a.bottom() - in};
    plan.svg.line(from, to, {{"stroke", ink_on(fill)}, {"stroke-opacity", "0.55"}, {"stroke-width", "0.3"}});
  }
  plan.svg.close("g");
}

}  // namespace

void draw_clearances(Plan& plan) {
  if (plan.sheet.scale > largest_clearance_scale) return;
  plan.svg.open_layer(
      "clearances", "Clearance zones",
      {{"fill", "none"}, {"stroke", "#90A4AE"}, {"stroke-width", "0.13"}, {"stroke-dasharray", "1 0.7"}});
  for (const DrawnModule& m : plan.modules) {
    if (m.later) continue;
    const Rect zone = clearance_zone(*m.type, *m.placement);
    if (zone != m.foot) plan.svg.rect(plan.sheet.area(zone));
  }
  plan.svg.close_layer();
}

void draw_routes(Plan& plan) {
  std::map<std::string_view, const Edge*> edges;
  for (const Edge& e : plan.design.sizing.graph.edges) edges[e.id] = &e;
  std::map<Medium, std::vector<const Route*>> by_medium;
  const Rect visible = plan.sheet.visible();
  for (const Route& r : plan.design.layout.routes) {
    if (r.points.size() < 2 || !overlap(visible, bounding_box(r.points).grown(1))) continue;
    if (const auto e = edges.find(r.edge);
        e != edges.end() && !e->second->item.empty() && !plan.view.later(e->second->phase))
      by_medium[e->second->medium].push_back(&r);
  }
  plan.svg.open_layer("routes", "Main routes", {{"fill", "none"}, {"stroke-linejoin", "round"}});
  for (const auto& [medium, routes] : by_medium) {
    const LineStyle& style = line_style(medium);
    Attributes look{{"id", "route-" + std::string(text(medium))},
                    {"stroke", std::string(style.colour)},
                    {"stroke-width", plan.sheet.scale > 500 ? "0.2" : "0.3"}};
    if (!style.dashes.empty()) look.emplace_back("stroke-dasharray", style.dashes);
    plan.svg.open("g", look);
    std::set<std::vector<PlanPoint>> drawn;  // parallel paths in one trench are one line
    for (const Route* r : routes)
      if (drawn.insert(r->points).second) plan.svg.polyline(on_paper(plan.sheet, r->points), false);
    plan.svg.close("g");
  }
  plan.svg.close_layer();
}

void draw_modules(Plan& plan) {
  const bool detailed = plan.sheet.scale <= largest_detail_scale;
  std::set<std::string_view> hosts;
  for (const DrawnModule& c : plan.contents) hosts.insert(c.placement->parent);
  plan.svg.open_layer("modules", "Modules", {{"stroke", "#263238"}, {"stroke-width", "0.25"}});
  for (const DrawnModule& m : plan.modules) draw_module(plan, m, detailed && hosts.contains(m.placement->tag));
  plan.svg.close_layer();
  if (detailed && !plan.contents.empty()) {
    plan.svg.open_layer("contents", "Inside the modules",
                        {{"stroke", "#263238"}, {"stroke-width", "0.13"}, {"stroke-opacity", "0.6"}});
    for (const DrawnModule& c : plan.contents) {
      plan.svg.open("g", {{"data-tag", c.placement->tag}});
      plan.svg.title(c.placement->tag + ": " + c.type->title);
      plan.svg.rect(c.area, {{"fill", colour_of(c.kind)}});
      plan.svg.close("g");
    }
    plan.svg.close_layer();
  }
  plan.svg.open_layer("tags", "Tags");
  for (const DrawnModule& m : plan.modules) write_tag(plan, m, detailed && hosts.contains(m.placement->tag));
  plan.svg.close_layer();
}

}  // namespace plinth::drawing
