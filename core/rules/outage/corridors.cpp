// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

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

/// Sets of routes, each once, with the first place where it was met.
class Sets {
 public:
  void add(const Members& members, const Place& place) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const int edge : members) hash = (hash ^ static_cast<unsigned>(edge)) * 0x100000001b3ULL;
    const auto [first, last] = places_.equal_range(hash);
    for (auto known = first; known != last; ++known)
      if (list[known->second].first == members) return;
    places_.emplace(hash, list.size());
    list.emplace_back(members, place);
  }
  std::vector<std::pair<Members, Place>> list;

 private:
  std::unordered_multimap<std::uint64_t, std::size_t> places_;  ///< in `list`, by hash
};

std::string words(const Place& place) {
  const auto& [upright, where] = place.line;
  const auto metres = [](Millimetres length) { return round_text(static_cast<double>(length) / 1000.0, 6); };
  return fmt::format("{} {} m, {} {} to {} m", upright ? "x" : "y", metres(where), upright ? "y" : "x",
                     metres(place.from), metres(place.to));
}

/// Stretches by line.
std::vector<std::pair<Line, Stretch>> stretches_of(const CheckContext& context) {
  std::vector<std::pair<Line, Stretch>> all;
  for (const Route& route : context.design.layout.routes) {
    const int edge = context.edge_of(route.edge);
    if (edge < 0) continue;
    const EdgeView& view = context.edges[static_cast<std::size_t>(edge)];
    if (view.from < 0 || view.to < 0) continue;
    // What runs inside an enclosure shares its fire zone.
    if (context.nodes[static_cast<std::size_t>(view.from)].parent >= 0) continue;
    if (context.nodes[static_cast<std::size_t>(view.to)].parent >= 0) continue;
    for (std::size_t p = 0; p + 1 < route.points.size(); ++p) {
      const PlanPoint a = route.points[p], b = route.points[p + 1];
      const bool upright = a.x == b.x;
      const Millimetres u = upright ? a.y : a.x, v = upright ? b.y : b.x;
      if (u != v) all.push_back({{upright, upright ? a.x : a.y}, {std::min(u, v), std::max(u, v), edge}});
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return all;
}

/// The routes at one place of a line. A route may lie there more than once: it turns back, or is laid in two lengths.
class Here {
 public:
  void begin(int edge) {
    const auto at = place_of(edge);
    if (at != routes_.end() && at->first == edge)
      ++at->second;
    else
      routes_.insert(at, {edge, 1});
  }
  void end(int edge) {
    const auto at = place_of(edge);
    if (--at->second == 0) routes_.erase(at);
  }
  [[nodiscard]] std::size_t size() const { return routes_.size(); }
  void members(Members& into) const {
    into.clear();
    for (const auto& [edge, times] : routes_) into.push_back(edge);
  }

 private:
  std::vector<std::pair<int, int>>::iterator place_of(int edge) {
    return std::lower_bound(routes_.begin(), routes_.end(), edge,
                            [](const std::pair<int, int>& route, int wanted) { return route.first < wanted; });
  }
  std::vector<std::pair<int, int>> routes_;  ///< by edge, and how often
};

/// Sets of two or more routes that lie side by side somewhere on the line: as stretches begin and end.
void add_sets(const Line& line, std::span<const std::pair<Line, Stretch>> stretches, Sets& sets) {
  std::vector<std::tuple<Millimetres, bool, int>> events;  // ends before beginnings: touching is not sharing
  for (const auto& [own, stretch] : stretches) {
    events.emplace_back(stretch.from, true, stretch.edge);
    events.emplace_back(stretch.to, false, stretch.edge);
  }
  std::sort(events.begin(), events.end());
  Here here;
  Members members;
  Millimetres since = 0;
  bool grew = false;
  for (const auto& [place, begins, edge] : events) {
    if (begins) {
      here.begin(edge);
      since = place;
      grew = true;
      continue;
    }
    // Only where the set was largest: what is left afterwards is part of it.
    if (grew && here.size() > 1) {
      here.members(members);
      sets.add(members, Place{line, since, place});
    }
    grew = false;
    here.end(edge);
  }
}

/// The sets that no other one holds, smallest members first.
std::vector<const std::pair<Members, Place>*> largest(const Sets& sets, std::size_t edges) {
  std::vector<const std::pair<Members, Place>*> by_size, kept;
  for (const auto& set : sets.list) by_size.push_back(&set);
  std::sort(by_size.begin(), by_size.end(), [](const auto* a, const auto* b) {
    return a->first.size() != b->first.size() ? a->first.size() > b->first.size() : a->first < b->first;
  });
  std::vector<std::vector<std::size_t>> holders(edges);  // per edge: places in `kept`
  for (const auto* set : by_size) {
    const Members& members = set->first;
    const std::vector<std::size_t>* least = nullptr;
    for (const int edge : members)
      if (const auto& own = holders[static_cast<std::size_t>(edge)]; least == nullptr || own.size() < least->size())
        least = &own;
    const bool inside = std::any_of(least->begin(), least->end(), [&](std::size_t k) {
      return std::includes(kept[k]->first.begin(), kept[k]->first.end(), members.begin(), members.end());
    });
    if (inside) continue;
    for (const int edge : members) holders[static_cast<std::size_t>(edge)].push_back(kept.size());
    kept.push_back(set);
  }
  std::sort(kept.begin(), kept.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  return kept;
}

}  // namespace

std::vector<Element> corridor_elements(const CheckContext& context) {
  Sets sets;
  const std::vector<std::pair<Line, Stretch>> stretches = stretches_of(context);
  for (std::size_t begin = 0, end = 0; begin < stretches.size(); begin = end) {
    while (end < stretches.size() && stretches[end].first == stretches[begin].first) ++end;
    add_sets(stretches[begin].first, {stretches.data() + begin, end - begin}, sets);
  }
  std::vector<Element> elements;
  for (const auto* set : largest(sets, context.edges.size())) {
    const auto& [members, place] = *set;
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
    element.name = fmt::format("corridor of {} routes at {}", members.size(), words(place));
    element.removal.edges = members;
    elements.push_back(std::move(element));
  }
  return elements;
}

}  // namespace plinth
