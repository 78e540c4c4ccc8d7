// SPDX-License-Identifier: Apache-2.0
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/linestring.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <cmath>

#include "exporters/drawing/plan/plan.h"

namespace plinth::drawing {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using BoostPolygon = bg::model::polygon<Point>;

Ring ring_of(const BoostPolygon::ring_type& ring) {
  Ring out;
  for (const Point& p : ring) out.push_back({std::llround(p.x()), std::llround(p.y())});
  if (out.size() > 1 && out.front() == out.back()) out.pop_back();
  return out;
}

/// Takes away what is nearer to an edge than its setback.
void cut_edges(bg::model::multi_polygon<BoostPolygon>& land, const Ring& ring, const SiteSpec::Site& site) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
    const double setback = setback_of(site, a, b).si * 1000.0;
    if (setback <= 0) continue;
    bg::model::linestring<Point> edge;
    for (const PlanPoint p : {a, b}) bg::append(edge, Point(static_cast<double>(p.x), static_cast<double>(p.y)));
    bg::model::multi_polygon<BoostPolygon> near, left;
    bg::buffer(edge, near, bg::strategy::buffer::distance_symmetric<double>(setback),
               bg::strategy::buffer::side_straight(), bg::strategy::buffer::join_round(32),
               bg::strategy::buffer::end_round(32), bg::strategy::buffer::point_circle(32));
    bg::difference(land, near, left);
    land = std::move(left);
  }
}

}  // namespace

/// Only for the dashed line on paper: whether a module keeps the setback is measured exactly elsewhere.
std::vector<Polygon> shrunk(const Polygon& polygon, const SiteSpec::Site& site) {
  BoostPolygon from;
  const auto append = [](BoostPolygon::ring_type& ring, const Ring& points) {
    for (const PlanPoint& p : points) bg::append(ring, Point(static_cast<double>(p.x), static_cast<double>(p.y)));
  };
  append(from.outer(), polygon.outer);
  for (const Ring& hole : polygon.holes) append(from.inners().emplace_back(), hole);
  bg::correct(from);
  bg::model::multi_polygon<BoostPolygon> result;
  if (site.edges.empty()) {
    bg::buffer(from, result, bg::strategy::buffer::distance_symmetric<double>(-site.setback.si * 1000.0),
               bg::strategy::buffer::side_straight(), bg::strategy::buffer::join_miter(5.0),
               bg::strategy::buffer::end_flat(), bg::strategy::buffer::point_circle(8));
  } else {
    result.push_back(from);
    cut_edges(result, polygon.outer, site);
    for (const Ring& hole : polygon.holes) cut_edges(result, hole, site);
  }
  std::vector<Polygon> out;
  for (const BoostPolygon& p : result) {
    Polygon& next = out.emplace_back();
    next.outer = ring_of(p.outer());
    for (const auto& inner : p.inners()) next.holes.push_back(ring_of(inner));
  }
  return out;
}

}  // namespace plinth::drawing
