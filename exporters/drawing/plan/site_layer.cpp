// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "core/base/units.h"
#include "core/model/pavement.h"
#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

void name_inside(Plan& plan, const std::string& name, const Rect& box, const std::string& fill,
                 bool upright_when_tall) {
  const Area area = plan.sheet.area(box);
  const bool upright = upright_when_tall && area.h > area.w;
  const double along = upright ? area.h : area.w, across = upright ? area.w : area.h;
  const double size = std::min(2.5, 0.7 * across);
  const double width = text_width(name) * size;
  if (size < 1.5 || width > along - 2) return;
  const auto spot = [&](double at) {
    return upright ? Area{area.centre().x - size / 2, area.y + at * area.h - width / 2, size, width}
                   : Area{area.x + at * area.w - width / 2, area.centre().y - size / 2, width, size};
  };
  for (const double at : {0.5, 0.3, 0.7}) {
    const Area here = spot(at);
    if (!plan.space.is_free(here) || !inside(area, here) || !inside(plan.sheet.lettered(), here)) continue;
    plan.svg.text(name, here.centre(), {size, Anchor::middle, fill, false, upright});
    plan.space.take(here);
    return;
  }
}

std::string path_of(const Plan& plan, const Polygon& polygon) {
  std::string path;
  const auto add = [&](const Ring& ring) {
    char step = 'M';
    for (const Paper& p : on_paper(plan.sheet, ring)) {
      path += step + mm_text(p.x) + " " + mm_text(p.y);
      step = 'L';
    }
    path += "Z";
  };
  add(polygon.outer);
  for (const Ring& hole : polygon.holes) add(hole);
  return path;
}

/// What is paved by now as one surface with its kerbs; roads of later phases dashed.
void draw_roads(Plan& plan) {
  plan.svg.open_layer("roads", "Roads");
  plan.svg.open("g", {{"fill", "none"}, {"stroke", "#B0B5BA"}, {"stroke-width", "0.2"}, {"stroke-dasharray", "2 1.2"}});
  for (const Road& road : plan.design.layout.roads)
    if (plan.view.later(road.phase)) plan.svg.rect(plan.sheet.area(road.area));
  plan.svg.close("g");
  plan.svg.open("g", {{"fill", "#E8EAEC"}, {"fill-rule", "evenodd"}, {"stroke", "#8A9096"}, {"stroke-width", "0.18"}});
  for (const Polygon& paved : pavement(plan.design, [&](const Road& road) { return !plan.view.later(road.phase); }))
    plan.svg.leaf("path", {{"d", path_of(plan, paved)}});
  plan.svg.close("g");
  plan.svg.close_layer();
}

void name_roads(Plan& plan) {
  for (const Road& road : plan.design.layout.roads) {
    if (plan.view.later(road.phase)) continue;
    const Millimetres width = std::min(road.area.width(), road.area.height());
    const std::string name = road.name.empty() ? "Road" : road.name;
    name_inside(plan, fmt::format("{}, {} m wide", name, metres_text(width)), road.area, "#55595E", true);
  }
}

void draw_parcels(Plan& plan) {
  const SiteSpec::Site& site = plan.design.spec.site;
  plan.svg.open_layer("parcel", "Parcel boundary and setback", {{"fill", "none"}, {"stroke-linejoin", "round"}});
  for (const Polygon& parcel : site.parcels) {
    const Attributes boundary{
        {"stroke", "#1A1A1A"}, {"stroke-width", "0.7"}, {"stroke-dasharray", "10 1.5 1 1.5 1 1.5"}};
    plan.svg.polyline(on_paper(plan.sheet, parcel.outer), true, boundary);
    for (const Ring& hole : parcel.holes) plan.svg.polyline(on_paper(plan.sheet, hole), true, boundary);
    if (site.setback.si <= 0 && site.edges.empty()) continue;
    const Attributes dashed{{"stroke", "#B45309"}, {"stroke-width", "0.25"}, {"stroke-dasharray", "3 1.5"}};
    for (const Polygon& inner : shrunk(parcel, site)) {
      plan.svg.polyline(on_paper(plan.sheet, inner.outer), true, dashed);
      for (const Ring& hole : inner.holes) plan.svg.polyline(on_paper(plan.sheet, hole), true, dashed);
    }
  }
  plan.svg.close_layer();
}

