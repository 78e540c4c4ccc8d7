// SPDX-License-Identifier: Apache-2.0
#include "core/civil/road_turns.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <tuple>

namespace plinth::civil {
namespace {

constexpr double kAtGate = 20000;  // millimetres from a gate to the end of its road

bool along_x(const Road& r) { return r.area.width() >= r.area.height(); }
Length metres(Millimetres length) { return static_cast<double>(length) * mm; }

/// What a road goes on by beyond the junction, to the east or north (+1) or the other way.
Millimetres leg(const Road& road, const Rect& junction, int way) {
  if (along_x(road)) return way > 0 ? road.area.x1 - junction.x1 : junction.x0 - road.area.x0;
  return way > 0 ? road.area.y1 - junction.y1 : junction.y0 - road.area.y0;
}

Rect quadrant(const RoadTurn& t, Millimetres reach) {
  const PlanPoint c = t.corner, far{c.x + t.x * reach, c.y + t.y * reach};
  return {std::min(c.x, far.x), std::min(c.y, far.y), std::max(c.x, far.x), std::max(c.y, far.y)};
}

/// Whether roads may be on this place.
bool on_site(const SiteSpec::Site& site, PlanPoint p) {
  return std::any_of(site.parcels.begin(), site.parcels.end(),
                     [&](const Polygon& land) { return contains(land, p); }) &&
         std::none_of(site.keep_outs.begin(), site.keep_outs.end(), [&](const KeepOut& k) {
           return !k.roads && contains(k.area, p) && distance(k.area.outer, p) > 0;
         });
}

/// The largest radius, in steps of 0.25 m downwards, whose arc stays on the site.
Length radius_on_site(const SiteSpec::Site& site, const RoadTurn& t) {
  constexpr double kStep = 0.25;
  const auto free = [&](double r) {
    for (int i = 1; i < 12; ++i) {
      const double a = std::numbers::pi / 24 * i;
      const auto away = [&](double share) { return std::llround(1000.0 * r * (1 - share)); };
      if (!on_site(site, {t.corner.x + t.x * away(std::sin(a)), t.corner.y + t.y * away(std::cos(a))})) return false;
    }
    return true;
  };
  double r = t.inner.si;
  while (r > 0 && !free(r)) r = std::max(0.0, r - kStep);
  return Length{r};
}

}  // namespace

std::vector<std::vector<std::size_t>> meetings(const std::vector<Road>& roads) {
  std::vector<std::vector<std::size_t>> out(roads.size());
  std::vector<std::size_t> order(roads.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(roads[a].area.x0, a) < std::tie(roads[b].area.x0, b);
  });
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      const Rect &a = roads[order[i]].area, &b = roads[order[j]].area;
      if (b.x0 > a.x1) break;
      if (distance(a, b) > 0) continue;
      out[order[i]].push_back(order[j]);
      out[order[j]].push_back(order[i]);
    }
  for (std::vector<std::size_t>& list : out) std::sort(list.begin(), list.end());
  return out;
}

std::vector<Near> bodies_at(const RoadTurn& turn, const Bodies& bodies, Millimetres reach) {
  std::vector<Near> out;
  bodies.in(quadrant(turn, reach), [&](const Body& b) {
    const Millimetres dx = turn.x > 0 ? b.area.x0 - turn.corner.x : turn.corner.x - b.area.x1;
    const Millimetres dy = turn.y > 0 ? b.area.y0 - turn.corner.y : turn.corner.y - b.area.y1;
    out.push_back({b.name, std::max<Millimetres>(0, dx), std::max<Millimetres>(0, dy)});
  });
  return out;
}

Length free_radius(Length dx, Length dy) { return dx + dy + Length{std::sqrt(2.0 * dx.si * dy.si)}; }

