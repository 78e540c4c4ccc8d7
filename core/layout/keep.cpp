// SPDX-License-Identifier: Apache-2.0
#include "core/layout/keep.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/layout/groups.h"
#include "core/layout/job.h"

namespace plinth {
namespace layout {
namespace {

std::optional<Finding> other_modules(const Graph& graph, const Layout& edited) {
  const auto fault = [](std::string message) {
    return remark("LAY013", Severity::error, std::move(message),
                  "design it again: a layout is kept only with the catalog and the version it was made with");
  };
  for (const Node& node : graph.nodes) {
    const Placement* placement = edited.placement(node.tag);
    if (placement == nullptr) return fault("'" + node.tag + "' has no place in this layout");
    if (placement->module != node.module)
      return fault("'" + node.tag + "' is a '" + placement->module + "' in this layout, but sizing now asks for a '" +
                   node.module + "'");
  }
  for (const Placement& placement : edited.placements)
    if (graph.node(placement.tag) == nullptr) return fault("'" + placement.tag + "' is not asked for by sizing");
  return std::nullopt;
}

/// A module that was moved a little within its row stays a part of it: between its neighbours, and no farther north or
/// south than the row reaches.
bool nudged(const GroundGroup& group, StandingRow& row, std::size_t index, const Rect& wanted) {
  const PlanPoint a = group.to_local({wanted.x0, wanted.y0}), b = group.to_local({wanted.x1, wanted.y1});
  const Rect area{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
  const Millimetres west = index == 0 ? 0 : row.items[index - 1].area.x1;
  const Millimetres east = index + 1 == row.items.size() ? group.plan.width : row.items[index + 1].area.x0;
  if (!contains(Rect{west, row.y0, east, row.y1}, area)) return false;
  row.items[index].area = area;
  return true;
}

/// How many modules of an arrangement stand just where the layout has them.
std::size_t matches(const Job& job, const GroundGroup& group, const Layout& edited) {
  std::size_t count = 0;
  for (const StandingRow& row : group.plan.rows)
    for (const Standing& s : row.items) {
      const Item& item = job.inventory.items[s.item];
      const Placement& is = *edited.placement(item.node->tag);
      if (is.rotation_deg == (s.rotation + group.rotation) % 360 && footprint(*item.type, is) == group.to_site(s.area))
        ++count;
    }
  return count;
}

/// The group as it stood in the layout: the arrangement and the turn under which most of its modules are in place.
std::optional<GroundGroup> as_it_stood(const Job& job, const GroupSpec& spec, const Rect& area, const Layout& edited) {
  std::optional<GroundGroup> best;
  std::size_t most = 0;
  std::vector<Arrangement> plans = arrangements(spec, job.inventory, limits_for(job, true));
  for (Arrangement& plan : arrangements(spec, job.inventory, limits_for(job, false))) plans.push_back(std::move(plan));
  for (const Arrangement& plan : plans)
    for (const int rotation : {0, 90, 180, 270}) {
      const bool across = rotation % 180 == 90;
      if (area.width() != (across ? plan.height : plan.width) || area.height() != (across ? plan.width : plan.height))
        continue;
      GroundGroup group;
      group.name = spec.name;
      group.block = spec.block;
      group.plan = plan;
      group.area = area;
      group.rotation = rotation;
      const std::size_t count = matches(job, group, edited);
      if (best && count <= most) continue;
      most = count;
      best = std::move(group);
    }
  return best;
}

/// Whether a lane fits around every group.
bool lanes_fit(const Job& job, const std::vector<GroundGroup>& groups) {
  const Terrain land(job.spec.site);
  Margins margins{0, 0, 0, false};
  return std::all_of(groups.begin(), groups.end(), [&](const GroundGroup& g) {
    return g.pinned || land.free(g.area.grown(job.limits.lane), margins);
  });
}

/// The groups of the layout, rebuilt from what it says of them. nullopt when they are not told apart by their names.
std::optional<Settled> rebuilt(const Job& job, const Layout& edited) {
  std::map<std::string, Rect> areas;
  std::size_t named = 0;
  for (const Group& group : edited.groups) {
    if (group.name.starts_with("Pinned ") || group.name == kLaydown) continue;
    ++named;
    areas[group.name] = group.area;
  }
  const bool desk = areas.contains(kDesk);
  for (int cut = kCoarsest; cut < kFinest; ++cut) {
    const std::vector<GroupSpec> specs = groups_of(job, cut, desk);
    if (specs.size() != named || areas.size() != named) continue;
    if (!std::all_of(specs.begin(), specs.end(), [&](const GroupSpec& s) { return areas.contains(s.name); })) continue;
    Settled out{job.pinned, "kept", false, "", cut};
    for (const Group& group : edited.groups) {
      if (group.name != kLaydown) continue;
      GroundGroup laydown;
      laydown.name = kLaydown;
      laydown.plan.width = group.area.width();
      laydown.plan.height = group.area.height();
      laydown.area = group.area;
      out.groups.push_back(std::move(laydown));
    }
    bool all = true;
    for (const Group& group : edited.groups)  // in its order, so that lanes get the same names
      for (const GroupSpec& spec : specs) {
        if (spec.name != group.name || !all) continue;
        auto stood = as_it_stood(job, spec, group.area, edited);
        all = stood.has_value();
        if (all) out.groups.push_back(std::move(*stood));
      }
    if (!all) continue;
    out.tight = !lanes_fit(job, out.groups);
    return out;
  }
  return std::nullopt;
}

/// Groups as the layout stage makes them, without the modules that stand elsewhere: those stand alone.
Settled regrouped(const Job& job, Settled settled, const Layout& edited) {
  Settled out{{}, "kept", settled.tight};
  std::vector<GroundGroup> rest;
  for (GroundGroup& group : settled.groups) {
    std::size_t left = 0;
    for (StandingRow& row : group.plan.rows) {
      for (std::size_t i = 0; i < row.items.size();) {
        const Standing& s = row.items[i];
        const Item& item = job.inventory.items[s.item];
        const Placement& wanted = *edited.placement(item.node->tag);
        const Rect body = footprint(*item.type, wanted);
        const bool turned = wanted.rotation_deg != (s.rotation + group.rotation) % 360;
        if (!turned && (body == group.to_site(s.area) || nudged(group, row, i, body))) {
          ++i;
          continue;
        }
        out.groups.push_back(standing_alone(job.inventory, s.item, {wanted.x, wanted.y}, wanted.rotation_deg));
        row.items.erase(row.items.begin() + static_cast<std::ptrdiff_t>(i));
      }
      left += row.items.size();
    }
    if (left > 0 || group.name == kLaydown) rest.push_back(std::move(group));
  }
  out.tight = out.tight || !out.groups.empty();  // lanes give way to what stands in them now
  out.groups.insert(out.groups.end(), rest.begin(), rest.end());
  return out;
}

/// The land kept free, where the design has it.
std::vector<GroundGroup> kept_free(const Layout& edited) {
  std::vector<GroundGroup> reserves;
  for (const Reserve& reserve : edited.reserves) {
    GroundGroup group;
    group.name = reserve.name;
    group.holds = reserve.holds;
    group.area = reserve.area;
    group.plan.width = reserve.area.width();
    group.plan.height = reserve.area.height();
    reserves.push_back(std::move(group));
  }
  return reserves;
}

/// Every module alone: when the parcel has no room for the usual groups.
Settled all_alone(const Job& job, const Layout& edited) {
  Settled out{{}, "kept", true};
  for (std::size_t i = 0; i < job.inventory.items.size(); ++i) {
    const Item& item = job.inventory.items[i];
    if (item.parent != kNone) continue;
    const Placement& wanted = *edited.placement(item.node->tag);
    out.groups.push_back(standing_alone(job.inventory, i, {wanted.x, wanted.y}, wanted.rotation_deg));
  }
  return out;
}

PlanPoint end_of(const Job& job, const Layout& layout, std::size_t item, const Port* port) {
  const Item& i = job.inventory.items[item];
  const Placement& placement = *layout.placement(i.node->tag);
  return port != nullptr ? place_of(*port, *i.type, placement).at : footprint(*i.type, placement).centre();
}

bool passes(const Route& route, const Rect& outline) {
  const Rect body = outline.grown(route.width / 2);
  for (std::size_t i = 1; i < route.points.size(); ++i) {
    const PlanPoint p = route.points[i - 1], q = route.points[i];
    const Rect line{std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)};
    if (line.x0 < body.x1 && line.x1 > body.x0 && line.y0 < body.y1 && line.y1 > body.y0) return true;
  }
  return false;
}

class Comparison {
 public:
  Comparison(const Job& job, const Layout& edited, KeptLayout& kept) : job_(job), edited_(edited), kept_(kept) {
    for (const Route& route : edited.routes) old_[route.edge] = &route;
    for (const Connection& c : job.inventory.connections) connections_[c.edge->id] = &c;
  }

