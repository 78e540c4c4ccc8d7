// SPDX-License-Identifier: Apache-2.0
#include "core/layout/lanes.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/base/remark.h"
#include "core/layout/road_search.h"

namespace plinth::layout {
namespace {

constexpr Millimetres kFootway = 1000;

/// The strip of `width` along one side of a rectangle, longer at its two ends by `before` and `after`.
Rect strip(const Rect& r, std::size_t side, Millimetres width, Millimetres before, Millimetres after) {
  switch (side) {
    case kSouth:
      return {r.x0 - before, r.y0 - width, r.x1 + after, r.y0};
    case kNorth:
      return {r.x0 - before, r.y1, r.x1 + after, r.y1 + width};
    case kWest:
      return {r.x0 - width, r.y0 - before, r.x0, r.y1 + after};
    default:
      return {r.x1, r.y0 - before, r.x1 + width, r.y1 + after};
  }
}

/// What limits the lanes of groups that stand close to something.
class Surroundings {
 public:
  Surroundings(const SiteSpec& spec, const std::vector<GroundGroup>& groups)
      : land_(spec.site, View{}, Terrain::Users::roads), groups_(groups) {}
  [[nodiscard]] bool on_land(const Rect& r) const { return land_.free(r, Margins{}); }
  [[nodiscard]] bool clear_of_groups(const Rect& r) const {
    return std::none_of(groups_.begin(), groups_.end(), [&](const GroundGroup& g) { return overlap(g.area, r); });
  }
  /// What a lane of this group may run over: no other group where it stands alone, no module that stands alone.
  [[nodiscard]] bool clear(const GroundGroup& group, const Rect& r) const {
    return std::none_of(groups_.begin(), groups_.end(), [&](const GroundGroup& g) {
      return &g != &group && (group.pinned || g.pinned) && overlap(g.area, r);
    });
  }

