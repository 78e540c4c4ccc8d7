// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/layout/groups.h"
#include "core/layout/spot.h"

namespace plinth::layout {

std::optional<GroundGroup> desk_of(const Job& job, const std::vector<GroundGroup>& standing) {
  if (job.spec.site.gates.empty()) return std::nullopt;
  // Only the control room is looked for: how the yards are cut up does not matter.
  const std::vector<GroupSpec> groups =
      groups_of(job.inventory, kCoarsest, true, [](const GroupSpec&) { return true; });
  const auto spec = std::find_if(groups.begin(), groups.end(), [](const GroupSpec& g) { return g.name == kDesk; });
  if (spec == groups.end()) return std::nullopt;
  // What the site says of the control room, or of where the electrical yard stands, comes first.
  for (const Zone& zone : job.spec.zones)
    if (zone.holds == spec->use) return std::nullopt;
  for (const Adjacency& wish : job.spec.adjacencies)
    for (const std::string& name : {wish.a, wish.b})
      for (const std::size_t i : meant_by(job.inventory, name))
        if (job.inventory.items[job.inventory.items[i].owner].node->kind == kControlRoom) return std::nullopt;
  GroundGroup group;
  group.name = kDesk;
  group.holds = spec->use;
  group.facing = true;
  group.plan = arrangements(*spec, job.inventory, limits_for(job, true)).front();
  Terrain land(job.spec.site);
  std::vector<Polygon> zones;
  for (const Zone& zone : job.spec.zones) zones.push_back(zone.area);
  land.exclude(zones, View{});
  const PlanPoint gate = job.spec.site.gates.front().at;
  const auto away = [&](const Rect& r) {
    const PlanPoint c = r.centre();
    return std::abs(c.x - gate.x) + std::abs(c.y - gate.y);
  };
  const Millimetres width = group.plan.width, height = group.plan.height;
  const std::optional<Rect> along = nearest_spot(job, standing, land, gate, width, height);
  const std::optional<Rect> across = nearest_spot(job, standing, land, gate, height, width);
  if (!along && !across) return std::nullopt;
  const bool turned = across && (!along || away(*across) < away(*along));
  group.area = turned ? *across : *along;
  group.rotation = turned ? 90 : 0;
  return group;
}

}  // namespace plinth::layout
