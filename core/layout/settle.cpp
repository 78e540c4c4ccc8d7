// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "core/layout/groups.h"
#include "core/layout/job.h"
#include "core/layout/orient.h"
#include "core/layout/pack.h"
#include "core/layout/reserve.h"
#include "core/layout/room.h"
#include "core/layout/score.h"
#include "core/layout/strategy.h"
#include "core/model/plant_grid.h"

namespace plinth::layout {

Limits limits_for(const Job& job, bool corners) {
  Limits limits = job.limits;
  if (!corners) limits.corner = {};
  return limits;
}

std::vector<GroupSpec> groups_of(const Job& job, int cut, bool desk_apart) {
  const Limits limits = limits_for(job, true);
  return groups_of(job.inventory, cut, desk_apart, [&](const GroupSpec& group) {
    const std::vector<Arrangement> choices = arrangements(group, job.inventory, limits);
    return std::any_of(choices.begin(), choices.end(), [](const Arrangement& a) { return a.within_reach; });
  });
}

Margins margins_of(const Job& job, const GroupSpec& group, bool tight) {
  const Millimetres lane = tight ? 1500 : job.limits.lane, hair = turned_hair(job.spec.site);
  const Millimetres setback = job.spec.site.edges.empty() ? millimetres_up(job.spec.site.setback.si) : 0;
  Margins m{std::max(setback, lane), lane, std::max<Millimetres>(3050, lane), true};
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
  m.boundary += hair;
  m.keep_out += hair;
  m.building += hair;
  return m;
}

namespace {

/// By item: the group it stands in; those that stand already come after the others. kNone where it has no place yet.
std::vector<std::size_t> group_numbers(const Job& job, const std::vector<PackGroup>& groups,
                                       const std::vector<GroundGroup>& fixed) {
  std::vector<std::size_t> group_of(job.inventory.items.size(), kNone);
  const auto number = [&](const Arrangement& plan, std::size_t g) {
    for (const StandingRow& row : plan.rows)
      for (const Standing& s : row.items) group_of[s.item] = g;
  };
  for (std::size_t g = 0; g < groups.size(); ++g) number(groups[g].choices.front(), g);
  for (std::size_t f = 0; f < fixed.size(); ++f) number(fixed[f].plan, groups.size() + f);
  return group_of;
}

std::vector<Spacing> spacings_of(const Job& job, const std::vector<std::size_t>& group_of) {
  const auto groups = [&](const std::string& name) {
    std::set<std::size_t> out;
    for (const std::size_t item : meant_by(job.inventory, name))
      if (const std::size_t g = group_of[job.inventory.items[item].owner]; g != kNone) out.insert(g);
    return std::vector<std::size_t>(out.begin(), out.end());
  };
  std::vector<Spacing> out;
  for (const Adjacency& wish : job.spec.adjacencies) {
    Spacing spacing{groups(wish.a), groups(wish.b), -1, -1};
    if (wish.within) spacing.within = static_cast<Millimetres>(wish.within->si * 1000.0);
    if (wish.apart) spacing.apart = millimetres_up(wish.apart->si);
    if (!spacing.a.empty() && !spacing.b.empty()) out.push_back(std::move(spacing));
  }
  return out;
}

std::vector<Attraction> attractions_of(const Job& job, const std::vector<std::size_t>& group_of) {
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

/// What must not stand up-wind of what: generator sets of pods and heat rejection.
Upwind upwind_of(const Job& job, const std::vector<PackGroup>& groups) {
  Upwind out;
  std::tie(out.x, out.y) = wind_to(job.spec);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].choices.front().rows.empty()) continue;
    if (groups[g].spec.use == "generator") out.sources.push_back(g);
    if (groups[g].spec.block > 0) out.breathers.push_back(g);
  }
  return out;
}

constexpr const char* kPlain = "rows";

/// How finely groups are cut up, how near they may come to the boundary, whether vehicles turn at their corners,
/// and whether the control room has the place by the gate.
struct Step {
  int cut;
  bool tight, corners, desk;
};

/// Which groups are packed in one go: those of one use, which have zones, or all that have none.
struct Share {
  std::string_view use;  ///< empty: all without zones
  std::vector<Polygon> inside, outside;
};

