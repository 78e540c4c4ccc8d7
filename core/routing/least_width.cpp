// SPDX-License-Identifier: Apache-2.0
#include "core/routing/least_width.h"

#include <algorithm>
#include <tuple>

#include "core/routing/tracks.h"

namespace plinth::routing {
namespace {

constexpr Millimetres kStep = 50;

/// Widths at the place where most lies.
Millimetres most_across(const std::vector<Occupant>& occupants) {
  std::vector<std::pair<Millimetres, Millimetres>> events;  // place, width: ends before starts
  for (const Occupant& o : occupants) {
    events.emplace_back(o.from, o.width);
    events.emplace_back(o.to, -o.width);
  }
  std::sort(events.begin(), events.end());
  Millimetres now = 0, most = 0;
  for (const auto& [place, width] : events) most = std::max(most, now += width);
  return most;
}

/// A line whose only movable leg lies in the passage.
Line line_of(const Occupant& occupant, Form form, Extent room) {
  Line line;
  line.side = occupant.side;
  line.strand = {form, occupant.width, occupant.width, 0};
  Leg end, leg;
  end.along_x = false;
  leg.fixed = false;
  leg.laid = true;
  leg.from = occupant.from, leg.to = occupant.to;
  leg.span = {occupant.from, occupant.to};
  leg.at = (room.low + room.high) / 2;
  leg.room = room;
  leg.passages = {0};
  leg.runs_in = 1;
  line.legs = {end, leg, end};
  return line;
}

bool holds(const Passage& passage, Form form, const std::vector<Occupant>& occupants, Millimetres width,
           const Basis& basis) {
  Passage own = passage;
  own.along_x = true;
  own.use = passage.use == "gap" ? "aisle" : passage.use;  // there are no others to go to
  const Extent reach = along(passage);
  own.area = {reach.low, 0, reach.high, width};
  own.axis = width / 2;
  std::vector<Line> lines;
  for (const Occupant& o : occupants) lines.push_back(line_of(o, form, {basis.margin, width - basis.margin}));
  const std::vector<Passage> passages{own};
  lay_tracks(lines, passages, PassageMap(passages), basis);
  return std::none_of(lines.begin(), lines.end(), [](const Line& line) { return line.legs[1].over; });
}

}  // namespace

Millimetres least_width(const Passage& passage, Form form, const std::vector<Occupant>& occupants, const Basis& basis,
                        Millimetres most) {
  if (occupants.empty()) return 0;
  Millimetres widest = 0;
  for (const Occupant& o : occupants) widest = std::max(widest, o.width);
  Millimetres width = std::max(widest, most_across(occupants) / basis.tiers(form)) + 2 * basis.margin;
  while (width < most && !holds(passage, form, occupants, width, basis)) width += kStep;
  return std::min(width, most);
}

}  // namespace plinth::routing
