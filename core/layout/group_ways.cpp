// SPDX-License-Identifier: Apache-2.0
#include "core/layout/group_ways.h"

#include <algorithm>
#include <cstdlib>

namespace plinth::layout {
namespace {

constexpr Millimetres kLeastGap = 300;   ///< between two modules, for a way across their row
constexpr Millimetres kLeastEnd = 1000;  ///< between the first or last module of a row and the frame, for such a way
constexpr Millimetres kOff = 150;        ///< a way keeps this from the modules it passes

}  // namespace

GroupWays::GroupWays(const GroundGroup& group, const std::vector<Corridor>& corridors)
    : group_(group), corridors_(corridors) {
  const std::vector<StandingRow>& rows = group.plan.rows;
  tracks_.push_back(-group.local_ring(kSouth) / 2);
  for (std::size_t r = 1; r < rows.size(); ++r) tracks_.push_back((rows[r - 1].y1 + rows[r].y0) / 2);
  tracks_.push_back(group.plan.height + group.local_ring(kNorth) / 2);
  const Millimetres west = -group.local_ring(kWest) / 2, east = group.plan.width + group.local_ring(kEast) / 2;
  for (const StandingRow& row : rows) {
    // Around the ends of a row the ways are those of the ring; what the frame leaves free there is a gap if it is wide.
    std::vector<std::pair<Millimetres, Millimetres>> gaps;
    if (row.items.empty()) {  // all of it was moved elsewhere
      gaps_.push_back({{west, east}});
      continue;
    }
    if (west < 0) gaps.emplace_back(west, west);
    const Millimetres first = row.items.front().area.x0, last = row.items.back().area.x1;
    if (first >= kLeastEnd || (west >= 0 && first > 0)) gaps.emplace_back(0, std::max<Millimetres>(0, first - kOff));
    Millimetres from = first;
    for (const Standing& s : row.items) {
      if (s.area.x0 - from >= kLeastGap) gaps.emplace_back(from + kOff, s.area.x0 - kOff);
      from = s.area.x1;
    }
    const Millimetres width = group.plan.width;
    if (width - last >= kLeastEnd || (east <= width && last < width))
      gaps.emplace_back(std::min(last + kOff, width), width);
    if (east > width) gaps.emplace_back(east, east);
    gaps_.push_back(std::move(gaps));
  }
}

/// The outermost tracks lie in the ring, which a pinned module may lack.
bool GroupWays::usable(std::size_t track) const {
  if (track == 0) return group_.local_ring(kSouth) > 0;
  if (track + 1 == tracks_.size()) return group_.local_ring(kNorth) > 0;
  return true;
}

/// Where to cross a row: least detour on the way from one x to another.
Millimetres GroupWays::crossing(std::size_t row, Millimetres from, Millimetres target) const {
  Millimetres best = target, least = -1;
  for (const auto& [low, high] : gaps_[row])
    for (const Millimetres wanted : {target, from}) {
      const Millimetres x = std::clamp(wanted, low, high);
      const Millimetres detour = std::abs(x - from) + std::abs(x - target);
      if (least < 0 || detour < least) {
        least = detour;
        best = x;
      }
    }
  return best;
}

/// From the end of the way, which is on track `from`, to track `to`, then to x = target on it.
void GroupWays::cross(Way& way, std::size_t from, std::size_t to, Millimetres target) const {
  for (std::size_t t = from; t != to;) {
    const std::size_t row = to > t ? t : t - 1;
    const Millimetres x = crossing(row, way.back().x, target);
    way.push_back({x, tracks_[t]});
    t = to > t ? t + 1 : t - 1;
    way.push_back({x, tracks_[t]});
  }
  way.push_back({target, tracks_[to]});
}

Way GroupWays::inside(PlanPoint a, std::size_t row_a, PlanPoint b, std::size_t row_b) const {
  const PlanPoint from = group_.to_local(a), to = group_.to_local(b);
  Way best;
  Millimetres least = -1;
  for (const std::size_t ta : {row_a, row_a + 1})
    for (const std::size_t tb : {row_b, row_b + 1}) {
      if (!usable(ta) || !usable(tb)) continue;
      Way way{from, {from.x, tracks_[ta]}};
      cross(way, ta, tb, to.x);
      way.push_back(to);
      const Millimetres length = length_of(way);
      if (least >= 0 && length >= least) continue;
      least = length;
      best = std::move(way);
    }
  for (PlanPoint& p : best) p = group_.to_site(p);
  return simplified(best);
}

std::vector<Millimetres> GroupWays::aisles() const {
  const std::vector<StandingRow>& rows = group_.plan.rows;
  std::vector<Millimetres> out(tracks_.size());
  for (std::size_t r = 1; r < rows.size(); ++r) out[r] = rows[r].y0 - rows[r - 1].y1;
  return out;
}

std::vector<Passage> GroupWays::passages() const {
  const std::vector<StandingRow>& rows = group_.plan.rows;
  const bool along_x = group_.rotation % 180 == 0;
  std::vector<Passage> out;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const Rect aisle{0, rows[r - 1].y1, group_.plan.width, rows[r].y0};
    if (aisle.y1 <= aisle.y0) continue;
    const PlanPoint on_axis = group_.to_site(PlanPoint{0, tracks_[r]});
    out.push_back({"", "aisle", group_.to_site(aisle), along_x, along_x ? on_axis.y : on_axis.x});
  }
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (const auto& [low, high] : gaps_[r]) {
      const Rect gap{std::max<Millimetres>(0, low - kOff), rows[r].y0, std::min(group_.plan.width, high + kOff),
                     rows[r].y1};
      if (gap.x1 - gap.x0 < kLeastGap) continue;
      const PlanPoint middle = group_.to_site(PlanPoint{(gap.x0 + gap.x1) / 2, gap.y0});
      out.push_back({"", "gap", group_.to_site(gap), !along_x, along_x ? middle.x : middle.y});
    }
  return out;
}

