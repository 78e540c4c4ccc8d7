// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include "core/base/text.h"
#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

constexpr double rim = 5;           ///< between panel edge and content
constexpr double title_block = 52;  ///< height at lettering 1

/// Five parts of a round length, black and white by turns.
void scale_bar(Plan& plan, Paper at, double room) {
  const double per_metre = 1000.0 / plan.sheet.scale;
  int metres = 5;
  for (const int m : {10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000})
    if (m * per_metre <= room) metres = m;
  const double length = metres * per_metre, part = length / 5;
  SvgWriter& svg = plan.svg;
  svg.open("g", {{"id", "scale-bar"},
                 {"data-metres", std::to_string(metres)},
                 {"data-mm", mm_text(length)},
                 {"stroke", "#1A1A1A"},
                 {"stroke-width", "0.18"}});
  for (int i = 0; i < 5; ++i)
    svg.rect({at.x + i * part, at.y, part, 1.6}, {{"fill", i % 2 == 0 ? "#1A1A1A" : "#FFFFFF"}});
  svg.close("g");
  for (int i = 0; i <= 5; ++i)
    if (i == 0 || i == 5 || part > 9 * plan.sheet.lettering)
      svg.text(mm_text(metres * i / 5.0) + (i == 5 ? " m" : ""), {at.x + i * part, at.y - 1.8 * plan.sheet.lettering},
               {2.0 * plan.sheet.lettering, Anchor::middle});
}

/// True north; on a turned plant grid also where the plant's own north is, which is up.
void north_arrow(Plan& plan, Paper tip) {
  SvgWriter& svg = plan.svg;
  const double deg = plan.design.spec.site.grid.rotation_deg, angle = deg * 3.14159265358979323846 / 180.0;
  const Paper centre{tip.x, tip.y + 9};
  const auto at = [&](double dx, double dy) {  // from the centre, before the turn: the plant lies counter-clockwise
    return Paper{centre.x + dx * std::cos(angle) - dy * std::sin(angle),
                 centre.y + dx * std::sin(angle) + dy * std::cos(angle)};
  };
  svg.open("g", {{"id", "north-arrow"}, {"data-deg", mm_text(deg)}, {"stroke", "#1A1A1A"}, {"stroke-width", "0.25"}});
  svg.circle(centre, 6.5, {{"fill", "none"}});
  svg.polyline({at(0, -9), at(-3.4, 5), at(0, 2.4)}, true, {{"fill", "#1A1A1A"}});
  svg.polyline({at(0, -9), at(3.4, 5), at(0, 2.4)}, true, {{"fill", "#FFFFFF"}});
  if (deg != 0) svg.line(centre, {centre.x, centre.y - 6.5}, {{"stroke-dasharray", "1 0.7"}});
  svg.close("g");
  svg.text("N", at(0, -11.2), {3.2, Anchor::middle, "#1A1A1A", true});
}

/// The parcel in small, with the part that this sheet shows.
void key_plan(Plan& plan, const Area& box) {
  std::optional<Rect> site;
  for (const Polygon& p : plan.design.spec.site.parcels)
    if (!p.outer.empty()) site = site ? bounding_box(*site, bounding_box(p.outer)) : bounding_box(p.outer);
  if (!site) return;
  const double k = std::min(box.w / static_cast<double>(site->width()), box.h / static_cast<double>(site->height()));
  const auto at = [&](PlanPoint p) {
    return Paper{box.x + k * static_cast<double>(p.x - site->x0),
                 box.bottom() - k * static_cast<double>(p.y - site->y0)};
  };
  const auto area = [&](const Rect& r) {
    const Paper corner = at({r.x0, r.y1});
    return Area{corner.x, corner.y, k * static_cast<double>(r.width()), k * static_cast<double>(r.height())};
  };
  SvgWriter& svg = plan.svg;
  svg.open("g", {{"id", "key-plan"}, {"fill", "none"}, {"stroke", "#1A1A1A"}, {"stroke-width", "0.25"}});
  for (const Polygon& p : plan.design.spec.site.parcels) {
    std::vector<Paper> ring;
    for (const PlanPoint& point : p.outer) ring.push_back(at(point));
    svg.polyline(ring, true);
  }
  for (const Group& g : plan.design.layout.groups)
    svg.rect(area(g.area), {{"fill", "#CFD8DC"}, {"stroke", "#78909C"}, {"stroke-width", "0.13"}});
  svg.rect(area(plan.view.extent), {{"stroke", "#E00000"}, {"stroke-width", "0.5"}});
  svg.close("g");
}