/// Yards with zones first, each for itself, then all the rest.
std::vector<Share> shares_of(const SiteSpec& spec) {
  std::vector<Share> shares;
  for (const std::string_view use : {"electrical", "generator", "storage", "blocks"}) {
    Share share{use, {}, {}};
    for (const Zone& zone : spec.zones) (zone.holds == use ? share.inside : share.outside).push_back(zone.area);
    if (!share.inside.empty()) shares.push_back(std::move(share));
  }
  Share rest;
  for (const Zone& zone : spec.zones) rest.outside.push_back(zone.area);
  shares.push_back(std::move(rest));
  return shares;
}

bool has_zone(const SiteSpec& spec, std::string_view use) {
  return std::any_of(spec.zones.begin(), spec.zones.end(), [&](const Zone& zone) { return zone.holds == use; });
}

PackInput pack_input(const Job& job, const Step& step, const Share& share, const std::vector<GroundGroup>& fixed) {
  PackInput input;
  input.site = &job.spec.site;
  input.inside = share.inside;
  input.outside = share.outside;
  const bool desk = std::any_of(fixed.begin(), fixed.end(), [](const GroundGroup& g) { return g.name == kDesk; });
  for (const PackGroup& group : job.cuts->groups(job, step.cut, step.corners, desk)) {
    if (share.use.empty() ? has_zone(job.spec, group.spec.use) : group.spec.use != share.use) continue;
    input.groups.push_back(group);
    input.groups.back().margins = margins_of(job, group.spec, step.tight);
  }
  for (PackGroup& reserve : reserve_groups(job, input.groups)) {
    const auto place = reserve.spec.block > 0 ? input.groups.end()
                                              : std::find_if(input.groups.begin(), input.groups.end(),
                                                             [](const PackGroup& g) { return g.spec.block > 0; });
    input.groups.insert(place, std::move(reserve));
  }
  for (const GroundGroup& f : fixed) input.fixed.push_back(f.area);
  const std::vector<std::size_t> group_of = group_numbers(job, input.groups, fixed);
  input.attractions = attractions_of(job, group_of);
  input.spacings = spacings_of(job, group_of);
  input.upwind = upwind_of(job, input.groups);
  input.utility = job.utility;
  input.gap = job.limits.lane;
  input.any = job.any_place && share.use.empty();  // a yard in a zone stands where it would in the layout
  return input;
}

bool is_reserve(const PackGroup& group) { return group.choices.front().rows.empty(); }

void add_settled(const PackInput& input, const Packed& packed, Settled& out) {
  for (std::size_t g = 0; g < input.groups.size(); ++g) {
    const GroupPlace& place = packed.places[g];
    GroundGroup group;
    group.name = input.groups[g].spec.name;
    group.holds = input.groups[g].spec.use;
    group.block = input.groups[g].spec.block;
    group.plan = input.groups[g].choices[place.choice];
    group.area = place.area;
    group.rotation = place.rotation;
    if (place.facing != Side::any) {  // the power modules of a block stand in the north of its own frame
      group.facing = true;
      const auto wanted = static_cast<std::size_t>(place.facing);
      if (group.site_side(kNorth) != wanted) group.rotation = (group.rotation + 180) % 360;
    }
    (is_reserve(input.groups[g]) ? out.reserves : out.groups).push_back(std::move(group));
  }
}

/// The zone that is too small, where there is one.
const Zone* zone_of(const Job& job, const Share& share) {
  const auto found = std::find_if(job.spec.zones.begin(), job.spec.zones.end(),
                                  [&](const Zone& zone) { return zone.holds == share.use; });
  return found == job.spec.zones.end() ? nullptr : &*found;
}

/// Of all ways of settling that failed, the one that came nearest.
struct Nearest {
  std::optional<Finding> fault;
  double missing = 0;  ///< m2

  void consider(Finding other) {
    const double short_of = std::max(0.0, other.required->value - other.actual->value);
    if (fault && missing <= short_of) return;
    missing = short_of;
    fault = std::move(other);
  }
};

