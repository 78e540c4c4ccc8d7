// SPDX-License-Identifier: Apache-2.0
#include "exporters/drawing/plan/sheet.h"

#include <array>

namespace plinth::drawing {
namespace {

constexpr double binding_margin = 20, margin = 10;  // ISO 5457
constexpr double surround = 16;                     // around the site, for dimensions and grid marks

struct Size {
  std::string_view name;
  double width, height, panel, lettering;
};
constexpr std::array sizes{Size{"A3", 420, 297, 112, 1.0}, Size{"A2", 594, 420, 130, 1.15},
                           Size{"A1", 841, 594, 160, 1.4}, Size{"A0", 1189, 841, 190, 1.7}};

struct ScaleRow {
  int scale;
  std::size_t largest;  // index into sizes
};
constexpr std::array scales{ScaleRow{100, 0},   ScaleRow{200, 1},   ScaleRow{250, 2},   ScaleRow{500, 2},
                            ScaleRow{1000, 3},  ScaleRow{2000, 3},  ScaleRow{2500, 3},  ScaleRow{5000, 3},
                            ScaleRow{10000, 3}, ScaleRow{25000, 3}, ScaleRow{50000, 3}, ScaleRow{100000, 3}};

Sheet sheet_of(const Size& size, int scale, const Rect& extent) {
  Sheet s;
  s.name = size.name;
  s.width = size.width;
  s.height = size.height;
  s.scale = scale;
  s.frame = {binding_margin, margin, size.width - binding_margin - margin, size.height - 2 * margin};
  s.panel = {s.frame.right() - size.panel, s.frame.y, size.panel, s.frame.h};
  s.plan = {s.frame.x, s.frame.y, s.frame.w - size.panel, s.frame.h};
  s.extent = extent;
  s.lettering = size.lettering;
  return s;
}

bool fits(const Sheet& s) {
  return s.length(static_cast<double>(s.extent.width())) <= s.plan.w - 2 * surround &&
         s.length(static_cast<double>(s.extent.height())) <= s.plan.h - 2 * surround;
}

}  // namespace

bool overlap(const Area& a, const Area& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

bool inside(const Area& outer, const Area& inner) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom();
}

Paper Sheet::at(PlanPoint p) const {
  const double x0 = static_cast<double>(extent.x0 + extent.x1) / 2, y0 = static_cast<double>(extent.y0 + extent.y1) / 2;
  const Paper middle = plan.centre();
  return {middle.x + length(static_cast<double>(p.x) - x0), middle.y - length(static_cast<double>(p.y) - y0)};
}

Area Sheet::area(const Rect& r) const {
  const Paper corner = at({r.x0, r.y1});
  return {corner.x, corner.y, length(static_cast<double>(r.width())), length(static_cast<double>(r.height()))};
}

Rect Sheet::visible() const {
  const auto half_width = static_cast<Millimetres>(plan.w * scale / 2),
             half_height = static_cast<Millimetres>(plan.h * scale / 2);
  const PlanPoint c = extent.centre();
  return {c.x - half_width, c.y - half_height, c.x + half_width, c.y + half_height};
}

Sheet sheet_for(const Rect& extent) {
  for (const ScaleRow& row : scales)
    for (std::size_t i = 0; i <= row.largest; ++i)
      if (const Sheet s = sheet_of(sizes[i], row.scale, extent); fits(s)) return s;
  return sheet_of(sizes.back(), scales.back().scale, extent);
}

}  // namespace plinth::drawing