void GroupWays::add_door(std::vector<Door>& doors, Way local, std::size_t local_side) const {
  const std::size_t corridor = group_.corridor[group_.site_side(local_side)];
  if (corridor == kNone) return;
  for (PlanPoint& p : local) p = group_.to_site(p);
  const Corridor& c = corridors_[corridor];
  PlanPoint at = local.back();
  (c.along_x ? at.y : at.x) = c.axis();
  local.push_back(at);
  doors.push_back({corridor, at, std::move(local), kNone});
}

std::vector<Door> GroupWays::doors(PlanPoint port, std::size_t row) const {
  const PlanPoint p = group_.to_local(port);
  const std::size_t last = tracks_.size() - 1;
  std::vector<Door> out;
  for (const std::size_t t : {row, row + 1}) {
    Way way{p, {p.x, tracks_[t]}};
    if (t > 0 && t < last) {
      for (const std::size_t side : {kWest, kEast}) {
        Way aside = way;
        aside.push_back({side == kWest ? 0 : group_.plan.width, tracks_[t]});
        const std::size_t before = out.size();
        add_door(out, std::move(aside), side);
        if (out.size() > before) out.back().exit = 2 * t + (side == kEast ? 1 : 0);
      }
    }
    const std::size_t end = t == row ? 0 : last;
    if (!usable(end)) continue;
    if (t != end) {  // straight on, across the rows on that side
      const std::size_t before = end == 0 ? 1 : last - 1;
      cross(way, t, before, p.x);
      const Millimetres x = crossing(end == 0 ? 0 : last - 1, way.back().x, p.x);
      way.push_back({x, tracks_[before]});
      way.push_back({x, end == 0 ? 0 : group_.plan.height});
    } else {
      way.back().y = end == 0 ? 0 : group_.plan.height;
    }
    add_door(out, std::move(way), end == 0 ? kSouth : kNorth);
  }
  return out;
}

}  // namespace plinth::layout