std::vector<RoadTurn> turns_of(const Design& design, const Bodies& bodies, Length inner, Length outer) {
  const std::vector<Road>& roads = design.layout.roads;
  const std::vector<std::vector<std::size_t>> meets = meetings(roads);
  std::vector<RoadTurn> out;
  for (std::size_t i = 0; i < roads.size(); ++i)
    for (const std::size_t j : meets[i]) {
      if (!along_x(roads[i]) || along_x(roads[j])) continue;  // each pair once: the first runs west-east
      const Rect &a = roads[i].area, &b = roads[j].area;
      const Rect junction{std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
      const Length width = metres(std::min(a.height(), b.width()));
      const Length wanted = std::max(inner, outer - width);
      for (const int x : {-1, 1})
        for (const int y : {-1, 1}) {
          const Millimetres room = std::min(leg(roads[i], junction, x), leg(roads[j], junction, y));
          if (metres(room) < inner) continue;  // nobody turns here: one of the two ends
          RoadTurn turn{roads[i].name,
                        roads[j].name,
                        {x > 0 ? junction.x1 : junction.x0, y > 0 ? junction.y1 : junction.y0},
                        x,
                        y,
                        wanted,
                        {}};
          for (const Near& n : bodies_at(turn, bodies, std::llround(wanted.si * 1000.0)))
            turn.inner = std::min(turn.inner, free_radius(metres(n.dx), metres(n.dy)));
          turn.inner = radius_on_site(design.spec.site, turn);
          turn.outer = turn.inner + width;
          out.push_back(turn);
        }
    }
  return out;
}

std::vector<DeadEnd> dead_ends_of(const Design& design, const Bodies& bodies, Length longest, Length head) {
  const std::vector<Road>& roads = design.layout.roads;
  const SiteSpec::Site& site = design.spec.site;
  const std::vector<std::vector<std::size_t>> meets = meetings(roads);
  std::vector<DeadEnd> out;
  for (std::size_t i = 0; i < roads.size(); ++i) {
    const Rect& r = roads[i].area;
    const bool x_way = along_x(roads[i]);
    for (const int way : {-1, 1}) {
      Millimetres length = x_way ? r.width() : r.height();
      for (const std::size_t j : meets[i]) {
        const Rect& o = roads[j].area;
        const Millimetres beyond =
            x_way ? (way > 0 ? r.x1 - o.x1 : o.x0 - r.x0) : (way > 0 ? r.y1 - o.y1 : o.y0 - r.y0);
        length = std::min(length, std::max<Millimetres>(0, beyond));
      }
      const PlanPoint end = x_way ? PlanPoint{way > 0 ? r.x1 : r.x0, (r.y0 + r.y1) / 2}
                                  : PlanPoint{(r.x0 + r.x1) / 2, way > 0 ? r.y1 : r.y0};
      const bool gate = std::any_of(site.gates.begin(), site.gates.end(), [&](const Gate& g) {
        return std::hypot(static_cast<double>(g.at.x - end.x), static_cast<double>(g.at.y - end.y)) <= kAtGate;
      });
      if (gate || metres(length) <= longest) continue;
      DeadEnd dead{roads[i].name, end, metres(length), "", {}};
      const Millimetres half = std::llround(head.si * 500.0), width = x_way ? r.height() : r.width();
      dead.area =
          x_way ? Rect{way > 0 ? end.x - width : end.x, end.y - half, way > 0 ? end.x : end.x + width, end.y + half}
                : Rect{end.x - half, way > 0 ? end.y - width : end.y, end.x + half, way > 0 ? end.y : end.y + width};
      bool free = std::any_of(site.parcels.begin(), site.parcels.end(),
                              [&](const Polygon& p) { return contains(p, dead.area); });
      bodies.in(dead.area, [&](const Body&) { free = false; });
      for (const KeepOut& k : site.keep_outs) free = free && (k.roads || !overlap(k.area, dead.area));
      if (free) dead.turnaround = "hammerhead";
      out.push_back(dead);
    }
  }
  return out;
}

}  // namespace plinth::civil
