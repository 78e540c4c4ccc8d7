// SPDX-License-Identifier: Apache-2.0
#include "core/routing/legs.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>

namespace plinth::routing {
namespace {

std::string_view ground(std::string_view tag) { return tag.substr(0, tag.find('.')); }

Millimetres height_of(const Design& design, const Catalog& catalog, const EdgeEnd& end) {
  const Placement* placement = design.layout.placement(end.tag);
  const ModuleType* type = placement == nullptr ? nullptr : catalog.module(placement->module);
  if (type == nullptr) return 0;
  for (const Port& port : type->ports)
    if (port.name == end.port) return place_of(port, *type, *placement).z;
  return placement->z + type->height / 2;
}

std::vector<Leg> cut(const std::vector<PlanPoint>& points) {
  std::vector<Leg> legs;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const PlanPoint a = points[i - 1], b = points[i];
    Leg leg;
    leg.along_x = a.y == b.y;
    leg.at = leg.along_x ? a.y : a.x;
    leg.from = leg.along_x ? a.x : a.y;
    leg.to = leg.along_x ? b.x : b.y;
    legs.push_back(std::move(leg));
  }
  return legs;
}

/// Every leg is at right angles to the next: only then may one move without the others.
bool alternates(const std::vector<PlanPoint>& points) {
  for (std::size_t i = 2; i < points.size(); ++i)
    if ((points[i].y == points[i - 1].y) == (points[i - 1].y == points[i - 2].y)) return false;
  return std::adjacent_find(points.begin(), points.end()) == points.end();
}

int sign(Millimetres v) { return v < 0 ? -1 : v > 0 ? 1 : 0; }

/// Whether a piece of a leg lies where a neighbour's passage crosses: there it may move along that one.
bool in_crossing(const Line& line, std::size_t index, const Piece& piece, const Layout& layout, const PassageMap& map) {
  for (const std::size_t n : {index - 1, index + 1}) {
    const Leg& other = line.legs[n];
    if (other.along_x == line.legs[index].along_x || n == 0 || n + 1 == line.legs.size()) continue;
    for (const Piece& of_other : map.pieces(other.along_x, other.at, other.low(), other.high())) {
      const Extent side = across(layout.passages[of_other.passage]), reach = along(layout.passages[of_other.passage]);
      const Extent own = across(layout.passages[piece.passage]);
      if (side.low <= piece.from && piece.to <= side.high && reach.low <= own.low && own.high <= reach.high)
        return true;
    }
  }
  return false;
}

/// Where an inner leg may go, and to which sides the route leaves it.
void free_leg(Line& line, std::size_t index, const Layout& layout, const PassageMap& map, const Basis& basis) {
  Leg& leg = line.legs[index];
  const std::vector<Piece> pieces = map.pieces(leg.along_x, leg.at, leg.low(), leg.high());
  if (pieces.empty()) return;
  leg.laid = true;
  std::vector<bool> binds;
  for (const Piece& piece : pieces) binds.push_back(!in_crossing(line, index, piece, layout, map));
  if (std::find(binds.begin(), binds.end(), true) == binds.end()) binds.assign(pieces.size(), true);
  leg.room = {std::numeric_limits<Millimetres>::min(), std::numeric_limits<Millimetres>::max()};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    leg.passages.push_back(piece.passage);
    if (!binds[i]) continue;
    const Extent side = across(layout.passages[piece.passage]);
    leg.room.low = std::max(leg.room.low, side.low);
    leg.room.high = std::min(leg.room.high, side.high);
  }
  leg.runs_in = leg.passages.size();
  leg.room.low += basis.margin;
  leg.room.high -= basis.margin;
  leg.lean = sign(line.legs[index - 1].from - leg.at) + sign(line.legs[index + 1].to - leg.at);
  leg.fixed = line.kept;
}

int tier_in(const std::string& carrier) {
  int tier = 1;
  const std::size_t dot = carrier.rfind('.');
  if (dot != std::string::npos) std::from_chars(carrier.data() + dot + 1, carrier.data() + carrier.size(), tier);
  return tier;
}

/// Legs as a route was laid before, one for each section; nothing where a passage is not there any more.
std::vector<Leg> laid_before(const Route& route, const std::vector<Passage>& passages) {
  std::vector<Leg> legs;
  for (const RouteSection& section : route.sections) {
    const std::string_view name = std::string_view(section.carrier).substr(0, section.carrier.find('.'));
    const auto passage = std::lower_bound(passages.begin(), passages.end(), name,
                                          [](const Passage& p, std::string_view n) { return p.name < n; });
    if (passage == passages.end() || passage->name != name) return {};
    Leg leg;
    leg.along_x = passage->along_x;
    leg.laid = true;
    leg.at = section.at;
    leg.from = section.from;
    leg.to = section.to;
    leg.span = {leg.low(), leg.high()};
    leg.passages = {static_cast<std::size_t>(passage - passages.begin())};
    leg.tier = tier_in(section.carrier);
    legs.push_back(std::move(leg));
  }
  return legs;
}

