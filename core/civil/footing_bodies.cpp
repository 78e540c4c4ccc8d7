// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/civil/footing.h"

namespace plinth::civil {
namespace {

Millimetres whole(Length length) { return std::llround(length.si * 1000.0); }

}  // namespace

std::vector<ConcreteBody> bodies_of(const Footing& f, const FootingLoad& load, const FootingBasis& b) {
  const Millimetres length = whole(load.length), width = whole(load.width), bottom = -whole(f.thickness);
  const Millimetres inset = whole(b.inset), over = whole(b.overhang), half_x = whole(f.along) / 2,
                    half_y = whole(f.across) / 2;
  std::vector<ConcreteBody> bodies;
  if (f.type == FootingType::strips)
    for (const Millimetres x : {inset, length - inset})
      bodies.push_back({{x - half_x, -over, x - half_x + whole(f.along), width + over}, bottom, 0});
  if (f.type == FootingType::piers)
    for (const Millimetres x : {inset, length - inset})
      for (const Millimetres y : {inset, width - inset})
        bodies.push_back(
            {{x - half_x, y - half_y, x - half_x + whole(f.along), y - half_y + whole(f.across)}, bottom, 0});
  if (f.type == FootingType::pad) {
    const Millimetres c = whole(f.size);
    bodies.push_back({{-c, -c, length + c, width + c}, bottom, 0});
  }
  if (f.type == FootingType::pit) {
    const Millimetres m = whole(b.margin), w = whole(b.wall), floor = -whole(f.size), rail = whole(rail_of(load, b)),
                      half = rail / 2;
    const Rect inside{-m, -m, length + m, width + m}, outside = inside.grown(w);
    bodies.push_back({outside, bottom, floor});
    bodies.push_back({{outside.x0, outside.y0, outside.x1, inside.y0}, floor, 0});
    bodies.push_back({{outside.x0, inside.y1, outside.x1, outside.y1}, floor, 0});
    bodies.push_back({{outside.x0, inside.y0, inside.x0, inside.y1}, floor, 0});
    bodies.push_back({{inside.x1, inside.y0, outside.x1, inside.y1}, floor, 0});
    for (const Millimetres y : {width / 4, width - width / 4})
      bodies.push_back({{-over, y - half, length + over, y - half + rail}, floor, 0});
  }
  return bodies;
}

}  // namespace plinth::civil
