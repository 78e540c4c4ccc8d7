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

Millimetres width_of(const Road& road) { return std::min(road.area.width(), road.area.height()); }

}  // namespace plinth