 private:
  Terrain land_;
  const std::vector<GroundGroup>& groups_;
};

/// The widest way a side has room for.
Millimetres room(const Surroundings& around, const GroundGroup& group, std::size_t side, Millimetres lane) {
  for (const Millimetres width : {lane, lane / 2, kFootway, kFootway / 2}) {
    const Rect r = strip(group.area, side, width, 0, 0);
    if (around.on_land(r) && around.clear(group, r)) return width;
  }
  if (!group.pinned) return kFootway / 2;
  for (const Millimetres width : {lane, kFootway})  // a pinned module may stand outside the land
    if (around.clear_of_groups(strip(group.area, side, width, 0, 0))) return width;
  return 0;
}

void add_ring(const Surroundings& around, std::vector<GroundGroup>& groups, std::size_t index, Millimetres lane,
              bool checked, std::vector<std::pair<Corridor, std::pair<std::size_t, std::size_t>>>& out) {
  GroundGroup& group = groups[index];
  for (std::size_t side = 0; side < 4; ++side) group.ring[side] = checked ? room(around, group, side, lane) : lane;
  for (std::size_t side = 0; side < 4; ++side) {
    const Millimetres width = group.ring[side];
    if (width == 0) continue;
    const bool along_x = side == kSouth || side == kNorth;
    Millimetres before = group.ring[along_x ? kWest : kSouth], after = group.ring[along_x ? kEast : kNorth];
    Rect area = strip(group.area, side, width, before, after);
    bool land = !checked || around.on_land(area);
    const auto usable = [&] { return !checked || (land && around.clear(group, area)); };
    for (const Millimetres shorter : {kFootway, kFootway / 2, Millimetres{0}}) {
      if (usable()) break;
      before = std::min(before, shorter);
      after = std::min(after, shorter);
      area = strip(group.area, side, width, before, after);
      land = around.on_land(area);
    }
    if (group.pinned && !land) {  // outside the land: keep the corners unless a module stands there
      area = strip(group.area, side, width, group.ring[along_x ? kWest : kSouth], group.ring[along_x ? kEast : kNorth]);
      if (!around.clear_of_groups(area)) area = strip(group.area, side, width, 0, 0);
    }
    const bool road = land && width >= lane && (group.pinned || !checked || around.clear(group, area));
    out.push_back({{area, along_x, road, false}, {index, side}});
  }
}

/// Strips of one width in one line that touch become one corridor.
void merge(std::vector<GroundGroup>& groups, std::vector<Corridor>& corridors,
           std::vector<std::pair<Corridor, std::pair<std::size_t, std::size_t>>> strips) {
  const auto key = [](const Corridor& c) {
    return c.along_x ? std::tuple{c.along_x, c.road, c.area.y0, c.area.y1, c.area.x0, c.area.x1}
                     : std::tuple{c.along_x, c.road, c.area.x0, c.area.x1, c.area.y0, c.area.y1};
  };
  std::sort(strips.begin(), strips.end(), [&](const auto& a, const auto& b) {
    return std::tuple_cat(key(a.first), std::tie(a.second)) < std::tuple_cat(key(b.first), std::tie(b.second));
  });
  for (const auto& [corridor, owner] : strips) {
    const auto k = key(corridor);
    bool joined = false;
    if (!corridors.empty()) {
      Corridor& last = corridors.back();
      const auto l = key(last);
      joined = std::get<0>(k) == std::get<0>(l) && std::get<1>(k) == std::get<1>(l) &&
               std::get<2>(k) == std::get<2>(l) && std::get<3>(k) == std::get<3>(l) && std::get<4>(k) <= std::get<5>(l);
      if (joined) last.area = bounding_box(last.area, corridor.area);
    }
    if (!joined) corridors.push_back(corridor);
    groups[owner.first].corridor[owner.second] = corridors.size() - 1;
  }
}

/// Corridors that hang together, by overlap.
class Parts {
 public:
  explicit Parts(const std::vector<Corridor>& corridors, bool roads_only) : parent_(corridors.size()) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < corridors.size(); ++i)
      if (!roads_only || corridors[i].road) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(corridors[a].area.x0, a) < std::tie(corridors[b].area.x0, b);
    });
    for (std::size_t i = 0; i < order.size(); ++i)
      for (std::size_t j = i + 1; j < order.size(); ++j) {
        if (corridors[order[j]].area.x0 >= corridors[order[i]].area.x1) break;
        if (overlap(corridors[order[i]].area, corridors[order[j]].area)) parent_[find(order[i])] = find(order[j]);
      }
  }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

 private:
  std::vector<std::size_t> parent_;
};

/// Joins parts to the first one (that of the first corridor listed in `roots`) until nothing more can be reached.
void join_parts(RoadSearch& search, std::vector<Corridor>& corridors, bool on_land, bool road, std::size_t root) {
  for (int round = 0; round < 64; ++round) {
    Parts parts(corridors, road);
    std::vector<std::size_t> from, to;
    for (std::size_t i = 0; i < corridors.size(); ++i) {
      if (road && !corridors[i].road) continue;
      (parts.find(i) == parts.find(root) ? from : to).push_back(i);
    }
    if (to.empty()) return;
    std::vector<Corridor> found = search.between(corridors, from, to, on_land, road);
    if (found.empty()) return;
    corridors.insert(corridors.end(), found.begin(), found.end());
  }
}

/// Groups none of whose sides is a road that hangs together with `root`.
void report_unreached(const std::vector<GroundGroup>& groups, const std::vector<Corridor>& corridors, std::size_t root,
                      std::vector<Finding>& findings) {
  Parts parts(corridors, true);
  std::vector<std::string> names;
  for (const GroundGroup& group : groups) {
    const bool reached = std::any_of(group.corridor.begin(), group.corridor.end(), [&](std::size_t c) {
      return c != kNone && corridors[c].road && parts.find(c) == parts.find(root);
    });
    if (!reached) names.push_back(group.name);
  }
  if (names.empty()) return;
  findings.push_back(remark("LAY005", Severity::warning,
                            "no road on the site leads to " + names.front() +
                                (names.size() > 1 ? " and " + std::to_string(names.size() - 1) + " more" : ""),
                            "add a gate on that part of the parcel, or widen the way to it"));
}

}  // namespace

