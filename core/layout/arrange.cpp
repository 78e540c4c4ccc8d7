// SPDX-License-Identifier: Apache-2.0
#include "core/layout/arrange.h"

#include <algorithm>
#include <map>

namespace plinth::layout {
namespace {

/// A module that has a turn: what rows are made of.
struct Turned {
  std::size_t index = kNone;
  int rotation = 0;
  Millimetres width = 0, height = 0;
  Sides clear;
  Millimetres gap = 0;  ///< before it, for what crosses its row
};

/// Rows being built, one above the other, in the group's own frame.
class Rows {
 public:
  Rows(const Inventory& inventory, const Limits& limits, const GroupSpec& spec)
      : inventory_(inventory), limits_(limits) {
    for (const auto& [index, rotation] : turns_of(spec, inventory)) {
      const ModuleType& type = *inventory.items[index].type;
      turned_[index] = {index,
                        rotation,
                        turned_width(type, rotation),
                        turned_height(type, rotation),
                        layout::turned(inventory.items[index].clear, rotation),
                        0};
    }
    for (const Strip& strip : spec.strips) {
      const auto gap = limits.gaps.find(gap_rule(strip.use));
      if (gap == limits.gaps.end()) continue;
      for (const Cell& cell : strip.cells)
        for (const auto* tier : {&cell.lower, &cell.upper})
          for (const std::size_t index : *tier) turned_.at(index).gap = gap->second;
    }
  }

  [[nodiscard]] Millimetres strip_length(const Strip& strip) const {
    return line(strip.cells, 0, strip.cells.size()).length;
  }
  [[nodiscard]] Arrangement build(const GroupSpec& spec, Millimetres longest) const;

 private:
  struct Line {
    std::vector<Standing> lower, upper;                       // x set, y not yet
    std::vector<std::pair<std::size_t, std::size_t>> starts;  // of each cell in lower and upper
    Millimetres length = 0;
  };

