// SPDX-License-Identifier: Apache-2.0
#include "core/layout/grid_angle.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/model/plant_grid.h"

namespace plinth::layout {
namespace {

constexpr double kDegrees = 180.0 / 3.14159265358979323846;
constexpr double kAlike = 0.5;     // degrees: edges of one direction, as surveyors measure it
constexpr double kNoticed = 0.05;  // degrees: 0.1 m over 100 m, less than anybody would turn a plant for

struct Edge {
  double direction = 0, length = 0;
};

/// To (-45, 45], in millionths of a degree: 0.02 mm over a kilometre.
double quarter(double deg) {
  double d = std::remainder(deg, 90.0);
  if (d <= -45.0) d += 90.0;
  return std::round(d * 1e6) / 1e6 + 0.0;
}

double apart(double a, double b) { return std::abs(std::remainder(a - b, 90.0)); }

void add_edges(const Ring& ring, std::vector<Edge>& edges) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
    const double dx = static_cast<double>(b.x - a.x), dy = static_cast<double>(b.y - a.y);
    if (dx != 0 || dy != 0) edges.push_back({quarter(std::atan2(dy, dx) * kDegrees), std::hypot(dx, dy)});
  }
}

double box_area(const Ring& ring, double deg) {
  const double c = std::cos(deg / kDegrees), s = std::sin(deg / kDegrees);
  constexpr double kFar = std::numeric_limits<double>::max();
  double u0 = kFar, u1 = -kFar, v0 = kFar, v1 = -kFar;
  for (const PlanPoint p : ring) {
    const double x = static_cast<double>(p.x), y = static_cast<double>(p.y);
    const double u = x * c + y * s, v = y * c - x * s;
    u0 = std::min(u0, u);
    u1 = std::max(u1, u);
    v0 = std::min(v0, v);
    v1 = std::max(v1, v);
  }
  return (u1 - u0) * (v1 - v0);
}

}  // namespace

double longest_direction(const std::vector<Polygon>& parcels, double* part) {
  std::vector<Edge> edges;
  for (const Polygon& parcel : parcels) add_edges(parcel.outer, edges);
  std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.length > b.length; });
  constexpr std::size_t kLongest = 64;  // a coast line has thousands of short ones
  double best = 0, most = -1;
  for (std::size_t i = 0; i < std::min(edges.size(), kLongest); ++i) {
    double sum = 0;
    for (const Edge& e : edges)
      if (apart(e.direction, edges[i].direction) <= kAlike) sum += e.length;
    if (sum <= most * (1 + 1e-9)) continue;
    most = sum;
    best = edges[i].direction;
  }
  if (part != nullptr) {
    double all = 0;
    for (const Edge& e : edges) all += e.length;
    *part = all > 0 ? most / all : 0;
  }
  return best;
}

double tightest_direction(const std::vector<Polygon>& parcels) {
  const auto largest = std::max_element(parcels.begin(), parcels.end(),
                                        [](const Polygon& a, const Polygon& b) { return area_m2(a) < area_m2(b); });
  if (largest == parcels.end()) return 0;
  // A side of the smallest rectangle lies on an edge of the convex hull, so on an edge or between two corners. Edges
  // and a raster of whole degrees are near enough for a candidate that has to prove itself.
  std::vector<Edge> edges;
  add_edges(largest->outer, edges);
  std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.length > b.length; });
  if (edges.size() > 64) edges.resize(64);
  for (int deg = -44; deg <= 45; ++deg) edges.push_back({static_cast<double>(deg), 0});
  double best = 0, least = box_area(largest->outer, 0) * (1 - 1e-9);
  for (const Edge& e : edges) {
    const double area = box_area(largest->outer, e.direction);
    if (area >= least) continue;
    least = area * (1 - 1e-9);
    best = e.direction;
  }
  return best;
}

std::vector<double> grid_angles(const SiteSpec& spec) {
  const PlantGrid& grid = spec.site.grid;
  if (grid.turned) return {grid.rotation_deg};
  if (grid.asked_deg) return {*grid.asked_deg};
  constexpr double kMainPart = 1.0 / 3;
  double part = 0;
  const double longest = longest_direction(spec.site.parcels, &part);
  std::vector<double> wanted{0.0, longest, tightest_direction(spec.site.parcels)};
  if (part >= kMainPart) std::swap(wanted[0], wanted[1]);
  std::vector<double> angles;
  for (double angle : wanted) {
    if (apart(angle, 0) < kNoticed) angle = 0;
    if (std::none_of(angles.begin(), angles.end(), [&](double known) { return apart(angle, known) < kNoticed; }))
      angles.push_back(angle);
  }
  return angles;
}

}  // namespace plinth::layout