void draw_keep_outs(Plan& plan) {
  const SiteSpec::Site& site = plan.design.spec.site;
  if (site.keep_outs.empty()) return;
  plan.svg.open_layer("keep-outs", "Keep-outs", {{"stroke", "#9C3D2E"}, {"stroke-width", "0.25"}});
  for (const KeepOut& k : site.keep_outs) {
    // A stroke twice as wide as the clearance shows it on both sides; the inner half lies under the hatching.
    const double clearance = plan.sheet.length(k.clearance / mm);
    if (clearance > 0)
      plan.svg.polyline(on_paper(plan.sheet, k.area.outer), true,
                        {{"fill", "none"},
                         {"stroke-width", mm_text(2 * clearance)},
                         {"stroke-opacity", "0.12"},
                         {"stroke-linejoin", "round"}});
    plan.svg.polyline(on_paper(plan.sheet, k.area.outer), true, {{"fill", "#FFFFFF"}, {"stroke", "none"}});
    plan.svg.polyline(on_paper(plan.sheet, k.area.outer), true, {{"fill", "url(#hatch-keep-out)"}});
    for (const Ring& hole : k.area.holes) plan.svg.polyline(on_paper(plan.sheet, hole), true, {{"fill", "#FFFFFF"}});
  }
  plan.svg.close_layer();
}

void draw_zones(Plan& plan) {
  if (plan.design.spec.zones.empty()) return;
  plan.svg.open_layer("zones", "Zones", {{"fill", "none"}, {"stroke", "#6A4FA3"}, {"stroke-width", "0.35"}});
  for (const Zone& zone : plan.design.spec.zones) {
    plan.svg.polyline(on_paper(plan.sheet, zone.area.outer), true, {{"stroke-dasharray", "6 1.5 1 1.5"}});
    for (const Ring& hole : zone.area.holes) plan.svg.polyline(on_paper(plan.sheet, hole), true);
  }
  plan.svg.close_layer();
}

void draw_reserves(Plan& plan) {
  if (plan.design.layout.reserves.empty()) return;
  plan.svg.open_layer("reserves", "Kept free for an expansion",
                      {{"fill", "url(#hatch-reserve)"}, {"stroke", "#6A4FA3"}, {"stroke-width", "0.35"}});
  for (const Reserve& reserve : plan.design.layout.reserves)
    plan.svg.rect(plan.sheet.area(reserve.area), {{"stroke-dasharray", "4 1.5"}});
  plan.svg.close_layer();
}

void draw_existing(Plan& plan) {
  const SiteSpec::Site& site = plan.design.spec.site;
  if (site.existing.empty()) return;
  plan.svg.open_layer("existing", "Existing buildings", {{"stroke", "#37474F"}, {"stroke-width", "0.5"}});
  for (const ExistingBuilding& e : site.existing)
    plan.svg.polyline(on_paper(plan.sheet, e.area.outer), true, {{"fill", "url(#hatch-existing)"}});
  plan.svg.close_layer();
}

/// A name on a white plate over the hatching, so that it can be read.
void plate(Plan& plan, const std::string& name, const Ring& ring, const std::string& fill) {
  if (ring.empty()) return;
  const Area area = plan.sheet.area(bounding_box(ring));
  const double size = 2.2, width = text_width(name) * size + 1.2;
  const Paper c = area.centre();
  for (const double y : {c.y, area.y - size, area.bottom() + size})
    for (const double x : {c.x - width / 2, area.x, area.right() - width}) {
      const Area here{x, y - 0.8 * size, width, 1.6 * size};
      if (!plan.space.is_free(here) || !inside(plan.sheet.lettered(), here)) continue;
      plan.svg.rect(here, {{"fill", "#FFFFFF"}, {"fill-opacity", "0.9"}});
      plan.svg.text(name, here.centre(), {size, Anchor::middle, fill});
      plan.space.take(here);
      return;
    }
}

