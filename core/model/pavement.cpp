// SPDX-License-Identifier: Apache-2.0
#include "core/model/pavement.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "core/geometry/overlay.h"

namespace plinth {
namespace {

constexpr double kSagitta = 20.0;  // mm: how far a chord of an arc may stay off it

/// What lies between a corner and the quarter circle that touches both of its sides, on the side (sx, sy) of it.
Ring corner_piece(PlanPoint corner, int sx, int sy, double radius) {
  const double r = std::round(radius);
  const int steps =
      std::clamp(static_cast<int>(std::ceil(std::numbers::pi / 4 / std::acos(1 - std::min(1.0, kSagitta / r)))), 2, 64);
  Ring piece{corner};
  for (int i = 0; i <= steps; ++i) {
    const double a = std::numbers::pi / 2 * i / steps;
    piece.push_back(
        {corner.x + sx * std::llround(r * (1 - std::cos(a))), corner.y + sy * std::llround(r * (1 - std::sin(a)))});
  }
  return piece;
}

Ring ring_of(const Rect& r) { return {{r.x0, r.y0}, {r.x1, r.y0}, {r.x1, r.y1}, {r.x0, r.y1}}; }

/// The outer corner of a bend: what is cut off there.
struct Bend {
  PlanPoint corner;
  int sx = 0, sy = 0;  ///< from the corner into the road
  double radius = 0;
};

class Bends {
 public:
  Bends(const Design& design, const std::vector<const Road*>& roads) : design_(design), roads_(roads) {
    for (const Road* road : roads) by_name_.emplace(road->name, road);
  }

  /// The bend of a turn, with radius 0 where the two roads do not end in one another.
  [[nodiscard]] Bend of(const RoadTurn& turn) const {
    const auto a = by_name_.find(turn.from), b = by_name_.find(turn.to);
    if (a == by_name_.end() || b == by_name_.end()) return {};
    const Rect &first = a->second->area, &second = b->second->area;
    const Rect junction{std::max(first.x0, second.x0), std::max(first.y0, second.y0), std::min(first.x1, second.x1),
                        std::min(first.y1, second.y1)};
    if (junction.width() <= 0 || junction.height() <= 0) return {};
    // The corner opposite the rounded one is the end of both roads, and no other road touches it.
    const PlanPoint corner{turn.x > 0 ? junction.x0 : junction.x1, turn.y > 0 ? junction.y0 : junction.y1};
    const auto ends = [&](const Rect& r) {
      return (turn.x > 0 ? r.x0 : r.x1) == corner.x && (turn.y > 0 ? r.y0 : r.y1) == corner.y;
    };
    if (!ends(first) || !ends(second)) return {};
    Bend bend{corner, turn.x, turn.y, std::min(turn.outer.si * 1000.0, tightest())};
    bend.radius = std::min(
        {bend.radius, turn.inner.si * 1000.0 + static_cast<double>(std::min(junction.width(), junction.height()))});
    const auto r = static_cast<Millimetres>(std::ceil(bend.radius));
    const PlanPoint far{corner.x + turn.x * r, corner.y + turn.y * r};
    const Rect cut{std::min(corner.x, far.x), std::min(corner.y, far.y), std::max(corner.x, far.x),
                   std::max(corner.y, far.y)};
    return is_needed(cut, *a->second, *b->second) ? Bend{} : bend;
  }

 private:
  /// Whether something else than the two roads uses the corner square.
  [[nodiscard]] bool is_needed(const Rect& cut, const Road& a, const Road& b) const {
    const Civil& civil = design_.civil;
    return std::any_of(roads_.begin(), roads_.end(),
                       [&](const Road* r) { return r != &a && r != &b && distance(r->area, cut) == 0; }) ||
           std::any_of(civil.stands.begin(), civil.stands.end(),
                       [&](const CraneStand& s) { return overlap(s.area, cut); }) ||
           std::any_of(civil.dead_ends.begin(), civil.dead_ends.end(),
                       [&](const DeadEnd& d) { return !d.turnaround.empty() && overlap(d.area, cut); }) ||
           std::any_of(design_.spec.site.gates.begin(), design_.spec.site.gates.end(), [&](const Gate& g) {
             return distance(cut, Rect{g.at.x, g.at.y, g.at.x, g.at.y}) == 0;
           });
  }

  /// The outer edge of the tightest circle that deliveries are tried with.
  [[nodiscard]] double tightest() const {
    const auto limit = [&](std::string_view id) {
      const Limit* found = design_.catalog.limit(id, text(design_.spec.project.jurisdiction));
      return found == nullptr ? 0.0 : found->si * 1000.0;
    };
    return limit("vehicle.turning") + limit("vehicle.width") / 2 + limit("vehicle.margin");
  }

  const Design& design_;
  const std::vector<const Road*>& roads_;
  std::map<std::string_view, const Road*> by_name_;
};

}  // namespace

std::vector<Polygon> pavement(const Design& design) {
  return pavement(design, [](const Road&) { return true; });
}

std::vector<Polygon> pavement(const Design& design, const std::function<bool(const Road&)>& takes) {
  std::vector<const Road*> roads;
  std::set<std::string_view> names;
  std::vector<Ring> pieces, corners;
  for (const Road& road : design.layout.roads) {
    if (road.area.width() <= 0 || road.area.height() <= 0 || !takes(road)) continue;
    roads.push_back(&road);
    names.insert(road.name);
    pieces.push_back(ring_of(road.area));
  }
  const Bends bends(design, roads);
  for (const RoadTurn& turn : design.civil.turns) {
    if (!names.contains(turn.from) || !names.contains(turn.to)) continue;
    if (turn.inner.si * 1000.0 >= 1)
      pieces.push_back(corner_piece(turn.corner, turn.x, turn.y, turn.inner.si * 1000.0));
    if (const Bend bend = bends.of(turn); bend.radius >= 1)
      corners.push_back(corner_piece(bend.corner, bend.sx, bend.sy, bend.radius));
  }
  return united_less(pieces, corners);
}

PavementSize size_of(const std::vector<Polygon>& pavement) {
  double twice = 0, kerb = 0;
  for (const Polygon& polygon : pavement) {
    twice += std::abs(static_cast<double>(twice_signed_area(polygon.outer)));
    for (const Ring& hole : polygon.holes) twice -= std::abs(static_cast<double>(twice_signed_area(hole)));
    const auto add = [&](const Ring& ring) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
        kerb += std::hypot(static_cast<double>(b.x - a.x), static_cast<double>(b.y - a.y));
      }
    };
    add(polygon.outer);
    for (const Ring& hole : polygon.holes) add(hole);
  }
  return {Area{twice / 2e6}, Length{kerb / 1000}};
}

}  // namespace plinth
