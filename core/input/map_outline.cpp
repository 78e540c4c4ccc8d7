// SPDX-License-Identifier: Apache-2.0
#include "core/input/map_outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plinth {

namespace {

using Point = std::pair<double, double>;

constexpr double same_point_m = 1e-3, bridged_m = 1.0;
constexpr double merged_m = 0.1;           // so near, lines that run past their corner are as likely as a gap
constexpr std::size_t most_bridged = 300;  // open lines; more are no outline, and pairs of them grow with the square
constexpr std::size_t most_asked = 1000;   // points of a ring that may lie in another one
constexpr std::size_t most_words = 8;

double apart(const Point& a, const Point& b) { return std::hypot(a.first - b.first, a.second - b.second); }

std::string words(const Point& p) { return fmt::format("({:.9g}, {:.9g})", p.first, p.second); }

Point middle(const Point& a, const Point& b) { return {(a.first + b.first) / 2, (a.second + b.second) / 2}; }

bool near(const Point& a, const Point& b, double gap) {
  const double x = a.first - b.first, y = a.second - b.second;
  return x * x + y * y <= gap * gap;
}

/// Appends lines that begin or end where `chain` ends, and takes them out of `lines`.
void grow(std::vector<Point>& chain, std::vector<MapLine>& lines, double gap) {
  for (bool grown = true; grown && !near(chain.front(), chain.back(), gap);) {
    grown = false;
    for (std::size_t i = 0; i < lines.size() && !grown; ++i) {
      auto& other = lines[i].points.points;
      if (near(chain.back(), other.back(), gap)) std::reverse(other.begin(), other.end());
      if (!near(chain.back(), other.front(), gap)) continue;
      chain.insert(chain.end(), other.begin() + 1, other.end());
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
      grown = true;
    }
  }
}

void close_up(MapLine& chain, double gap) {
  auto& points = chain.points.points;
  if (points.size() <= 3 || !near(points.front(), points.back(), gap)) return;
  chain.points.closed = true;
  points.pop_back();
}

struct Chains {
  std::vector<MapLine> closed, open;
};

Chains chained(std::vector<MapLine> lines, double gap) {
  Chains out;
  std::reverse(lines.begin(), lines.end());
  while (!lines.empty()) {
    MapLine chain = std::move(lines.back());
    lines.pop_back();
    auto& points = chain.points.points;
    if (points.empty()) continue;
    if (!chain.points.closed) {
      grow(points, lines, gap);
      std::reverse(points.begin(), points.end());
      grow(points, lines, gap);
      std::reverse(points.begin(), points.end());
      close_up(chain, gap);
    }
    (chain.points.closed ? out.closed : out.open).push_back(std::move(chain));
  }
  return out;
}

struct Bridge {
  std::size_t from = 0, to = 0;
  bool from_front = false, to_back = false;
  double gap = 0;
};

/// The nearest two ends; from == to closes a line upon itself.
Bridge nearest_ends(const std::vector<MapLine>& open) {
  Bridge best{0, 0, false, false, INFINITY};
  for (std::size_t i = 0; i < open.size(); ++i) {
    const auto& a = open[i].points.points;
    if (a.size() > 2)
      if (const double gap = apart(a.back(), a.front()); gap < best.gap) best = {i, i, false, false, gap};
    for (std::size_t j = i + 1; j < open.size(); ++j)
      for (const bool front : {false, true})
        for (const bool back : {false, true}) {
          const auto& b = open[j].points.points;
          const double gap = apart(front ? a.front() : a.back(), back ? b.back() : b.front());
          if (gap < best.gap) best = {i, j, front, back, gap};
        }
  }
  return best;
}

void bridge(Chains& chains, double metres_per_unit, std::vector<std::string>& remarks) {
  while (!chains.open.empty() && chains.open.size() <= most_bridged) {
    const Bridge best = nearest_ends(chains.open);
    if (!(best.gap * metres_per_unit <= bridged_m)) return;
    auto& a = chains.open[best.from].points.points;
    auto& b = chains.open[best.to].points.points;
    if (remarks.size() < most_words)
      remarks.push_back(fmt::format("a gap of {:.3g} m at {} was closed", best.gap * metres_per_unit,
                                    words(best.from_front ? a.front() : a.back())));
    const bool merged = best.gap * metres_per_unit <= merged_m;
    if (best.from == best.to) {
      if (merged && a.size() > 3) a.front() = middle(a.front(), a.back()), a.pop_back();
      chains.open[best.from].points.closed = true;
      chains.closed.push_back(std::move(chains.open[best.from]));
    } else {
      if (best.from_front) std::reverse(a.begin(), a.end());
      if (best.to_back) std::reverse(b.begin(), b.end());
      if (merged) a.back() = middle(a.back(), b.front());
      a.insert(a.end(), b.begin() + (merged ? 1 : 0), b.end());
    }
    chains.open.erase(chains.open.begin() + static_cast<std::ptrdiff_t>(best.to));
  }
}

bool holds(const std::vector<Point>& ring, const Point& p, double tolerance) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const auto [x0, y0] = ring[i];
    const auto [x1, y1] = ring[j];
    const double dx = x1 - x0, dy = y1 - y0, square = dx * dx + dy * dy;
    const double t = square > 0 ? std::clamp(((p.first - x0) * dx + (p.second - y0) * dy) / square, 0.0, 1.0) : 0.0;
    if (near(p, {x0 + t * dx, y0 + t * dy}, tolerance)) return true;
    if ((y0 > p.second) != (y1 > p.second) && p.first < dx * (p.second - y0) / dy + x0) inside = !inside;
  }
  return inside;
}