/// The direction of the boundary edge nearest to a gate, as a unit vector.
std::optional<Paper> edge_direction(const Plan& plan, PlanPoint at) {
  std::optional<Paper> best;
  double nearest = 0;
  for (const Polygon& parcel : plan.design.spec.site.parcels)
    for (std::size_t i = 0; i < parcel.outer.size(); ++i) {
      const Paper a = plan.sheet.at(parcel.outer[i]), b = plan.sheet.at(parcel.outer[(i + 1) % parcel.outer.size()]);
      const Paper p = plan.sheet.at(at);
      const double dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
      if (length <= 0) continue;
      const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (length * length), 0.0, 1.0);
      const double away = std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
      if (!best || away < nearest) best = Paper{dx / length, dy / length}, nearest = away;
    }
  return best;
}

void draw_gates(Plan& plan) {
  const SiteSpec::Site& site = plan.design.spec.site;
  if (site.gates.empty()) return;
  plan.svg.open_layer("gates", "Gates", {{"stroke", "#1A1A1A"}, {"stroke-width", "0.35"}});
  for (const Gate& gate : site.gates) {
    const std::optional<Paper> along = edge_direction(plan, gate.at);
    const Paper at = plan.sheet.at(gate.at);
    if (!along || !inside(plan.sheet.lettered(), Area{at.x, at.y, 0, 0}.grown(12))) continue;
    const double half = std::max(1.5, plan.sheet.length(gate.width / mm) / 2);
    const Paper a{at.x - along->x * half, at.y - along->y * half}, b{at.x + along->x * half, at.y + along->y * half};
    plan.svg.line(a, b, {{"stroke", "#FFFFFF"}, {"stroke-width", "1.4"}});
    plan.svg.line(a, b, {{"stroke", "#2E7D32"}, {"stroke-width", "0.7"}});
    for (const Paper& post : {a, b}) plan.svg.circle(post, 0.7, {{"fill", "#2E7D32"}});
    // The ring runs counter-clockwise with y up, so on paper the outside is to the right of (-y, x).
    const Paper out{-along->y, along->x};
    const Paper tip{at.x + out.x * 1.5, at.y + out.y * 1.5}, tail{at.x + out.x * 6, at.y + out.y * 6};
    plan.svg.line(tail, tip, {{"stroke", "#2E7D32"}, {"stroke-width", "0.5"}});
    plan.svg.polyline({tip,
                       {tip.x + out.x * 2 + along->x * 0.8, tip.y + out.y * 2 + along->y * 0.8},
                       {tip.x + out.x * 2 - along->x * 0.8, tip.y + out.y * 2 - along->y * 0.8}},
                      true, {{"fill", "#2E7D32"}, {"stroke", "none"}});
    const double size = 2.5;
    const std::string name =
        fmt::format("{}, {} m", gate.name.empty() ? "Gate" : gate.name, round_text(gate.width / metre, 3));
    const double width = text_width(name) * size;
    const Paper label{tail.x + (std::abs(out.x) > 0.5 ? 0 : 2), tail.y + (std::abs(out.x) > 0.5 ? -3 : 0)};
    const Anchor anchor = out.x < -0.5 ? Anchor::end : Anchor::start;
    plan.svg.open("g", {{"stroke", "none"}});
    plan.svg.text(name, label, {size, anchor, "#2E7D32", true, false});
    plan.svg.close("g");
    plan.space.take({anchor == Anchor::end ? label.x - width : label.x, label.y - size / 2, width, size});
  }
  plan.svg.close_layer();
}

}  // namespace

