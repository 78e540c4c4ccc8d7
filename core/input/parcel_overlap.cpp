// SPDX-License-Identifier: Apache-2.0
#include "core/input/parcel_overlap.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <cmath>

namespace plinth {

namespace {

namespace bg = boost::geometry;
using MapPoint = bg::model::d2::point_xy<double>;
using MapArea = bg::model::polygon<MapPoint, false, false>;  // counter-clockwise, not closed

MapArea converted(const Polygon& polygon) {
  const auto point = [](PlanPoint p) {
    return MapPoint(static_cast<double>(p.x) / 1000.0, static_cast<double>(p.y) / 1000.0);
  };
  MapArea area;
  for (const PlanPoint p : polygon.outer) area.outer().push_back(point(p));
  for (const Ring& hole : polygon.holes) {
    area.inners().emplace_back();
    for (const PlanPoint p : hole) area.inners().back().push_back(point(p));
  }
  return area;
}

}  // namespace

std::optional<ParcelOverlap> overlapping_parcels(const std::vector<Polygon>& parcels) {
  std::vector<MapArea> areas;
  if (parcels.size() > 1)
    for (const Polygon& parcel : parcels) areas.push_back(converted(parcel));
  for (std::size_t i = 0; i < areas.size(); ++i)
    for (std::size_t j = i + 1; j < areas.size(); ++j) {
      if (!overlap(bounding_box(parcels[i].outer), bounding_box(parcels[j].outer))) continue;
      std::vector<MapArea> common;
      try {
        bg::intersection(areas[i], areas[j], common);
      } catch (const bg::exception&) {
        continue;  // both are sound; a numerical failure of the overlay is no reason to refuse a site
      }
      ParcelOverlap found{i, j, 0.0, {}};
      double largest = 0.0;
      for (const MapArea& piece : common) {
        const double area = bg::area(piece);
        found.m2 += area;
        if (area <= largest) continue;
        largest = area;
        found.at = {std::llround(piece.outer().front().x() * 1000), std::llround(piece.outer().front().y() * 1000)};
      }
      if (found.m2 > 0.1) return found;
    }
  return std::nullopt;
}

}  // namespace plinth
