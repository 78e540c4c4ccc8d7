// SPDX-License-Identifier: Apache-2.0
#include "core/geometry/dense_ring.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/geometry/exact.h"

namespace plinth {

Millimetres slack_of(const Ring& ring, std::size_t from, std::size_t to) {
  const PlanPoint a = ring[from], b = ring[to];
  const auto dx = static_cast<double>(b.x - a.x), dy = static_cast<double>(b.y - a.y), square = dx * dx + dy * dy;
  double most = 0;
  for (std::size_t i = (from + 1) % ring.size(); i != to; i = (i + 1) % ring.size()) {
    const auto px = static_cast<double>(ring[i].x - a.x), py = static_cast<double>(ring[i].y - a.y);
    const double t = square > 0 ? std::clamp((px * dx + py * dy) / square, 0.0, 1.0) : 0.0;
    most = std::max(most, std::hypot(px - t * dx, py - t * dy));
  }
  return static_cast<Millimetres>(std::ceil(most));
}

CoarseOutline coarse_outline(const Polygon& polygon, std::size_t most) {
  const auto fits = [&](const Polygon& p) {
    return p.outer.size() <= most &&
           std::all_of(p.holes.begin(), p.holes.end(), [&](const Ring& hole) { return hole.size() <= most; });
  };
  const auto coarse = [](const Ring& ring, Millimetres within) {
    Ring out;
    for (const Chord& chord : chords_of(ring, within, [](std::size_t) { return true; }))
      out.push_back(ring[chord.from]);
    return out.size() < 3 ? ring : out;
  };
  CoarseOutline result{polygon, 0};
  constexpr Millimetres kWidest = 20'000;
  for (Millimetres within = 10; !fits(result.polygon) && within <= kWidest; within *= 2) {
    Polygon next{coarse(polygon.outer, within), {}};
    for (const Ring& hole : polygon.holes) next.holes.push_back(coarse(hole, within));
    if (fits(next) && fault_of(next)) continue;
    result = {std::move(next), within};
  }
  return fits(result.polygon) ? result : CoarseOutline{polygon, 0};
}

DensePolygon::DensePolygon(const Polygon& polygon) : outer_(shelves_of(polygon.outer)) {
  for (const Ring& hole : polygon.holes) holes_.push_back(shelves_of(hole));
}

DensePolygon::Shelves DensePolygon::shelves_of(const Ring& ring) {
  Shelves shelves;
  if (ring.empty()) return shelves;
  const Rect box = bounding_box(ring);
  const auto count = static_cast<Millimetres>(std::clamp<std::size_t>(ring.size() / 4, 1, 4096));
  shelves.from = box.y0;
  shelves.height = box.height() / count + 1;
  shelves.sides.resize(static_cast<std::size_t>(count));
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const auto [low, high] = std::minmax(ring[j].y, ring[i].y);
    for (Millimetres k = (low - box.y0) / shelves.height; k <= (high - box.y0) / shelves.height; ++k)
      shelves.sides[static_cast<std::size_t>(k)].push_back({ring[j], ring[i]});
  }
  return shelves;
}

int DensePolygon::side_of(const Shelves& shelves, PlanPoint point) {
  if (point.y < shelves.from) return -1;
  const auto shelf = static_cast<std::size_t>((point.y - shelves.from) / shelves.height);
  if (shelf >= shelves.sides.size()) return -1;
  bool inside = false;
  for (const auto& [a, b] : shelves.sides[shelf]) {
    if ((a.y > point.y) == (b.y > point.y)) {
      if ((a.y == point.y || b.y == point.y) && exact::on_segment(point, a, b)) return 0;
      continue;
    }
    const int side = exact::turn(a, b, point);
    if (side == 0) return 0;
    if ((side > 0) == (b.y > a.y)) inside = !inside;
  }
  return inside ? 1 : -1;
}

bool DensePolygon::contains(PlanPoint point) const {
  return side_of(outer_, point) >= 0 &&
         std::none_of(holes_.begin(), holes_.end(), [&](const Shelves& hole) { return side_of(hole, point) > 0; });
}

}  // namespace plinth
