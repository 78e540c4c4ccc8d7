// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/base/text.h"
#include "core/rules/outage/elements.h"

namespace plinth {
namespace {

using Members = std::vector<int>;  // edges, sorted

/// A stretch of one route along a line.
struct Stretch {
  Millimetres from = 0, to = 0;
  int edge = 0;
};

/// A line of the plan: x or y, and where.
using Line = std::pair<bool, Millimetres>;

struct Place {
  Line line;
  Millimetres from = 0, to = 0;
};
using Sets = std::map<Members, Place>;

std::string words(const Place& place) {
  const auto& [upright, where] = place.line;
  const auto metres = [](Millimetres length) { return round_text(static_cast<double>(length) / 1000.0, 6); };
  return fmt::format("{} {} m, {} {} to {} m", upright ? "x" : "y", metres(where), upright ? "y" : "x",
                     metres(place.from), metres(place.to));
}

std::map<Line, std::vector<Stretch>> stretches_of(const CheckContext& context) {
  std::map<std::string_view, int> edges;
  for (std::size_t e = 0; e < context.edges.size(); ++e) edges[context.edges[e].edge->id] = static_cast<int>(e);
  std::map<Line, std::vector<Stretch>> lines;
  for (const Route& route : context.design.layout.routes) {
    const auto found = edges.find(route.edge);
    if (found == edges.end()) continue;
    const EdgeView& view = context.edges[static_cast<std::size_t>(found->second)];
    if (view.from < 0 || view.to < 0) continue;
    // What runs inside an enclosure shares its fire zone.
    if (context.nodes[static_cast<std::size_t>(view.from)].parent >= 0) continue;
    if (context.nodes[static_cast<std::size_t>(view.to)].parent >= 0) continue;
    for (std::size_t p = 0; p + 1 < route.points.size(); ++p) {
      const PlanPoint a = route.points[p], b = route.points[p + 1];
      const bool upright = a.x == b.x;
      const Millimetres u = upright ? a.y : a.x, v = upright ? b.y : b.x;
      if (u != v) lines[{upright, upright ? a.x : a.y}].push_back({std::min(u, v), std::max(u, v), found->second});
    }
  }
  return lines;
}

/// Sets of two or more routes that lie side by side somewhere on the line: as stretches begin and end.
void add_sets(const Line& line, const std::vector<Stretch>& stretches, Sets& sets) {
  std::vector<std::tuple<Millimetres, bool, int>> events;  // ends before beginnings: touching is not sharing
  for (const Stretch& stretch : stretches) {
    events.emplace_back(stretch.from, true, stretch.edge);
    events.emplace_back(stretch.to, false, stretch.edge);
  }
  std::sort(events.begin(), events.end());
  std::map<int, int> here;
  Millimetres since = 0;
  bool grew = false;
  for (const auto& [place, begins, edge] : events) {
    if (begins) {
      ++here[edge];
      since = place;
      grew = true;
      continue;
    }
    // Only where the set was largest: what is left afterwards is part of it.
    if (grew && here.size() > 1) {
      Members members;
      for (const auto& [member, times] : here) members.push_back(member);
      sets.try_emplace(std::move(members), Place{line, since, place});
    }
    grew = false;
    if (--here[edge] == 0) here.erase(edge);
  }
}

/// The sets that no other one holds.
std::vector<Members> largest(const Sets& sets) {
  std::vector<const Members*> by_size;
  for (const auto& [members, place] : sets) by_size.push_back(&members);
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const Members* a, const Members* b) { return a->size() > b->size(); });
  std::vector<Members> kept;
  std::map<int, std::vector<std::size_t>> holders;  // per edge: places in `kept`
  for (const Members* members : by_size) {
    const std::vector<std::size_t>* least = nullptr;
    for (const int edge : *members)
      if (const auto& own = holders[edge]; least == nullptr || own.size() < least->size()) least = &own;
    const bool inside = std::any_of(least->begin(), least->end(), [&](std::size_t k) {
      return std::includes(kept[k].begin(), kept[k].end(), members->begin(), members->end());
    });
    if (inside) continue;
    for (const int edge : *members) holders[edge].push_back(kept.size());
    kept.push_back(*members);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace

std::vector<Element> corridor_elements(const CheckContext& context) {
  Sets sets;
  for (const auto& [line, stretches] : stretches_of(context)) add_sets(line, stretches, sets);
  std::vector<Element> elements;
  for (const Members& members : largest(sets)) {
    constexpr std::size_t shown = 4;
    Element element;
    element.kind = ElementKind::corridor;
    element.service = "routes";
    std::set<std::string> tags;
    for (const int edge : members) {
      const Edge& own = *context.edges[static_cast<std::size_t>(edge)].edge;
      if (tags.size() < shown) tags.insert({own.from.tag, own.to.tag});
    }
    element.tags.assign(tags.begin(), tags.end());
    element.name = fmt::format("corridor of {} routes at {}", members.size(), words(sets.at(members)));
    element.removal.edges = members;
    elements.push_back(std::move(element));
  }
  return elements;
}

}  // namespace plinth
