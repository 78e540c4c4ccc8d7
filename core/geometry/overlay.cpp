// SPDX-License-Identifier: Apache-2.0
#include "core/geometry/overlay.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <cmath>

namespace plinth {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using Area2 = bg::model::polygon<Point, false, false>;  // counter-clockwise, not closed
using Areas = bg::model::multi_polygon<Area2>;

/// Union by halves, so that no outline is gone over more often than there are halvings.
Areas united(const std::vector<Ring>& pieces, std::size_t begin, std::size_t end) {
  Areas all;
  if (begin == end) return all;
  if (end - begin == 1) {
    Area2 area;
    for (const PlanPoint p : pieces[begin])
      area.outer().emplace_back(static_cast<double>(p.x), static_cast<double>(p.y));
    bg::correct(area);
    all.push_back(std::move(area));
    return all;
  }
  const std::size_t middle = begin + (end - begin) / 2;
  bg::union_(united(pieces, begin, middle), united(pieces, middle, end), all);
  return all;
}

Ring ring_of(const Area2::ring_type& from) {
  Ring ring;
  for (const Point& p : from) {
    const PlanPoint point{std::llround(p.x()), std::llround(p.y())};
    if (ring.empty() || ring.back() != point) ring.push_back(point);
  }
  while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  Ring out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const PlanPoint a = ring[(i + ring.size() - 1) % ring.size()], b = ring[i], c = ring[(i + 1) % ring.size()];
    if ((b.x - a.x) * (c.y - b.y) != (b.y - a.y) * (c.x - b.x)) out.push_back(b);
  }
  return out;
}

}  // namespace

std::vector<Polygon> united_less(const std::vector<Ring>& pieces, const std::vector<Ring>& cuts) {
  Areas all = united(pieces, 0, pieces.size());
  if (!cuts.empty()) {
    Areas left;
    bg::difference(all, united(cuts, 0, cuts.size()), left);
    all = std::move(left);
  }
  std::vector<Polygon> out;
  for (const Area2& area : all) {
    Polygon polygon{ring_of(area.outer()), {}};
    if (polygon.outer.size() < 3) continue;
    for (const Area2::ring_type& hole : area.inners())
      if (Ring ring = ring_of(hole); ring.size() >= 3) polygon.holes.push_back(std::move(ring));
    out.push_back(std::move(polygon));
  }
  return out;
}

}  // namespace plinth