  void run() {
    for (const auto& [id, connection] : connections_) note_moved(*connection);
    for (Route& route : kept_.layout.routes) choose(route);
    for (const Placement& placement : kept_.layout.placements)
      if (!placement.parent.empty() && *edited_.placement(placement.tag) != placement)
        kept_.followed.push_back(placement.tag);
    kept_.moved.assign(moved_.begin(), moved_.end());
  }

 private:
  [[nodiscard]] const std::string& owner(std::size_t item) const {
    return job_.inventory.items[job_.inventory.items[item].owner].node->tag;
  }
  [[nodiscard]] bool meets(const Connection& c, bool from) const {
    const auto found = old_.find(c.edge->id);
    if (found == old_.end() || found->second->points.size() < 2) return false;
    const PlanPoint at = end_of(job_, kept_.layout, from ? c.from : c.to, from ? c.from_port : c.to_port);
    return at == (from ? found->second->points.front() : found->second->points.back());
  }
  void note_moved(const Connection& c) {
    for (const bool from : {true, false})
      if (!meets(c, from)) moved_.insert(owner(from ? c.from : c.to));
  }
  void choose(Route& route) {
    const auto connection = connections_.find(route.edge);
    if (connection == connections_.end()) return;
    const Connection& c = *connection->second;
    const auto old = old_.find(route.edge);
    bool good = meets(c, true) && meets(c, false);
    for (const std::string& tag : moved_) {
      if (!good) break;
      if (tag == owner(c.from) || tag == owner(c.to)) continue;
      const Placement& placement = *kept_.layout.placement(tag);
      good = !passes(*old->second, footprint(*job_.catalog.module(placement.module), placement));
    }
    if (good)
      route = *old->second;
    else
      kept_.rerouted.push_back(route.edge);
  }

