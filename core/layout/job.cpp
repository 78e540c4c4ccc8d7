// SPDX-License-Identifier: Apache-2.0
#include "core/layout/job.h"

#include <algorithm>

#include "core/layout/corners.h"

namespace plinth::layout {
namespace {

/// Where the utility connects: as stated, else the boundary point nearest to the first gate, else the first corner.
PlanPoint utility_of(const SiteSpec& spec) {
  if (spec.utility.at) return *spec.utility.at;
  const auto land = std::find_if(spec.site.parcels.begin(), spec.site.parcels.end(),
                                 [](const Polygon& p) { return !p.outer.empty(); });
  const PlanPoint gate = spec.site.gates.empty() ? land->outer.front() : spec.site.gates.front().at;
  PlanPoint best = gate;
  Millimetres least = -1;
  for (const Polygon& parcel : spec.site.parcels) {
    if (parcel.outer.size() < 3) continue;
    const Millimetres d = distance(parcel.outer, gate);
    if (least >= 0 && d >= least) continue;
    least = d;
    best = nearest_point(parcel.outer, gate);
  }
  return best;
}

std::vector<GroundGroup> pinned_groups(const Inventory& inventory) {
  std::vector<GroundGroup> out;
  for (std::size_t i = 0; i < inventory.items.size(); ++i)
    if (const Pin* pin = inventory.items[i].pin)
      out.push_back(standing_alone(inventory, i, pin->at, ((pin->rotation_deg % 360 + 360) % 360 + 45) / 90 % 4 * 90));
  return out;
}

}  // namespace

GroundGroup standing_alone(const Inventory& inventory, std::size_t item, PlanPoint at, int rotation) {
  GroundGroup group;
  group.name = inventory.items[item].node->tag;
  group.block = inventory.items[item].node->block;
  group.pinned = true;
  group.plan = alone(item, rotation, inventory);
  group.area = {at.x, at.y, at.x + group.plan.width, at.y + group.plan.height};
  return group;
}

Job job_of(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing) {
  Job job{spec, catalog, sizing, inventory_of(spec, catalog, sizing.graph), {}, {}, {}};
  job.limits = limits_of(catalog, spec.project.jurisdiction);
  job.limits.corner = corner_of(catalog, spec.project.jurisdiction, job.inventory, job.limits.lane);
  job.utility = utility_of(spec);
  job.pinned = pinned_groups(job.inventory);
  return job;
}

}  // namespace plinth::layout