  [[nodiscard]] const Turned& turned(std::size_t index) const { return turned_.at(index); }
  [[nodiscard]] Line line(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::vector<Line> wrapped(const Strip& strip, Millimetres longest) const;
  [[nodiscard]] std::vector<std::size_t> breaks(const std::vector<Cell>& cells, Millimetres longest) const;
  [[nodiscard]] Millimetres aisle_between(RowUse south, RowUse north) const;
  [[nodiscard]] Millimetres next_x(const std::vector<Standing>& row, const Turned& next) const;
  [[nodiscard]] Millimetres next_cell(const std::vector<Standing>& row, const Turned& next) const;
  void append(std::vector<Standing>& row, const std::vector<std::size_t>& items, Millimetres from) const;
  using Strips = std::vector<std::vector<Line>>;  // from the south; lines of a strip in the order they are stacked

  static void spread(Line& line, Millimetres longest);
  void stack(Arrangement& out, std::vector<Standing> items, bool hug_north, RowUse use) const;
  void frame(Arrangement& out) const;
  [[nodiscard]] Arrangement stacked(const GroupSpec& spec, Strips strips, Millimetres width,
                                    const std::vector<Millimetres>& insets) const;
  [[nodiscard]] std::vector<Millimetres> corner_room(const Strips& strips, const Arrangement& plain, Millimetres& width,
                                                     Millimetres& more) const;
  void free_corners(Arrangement& out, Millimetres more) const;
  [[nodiscard]] bool in_reach(const Arrangement& out) const;

  const Inventory& inventory_;
  const Limits& limits_;
  std::map<std::size_t, Turned> turned_;
};

Millimetres Rows::aisle_between(RowUse south, RowUse north) const {
  const auto found = limits_.aisles.find(aisle_rule(south, north));
  return found == limits_.aisles.end() ? limits_.aisle : found->second;
}

/// The first x at which `next` keeps its distance from every module already in the row.
Millimetres Rows::next_x(const std::vector<Standing>& row, const Turned& next) const {
  constexpr Millimetres kFar = 60000;
  Millimetres x = 0;
  for (auto s = row.rbegin(); s != row.rend(); ++s) {
    if (s != row.rbegin() && row.back().area.x1 - s->area.x1 > kFar) break;
    const Millimetres fire = separation(inventory_.items[s->item], inventory_.items[next.index], limits_);
    x = std::max(x, s->area.x1 + std::max({turned(s->item).clear.east, next.clear.west, fire}));
  }
  return x;
}

/// The same, with a gap for what crosses the row.
Millimetres Rows::next_cell(const std::vector<Standing>& row, const Turned& next) const {
  const Millimetres x = next_x(row, next);
  return row.empty() ? x : std::max(x, row.back().area.x1 + next.gap);
}

void Rows::append(std::vector<Standing>& row, const std::vector<std::size_t>& items, Millimetres from) const {
  for (const std::size_t index : items) {
    const Turned& t = turned(index);
    const Millimetres x = std::max(from, next_x(row, t));
    row.push_back({index, {x, 0, x + t.width, t.height}, t.rotation});
  }
}

Rows::Line Rows::line(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) const {
  Line out;
  for (std::size_t c = begin; c < end; ++c) {
    const Cell& cell = cells[c];
    Millimetres from = 0;
    if (!cell.lower.empty()) from = std::max(from, next_cell(out.lower, turned(cell.lower.front())));
    if (!cell.upper.empty()) from = std::max(from, next_cell(out.upper, turned(cell.upper.front())));
    const std::size_t lower_from = out.lower.size(), upper_from = out.upper.size();
    out.starts.emplace_back(lower_from, upper_from);
    append(out.lower, cell.lower, from);
    append(out.upper, cell.upper, from);
    if (!cell.lower.empty() && !cell.upper.empty()) {  // centre the shorter tier on the longer
      const Millimetres slack = (out.lower.back().area.x1 - out.upper.back().area.x1) / 2;
      auto& shorter = slack > 0 ? out.upper : out.lower;
      for (std::size_t i = slack > 0 ? upper_from : lower_from; i < shorter.size(); ++i)
        shorter[i].area = shorter[i].area.moved(std::abs(slack), 0);
    }
  }
  for (const auto* tier : {&out.lower, &out.upper})
    if (!tier->empty()) out.length = std::max(out.length, tier->back().area.x1);
  return out;
}

/// Where lines begin when none may be longer than `longest` (a single cell may).
std::vector<std::size_t> Rows::breaks(const std::vector<Cell>& cells, Millimetres longest) const {
  std::vector<std::size_t> starts;
  for (std::size_t begin = 0; begin < cells.size();) {
    starts.push_back(begin);
    std::size_t low = begin + 1, high = cells.size();  // length grows with the number of cells
    while (low < high) {
      const std::size_t middle = low + (high - low + 1) / 2;
      if (line(cells, begin, middle).length <= longest)
        low = middle;
      else
        high = middle - 1;
    }
    begin = low;
  }
  return starts;
}

/// As few lines as `longest` allows, all about equally long.
std::vector<Rows::Line> Rows::wrapped(const Strip& strip, Millimetres longest) const {
  std::vector<std::size_t> starts = breaks(strip.cells, longest);
  Millimetres low = longest / 4, high = longest;
  for (int i = 0; i < 8 && starts.size() > 1 && low < high; ++i) {
    const Millimetres middle = low + (high - low) / 2;
    std::vector<std::size_t> tried = breaks(strip.cells, middle);
    if (tried.size() <= starts.size()) {
      starts = std::move(tried);
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  std::vector<Line> lines;
  for (std::size_t i = 0; i < starts.size(); ++i)
    lines.push_back(line(strip.cells, starts[i], i + 1 < starts.size() ? starts[i + 1] : strip.cells.size()));
  return lines;
}

/// Spreads the cells of a line evenly towards the length of the longest line, and centres what is left over, so that
/// modules stand about opposite the ones they serve.
void Rows::spread(Line& line, Millimetres longest) {
  constexpr Millimetres kMost = 3000;  // a gap never grows by more
  const Millimetres slack = longest - line.length;
  if (slack <= 0) return;
  const auto cells = static_cast<Millimetres>(line.starts.size());
  const Millimetres each = cells > 1 ? std::min(kMost, slack / (cells - 1)) / 100 * 100 : 0;
  const Millimetres first = (slack - each * (cells - 1)) / 2 / 100 * 100;
  for (std::size_t c = line.starts.size(); c-- > 0;) {
    const Millimetres by = first + each * static_cast<Millimetres>(c);
    const bool last = c + 1 == line.starts.size();
    const std::size_t lower_end = last ? line.lower.size() : line.starts[c + 1].first;
    const std::size_t upper_end = last ? line.upper.size() : line.starts[c + 1].second;
    for (std::size_t i = line.starts[c].first; i < lower_end; ++i) line.lower[i].area = line.lower[i].area.moved(by, 0);
    for (std::size_t i = line.starts[c].second; i < upper_end; ++i)
      line.upper[i].area = line.upper[i].area.moved(by, 0);
  }
}

/// Puts a row north of all rows there are, at the least distance every pair of modules allows.
void Rows::stack(Arrangement& out, std::vector<Standing> items, bool hug_north, RowUse use) const {
  if (items.empty()) return;
  Millimetres depth = 0;
  for (const Standing& s : items) depth = std::max(depth, s.area.height());
  for (Standing& s : items)
    if (hug_north) s.area = s.area.moved(0, depth - s.area.height());
  Millimetres y = out.rows.empty() ? 0 : out.rows.back().y1 + aisle_between(out.rows.back().use, use);
  using Sort = std::tuple<const ModuleType*, int, Millimetres>;
  const auto sorts = [](const std::vector<Standing>& row, const Inventory& inventory, bool north) {
    std::vector<std::pair<Sort, const Standing*>> kinds;  // one of each: long rows hold few different modules
    for (const Standing& s : row) {
      const Sort sort{inventory.items[s.item].type, s.rotation, north ? s.area.y1 : s.area.y0};
      if (std::none_of(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == sort; }))
        kinds.emplace_back(sort, &s);
    }
    return kinds;
  };
  const auto upper = sorts(items, inventory_, false);
  for (const StandingRow& row : out.rows)
    for (const auto& [sort, below] : sorts(row.items, inventory_, true))
      for (const auto& [other, above] : upper) {
        const Millimetres fire = separation(inventory_.items[below->item], inventory_.items[above->item], limits_);
        const Millimetres gap = std::max({turned(below->item).clear.north, turned(above->item).clear.south, fire});
        y = std::max(y, below->area.y1 + gap - above->area.y0);
      }
  for (Standing& s : items) s.area = s.area.moved(0, y);
  out.rows.push_back({std::move(items), y, y + depth, use});
}

/// Adds the margin the modules need beyond a lane around the frame.
void Rows::frame(Arrangement& out) const {
  for (const StandingRow& row : out.rows) out.width = std::max(out.width, row.items.back().area.x1);
  out.height = out.rows.back().y1;
  Sides margin;
  for (const StandingRow& row : out.rows)
    for (const Standing& s : row.items) {
      const Sides& clear = turned(s.item).clear;
      const Millimetres fire = outward_separation(inventory_.items[s.item], limits_, inventory_.has_liquid);
      const Millimetres verge = verge_of(inventory_.items[s.item], limits_);
      const auto need = [&](Millimetres c, Millimetres inside) {
        return std::max(std::max(c, fire) - limits_.lane, verge) - inside;
      };
      margin.south = std::max(margin.south, need(clear.south, s.area.y0));
      margin.west = std::max(margin.west, need(clear.west, s.area.x0));
      margin.north = std::max(margin.north, need(clear.north, out.height - s.area.y1));
      margin.east = std::max(margin.east, need(clear.east, out.width - s.area.x1));
    }
  out.width += margin.west + margin.east;
  out.height += margin.south + margin.north;
  for (StandingRow& row : out.rows) {
    row.y0 += margin.south;
    row.y1 += margin.south;
    for (Standing& s : row.items) {
      s.area = s.area.moved(margin.west, margin.south);
    }
  }
}

bool Rows::in_reach(const Arrangement& out) const {
  const auto to_edge = [&](Millimetres x, Millimetres y) { return std::min({x, out.width - x, y, out.height - y}); };
  for (const StandingRow& row : out.rows)
    for (const Standing& s : row.items) {
      const PlanPoint c = s.area.centre();
      const Millimetres lift = inventory_.items[s.item].lift;
      if (to_edge(c.x, c.y) > (lift > 0 ? std::min(limits_.crane, lift - limits_.lane / 2) : limits_.crane))
        return false;
      for (const Millimetres x : {s.area.x0, c.x, s.area.x1})
        for (const Millimetres y : {s.area.y0, c.y, s.area.y1})
          if (to_edge(x, y) > limits_.reach) return false;
    }
  return true;
}

/// Rows of lines that are spread to the width less their inset on both sides.
Arrangement Rows::stacked(const GroupSpec& spec, Strips strips, Millimetres width,
                          const std::vector<Millimetres>& insets) const {
  Arrangement out;
  auto inset = insets.begin();
  for (std::size_t s = 0; s < strips.size(); ++s)
    for (Line& l : strips[s]) {
      spread(l, width - 2 * *inset);
      for (auto* tier : {&l.lower, &l.upper}) {
        for (Standing& standing : *tier) standing.area = standing.area.moved(*inset, 0);
        stack(out, std::move(*tier), tier == &l.lower && spec.strips[s].hug_north, spec.strips[s].use);
      }
      ++inset;
    }
  frame(out);
  return out;
}

/// How far lines must stay from the ends of the group so that vehicles turn around its corners: by line. The rows next
/// to a lane are drawn in, or the group gets `more` land south and north of them, whichever takes less in all.
std::vector<Millimetres> Rows::corner_room(const Strips& strips, const Arrangement& plain, Millimetres& width,
                                           Millimetres& more) const {
  constexpr Millimetres kStep = 250, kMost = 20000;
  const Millimetres side = (plain.width - width) / 2, lane = limits_.lane;
  std::vector<Millimetres> away, length;  // by line: of its nearest row from the lanes south and north
  std::size_t row = 0;
  for (const std::vector<Line>& lines : strips)
    for (const Line& l : lines) {
      Millimetres least = plain.height;
      for (const auto* tier : {&l.lower, &l.upper})
        if (!tier->empty()) {
          least = std::min({least, plain.rows[row].y0, plain.height - plain.rows[row].y1});
          ++row;
        }
      away.push_back(least);
      length.push_back(l.length);
    }
  std::vector<Millimetres> best;
  double cheapest = 0;
  for (Millimetres extra = 0; extra <= kMost; extra += kStep) {
    std::vector<Millimetres> insets;
    Millimetres wide = width, most = 0;
    for (std::size_t l = 0; l < away.size(); ++l) {
      insets.push_back(std::max<Millimetres>(0, limits_.corner.need(away[l] + extra) - side));
      wide = std::max(wide, length[l] + 2 * insets.back());
      most = std::max(most, insets.back());
    }
    const double cost =
        static_cast<double>(wide + 2 * side + lane) * static_cast<double>(plain.height + 2 * extra + lane);
    if (best.empty() || cost < cheapest) {
      cheapest = cost;
      best = std::move(insets);
      more = extra;
    }
    if (most == 0) break;
  }
  for (std::size_t l = 0; l < best.size(); ++l) width = std::max(width, length[l] + 2 * best[l]);
  return best;
}

/// Adds `more` land south and north, and at the ends what a corner still misses.
void Rows::free_corners(Arrangement& out, Millimetres more) const {
  out.height += 2 * more;
  Millimetres west = 0, east = 0;
  for (StandingRow& row : out.rows) {
    row.y0 += more;
    row.y1 += more;
    for (Standing& s : row.items) {
      s.area = s.area.moved(0, more);
      const Millimetres need = limits_.corner.need(std::min(s.area.y0, out.height - s.area.y1));
      west = std::max(west, need - s.area.x0);
      east = std::max(east, need - (out.width - s.area.x1));
    }
  }
  out.width += west + east;
  for (StandingRow& row : out.rows)
    for (Standing& s : row.items) s.area = s.area.moved(west, 0);
}

Arrangement Rows::build(const GroupSpec& spec, Millimetres longest) const {
  Strips strips;
  Millimetres length = 0;
  std::size_t count = 0;
  for (const Strip& strip : spec.strips) {
    strips.push_back(wrapped(strip, longest));
    if (strip.hug_north) std::reverse(strips.back().begin(), strips.back().end());
    for (const Line& l : strips.back()) length = std::max(length, l.length);
    count += strips.back().size();
  }
  const std::vector<Millimetres> none(count, 0);
  Arrangement plain = stacked(spec, strips, length, none);
  plain.within_reach = in_reach(plain);
  if (limits_.corner.along.empty()) return plain;
  Millimetres more = 0;
  const std::vector<Millimetres> insets = corner_room(strips, plain, length, more);
  if (insets != none) plain = stacked(spec, std::move(strips), length, insets);
  free_corners(plain, more);
  plain.within_reach = in_reach(plain);
  return plain;
}

}  // namespace

std::vector<Arrangement> arrangements(const GroupSpec& spec, const Inventory& inventory, const Limits& limits) {
  const Rows rows(inventory, limits, spec);
  Millimetres longest = 0;
  for (const Strip& strip : spec.strips) longest = std::max(longest, rows.strip_length(strip));
  std::vector<Arrangement> all;
  for (const int parts : {1, 2, 3, 4, 6, 8}) {
    // A row of n parts is somewhat longer than an n-th: cells differ. One more millimetre keeps exact thirds whole.
    const Millimetres limit = parts == 1 ? longest : longest / parts + longest / 50 + 1;
    Arrangement a = rows.build(spec, limit);
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const Arrangement& b) { return b.width == a.width && b.height == a.height; });
    if (!known) all.push_back(std::move(a));
    if (all.back().height > 4 * all.back().width) break;
  }
  return all;
}

Arrangement alone(std::size_t item, int rotation, const Inventory& inventory) {
  const ModuleType& type = *inventory.items[item].type;
  Arrangement out;
  out.width = turned_width(type, rotation);
  out.height = turned_height(type, rotation);
  out.rows.push_back({{{item, {0, 0, out.width, out.height}, rotation}}, 0, out.height});
  return out;
}

}  // namespace plinth::layout