  const Job& job_;
  const Layout& edited_;
  KeptLayout& kept_;
  std::map<std::string, const Route*> old_;
  std::map<std::string, const Connection*> connections_;
  std::set<std::string> moved_;
};

}  // namespace
}  // namespace layout

Outcome<KeptLayout> keep_layout(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing,
                                const Layout& edited) {
  using namespace layout;
  Outcome<KeptLayout> out;
  if (auto fault = other_modules(sizing.graph, edited)) {
    out.findings.push_back(std::move(*fault));
    return out;
  }
  const Job job = job_of(spec, catalog, sizing);
  check_pins(job, out.findings);
  check_heights(job, out.findings);
  std::vector<Finding> dropped;  // of an arrangement that is not the one kept
  std::optional<Settled> usual = rebuilt(job, edited);
  if (!usual)
    if (std::vector<Settled> plans = settle(job, dropped); !plans.empty()) usual = std::move(plans.front());
  Settled settled = usual ? regrouped(job, std::move(*usual), edited) : all_alone(job, edited);
  settled.reserves = kept_free(edited);
  KeptLayout kept{finish(job, std::move(settled), out.findings), {}, {}, {}};
  Comparison(job, edited, kept).run();
  kept.layout.strategy = edited.strategy;
  kept.layout.score = weighted_length(job, kept.layout.routes);
  kept.layout.candidates = edited.candidates;
  kept.layout.search = edited.search;
  kept.layout.grid_rotation_deg = spec.site.grid.rotation_deg;
  out.value = std::move(kept);
  return out;
}

}  // namespace plinth
