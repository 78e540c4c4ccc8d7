// SPDX-License-Identifier: Apache-2.0
#include "core/rules/road_network.h"

#include <algorithm>

#include "core/rules/ground.h"

namespace plinth {
namespace {

/// The boundary point nearest to a gate: gates are drawn by hand and rarely lie on the line.
PlanPoint on_boundary(const SiteSpec::Site& site, PlanPoint at) {
  PlanPoint best = at;
  Millimetres least = -1;
  for (const Polygon& parcel : site.parcels) {
    const Millimetres far = distance(parcel.outer, at);
    if (least >= 0 && far >= least) continue;
    least = far;
    best = nearest_point(parcel.outer, at);
  }
  return best;
}

bool meets_gate(const SiteSpec::Site& site, const Rect& area) {
  for (const Gate& gate : site.gates) {
    const PlanPoint at = on_boundary(site, gate.at);
    const Millimetres half = millimetres(gate.width) / 2;
    const Rect opening{at.x - half, at.y - half, at.x + half, at.y + half};
    if (distance(opening, area) == 0) return true;
  }
  return false;
}

bool meets_boundary(const SiteSpec::Site& site, const Rect& area) {
  return std::any_of(site.parcels.begin(), site.parcels.end(),
                     [&](const Polygon& parcel) { return distance(parcel.outer, area) == 0; });
}

}  // namespace

RoadNetwork road_network(const CheckContext& context) {
  const std::vector<Road>& roads = context.design.layout.roads;
  const SiteSpec::Site& site = context.design.spec.site;
  RoadNetwork network{std::vector<bool>(roads.size(), false), false};
  std::vector<Rect> areas;
  for (const Road& road : roads) areas.push_back(road.area);
  const PlanIndex index(areas);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < roads.size(); ++i) {
    if (!(site.gates.empty() ? meets_boundary(site, areas[i]) : meets_gate(site, areas[i]))) continue;
    network.connected[i] = true;
    open.push_back(i);
  }
  network.has_entrance = !open.empty();
  while (!open.empty()) {
    const Rect area = areas[open.back()];
    open.pop_back();
    index.near(area, [&](std::size_t j) {
      if (network.connected[j]) return;
      network.connected[j] = true;
      open.push_back(j);
    });
  }
  return network;
}

namespace {

struct Junction {
  std::size_t road = 0;
  Millimetres from = 0, to = 0;  ///< where it lies along this road, from its west or south end
};

bool runs_east(const Rect& area) { return area.width() >= area.height(); }
Millimetres length_of(const Rect& area) { return std::max(area.width(), area.height()); }

Junction junction_with(const Rect& area, const Rect& other, std::size_t road) {
  const bool east = runs_east(area);
  const Millimetres start = east ? area.x0 : area.y0, length = length_of(area);
  const auto along = [&](Millimetres at) { return std::clamp<Millimetres>(at - start, 0, length); };
  return {road, along(east ? other.x0 : other.y0), along(east ? other.x1 : other.y1)};
}

/// What of a road of this length lies beyond its one junction, on the longer side of it.
Millimetres beyond(const Junction& junction, Millimetres length) {
  return std::max(junction.from, length - junction.to);
}

}  // namespace

std::vector<Millimetres> dead_ends(const CheckContext& context) {
  const std::vector<Road>& roads = context.design.layout.roads;
  const SiteSpec::Site& site = context.design.spec.site;
  std::vector<Rect> areas;
  for (const Road& road : roads) areas.push_back(road.area);
  const PlanIndex index(areas);
  std::vector<std::vector<Junction>> junctions(roads.size());
  std::vector<bool> open(roads.size()), peeled(roads.size(), false);
  for (std::size_t i = 0; i < roads.size(); ++i) {
    open[i] = site.gates.empty() ? meets_boundary(site, areas[i]) : meets_gate(site, areas[i]);
    index.near(areas[i], [&](std::size_t j) {
      if (j != i) junctions[i].push_back(junction_with(areas[i], areas[j], j));
    });
  }
  std::vector<Millimetres> dead(roads.size(), 0);
  std::vector<Millimetres> hanging(roads.size(), 0);  ///< the longest dead end that begins on the road
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < roads.size(); ++i) {
      if (open[i] || peeled[i]) continue;
      std::vector<Junction> left;
      for (const Junction& junction : junctions[i])
        if (!peeled[junction.road]) left.push_back(junction);
      if (left.size() > 1) continue;
      const Millimetres length = length_of(areas[i]);
      dead[i] = (left.empty() ? length : beyond(left.front(), length)) + hanging[i];
      peeled[i] = changed = true;
      if (!left.empty()) hanging[left.front().road] = std::max(hanging[left.front().road], dead[i]);
    }
  }
  return dead;
}

Millimetres width_of(const Road& road) { return std::min(road.area.width(), road.area.height()); }

}  // namespace plinth
