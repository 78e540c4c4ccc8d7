// SPDX-License-Identifier: Apache-2.0
// Our exact predicates against Boost.Geometry on random polygons. Coordinates are small, so that touching, collinear
// and coincident cases are frequent and Boost's floating point is exact enough to be an oracle.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <cmath>
#include <random>

#include "core/geometry/plan.h"

using namespace plinth;
namespace bg = boost::geometry;

namespace {

using BoostPoint = bg::model::d2::point_xy<double>;
using BoostPolygon = bg::model::polygon<BoostPoint, false, false>;  // counter-clockwise, open

BoostPoint boost_point(PlanPoint p) { return {static_cast<double>(p.x), static_cast<double>(p.y)}; }

BoostPolygon boost_polygon(const Polygon& polygon) {
  BoostPolygon result;
  for (const PlanPoint p : polygon.outer) result.outer().push_back(boost_point(p));
  for (const Ring& hole : polygon.holes) {
    result.inners().emplace_back();
    for (const PlanPoint p : hole) result.inners().back().push_back(boost_point(p));
  }
  return result;
}

BoostPolygon boost_polygon(const Rect& r) {
  return boost_polygon(Polygon{{{r.x0, r.y0}, {r.x1, r.y0}, {r.x1, r.y1}, {r.x0, r.y1}}, {}});
}

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  long long number(long long low, long long high) {  // not std::uniform_int_distribution: the same on every library
    return low + static_cast<long long>(engine_() % static_cast<unsigned long long>(high - low + 1));
  }
  Rect rect(long long size) {
    const auto [x0, x1] = interval(size);
    const auto [y0, y1] = interval(size);
    return {x0, y0, x1, y1};
  }
  Ring ring(int points, long long size) {
    Ring result;
    for (int i = 0; i < points; ++i) result.push_back({number(0, size), number(0, size)});
    return result;
  }

 private:
  std::pair<long long, long long> interval(long long size) {
    const long long a = number(0, size - 1);
    return {a, number(a + 1, size)};
  }
  std::mt19937_64 engine_;
};

/// Random points joined in order of their angle about the middle: mostly simple rings, with concave corners.
Ring star_ring(Random& random, int points, long long size) {
  Ring ring = random.ring(points, size);
  const auto angle = [&](PlanPoint p) {
    return std::atan2(static_cast<double>(2 * p.y - size), static_cast<double>(2 * p.x - size));
  };
  std::sort(ring.begin(), ring.end(), [&](PlanPoint a, PlanPoint b) { return angle(a) < angle(b); });
  return ring;
}

std::optional<Polygon> random_polygon(Random& random) {
  constexpr long long size = 12;
  Polygon polygon{star_ring(random, static_cast<int>(random.number(3, 9)), size), {}};
  for (int tries = random.number(0, 1) == 0 ? 0 : 8; tries > 0 && polygon.holes.size() < 2; --tries) {
    polygon.holes.push_back(star_ring(random, static_cast<int>(random.number(3, 5)), size));
    for (PlanPoint& p : polygon.holes.back()) p = {(p.x + size) / 3, (p.y + size) / 3};  // about the middle
    if (fault_of(polygon)) polygon.holes.pop_back();
  }
  if (fault_of(polygon)) return std::nullopt;
  normalise(polygon);
  return polygon;
}

}  // namespace

TEST_CASE("contains and overlap agree with Boost.Geometry") {
  Random random(20261);
  int polygons = 0, contained = 0, touching = 0, holes = 0;
  while (polygons < 3000) {
    const auto polygon = random_polygon(random);
    if (!polygon) continue;
    ++polygons;
    holes += polygon->holes.empty() ? 0 : 1;
    const BoostPolygon oracle = boost_polygon(*polygon);
    for (int i = 0; i < 12; ++i) {
      const Rect rect = random.rect(i < 6 ? 12 : 6).moved(i < 6 ? 0 : 3, i < 6 ? 0 : 3);
      std::vector<BoostPolygon> shared;
      bg::intersection(oracle, boost_polygon(rect), shared);
      double area = 0;
      for (const auto& part : shared) area += bg::area(part);
      const double whole = static_cast<double>(rect.width()) * static_cast<double>(rect.height());
      CAPTURE(bg::wkt(oracle));
      CAPTURE(bg::wkt(boost_polygon(rect)));
      CHECK(contains(*polygon, rect) == (area > whole - 1e-6));
      CHECK(overlap(*polygon, rect) == (area > 1e-6));
      contained += contains(*polygon, rect);
      touching += distance(polygon->outer, rect) == 0;
    }
  }
  // The comparison is worth something only when every kind of answer comes up.
  CHECK(contained > 500);
  CHECK(touching > 5000);
  CHECK(holes > 100);
}

TEST_CASE("point containment, distance and nearest point agree with Boost.Geometry") {
  Random random(4711);
  for (int polygons = 0; polygons < 1000;) {
    const auto polygon = random_polygon(random);
    if (!polygon) continue;
    ++polygons;
    const BoostPolygon oracle = boost_polygon(*polygon);
    bg::model::linestring<BoostPoint> line;
    for (const PlanPoint p : polygon->outer) line.push_back(boost_point(p));
    line.push_back(line.front());
    for (int i = 0; i < 20; ++i) {
      const PlanPoint p{random.number(-2, 14), random.number(-2, 14)};
      CAPTURE(bg::wkt(oracle));
      CAPTURE(p.x);
      CAPTURE(p.y);
      CHECK(contains(*polygon, p) == bg::covered_by(boost_point(p), oracle));
      const double far = bg::distance(boost_point(p), line);
      CHECK(distance(polygon->outer, p) == static_cast<long long>(std::floor(far + 1e-9)));
      // Rounding moves the nearest point by at most half a millimetre each way.
      const PlanPoint nearest = nearest_point(polygon->outer, p);
      CHECK(bg::distance(boost_point(nearest), line) < 0.7072);
      CHECK(std::abs(bg::distance(boost_point(nearest), boost_point(p)) - far) < 0.7072);
    }
    for (int i = 0; i < 6; ++i) {
      const Rect rect = random.rect(12);
      const double far = bg::distance(boost_polygon(rect), line);
      CHECK(distance(polygon->outer, rect) == static_cast<long long>(std::floor(far + 1e-9)));
    }
  }
}

TEST_CASE("faults of random rings and polygons agree with Boost.Geometry") {
  Random random(99);
  int sound = 0, faulty = 0;
  for (int i = 0; i < 20'000; ++i) {
    const int points = static_cast<int>(random.number(3, 7));
    Polygon polygon{i % 2 == 0 ? random.ring(points, 6) : star_ring(random, points, 6), {}};
    if (i % 3 == 0 && !fault_of(polygon.outer)) polygon.holes.push_back(random.ring(3, 6));
    if (std::any_of(polygon.holes.begin(), polygon.holes.end(), [](const Ring& r) { return fault_of(r).has_value(); }))
      continue;
    Polygon turned = polygon;
    normalise(turned);
    std::string why;
    bool valid = bg::is_valid(boost_polygon(turned), why);
    const auto fault = fault_of(polygon);
    CAPTURE(bg::wkt(boost_polygon(turned)));
    CAPTURE(why);
    CAPTURE(fault ? fault->what : "sound");
    // Boost takes repeated points; and wants the interior in one piece, which we do not ask for.
    if (fault && fault->what.find("repeats") != std::string::npos) continue;
    if (why.find("disconnected") != std::string::npos) continue;
    CHECK(fault.has_value() == !valid);
    ++(valid ? sound : faulty);
  }
  CHECK(sound > 3000);
  CHECK(faulty > 3000);
}
