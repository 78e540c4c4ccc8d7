// SPDX-License-Identifier: Apache-2.0
#include "core/rules/ground.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/model/module_move.h"

namespace plinth {
namespace {

constexpr Millimetres kFarthestMove = 50000;
constexpr Millimetres kTryFarther = 5000, kStep = 250;
/// No clearance in the catalog is deeper than this; it bounds the search for zones a body may stand in.
constexpr Millimetres kDeepestZone = 12000;

struct Move {
  Millimetres by = 0;
  int direction = 0;  ///< east, west, north, south
};

Rect moved(const Rect& body, int direction, Millimetres by) {
  constexpr std::array<std::array<int, 2>, 4> steps{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
  const auto& step = steps[static_cast<std::size_t>(direction)];
  return body.moved(step[0] * by, step[1] * by);
}

Rect zone_at(const PlacedModule& module, const Rect& body) {
  return module.zone.moved(body.x0 - module.body.x0, body.y0 - module.body.y0);
}

/// The shortest move in one direction that clears: doubled until it does, then narrowed down; 0 when none does.
Millimetres least_move(const Rect& body, int direction, const std::function<bool(const Rect&)>& clear) {
  Millimetres low = 0, high = 1;
  while (!clear(moved(body, direction, high))) {
    low = high;
    high *= 2;
    if (low >= kFarthestMove) return 0;
  }
  while (high - low > 1) {
    const Millimetres middle = (low + high) / 2;
    (clear(moved(body, direction, middle)) ? high : low) = middle;
  }
  return high;
}

/// Whole centimetres, so that what is said with two decimals is itself enough. Where the nearest clear place does not
/// fit the surroundings, a little farther may.
Millimetres fitting_move(const CheckContext& context, const PlacedModule& module, int direction,
                         const std::function<bool(const Rect&)>& clear, Millimetres not_beyond) {
  const Millimetres least = least_move(module.body, direction, clear);
  if (least == 0) return 0;
  for (Millimetres by = (least + 9) / 10 * 10; by <= least + kTryFarther && by < not_beyond; by += kStep) {
    const Rect body = moved(module.body, direction, by);
    if (clear(body) && fits(context, module, body)) return by;
  }
  return 0;
}

std::optional<Move> shortest_move(const CheckContext& context, const PlacedModule& module,
                                  const std::function<bool(const Rect&)>& clear) {
  std::optional<Move> best;
  for (int direction = 0; direction < 4; ++direction) {
    const Millimetres by = fitting_move(context, module, direction, clear, best ? best->by : 2 * kFarthestMove);
    if (by > 0) best = Move{by, direction};
  }
  return best;
}

std::string text(const PlacedModule& module, const Move& move) {
  const Rect from{}, to = moved(from, move.direction, move.by);
  return move_text({module.tag(), to.x0, to.y0});
}

bool clear_of_neighbours(const CheckContext& context, const PlacedModule& module, const Rect& body) {
  const Rect zone = zone_at(module, body);
  bool free = true;
  context.bodies.near(body.grown(kDeepestZone), [&](std::size_t i) {
    const PlacedModule& other = context.placed[i];
    if (&other == &module) return;
    free = free && !overlap(zone, other.body) && !overlap(other.zone, body);
  });
  return free;
}

}  // namespace

Side front_of(const Placement& placement) { return static_cast<Side>((placement.rotation_deg / 90) % 4); }

Face face_towards(const Placement& placement, Side side) {
  constexpr std::array<Face, 4> order{Face::front, Face::right, Face::back, Face::left};
  const int turns = placement.rotation_deg / 90;
  return order[static_cast<std::size_t>((static_cast<int>(side) - turns % 4 + 4) % 4)];
}

Rect strip(const Rect& body, Side side, Millimetres depth) {
  switch (side) {
    case Side::south:
      return {body.x0, body.y0 - depth, body.x1, body.y0};
    case Side::east:
      return {body.x1, body.y0, body.x1 + depth, body.y1};
    case Side::north:
      return {body.x0, body.y1, body.x1, body.y1 + depth};
    case Side::west:
      break;
  }
  return {body.x0 - depth, body.y0, body.x0, body.y1};
}

Side side_of(const Rect& body, const Rect& other) {
  const std::array<Millimetres, 4> gaps{body.y0 - other.y1, other.x0 - body.x1, other.y0 - body.y1, body.x0 - other.x1};
  return static_cast<Side>(std::max_element(gaps.begin(), gaps.end()) - gaps.begin());
}

Millimetres millimetres(Length length) { return static_cast<Millimetres>(std::ceil(length.si * 1000.0 - 1e-6)); }

Millimetres distance_to(const Polygon& area, const Rect& body) {
  if (overlap(area, body)) return 0;
  Millimetres least = distance(area.outer, body);
  for (const Ring& hole : area.holes) least = std::min(least, distance(hole, body));
  return least;
}

std::vector<PlanPoint> nearest_marks(const Polygon& area, const Rect& body) {
  const Ring* nearest = &area.outer;
  for (const Ring& hole : area.holes)
    if (distance(hole, body) < distance(*nearest, body)) nearest = &hole;
  std::array<PlanPoint, 5> from{PlanPoint{body.x0, body.y0}, PlanPoint{body.x1, body.y0}, PlanPoint{body.x1, body.y1},
                                PlanPoint{body.x0, body.y1}, body.centre()};
  std::vector<PlanPoint> best;
  double least = 0.0;
  for (const PlanPoint& point : from) {
    const PlanPoint on = nearest_point(*nearest, point);
    const PlanPoint off{std::clamp(on.x, body.x0, body.x1), std::clamp(on.y, body.y0, body.y1)};
    const double far = std::hypot(static_cast<double>(on.x - off.x), static_cast<double>(on.y - off.y));
    if (!best.empty() && far >= least) continue;
    best = {on, off};
    least = far;
  }
  return best;
}

std::vector<PlanPoint> corners(const Rect& area) {
  return {{area.x0, area.y0}, {area.x1, area.y0}, {area.x1, area.y1}, {area.x0, area.y1}};
}

Rect shared_area(const Rect& a, const Rect& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

std::optional<Millimetres> depth_inside(const SiteSpec::Site& site, const Rect& body) {
  std::optional<Millimetres> deepest;
  for (const Polygon& parcel : site.parcels) {
    if (!contains(parcel, body)) continue;
    Millimetres least = distance(parcel.outer, body);
    for (const Ring& hole : parcel.holes) least = std::min(least, distance(hole, body));
    deepest = std::max(deepest.value_or(least), least);
  }
  return deepest;
}

bool buildable(const SiteSpec::Site& site, const Rect& body) { return keeps_setbacks(site, body); }

bool fits(const CheckContext& context, const PlacedModule& module, const Rect& body) {
  const SiteSpec::Site& site = context.design.spec.site;
  if (!buildable(site, body) || !clear_of_neighbours(context, module, body)) return false;
  for (const KeepOut& keep_out : site.keep_outs)
    if (overlap(keep_out.area, body) || distance_to(keep_out.area, body) < millimetres(keep_out.clearance))
      return false;
  for (const ExistingBuilding& building : site.existing)
    if (overlap(building.area, zone_at(module, body))) return false;
  for (const Road& road : context.design.layout.roads)
    if (overlap(road.area, body)) return false;
  return true;
}

std::string move_hint(const CheckContext& context, const PlacedModule& module,
                      const std::function<bool(const Rect&)>& clear) {
  const std::optional<Move> move = shortest_move(context, module, clear);
  return move ? text(module, *move) : std::string();
}

std::string move_apart_hint(const CheckContext& context, const PlacedModule& a, const PlacedModule& b,
                            const std::function<bool(const Rect&, const Rect&)>& clear) {
  const auto of_a = shortest_move(context, a, [&](const Rect& body) { return clear(body, b.body); });
  const auto of_b = shortest_move(context, b, [&](const Rect& body) { return clear(a.body, body); });
  if (of_b && (!of_a || of_b->by <= of_a->by)) return text(b, *of_b);
  return of_a ? text(a, *of_a) : std::string();
}

}  // namespace plinth
