// SPDX-License-Identifier: Apache-2.0
#include "core/routing/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace plinth::routing {
namespace {

Millimetres between(PlanPoint a, PlanPoint b) { return std::llabs(a.x - b.x) + std::llabs(a.y - b.y); }

/// Without repeated points and points on a straight line.
std::vector<PlanPoint> simplified(const std::vector<PlanPoint>& points) {
  std::vector<PlanPoint> out;
  for (const PlanPoint p : points) {
    if (!out.empty() && out.back() == p) continue;
    if (out.size() >= 2) {
      const PlanPoint a = out[out.size() - 2], b = out.back();
      const bool on = (a.x == b.x && b.x == p.x && (b.y > a.y) == (p.y > b.y)) ||
                      (a.y == b.y && b.y == p.y && (b.x > a.x) == (p.x > b.x));
      if (on) out.pop_back();
    }
    out.push_back(p);
  }
  while (out.size() < 2) out.push_back(points.front());
  return out;
}

/// A piece of a leg, in the direction of the route.
struct Part {
  std::size_t leg, passage;
  Millimetres from, to;
};

class Recorder {
 public:
  Recorder(const std::vector<Line>& lines, const PassageMap& map, const Basis& basis, Layout& layout)
      : lines_(lines), map_(map), basis_(basis), layout_(layout), parts_(lines.size()) {}

  std::vector<Stretch> run() {
    for (std::size_t l = 0; l < lines_.size(); ++l) shape(l);
    std::vector<Stretch> stretches;
    for (std::size_t l = 0; l < lines_.size(); ++l) write(l, stretches);
    return stretches;
  }

 private:
  /// Corners, and which passages the legs lie in now; how many tiers of pipes each passage gets by that.
  void shape(std::size_t l) {
    const Line& line = lines_[l];
    Route& route = layout_.routes[line.route];
    pipe_tiers_.resize(layout_.passages.size());
    if (line.as_before) {
      for (std::size_t i = 0; i < line.legs.size(); ++i)
        add_part(l, {i, line.legs[i].passages.front(), line.legs[i].from, line.legs[i].to});
      return;
    }
    const std::vector<PlanPoint> points = corners(route.points, line.legs);
    for (std::size_t i = 0; i < line.legs.size(); ++i) {
      const Leg& leg = line.legs[i];
      if (!leg.laid) continue;
      const Millimetres from = leg.along_x ? points[i].x : points[i].y,
                        to = leg.along_x ? points[i + 1].x : points[i + 1].y;
      std::vector<Piece> pieces = map_.pieces(leg.along_x, leg.at, std::min(from, to), std::max(from, to));
      if (from > to) std::reverse(pieces.begin(), pieces.end());
      for (const Piece& piece : pieces)
        add_part(l, {i, piece.passage, from > to ? piece.to : piece.from, from > to ? piece.from : piece.to});
    }
    if (!line.kept) route.points = simplified(points);
  }

  void add_part(std::size_t l, Part part) {
    int& tiers = pipe_tiers_[part.passage];
    if (lines_[l].strand.form == Form::pipe) tiers = std::max(tiers, lines_[l].legs[part.leg].tier);
    parts_[l].push_back(part);
  }

  void write(std::size_t l, std::vector<Stretch>& stretches) {
    const Line& line = lines_[l];
    Route& route = layout_.routes[line.route];
    route.sections.clear();
    int changes = 0;
    Millimetres level = line.z_from;
    route.rise = 0;
    const auto climb = [&](Millimetres to) {
      route.rise += std::llabs(to - level);
      changes += to != level ? 1 : 0;
      level = to;
    };
    for (const Part& part : parts_[l]) {
      const Leg& leg = line.legs[part.leg];
      const Passage& passage = layout_.passages[part.passage];
      climb(basis_.level(line.strand.form, passage, leg.tier, pipe_tiers_[part.passage]));
      route.sections.push_back({fmt::format("{}.{}.{}.{}", passage.name, text(line.strand.form),
                                            line.edge->path.empty() ? "-" : line.edge->path, leg.tier),
                                part.from, part.to, leg.at, level});
      stretches.push_back({l, route.sections.size() - 1, part.passage, leg.tier, leg.over});
    }
    const Millimetres last = level;
    const Millimetres first = route.sections.empty() ? 0 : std::llabs(route.sections.front().level - line.z_from);
    climb(line.z_to);
    route.length = route.rise;
    for (std::size_t i = 1; i < route.points.size(); ++i) route.length += between(route.points[i - 1], route.points[i]);
    route.bends = static_cast<int>(route.points.size()) - 2 + 2 * changes;
    route.width = line.strand.width;
    route.bend_radius = line.strand.bend_radius;
    route.tightest = route.bend_radius > 0 ? room_to_bend(route.points, first, std::llabs(line.z_to - last)) : 0;
  }

  const std::vector<Line>& lines_;
  const PassageMap& map_;
  const Basis& basis_;
  Layout& layout_;
  std::vector<std::vector<Part>> parts_;
  std::vector<int> pipe_tiers_;
};

}  // namespace

void record(const std::vector<Line>& lines, const PassageMap& map, const Basis& basis, Layout& layout) {
  const std::vector<Stretch> stretches = Recorder(lines, map, basis, layout).run();
  layout.carriers = carriers_of(lines, stretches, basis, layout);
  layout.crossings = crossings_of(lines, stretches, basis, layout);
}

}  // namespace plinth::routing