Finding too_small(const Job& job, const Share& share, const PackInput& input, const PackFailure& failure) {
  const double needed = least_m2(input), available = buildable_m2(input);
  const Zone* zone = zone_of(job, share);
  const std::string land = zone != nullptr ? "zone '" + zone->name + "'" : "parcel";
  const std::size_t g = failure.largest == kNone ? 0 : failure.largest;
  const Arrangement& a = input.groups[g].choices.front();
  const std::string where = fmt::format("'{}' ({:.1f} m x {:.1f} m)", input.groups[g].spec.name,
                                        1e-3 * static_cast<double>(a.width), 1e-3 * static_cast<double>(a.height));
  const std::string inside = zone != nullptr ? "in it" : "inside the setback";
  Finding f = remark("LAY001", Severity::error, "", "");
  if (needed > available)
    f.message = fmt::format(
        "the {} is too small: {:.0f} m2 with lanes are needed at the least, {:.0f} m2 are free {}, {:.0f} m2 are "
        "missing; {} finds no place",
        land, needed, available, inside, needed - available, where);
  else
    f.message = fmt::format(
        "the shape of the {} leaves no room: {:.0f} m2 with lanes are needed at the least, {:.0f} m2 are free {}, but "
        "{} finds no place{}",
        land, needed, available, inside, where,
        failure.missing < input.groups.size()
            ? fmt::format("; {} of {} groups are left over", failure.missing, input.groups.size())
            : "");
  f.hint = zone != nullptr ? "draw the zone larger, or leave it out"
                           : "a lower it.load, a smaller setback, fewer keep-outs, or more land";
  if (zone != nullptr) f.origin = zone->origin;
  f.required = Measured{needed, "m2"};
  f.actual = Measured{available, "m2"};
  return f;
}

PackFailure nothing_placed(const PackInput& input) {
  PackFailure failure{input.groups.size(), 0};
  const auto area = [&](std::size_t i) {
    return static_cast<double>(input.groups[i].choices.front().width) *
           static_cast<double>(input.groups[i].choices.front().height);
  };
  for (std::size_t g = 0; g < input.groups.size(); ++g)
    if (area(g) > area(failure.largest)) failure.largest = g;
  return failure;
}

/// The strategies that compete: the plain one first, which decides whether anything fits.
std::vector<const LayoutStrategy*> competitors(const std::string& wanted) {
  std::vector<const LayoutStrategy*> out;
  for (const LayoutStrategy* strategy : all_layout_strategies()) {
    const bool plain = std::string_view(strategy->name) == kPlain;
    if (wanted.empty() || wanted == "auto")
      out.insert(plain ? out.begin() : out.end(), strategy);
    else if (wanted == strategy->name)
      out.push_back(strategy);
  }
  return out;
}

/// All shares one after another, each around those before it; the strategies compete for the last.
std::vector<Settled> settle_at(const Job& job, Step step, const std::vector<GroundGroup>& standing,
                               const std::vector<const LayoutStrategy*>& strategies, Nearest& nearest) {
  Settled base{standing, "", step.tight, "", step.cut, step.corners};
  const double land = land_m2(job.spec);
  const std::vector<Share> shares = shares_of(job.spec);
  std::vector<Settled> out;
  for (const Share& share : shares) {
    const bool last = share.use.empty();
    std::vector<GroundGroup> taken = base.groups;
    taken.insert(taken.end(), base.reserves.begin(), base.reserves.end());
    const PackInput input = pack_input(job, step, share, taken);
    PackFailure failure = nothing_placed(input);
    std::vector<Packed> packed;
    if (input.groups.empty() || (frames_m2(input, 0) <= land && least_m2(input) <= room_m2(input)))
      packed = pack(input, last ? strategies : competitors(kPlain), failure);
    if (packed.empty()) {
      nearest.consider(too_small(job, share, input, failure));
      return {};
    }
    if (!last) {
      add_settled(input, packed.front(), base);
      base.strategy = packed.front().strategy;
      base.arrangement = packed.front().arrangement;
      continue;
    }
    for (const Packed& plan : packed) {
      out.push_back(base);
      add_settled(input, plan, out.back());
      if (input.groups.empty() && !base.strategy.empty()) continue;
      out.back().strategy = plan.strategy;
      out.back().arrangement = plan.arrangement;
    }
  }
  for (Settled& plan : out) orient(job.inventory, job.utility, standing.size(), plan.groups);
  return out;
}

