// SPDX-License-Identifier: Apache-2.0
#include "core/layout/lay_out.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/layout/children.h"
#include "core/layout/job.h"
#include "core/layout/lanes.h"
#include "core/layout/phase_roads.h"
#include "core/layout/routes.h"

namespace plinth {
namespace layout {
namespace {

std::vector<Placement> placements_of(const Job& job, const std::vector<GroundGroup>& groups) {
  std::vector<Placement> out(job.inventory.items.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Node& n = *job.inventory.items[i].node;
    out[i] = {n.tag, n.module, n.parent, n.block, 0, 0, 0, 0};
  }
  for (const GroundGroup& group : groups)
    for (const StandingRow& row : group.plan.rows)
      for (const Standing& s : row.items) {
        const Rect r = group.to_site(s.area);
        out[s.item].x = r.x0;
        out[s.item].y = r.y0;
        out[s.item].rotation_deg = (s.rotation + group.rotation) % 360;
      }
  return out;
}

}  // namespace

double weighted_length(const Job& job, const std::vector<Route>& routes) {
  std::map<std::string_view, Millimetres> lengths;
  for (const Route& r : routes) lengths[r.edge] = r.length;
  double sum = 0;
  for (const Connection& c : job.inventory.connections)
    if (job.inventory.items[c.from].owner != job.inventory.items[c.to].owner)
      sum += weight_of(c.edge->medium) * 1e-3 * static_cast<double>(lengths[c.edge->id]);
  return sum;
}

Layout finish(const Job& job, Settled settled, std::vector<Finding>& findings) {
  Layout out;
  // Lanes lead around the land kept free as well: what comes there later needs them.
  const std::size_t with_modules = settled.groups.size();
  settled.groups.insert(settled.groups.end(), settled.reserves.begin(), settled.reserves.end());
  Lanes lanes = make_lanes(job.spec, job.limits, settled.groups, settled.tight);
  settled.groups.resize(with_modules);
  findings.insert(findings.end(), lanes.findings.begin(), lanes.findings.end());
  out.placements = placements_of(job, settled.groups);
  place_children(job.inventory, out.placements, findings);
  out.routes = make_routes(job.inventory, out.placements, settled.groups, lanes.corridors, findings);
  out.roads = roads_of(lanes.corridors);
  out.strategy = settled.strategy;
  out.score = weighted_length(job, out.routes);
  for (const GroundGroup& g : settled.groups) {
    out.groups.push_back({g.pinned ? "Pinned " + g.name : g.name, g.block, g.area});
    out.used_area_m2 += 1e-6 * static_cast<double>(g.area.width() + job.limits.lane) *
                        static_cast<double>(g.area.height() + job.limits.lane);
  }
  for (const GroundGroup& reserve : settled.reserves)
    out.reserves.push_back({reserve.name, reserve.holds, reserve.area});
  std::sort(out.placements.begin(), out.placements.end(),
            [](const Placement& a, const Placement& b) { return a.tag < b.tag; });
  assign_phases(job, out);
  check_adjacencies(job, out, findings);
  return out;
}

}  // namespace layout

namespace {

std::optional<Finding> no_land(const SiteSpec& spec) {
  const bool land = std::any_of(spec.site.parcels.begin(), spec.site.parcels.end(),
                                [](const Polygon& p) { return p.outer.size() >= 3 && fault_of(p) == std::nullopt; });
  if (land) return std::nullopt;
  return layout::finding("LAY010", Severity::error, "the site has no parcel to build on", "give site.boundary");
}

}  // namespace

std::vector<Finding> place_faults(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing) {
  if (auto fault = no_land(spec)) return {std::move(*fault)};
  layout::Job job = layout::job_of(spec, catalog, sizing);
  job.any_place = true;
  std::vector<Finding> findings;
  if (layout::settle(job, findings)) return {};
  return findings;
}

Outcome<Layout> lay_out(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing) {
  using namespace layout;
  Outcome<Layout> out;
  if (auto fault = no_land(spec)) {
    out.findings.push_back(std::move(*fault));
    return out;
  }
  const Job job = job_of(spec, catalog, sizing);
  check_pins(job, out.findings);
  check_heights(job, out.findings);
  if (std::optional<Settled> groups = settle(job, out.findings))
    out.value = finish(job, std::move(*groups), out.findings);
  return out;
}

std::vector<std::string> layout_limits(const SiteSpec& spec, const Catalog& catalog, const Graph& graph) {
  layout::LimitsRead read;
  const layout::Inventory inventory = layout::inventory_of(spec, catalog, graph, &read);
  static_cast<void>(layout::limits_of(catalog, spec.project.jurisdiction, &read));
  const bool storage = std::any_of(inventory.items.begin(), inventory.items.end(),
                                   [](const layout::Item& item) { return item.hazard == layout::Hazard::bess; });
  std::vector<std::string> ids;
  for (const std::string& id : read)
    if (storage || !id.starts_with("bess.")) ids.push_back(id);
  return ids;
}

}  // namespace plinth