/// Ticks every round number of metres along the plan's edge, and small crosses where they meet.
void draw_grid(Plan& plan) {
  const Sheet& s = plan.sheet;
  Millimetres step = 10'000;
  for (const int factor : {2, 5, 10, 20, 50, 100, 200, 500, 1000})
    if (s.length(static_cast<double>(step)) < 45) step = 10'000LL * factor;
  const Area inner = s.plan.grown(-6);
  plan.svg.open_layer("grid", "Coordinate grid",
                      {{"stroke", "#9AA3AB"}, {"stroke-width", "0.13"}, {"fill", "#6B747C"}});
  const auto first = [&](Millimetres v) { return (v / step - (v < 0 ? 2 : 1)) * step; };
  const auto ticks = [&](Millimetres from, Millimetres to, bool east) {
    for (Millimetres v = first(from) - 5 * step; v <= to + 5 * step; v += step) {
      const Paper p = east ? s.at({v, s.extent.y0}) : s.at({s.extent.x0, v});
      const std::string name = fmt::format("{}{}", east ? "E" : "N", v / 1000);
      if (east && p.x > inner.x + 8 && p.x < inner.right() - 8) {
        plan.svg.line({p.x, s.plan.y}, {p.x, s.plan.y + 2});
        plan.svg.line({p.x, s.plan.bottom()}, {p.x, s.plan.bottom() - 2});
        plan.svg.open("g", {{"stroke", "none"}});
        plan.svg.text(name, {p.x, s.plan.y + 3.6}, {1.8, Anchor::middle, "#6B747C"});
        plan.svg.close("g");
      } else if (!east && p.y > inner.y + 8 && p.y < inner.bottom() - 8) {
        plan.svg.line({s.plan.x, p.y}, {s.plan.x + 2, p.y});
        plan.svg.line({s.plan.right(), p.y}, {s.plan.right() - 2, p.y});
        plan.svg.open("g", {{"stroke", "none"}});
        plan.svg.text(name, {s.plan.x + 3.6, p.y}, {1.8, Anchor::middle, "#6B747C", false, true});
        plan.svg.close("g");
      }
    }
  };
  ticks(s.extent.x0, s.extent.x1, true);
  ticks(s.extent.y0, s.extent.y1, false);
  for (Millimetres x = first(s.extent.x0); x <= s.extent.x1; x += step)
    for (Millimetres y = first(s.extent.y0); y <= s.extent.y1; y += step) {
      if (x < s.extent.x0 || y < s.extent.y0) continue;
      const Paper p = s.at({x, y});
      plan.svg.line({p.x - 1.2, p.y}, {p.x + 1.2, p.y});
      plan.svg.line({p.x, p.y - 1.2}, {p.x, p.y + 1.2});
    }
  plan.svg.close_layer();
}

std::vector<Paper> turn_shape(const Plan& plan, const RoadTurn& turn) {
  const double r = plan.sheet.length(turn.inner / mm);
  if (r < 0.3) return {};
  const Paper corner = plan.sheet.at(turn.corner);
  const Paper middle{corner.x + turn.x * r, corner.y - turn.y * r};
  std::vector<Paper> shape{corner};
  for (int i = 0; i <= 8; ++i) {
    const double a = std::numbers::pi / 2 * i / 8;
    shape.push_back({middle.x - turn.x * r * std::sin(a), middle.y + turn.y * r * std::cos(a)});
  }
  return shape;
}

void draw_site(Plan& plan) {
  draw_roads(plan);
  draw_parcels(plan);
  draw_zones(plan);
  draw_reserves(plan);
  draw_keep_outs(plan);
  draw_existing(plan);
  plan.svg.open_layer("site-names", "Site names");
  name_roads(plan);
  for (const KeepOut& k : plan.design.spec.site.keep_outs)
    plate(plan, k.name.empty() ? "Keep-out" : k.name, k.area.outer, "#9C3D2E");
  for (const Zone& zone : plan.design.spec.zones)
    plate(plan, fmt::format("{}: {}", zone.name, zone.holds), zone.area.outer, "#6A4FA3");
  for (const Reserve& reserve : plan.design.layout.reserves) {
    const Rect& r = reserve.area;
    plate(plan, reserve.name, {{r.x0, r.y0}, {r.x1, r.y0}, {r.x1, r.y1}, {r.x0, r.y1}}, "#6A4FA3");
  }
  for (const ExistingBuilding& e : plan.design.spec.site.existing)
    plate(plan, fmt::format("{} (existing, {} m high)", e.name, round_text(e.height / metre, 3)), e.area.outer,
          "#37474F");
  plan.svg.close_layer();
  draw_gates(plan);
}

}  // namespace plinth::drawing