struct Field {
  std::string label, value;
  double x, y, w, h;  ///< fractions of width; rows
  double size = 2.8;
};

/// The fields of ISO 7200 that apply, and what identifies the design: engine and checksum of design.json.
void title_fields(Plan& plan, const Area& box) {
  const SiteSpec::Project& project = plan.design.spec.project;
  const std::string date = plan.stamp.time_utc.empty() ? "–" : plan.stamp.time_utc.substr(0, 10);
  const std::vector<Field> fields{
      {"Project", project.name, 0, 0, 1, 1.4, 4.5},
      {"Drawing", plan.view.title, 0, 1.4, 1, 1.2, 4.0},
      {"Project number", project.number.empty() ? "–" : project.number, 0, 2.6, 0.5, 1},
      {"Jurisdiction", std::string(text(project.jurisdiction)), 0.5, 2.6, 0.25, 1},
      {"Revision", project.revision, 0.75, 2.6, 0.25, 1, 3.5},
      {"Scale", fmt::format("1:{}", plan.sheet.scale), 0, 3.6, 0.25, 1, 3.5},
      {"Size", std::string(plan.sheet.name), 0.25, 3.6, 0.25, 1, 3.5},
      {"Sheet", plan.sheet_number, 0.5, 3.6, 0.22, 1},
      {"Date", date, 0.72, 3.6, 0.28, 1},
      {"Engine", plan.design.engine, 0, 4.6, 0.5, 1, 2.5},
      {"design.json SHA-256", plan.checksum, 0.5, 4.6, 0.5, 1, 2.2},
  };
  const double step = box.h / 5.6;
  const double k = plan.sheet.lettering;
  for (const Field& f : fields) {
    const Area cell{box.x + f.x * box.w, box.y + f.y * step, f.w * box.w, f.h * step};
    plan.svg.rect(cell, {{"fill", "none"}, {"stroke", "#1A1A1A"}, {"stroke-width", "0.25"}});
    plan.svg.text(f.label, {cell.x + 1.2, cell.y + 1.8 * k}, {1.6 * k, Anchor::start, "#6B747C"});
    plan.svg.text(shortened(f.value, cell.w - 2.4, f.size * k), {cell.x + 1.2, cell.y + 0.62 * cell.h},
                  {f.size * k, Anchor::start, "#1A1A1A", f.size > 3});
  }
}

}  // namespace

double draw_foot(Plan& plan) {
  const Area& p = plan.sheet.panel;
  SvgWriter& svg = plan.svg;
  svg.rect(p, {{"fill", "#FFFFFF"}, {"stroke", "#1A1A1A"}, {"stroke-width", "0.35"}});
  const double k = plan.sheet.lettering;
  const Area title{p.x, p.bottom() - title_block * k, p.w, title_block * k};
  title_fields(plan, title);
  scale_bar(plan, {p.x + rim + 2, title.y - 6 * k}, p.w - 34 - 2 * rim);
  north_arrow(plan, {p.right() - 14, title.y - 19});
  const double floor = title.y - 26;
  if (plan.view.whole) return floor;
  const double height = 34 * k;
  key_plan(plan, {p.x + rim, floor - height, p.w - 2 * rim, height});
  svg.text("Key plan", {p.x + rim, floor - height - 2.4 * k}, {2.2 * k, Anchor::start, "#1A1A1A", true});
  return floor - height - 6 * k;
}

}  // namespace plinth::drawing