double area_of(const std::vector<Point>& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point &o = ring[0], &a = ring[i], &b = ring[(i + 1) % ring.size()];
    twice += (a.first - o.first) * (b.second - o.second) - (b.first - o.first) * (a.second - o.second);
  }
  return std::abs(twice) / 2;
}

}  // namespace

JoinedLines joined_lines(std::vector<MapLine> lines, double metres_per_unit) {
  JoinedLines out;
  Chains chains = chained(std::move(lines), same_point_m / metres_per_unit);
  bridge(chains, metres_per_unit, out.remarks);
  const bool single = chains.closed.empty() && chains.open.size() == 1;
  if (single && chains.open[0].points.points.size() > 2) std::swap(chains.closed, chains.open);
  if (chains.closed.empty()) {
    for (const MapLine& line : chains.open)
      if (out.faults.size() < most_words)
        out.faults.push_back(fmt::format("a line from {} to {} closes no area", words(line.points.points.front()),
                                         words(line.points.points.back())));
    return out;
  }
  if (!chains.open.empty())
    out.remarks.push_back(fmt::format("{} open lines are left out, the first from {} to {}", chains.open.size(),
                                      words(chains.open[0].points.points.front()),
                                      words(chains.open[0].points.points.back())));
  for (MapLine& line : chains.closed) out.polygons.push_back({{std::move(line.points)}, line.name, line.place});
  return out;
}

std::vector<MapPolygon> nested_rings(std::vector<MapPolygon> polygons, double tolerance) {
  const std::size_t n = polygons.size();
  const bool single = std::all_of(polygons.begin(), polygons.end(), [](const MapPolygon& p) {
    return p.rings.size() == 1 && p.rings[0].points.size() > 2;
  });
  if (n < 2 || !single) return polygons;
  std::vector<double> areas;
  for (const MapPolygon& p : polygons) areas.push_back(area_of(p.rings[0].points));
  const auto contains = [&](std::size_t outer, std::size_t inner) {
    const auto& ring = polygons[inner].rings[0].points;
    if (areas[inner] >= areas[outer] * (1 - 1e-9)) return false;
    // Of long rings some points: what crosses unseen is a hole that crosses its outline, which the ring check tells.
    const std::size_t step = 1 + ring.size() / most_asked;
    for (std::size_t i = 0; i < ring.size(); i += step)
      if (!holds(polygons[outer].rings[0].points, ring[i], tolerance)) return false;
    return true;
  };
  std::vector<std::vector<std::size_t>> around(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (i != j && contains(j, i)) around[i].push_back(j);
  std::vector<MapPolygon> out;
  std::vector<std::size_t> place(n);
  for (std::size_t i = 0; i < n; ++i)
    if (around[i].size() % 2 == 0) {
      place[i] = out.size();
      out.push_back(polygons[i]);
    }
  for (std::size_t i = 0; i < n; ++i) {
    if (around[i].size() % 2 == 0) continue;
    const std::size_t land = *std::min_element(around[i].begin(), around[i].end(),
                                               [&](std::size_t a, std::size_t b) { return areas[a] < areas[b]; });
    if (around[land].size() % 2 == 0)
      out[place[land]].rings.push_back(polygons[i].rings[0]);
    else
      out.push_back(polygons[i]);  // outlines that cross one another: reported as overlapping
  }
  return out;
}

}  // namespace plinth
