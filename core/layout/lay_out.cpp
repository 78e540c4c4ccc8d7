// SPDX-License-Identifier: Apache-2.0
#include "core/layout/lay_out.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "core/base/text.h"
#include "core/layout/children.h"
#include "core/layout/groups.h"
#include "core/layout/inventory.h"
#include "core/layout/lanes.h"
#include "core/layout/orient.h"
#include "core/layout/pack.h"
#include "core/layout/routes.h"

namespace plinth {
namespace layout {
namespace {

/// Everything a layout is made from, found once.
struct Job {
  const SiteSpec& spec;
  const Catalog& catalog;
  const Sizing& sizing;
  Inventory inventory;
  Limits limits;
  PlanPoint utility;
  std::vector<GroundGroup> pinned;
};

/// Groups that found their places, and how tightly.
struct Settled {
  std::vector<GroundGroup> groups;  ///< the pinned ones first
  std::string strategy;
  bool tight = false;
};

Finding finding(std::string code, Severity severity, std::string message, std::string hint) {
  Finding f;
  f.code = std::move(code);
  f.severity = severity;
  f.message = std::move(message);
  f.hint = std::move(hint);
  return f;
}

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

Margins margins_of(const Job& job, const GroupSpec& group, bool tight) {
  const Millimetres lane = tight ? 1500 : job.limits.lane;
  Margins m{std::max(millimetres_up(job.spec.site.setback.si), lane), lane, std::max<Millimetres>(3050, lane)};
  for (const Strip& strip : group.strips)
    for (const Cell& cell : strip.cells)
      for (const auto* tier : {&cell.lower, &cell.upper})
        for (const std::size_t i : *tier) {
          const Item& item = job.inventory.items[i];
          m.building = std::max(m.building, item.separation);
          if (item.hazard != Hazard::bess) continue;
          m.boundary = std::max(m.boundary, job.limits.lot_line);
          m.building = std::max(m.building, job.limits.building);
        }
  return m;
}

std::vector<Attraction> attractions_of(const Job& job, const std::vector<PackGroup>& groups) {
  std::vector<std::size_t> group_of(job.inventory.items.size(), kNone);
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const StandingRow& row : groups[g].choices.front().rows)
      for (const Standing& s : row.items) group_of[s.item] = g;
  for (std::size_t p = 0; p < job.pinned.size(); ++p)
    group_of[job.pinned[p].plan.rows.front().items.front().item] = groups.size() + p;
  std::map<std::pair<std::size_t, std::size_t>, double> sums;
  for (const Connection& c : job.inventory.connections) {
    std::size_t a = group_of[job.inventory.items[c.from].owner], b = group_of[job.inventory.items[c.to].owner];
    if (a == b || a == kNone || b == kNone) continue;
    if (a > b) std::swap(a, b);
    sums[{a, b}] += weight_of(c.edge->medium);
  }
  std::vector<Attraction> out;
  for (const auto& [pair, weight] : sums) out.push_back({pair.first, pair.second, weight});
  // The connection to the utility carries everything: as much as all feeders together would weigh on a tenth.
  double feeders = 0;
  for (const Attraction& a : out) feeders += a.weight;
  for (std::size_t i = 0; i < job.inventory.items.size(); ++i)
    if (job.inventory.items[i].node->kind == "intake" && group_of[i] != kNone)
      out.push_back({group_of[i], kNone, 10.0 + feeders / 10.0});
  return out;
}

PackInput pack_input(const Job& job, int cut, bool tight) {
  PackInput input;
  input.site = &job.spec.site;
  for (GroupSpec& spec : groups_of(job.inventory, cut)) {
    PackGroup group{std::move(spec), {}, {}};
    group.choices = arrangements(group.spec, job.inventory, job.limits);
    group.margins = margins_of(job, group.spec, tight);
    input.groups.push_back(std::move(group));
  }
  for (const GroundGroup& p : job.pinned) input.fixed.push_back(p.area);
  input.attractions = attractions_of(job, input.groups);
  input.utility = job.utility;
  input.gap = job.limits.lane;
  return input;
}

Settled settled(const Job& job, PackInput input, const Packed& packed, bool tight) {
  Settled out{job.pinned, packed.strategy, tight};
  for (std::size_t g = 0; g < input.groups.size(); ++g) {
    const GroupPlace& place = packed.places[g];
    GroundGroup group;
    group.name = input.groups[g].spec.name;
    group.block = input.groups[g].spec.block;
    group.plan = std::move(input.groups[g].choices[place.choice]);
    group.area = place.area;
    group.rotation = place.rotation;
    out.groups.push_back(std::move(group));
  }
  orient(job.inventory, job.utility, job.pinned.size(), out.groups);
  return out;
}

double land_m2(const SiteSpec& spec) {
  double sum = 0;
  for (const Polygon& p : spec.site.parcels) sum += area_m2(p);
  return sum;
}

/// Area of the land inside the setback and outside keep-outs, by strips.
double buildable_m2(const Job& job) {
  const Terrain land(job.spec.site, View{});
  const Rect box = land.bounds();
  const Margins margins{millimetres_up(job.spec.site.setback.si), 0, 0};
  constexpr int kStrips = 200;
  const Millimetres step = std::max<Millimetres>(1, box.height() / kStrips);
  double sum = 0;
  for (Millimetres y = box.y0; y < box.y1; y += step)
    for (const Span& span : land.spans(y, std::min(y + step, box.y1), margins))
      sum += 1e-6 * static_cast<double>(span.to - span.from) * static_cast<double>(std::min(step, box.y1 - y));
  return sum;
}

double frames_m2(const PackInput& input, Millimetres lane) {
  double sum = 0;
  for (const PackGroup& g : input.groups)
    sum += 1e-6 * static_cast<double>(g.choices.front().width + lane) *
           static_cast<double>(g.choices.front().height + lane);
  return sum;
}

Finding too_small(const Job& job, const PackInput& input, const PackFailure& failure) {
  const double needed = frames_m2(input, job.limits.lane), available = buildable_m2(job);
  const std::size_t g = failure.largest == kNone ? 0 : failure.largest;
  const Arrangement& a = input.groups[g].choices.front();
  const std::string where = fmt::format("'{}' ({:.1f} m x {:.1f} m) finds no place", input.groups[g].spec.name,
                                        1e-3 * static_cast<double>(a.width), 1e-3 * static_cast<double>(a.height));
  Finding f = finding("LAY001", Severity::error, "", "");
  if (needed > available)
    f.message = fmt::format(
        "the parcel is too small: about {:.0f} m2 with lanes are needed, {:.0f} m2 are free inside "
        "the setback, {:.0f} m2 are missing; {}",
        needed, available, needed - available, where);
  else
    f.message = fmt::format(
        "the shape of the parcel leaves no room: {} of {} groups are left over, {}; about {:.0f} m2 "
        "with lanes are needed, {:.0f} m2 are free",
        failure.missing, input.groups.size(), where, needed, available);
  f.hint = "a lower it.load, a smaller setback, fewer keep-outs, or more land";
  f.required = Measured{needed, "m2"};
  f.actual = Measured{available, "m2"};
  return f;
}

/// Whole blocks with lanes all around first; then tighter to the boundary and in smaller parts, until it fits.
std::optional<Settled> settle(const Job& job, std::vector<Finding>& findings) {
  struct Step {
    int cut;
    bool tight;
  };
  std::optional<Finding> fault;
  const double land = land_m2(job.spec);
  for (const Step step : {Step{0, false}, Step{1, false}, Step{0, true}, Step{1, true}, Step{2, false}, Step{2, true},
                          Step{3, true}, Step{4, true}}) {
    PackInput input = pack_input(job, step.cut, step.tight);
    PackFailure failure{input.groups.size(), 0};
    for (std::size_t g = 0; g < input.groups.size(); ++g) {
      const auto area = [&](std::size_t i) {
        return static_cast<double>(input.groups[i].choices.front().width) *
               static_cast<double>(input.groups[i].choices.front().height);
      };
      if (area(g) > area(failure.largest)) failure.largest = g;
    }
    std::optional<Packed> packed;
    if (frames_m2(input, 0) <= land || input.groups.empty()) packed = pack(input, failure);
    if (packed) {
      if (step.cut >= 2 || step.tight)
        findings.push_back(
            finding("LAY008", Severity::info,
                    step.tight ? "the parcel is narrow: groups stand closer to the boundary than a lane, some in parts"
                               : "the parcel is narrow: blocks and yards stand in parts",
                    ""));
      return settled(job, std::move(input), *packed, step.tight);
    }
    if (!fault) fault = too_small(job, input, failure);
  }
  findings.push_back(std::move(*fault));
  return std::nullopt;
}

/// Pins of unknown or inner modules, and of places where they cannot stand.
void check_pins(const Job& job, std::vector<Finding>& findings) {
  std::vector<std::string> tags;
  for (const Item& item : job.inventory.items)
    if (item.parent == kNone) tags.push_back(item.node->tag);
  for (const Pin& pin : job.spec.pins) {
    const std::size_t at = job.inventory.find(pin.tag);
    if (at != kNone && job.inventory.items[at].parent == kNone) continue;
    const std::string near = nearest(pin.tag, tags);
    Finding f = finding("LAY002", Severity::error,
                        at == kNone ? "no module '" + pin.tag + "' in this design to pin"
                                    : "'" + pin.tag + "' stands inside '" + job.inventory.items[at].node->parent +
                                          "' and cannot be pinned",
                        at != kNone    ? "pin '" + job.inventory.items[at].node->parent + "' instead"
                        : near.empty() ? "`plinth size` lists the tags"
                                       : "did you mean '" + near + "'?");
    f.origin = pin.origin;
    findings.push_back(std::move(f));
  }
  const Terrain land(job.spec.site, View{});
  const Margins margins{millimetres_up(job.spec.site.setback.si), 0, 0};
  for (std::size_t i = 0; i < job.pinned.size(); ++i) {
    const GroundGroup& g = job.pinned[i];
    const Item& item = job.inventory.items[g.plan.rows.front().items.front().item];
    std::string what;
    if (!land.free(g.area, margins)) what = "outside the buildable area";
    for (std::size_t j = 0; j < job.pinned.size() && what.empty(); ++j)
      if (j != i && overlap(g.area, job.pinned[j].area)) what = "on top of '" + job.pinned[j].name + "'";
    if (what.empty()) continue;
    Finding f = finding("LAY003", Severity::warning, "'" + g.name + "' is pinned " + what, "move the pin");
    f.tags = {item.node->tag};
    f.origin = item.pin->origin;
    f.marks = {{g.area.x0, g.area.y0}, {g.area.x1, g.area.y1}};
    findings.push_back(std::move(f));
  }
}

void check_heights(const Job& job, std::vector<Finding>& findings) {
  if (!job.spec.site.max_height) return;
  const Millimetres limit = static_cast<Millimetres>(job.spec.site.max_height->si * 1000.0 + 1e-6);
  std::map<std::string, std::vector<std::string>> tall;  // by module type
  for (const Item& item : job.inventory.items)
    if (item.parent == kNone && item.type->height > limit) tall[item.type->id].push_back(item.node->tag);
  for (auto& [id, tags] : tall) {
    const double height = 1e-3 * static_cast<double>(job.catalog.module(id)->height);
    Finding f = finding("LAY009", Severity::error,
                        fmt::format("'{}' is {:.2f} m high, the site allows {:.2f} m ({} modules)", id, height,
                                    job.spec.site.max_height->si, tags.size()),
                        "exclude this type in [catalog] exclude, or ask for a higher limit");
    std::sort(tags.begin(), tags.end());
    f.tags = std::move(tags);
    f.actual = Measured{height, "m"};
    f.required = Measured{job.spec.site.max_height->si, "m"};
    findings.push_back(std::move(f));
  }
}

std::vector<GroundGroup> pinned_groups(const Inventory& inventory) {
  std::vector<GroundGroup> out;
  for (std::size_t i = 0; i < inventory.items.size(); ++i) {
    const Item& item = inventory.items[i];
    if (item.pin == nullptr) continue;
    const int rotation = ((item.pin->rotation_deg % 360 + 360) % 360 + 45) / 90 % 4 * 90;
    GroundGroup group;
    group.name = item.node->tag;
    group.block = item.node->block;
    group.pinned = true;
    group.plan = alone(i, rotation, inventory);
    group.area = {item.pin->at.x, item.pin->at.y, item.pin->at.x + group.plan.width,
                  item.pin->at.y + group.plan.height};
    out.push_back(std::move(group));
  }
  return out;
}

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

double weighted_metres(const Inventory& inventory, const std::vector<Route>& routes) {
  std::map<std::string_view, Millimetres> lengths;
  for (const Route& r : routes) lengths[r.edge] = r.length;
  double sum = 0;
  for (const Connection& c : inventory.connections)
    if (inventory.items[c.from].owner != inventory.items[c.to].owner)
      sum += weight_of(c.edge->medium) * 1e-3 * static_cast<double>(lengths[c.edge->id]);
  return sum;
}

Layout finish(const Job& job, Settled settled, std::vector<Finding>& findings) {
  Layout out;
  Lanes lanes = make_lanes(job.spec, job.limits, settled.groups, settled.tight);
  findings.insert(findings.end(), lanes.findings.begin(), lanes.findings.end());
  out.placements = placements_of(job, settled.groups);
  place_children(job.inventory, out.placements, findings);
  out.routes = make_routes(job.inventory, out.placements, settled.groups, lanes.corridors, findings);
  out.roads = roads_of(lanes.corridors);
  out.strategy = settled.strategy;
  out.score = weighted_metres(job.inventory, out.routes);
  for (const GroundGroup& g : settled.groups) {
    out.groups.push_back({g.pinned ? "Pinned " + g.name : g.name, g.block, g.area});
    out.used_area_m2 += 1e-6 * static_cast<double>(g.area.width() + job.limits.lane) *
                        static_cast<double>(g.area.height() + job.limits.lane);
  }
  std::sort(out.placements.begin(), out.placements.end(),
            [](const Placement& a, const Placement& b) { return a.tag < b.tag; });
  return out;
}

}  // namespace
}  // namespace layout

Outcome<Layout> lay_out(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing) {
  using namespace layout;
  Outcome<Layout> out;
  const bool land = std::any_of(spec.site.parcels.begin(), spec.site.parcels.end(),
                                [](const Polygon& p) { return p.outer.size() >= 3 && fault_of(p) == std::nullopt; });
  if (!land) {
    out.findings.push_back(
        finding("LAY010", Severity::error, "the site has no parcel to build on", "give site.boundary"));
    return out;
  }
  Job job{spec, catalog, sizing, inventory_of(spec, catalog, sizing.graph), {}, {}, {}};
  job.limits = limits_of(catalog, spec.project.jurisdiction);
  job.utility = utility_of(spec);
  job.pinned = pinned_groups(job.inventory);
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