/// Tiers of legs as their sections had them.
void restore_tiers(Line& line, const Route& route) {
  for (Leg& leg : line.legs)
    for (const RouteSection& section : route.sections)
      if (leg.laid && section.at == leg.at && std::min(section.from, section.to) >= leg.low() &&
          std::max(section.from, section.to) <= leg.high())
        leg.tier = tier_in(section.carrier);
}

/// The ends of a leg lie on its neighbours.
void span(std::vector<Leg>& legs, std::size_t i) {
  legs[i].span = {legs[i].low(), legs[i].high()};
  for (const std::size_t n : {i - 1, i + 1}) {
    if (n >= legs.size() || legs[n].fixed || legs[n].placed) continue;
    const Extent reach = legs[n].room;  // an end may lie anywhere in it; the other end stays where it is
    legs[i].span = {std::min(legs[i].span.low, reach.low), std::max(legs[i].span.high, reach.high)};
  }
}

/// A leg also meets what lies in the passages that it may reach once it and its neighbours have moved.
void widen(Leg& leg, const PassageMap& map) {
  if (!leg.laid || leg.fixed || leg.room.low >= leg.room.high) return;
  leg.passages.resize(leg.runs_in);
  for (const std::size_t passage : map.meeting(leg.along_x, leg.room, leg.span))
    if (std::find(leg.passages.begin(), leg.passages.end(), passage) == leg.passages.end())
      leg.passages.push_back(passage);
}

bool electric(Medium medium) { return form_of(medium) == Form::duct || form_of(medium) == Form::tray; }

}  // namespace

std::vector<Line> lines_of(const Design& design, const Catalog& catalog, const Basis& basis, const PassageMap& map,
                           const std::set<std::string>& kept) {
  const auto& edges = design.sizing.graph.edges;
  std::vector<Line> lines;
  for (std::size_t r = 0; r < design.layout.routes.size(); ++r) {
    const Route& route = design.layout.routes[r];
    const auto edge = std::lower_bound(edges.begin(), edges.end(), route.edge,
                                       [](const Edge& e, const std::string& id) { return e.id < id; });
    if (edge == edges.end() || edge->id != route.edge) continue;
    if (ground(edge->from.tag) == ground(edge->to.tag)) continue;
    Line line;
    line.route = r;
    line.edge = &*edge;
    line.strand = strand_of(*edge, catalog, basis);
    line.strand.width = std::max(line.strand.width, route.width);
    if (electric(edge->medium)) line.side = edge->path == "A" ? -1 : edge->path == "B" ? 1 : 0;
    line.kept = kept.contains(route.edge);
    line.z_from = height_of(design, catalog, edge->from);
    line.z_to = height_of(design, catalog, edge->to);
    line.legs = cut(route.points);
    if (alternates(route.points))
      for (std::size_t i = 1; i + 1 < line.legs.size(); ++i) free_leg(line, i, design.layout, map, basis);
    for (std::size_t i = 0; i < line.legs.size(); ++i) span(line.legs, i);
    for (Leg& leg : line.legs) widen(leg, map);
    if (line.kept && !route.sections.empty()) {
      std::vector<Leg> legs = laid_before(route, design.layout.passages);
      line.as_before = !legs.empty();
      if (line.as_before)
        line.legs = std::move(legs);
      else
        restore_tiers(line, route);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

void settle_leg(Line& line, std::size_t index, const PassageMap& map) {
  line.legs[index].placed = true;
  line.legs[index - 1].to = line.legs[index + 1].from = line.legs[index].at;
  for (const std::size_t n : {index - 1, index + 1}) {
    if (line.legs[n].fixed || line.legs[n].placed) continue;
    span(line.legs, n);
    widen(line.legs[n], map);
  }
}

std::vector<PlanPoint> corners(const std::vector<PlanPoint>& before, const std::vector<Leg>& legs) {
  std::vector<PlanPoint> out = before;
  for (std::size_t i = 1; i < legs.size(); ++i) {
    const Leg &a = legs[i - 1], &b = legs[i];
    if (a.along_x == b.along_x) continue;
    out[i] = a.along_x ? PlanPoint{b.at, a.at} : PlanPoint{a.at, b.at};
  }
  return out;
}

}  // namespace plinth::routing
