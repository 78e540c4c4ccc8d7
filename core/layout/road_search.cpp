// SPDX-License-Identifier: Apache-2.0
#include "core/layout/road_search.h"

#include <algorithm>
#include <array>
#include <limits>
#include <queue>
#include <tuple>

namespace plinth::layout {
namespace {

constexpr std::size_t kLargest = 3000000;  ///< raster squares; beyond that lanes far apart are not joined
constexpr int kTurn = 6;                   ///< a turn costs as much as this many squares
constexpr Millimetres kCut = 250;          ///< by such steps a piece from a gate begins farther inside

/// So far from the gate towards the middle of the first square, along the longer way.
PlanPoint towards(PlanPoint gate, PlanPoint m, Millimetres by) {
  const bool along_x = std::abs(m.x - gate.x) > std::abs(m.y - gate.y);
  return along_x ? PlanPoint{gate.x + (m.x > gate.x ? by : -by), gate.y}
                 : PlanPoint{gate.x, gate.y + (m.y > gate.y ? by : -by)};
}

}  // namespace

RoadSearch::RoadSearch(const SiteSpec& spec, Millimetres lane, const std::vector<GroundGroup>& groups,
                       const std::vector<Corridor>& corridors)
    : spec_(spec), groups_(groups), land_(spec.site, View{}, Terrain::Users::roads), lane_(lane), step_(lane / 2) {
  bounds_ = corridors.empty() ? land_.bounds() : corridors.front().area;
  for (const Corridor& c : corridors) bounds_ = bounding_box(bounds_, c.area);
  for (const Gate& gate : spec.site.gates)
    bounds_ = bounding_box(bounds_, {gate.at.x, gate.at.y, gate.at.x, gate.at.y});
  bounds_ = bounds_.grown(4 * lane);
  if (!spec.site.gates.empty()) {  // squares in line with the first gate: a straight road from it
    const PlanPoint gate = spec.site.gates.front().at;
    bounds_.x0 = gate.x - (gate.x - bounds_.x0) / step_ * step_ - step_;
    bounds_.y0 = gate.y - (gate.y - bounds_.y0) / step_ * step_ - step_;
  }
  columns_ = static_cast<std::size_t>(bounds_.width() / step_) + 1;
  rows_ = static_cast<std::size_t>(bounds_.height() / step_) + 1;
}

bool RoadSearch::possible() const { return columns_ * rows_ <= kLargest; }

PlanPoint RoadSearch::middle(std::size_t cell) const {
  return {bounds_.x0 + static_cast<Millimetres>(cell % columns_) * step_,
          bounds_.y0 + static_cast<Millimetres>(cell / columns_) * step_};
}

bool RoadSearch::passable(std::size_t cell, bool on_land) const {
  return blocked_[cell] == 0 && (!on_land || off_land_[cell] == 0);
}

/// Marks the squares whose middle lies in the area.
void RoadSearch::mark(std::vector<Mark>& marks, const Rect& area, Mark value) const {
  const auto first = [&](Millimetres low, Millimetres origin) {
    return std::max<Millimetres>(0, low <= origin ? 0 : (low - origin + step_ - 1) / step_);
  };
  for (Millimetres r = first(area.y0, bounds_.y0); bounds_.y0 + r * step_ <= area.y1; ++r) {
    if (r >= static_cast<Millimetres>(rows_)) break;
    for (Millimetres c = first(area.x0, bounds_.x0); bounds_.x0 + c * step_ <= area.x1; ++c) {
      if (c >= static_cast<Millimetres>(columns_)) break;
      marks[static_cast<std::size_t>(r) * columns_ + static_cast<std::size_t>(c)] = value;
    }
  }
}

/// A lane is entered where a road overlaps it by a quarter of its width at least.
void RoadSearch::mark_corridor(std::vector<Mark>& marks, const Corridor& corridor, bool source) const {
  Rect area = corridor.area;
  const Millimetres width = corridor.along_x ? area.height() : area.width();
  if (width >= lane_) {
    // A little more than a quarter, so that squares of two lanes apart are never neighbours.
    mark(marks, area.grown(-width / 4 - 1), source ? Mark::source : Mark::target);
    return;
  }
  std::vector<Mark> close(marks.size(), Mark::none);
  mark(close, area.grown(step_ / 2), Mark::source);
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (close[i] == Mark::source && marks[i] == Mark::none && passable(i, false))
      marks[i] = source ? Mark::near_source : Mark::near_target;
}

void RoadSearch::build() {
  built_ = true;
  const std::size_t count = columns_ * rows_;
  std::vector<Mark> solid(count, Mark::none);
  // One millimetre less: a square that touches a group is free.
  for (const GroundGroup& g : groups_) mark(solid, g.area.grown(lane_ / 2 - 1), Mark::source);
  blocked_.assign(count, 0);
  for (std::size_t i = 0; i < count; ++i) blocked_[i] = solid[i] == Mark::source;
  off_land_.assign(count, 1);
  const Millimetres half = lane_ / 2;
  for (std::size_t r = 0; r < rows_; ++r) {
    const Millimetres y = middle(r * columns_).y;
    for (const Span& span : land_.spans(y - half, y + half, Margins{}))
      for (std::size_t c = 0; c < columns_; ++c) {
        const Millimetres x = middle(c).x;
        if (x - half >= span.from && x + half <= span.to) off_land_[r * columns_ + c] = 0;
      }
  }
}

/// Cheapest way from any source square to any target square: length and turns. Squares of lanes are always passable.
std::vector<std::size_t> RoadSearch::path(const std::vector<Mark>& marks, bool on_land) const {
  const std::size_t count = columns_ * rows_;
  constexpr int kFar = std::numeric_limits<int>::max();
  std::vector<int> best(2 * count, kFar);  // per square and direction: 0 west-east, 1 south-north
  std::vector<std::size_t> before(2 * count, kNone);
  using Entry = std::pair<int, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  for (std::size_t cell = 0; cell < count; ++cell)
    if (marks[cell] == Mark::source || marks[cell] == Mark::near_source)
      for (std::size_t d : {std::size_t{0}, std::size_t{1}}) {
        best[2 * cell + d] = 0;
        queue.push({0, 2 * cell + d});
      }
  while (!queue.empty()) {
    const auto [cost, state] = queue.top();
    queue.pop();
    if (cost > best[state]) continue;
    const std::size_t cell = state / 2;
    if (marks[cell] == Mark::target || marks[cell] == Mark::near_target) {
      std::vector<std::size_t> cells;
      for (std::size_t s = state; s != kNone; s = before[s]) cells.push_back(s / 2);
      std::reverse(cells.begin(), cells.end());
      cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
      return cells;
    }
    const std::size_t column = cell % columns_, row = cell / columns_;
    const auto step = [&](bool possible, std::size_t next, std::size_t d) {
      if (!possible || (marks[next] == Mark::none && !passable(next, on_land))) return;
      if (marks[next] == Mark::source || marks[next] == Mark::near_source) return;
      const int c = cost + 1 + (d != state % 2 ? kTurn : 0);
      if (c >= best[2 * next + d]) return;
      best[2 * next + d] = c;
      before[2 * next + d] = state;
      queue.push({c, 2 * next + d});
    };
    step(column > 0, cell - 1, 0);
    step(column + 1 < columns_, cell + 1, 0);
    step(row > 0, cell - columns_, 1);
    step(row + 1 < rows_, cell + columns_, 1);
  }
  return {};
}

/// The straight runs of a path, a lane wide, without the squares that are lanes already.
std::vector<Corridor> RoadSearch::runs(const std::vector<std::size_t>& cells, const std::vector<Mark>& marks,
                                       bool road) const {
  std::vector<Corridor> out;
  std::vector<std::size_t> own;
  for (const std::size_t cell : cells)
    if (marks[cell] != Mark::source && marks[cell] != Mark::target) own.push_back(cell);
  for (std::size_t i = 0; i < own.size();) {
    std::size_t j = i;
    const bool along_x = i + 1 < own.size() ? middle(own[i]).y == middle(own[i + 1]).y
                         : out.empty()      ? true
                                            : !out.back().along_x;
    while (j + 1 < own.size() && (middle(own[j]).y == middle(own[j + 1]).y) == along_x) ++j;
    const PlanPoint a = middle(own[i]), b = middle(own[j]);
    const Rect line{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
    out.push_back({line.grown(lane_ / 2), along_x, road, true});
    if (j == i || j + 1 == own.size()) break;
    i = j;
  }
  return out;
}

std::vector<Corridor> RoadSearch::between(const std::vector<Corridor>& corridors, const std::vector<std::size_t>& from,
                                          const std::vector<std::size_t>& to, bool on_land, bool road) {
  if (!possible()) return {};
  if (!built_) build();
  std::vector<Mark> marks(columns_ * rows_, Mark::none);
  for (const std::size_t c : to) mark_corridor(marks, corridors[c], false);
  for (const std::size_t c : from) mark_corridor(marks, corridors[c], true);
  return runs(path(marks, on_land), marks, road);
}

std::optional<RoadSearch::GateRoad> RoadSearch::from_gate(const std::vector<Corridor>& corridors, PlanPoint gate) {
  if (!possible()) return std::nullopt;
  if (!built_) build();
  std::vector<Mark> marks(columns_ * rows_, Mark::none);
  for (const Corridor& c : corridors)
    if (c.road) mark_corridor(marks, c, false);
  // The road begins at the free square nearest to the gate.
  std::tuple<Millimetres, std::size_t> nearest{6 * lane_, kNone};
  for (std::size_t cell = 0; cell < columns_ * rows_; ++cell) {
    const PlanPoint m = middle(cell);
    const Millimetres off = std::abs(m.x - gate.x) + std::abs(m.y - gate.y);
    if (off < std::get<0>(nearest) && (marks[cell] == Mark::target || passable(cell, true))) nearest = {off, cell};
  }
  const std::size_t start = std::get<1>(nearest);
  if (start == kNone) return std::nullopt;
  GateRoad out{middle(start), mouth(gate, middle(start))};
  if (marks[start] == Mark::target) {
    // A lane that passes close by is met across a slanting boundary by a piece that begins a little inside the gate.
    for (Millimetres cut = kCut; out.roads.empty() && cut < lane_; cut += kCut)
      out.roads = mouth(towards(gate, out.start, cut), out.start);
    return out;
  }
  marks[start] = Mark::source;
  const std::vector<std::size_t> cells = path(marks, true);
  if (cells.empty()) return std::nullopt;
  marks[start] = Mark::none;
  const std::vector<Corridor> found = runs(cells, marks, true);
  out.roads.insert(out.roads.end(), found.begin(), found.end());
  return out;
}

/// The piece between the boundary and the first square, where it lies on the land as a whole.
std::vector<Corridor> RoadSearch::mouth(PlanPoint gate, PlanPoint m) const {
  const Rect hull{std::min(m.x, gate.x), std::min(m.y, gate.y), std::max(m.x, gate.x), std::max(m.y, gate.y)};
  const bool along_x = hull.width() > hull.height();
  const Rect area = along_x ? Rect{hull.x0, m.y - lane_ / 2, hull.x1, m.y + lane_ / 2}
                            : Rect{m.x - lane_ / 2, hull.y0, m.x + lane_ / 2, hull.y1};
  if (area.width() <= 0 || area.height() <= 0 || !land_.free(area, Margins{})) return {};
  for (const GroundGroup& g : groups_)
    if (overlap(g.area, area)) return {};
  return {{area, along_x, true, true}};
}

}  // namespace plinth::layout
