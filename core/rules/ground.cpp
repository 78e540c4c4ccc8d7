// SPDX-License-Identifier: Apache-2.0
#include "core/rules/ground.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>

#include "core/model/module_move.h"

namespace plinth {
namespace {

constexpr Millimetres kFarthestMove = 50000;
constexpr Millimetres kTryFarther = 5000, kStep = 250;
/// A straight move of one of the modules that are asked for, and which of them.
struct Move {
  Millimetres by = 0;
  int direction = 0;  ///< east, west, north, south
  std::size_t who = 0;
};

using Clear = std::function<bool(const Rect&)>;

Rect moved(const Rect& body, int direction, Millimetres by) {
  constexpr std::array<std::array<int, 2>, 4> steps{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
  const auto& step = steps[static_cast<std::size_t>(direction)];
  return body.moved(step[0] * by, step[1] * by);
}

Rect zone_at(const PlacedModule& module, const Rect& body) {
  return module.zone.moved(body.x0 - module.body.x0, body.y0 - module.body.y0);
}

/// The shortest move in one direction that clears: doubled until it does, then narrowed down; 0 when none does.
Millimetres least_move(const Rect& body, int direction, const Clear& clear) {
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

bool clear_of_neighbours(const CheckContext& context, const PlacedModule& module, const Rect& body) {
  const Rect zone = zone_at(module, body);
  bool free = true;
  context.bodies.near(body.grown(context.deepest_zone), [&](std::size_t i) {
    const PlacedModule& other = context.placed[i];
    if (&other == &module) return;
    free = free && !overlap(zone, other.body) && !overlap(other.zone, body);
  });
  return free;
}

/// Clear of what the site and the layout keep free; other modules are another matter.
bool keeps_site(const CheckContext& context, const PlacedModule& module, const Rect& body) {
  const SiteSpec::Site& site = context.design.spec.site;
  for (const Road& road : context.design.layout.roads)
    if (overlap(road.area, body)) return false;
  for (const KeepOut& keep_out : site.keep_outs)
    if (overlap(keep_out.area, body) || distance_to(keep_out.area, body) < millimetres(keep_out.clearance))
      return false;
  for (const ExistingBuilding& building : site.existing)
    if (overlap(building.area, zone_at(module, body))) return false;
  return buildable(site, body);
}

/// The places of one module along one direction: from the nearest that clears, in whole centimetres so that what is
/// said with two decimals is itself enough, a little farther step by step. The neighbours are looked up once for all.
class Lane {
 public:
  static constexpr int kPlaces = static_cast<int>(kTryFarther / kStep) + 1;

  Lane(const CheckContext& context, const PlacedModule& module, const Clear& clear, int direction)
      : context_(&context), module_(&module), clear_(&clear), direction_(direction) {
    const Millimetres least = least_move(module.body, direction, clear);
    if (least == 0) return;
    first_ = (least + 9) / 10 * 10;
    places_ = static_cast<int>((least + kTryFarther - first_) / kStep) + 1;
  }

  [[nodiscard]] bool over() const { return next_ >= places_; }
  /// The move to the place that is looked at next.
  [[nodiscard]] Millimetres by() const { return first_ + next_ * kStep; }
  [[nodiscard]] int direction() const { return direction_; }

  /// Does the module fit there? Goes on to the next place if not.
  bool fits() {
    if (!looked_) block_places();
    const Rect body = moved(module_->body, direction_, by());
    if (!blocked_.test(static_cast<std::size_t>(next_)) && (*clear_)(body) && keeps_site(*context_, *module_, body))
      return true;
    ++next_;
    return false;
  }

 private:
  void block_places() {
    looked_ = true;
    const Rect way = bounding_box(moved(module_->body, direction_, first_),
                                  moved(module_->body, direction_, first_ + (places_ - 1) * kStep));
    context_->bodies.near(way.grown(context_->deepest_zone), [&](std::size_t i) {
      const PlacedModule& other = context_->placed[i];
      if (&other == module_) return;
      block(module_->zone, other.body);
      block(module_->body, other.zone);
    });
  }

  /// Places at which what moves along overlaps what stands.
  void block(const Rect& moving, const Rect& standing) {
    const bool along_x = direction_ < 2;
    const bool beside = along_x ? moving.y0 < standing.y1 && standing.y0 < moving.y1
                                : moving.x0 < standing.x1 && standing.x0 < moving.x1;
    if (!beside) return;
    const Millimetres m0 = along_x ? moving.x0 : moving.y0, m1 = along_x ? moving.x1 : moving.y1;
    const Millimetres s0 = along_x ? standing.x0 : standing.y0, s1 = along_x ? standing.x1 : standing.y1;
    const bool onward = direction_ % 2 == 0;
    // They overlap while the move is longer than `from` and shorter than `to`.
    const Millimetres from = onward ? s0 - m1 : m0 - s1, to = onward ? s1 - m0 : m1 - s0;
    const Millimetres begin = std::max<Millimetres>(0, from - first_ + kStep);
    for (Millimetres k = begin / kStep; k < places_ && first_ + k * kStep < to; ++k)
      blocked_.set(static_cast<std::size_t>(k));
  }

  const CheckContext* context_;
  const PlacedModule* module_;
  const Clear* clear_;
  int direction_ = 0, places_ = 0, next_ = 0;
  Millimetres first_ = 0;
  bool looked_ = false;
  std::bitset<static_cast<std::size_t>(kPlaces)> blocked_;
};

/// One of several modules of which one has to move, and when its place clears.
struct Mover {
  const PlacedModule* module = nullptr;
  Clear clear;
};

/// The shortest straight move of any of them that clears and fits; of equally short ones that of the earlier mover,
/// then of the earlier direction. Places are tried in this order, so that the first that fits is the answer.
std::optional<Move> shortest_move(const CheckContext& context, const std::vector<Mover>& movers) {
  std::vector<Lane> lanes;
  for (const Mover& mover : movers)
    for (int direction = 0; direction < 4; ++direction)
      lanes.emplace_back(context, *mover.module, mover.clear, direction);
  while (true) {
    Lane* nearest = nullptr;
    for (Lane& lane : lanes)
      if (!lane.over() && (nearest == nullptr || lane.by() < nearest->by())) nearest = &lane;
    if (nearest == nullptr) return std::nullopt;
    const auto who = static_cast<std::size_t>(nearest - lanes.data()) / 4;
    if (nearest->fits()) return Move{nearest->by(), nearest->direction(), who};
  }
}

std::string hint_of(const CheckContext& context, const std::vector<Mover>& movers) {
  const std::optional<Move> move = shortest_move(context, movers);
  if (!move) return {};
  const Rect from{}, to = moved(from, move->direction, move->by);
  return move_text({movers[move->who].module->tag(), to.x0, to.y0});
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
  return clear_of_neighbours(context, module, body) && keeps_site(context, module, body);
}

std::string move_hint(const CheckContext& context, const PlacedModule& module,
                      const std::function<bool(const Rect&)>& clear) {
  return hint_of(context, {{&module, clear}});
}

std::string move_apart_hint(const CheckContext& context, const PlacedModule& a, const PlacedModule& b,
                            const std::function<bool(const Rect&, const Rect&)>& clear) {
  return hint_of(context, {{&b, [&](const Rect& body) { return clear(a.body, body); }},
                           {&a, [&](const Rect& body) { return clear(body, b.body); }}});
}

}  // namespace plinth