constexpr std::array<Step, kLastStep + 1> kSteps{{{0, false, true, true},
                                                  {1, false, true, true},
                                                  {0, false, true, false},
                                                  {1, false, true, false},
                                                  {0, true, true, false},
                                                  {0, false, false, false},
                                                  {1, false, false, false},
                                                  {0, true, false, false},
                                                  {1, true, false, false},
                                                  {2, false, false, false},
                                                  {2, true, false, false},
                                                  {3, true, false, false},
                                                  {4, true, false, false}}};

std::vector<Settled> settle_with(const Job& job, const std::vector<GroundGroup>& standing,
                                 const std::vector<const LayoutStrategy*>& strategies, int last, Nearest& nearest) {
  std::vector<GroundGroup> with_desk = standing;
  if (auto desk = desk_of(job, standing)) with_desk.push_back(std::move(*desk));
  for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
    if (kSteps[i].desk && with_desk.size() == standing.size()) continue;
    std::vector<Settled> out = settle_at(job, kSteps[i], kSteps[i].desk ? with_desk : standing, strategies, nearest);
    for (Settled& plan : out) plan.step = static_cast<int>(i);
    if (!out.empty()) return out;
  }
  return {};
}

}  // namespace

bool fits_somehow(const Job& job) {
  std::vector<Finding> dropped;
  std::vector<GroundGroup> standing = job.pinned;
  if (std::optional<GroundGroup> laydown = laydown_of(job, standing, dropped)) standing.push_back(std::move(*laydown));
  Nearest nearest;
  return !settle_at(job, kSteps.back(), standing, competitors(kPlain), nearest).empty();
}

namespace {

/// Whether the plant finds its place once no land is kept free for more.
bool reserve_is_to_blame(const Job& job) {
  if (!job.with_reserve || !job.spec.expansion.any()) return false;
  Job bare = job;
  bare.with_reserve = false;
  return fits_somehow(bare);
}

}  // namespace

std::vector<Settled> settle(const Job& job, std::vector<Finding>& findings, int last) {
  std::vector<GroundGroup> standing = job.pinned;
  if (std::optional<GroundGroup> laydown = laydown_of(job, standing, findings)) standing.push_back(std::move(*laydown));
  Nearest nearest;
  const std::string& wanted = job.spec.layout.strategy;
  std::vector<const LayoutStrategy*> strategies = competitors(job.any_place && wanted == "auto" ? kPlain : wanted);
  if (strategies.empty()) strategies = competitors("auto");  // LAY031 says so
  std::vector<Settled> out = settle_with(job, standing, strategies, last, nearest);
  if (out.empty() && strategies.size() == 1 && wanted != kPlain) {
    out = settle_with(job, standing, competitors(kPlain), last, nearest);
    if (!out.empty())
      findings.push_back(remark("LAY030", Severity::warning,
                                fmt::format("no layout of strategy '{}' fits this site; '{}' is taken", wanted, kPlain),
                                "leave layout.strategy out, so that all strategies compete"));
  }
  if (out.empty()) {
    if (nearest.fault)  // no step up to `last` is one for this plant otherwise
      findings.push_back(reserve_is_to_blame(job) ? reserve_binds(job, *nearest.fault) : std::move(*nearest.fault));
    return out;
  }
  const Settled& first = out.front();
  if (!first.corners)
    findings.push_back(remark("LAY035", Severity::info,
                              "the parcel is narrow: modules stand in the corners of lanes, where vehicles would turn",
                              "ACC01 and ROAD07 say which turns are too tight"));
  if (first.cut >= 2 || first.tight)
    findings.push_back(
        remark("LAY008", Severity::info,
               first.tight ? "the parcel is narrow: groups stand closer to the boundary than a lane, some in parts"
                           : "the parcel is narrow: blocks and yards stand in parts",
               ""));
  return out;
}

}  // namespace plinth::layout