Lanes make_lanes(const SiteSpec& spec, const Limits& limits, std::vector<GroundGroup>& groups, bool tight) {
  Lanes lanes;
  const Surroundings around(spec, groups);
  std::vector<std::pair<Corridor, std::pair<std::size_t, std::size_t>>> strips;
  for (std::size_t g = 0; g < groups.size(); ++g)
    add_ring(around, groups, g, limits.lane, tight || groups[g].pinned, strips);
  merge(groups, lanes.corridors, std::move(strips));
  if (lanes.corridors.empty()) return lanes;
  RoadSearch search(spec, limits.lane, groups, lanes.corridors);
  std::size_t root = kNone;
  const std::size_t rings = lanes.corridors.size();
  for (const Gate& gate : spec.site.gates) {
    const auto found = search.from_gate(lanes.corridors, gate.at);
    if (!found) {
      lanes.findings.push_back(remark("LAY006", Severity::warning,
                                      "no road fits from gate '" + gate.name + "' to the lanes",
                                      "move the gate, or keep land free behind it"));
      continue;
    }
    const PlanPoint s = found->start;
    lanes.corridors.insert(lanes.corridors.end(), found->roads.begin(), found->roads.end());
    for (std::size_t i = 0; i < lanes.corridors.size() && root == kNone; ++i)
      if (lanes.corridors[i].road && contains(lanes.corridors[i].area, Rect{s.x, s.y, s.x, s.y})) root = i;
  }
  if (root == kNone)
    for (std::size_t i = 0; i < rings && root == kNone; ++i)
      if (lanes.corridors[i].road) root = i;
  if (root != kNone) {
    join_parts(search, lanes.corridors, true, true, root);
    report_unreached(groups, lanes.corridors, root, lanes.findings);
  }
  // Where no road can be, cables and pipes still find a footway: on the land, else across what lies between its parts.
  if (root == kNone) root = 0;
  RoadSearch footways(spec, 2 * kFootway, groups, lanes.corridors);
  RoadSearch& narrow = footways.possible() ? footways : search;
  join_parts(narrow, lanes.corridors, true, false, root);
  join_parts(narrow, lanes.corridors, false, false, root);
  return lanes;
}

std::vector<Road> roads_of(const std::vector<Corridor>& corridors) {
  std::vector<Corridor> all;
  for (const Corridor& c : corridors)
    if (c.road) all.push_back(c);
  std::sort(all.begin(), all.end(), [](const Corridor& a, const Corridor& b) {
    return std::tuple{a.area.x0, -a.area.x1, a.area.y0, -a.area.y1} <
           std::tuple{b.area.x0, -b.area.x1, b.area.y0, -b.area.y1};
  });
  std::vector<Corridor> kept;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool covered =
        std::any_of(kept.begin(), kept.end(), [&](const Corridor& k) { return contains(k.area, all[i].area); });
    if (!covered) kept.push_back(all[i]);
  }
  std::sort(kept.begin(), kept.end(), [](const Corridor& a, const Corridor& b) {
    return std::tuple{a.access, !a.along_x, a.area.y0, a.area.x0, a.area} <
           std::tuple{b.access, !b.along_x, b.area.y0, b.area.x0, b.area};
  });
  std::vector<Road> roads;
  int lane = 0, access = 0;
  for (const Corridor& c : kept)
    roads.push_back({c.access ? "Access " + std::to_string(++access) : "Lane " + std::to_string(++lane),
                     c.access ? "access" : "fire-lane", c.area});
  return roads;
}

}  // namespace plinth::layout
