// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/routing/record.h"

namespace plinth::routing {
namespace {

/// What one route takes of a passage.
struct Share {
  Millimetres from, to, low, high;
  int tier, side;
  std::size_t carrier;
  bool over;
};

/// The place where a carrier and what lies on its tier beside it are fullest.
struct Fullest {
  int routes = 0;                  ///< most of the carrier itself, anywhere
  Millimetres own = -1, rest = 0;  ///< widths at the place
};

Fullest fullest(const std::vector<const Share*>& tier, std::size_t carrier) {
  struct Event {
    Millimetres place;
    int step;  ///< ends before starts
    const Share* share;
  };
  std::vector<Event> events;
  for (const Share* s : tier) {
    events.push_back({s->from, 1, s});
    events.push_back({s->to, -1, s});
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return std::tie(a.place, a.step) < std::tie(b.place, b.step); });
  Fullest out;
  Millimetres own = 0, rest = 0;
  int routes = 0;
  for (const Event& e : events) {
    const Millimetres width = e.step * (e.share->high - e.share->low);
    (e.share->carrier == carrier ? own : rest) += width;
    routes += e.share->carrier == carrier ? e.step : 0;
    out.routes = std::max(out.routes, routes);
    if (own > 0 && own + rest > out.own + out.rest) out.own = own, out.rest = rest;
  }
  return out;
}

/// Length of a union of intervals.
Millimetres covered(std::vector<Extent> parts) {
  std::sort(parts.begin(), parts.end(), [](const Extent& a, const Extent& b) { return a.low < b.low; });
  Millimetres sum = 0, end = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Millimetres from = i == 0 ? parts[i].low : std::max(parts[i].low, end);
    if (parts[i].high > from) sum += parts[i].high - from;
    end = i == 0 ? parts[i].high : std::max(end, parts[i].high);
  }
  return sum;
}

/// Where a barrier stands on the side of path A: beside every cable of path B that is nearer than the rule, if there
/// is room for it.
std::map<std::size_t, Millimetres> barriers(const std::vector<Share>& shares, Millimetres apart,
                                            Millimetres thickness) {
  std::map<std::size_t, std::vector<Extent>> parts;
  std::vector<const Share*> others;  // of path B, by where they begin
  for (const Share& b : shares)
    if (b.side == 1) others.push_back(&b);
  std::sort(others.begin(), others.end(), [](const Share* a, const Share* b) { return a->from < b->from; });
  std::vector<Millimetres> farthest;  // that those up to each reach
  for (const Share* b : others) farthest.push_back(farthest.empty() ? b->to : std::max(farthest.back(), b->to));
  for (const Share& a : shares) {
    if (a.side != -1) continue;
    std::size_t n = static_cast<std::size_t>(
        std::partition_point(others.begin(), others.end(), [&](const Share* b) { return b->from < a.to; }) -
        others.begin());
    for (; n > 0 && farthest[n - 1] > a.from; --n) {
      const Share& b = *others[n - 1];
      const Millimetres gap = std::max(b.low - a.high, a.low - b.high);
      const Extent along{std::max(a.from, b.from), std::min(a.to, b.to)};
      if (along.low >= along.high || gap >= apart || gap < thickness) continue;
      parts[a.carrier].push_back(along);
    }
  }
  std::map<std::size_t, Millimetres> out;
  for (auto& [carrier, list] : parts) out[carrier] = covered(std::move(list));
  return out;
}

}  // namespace

std::vector<Carrier> carriers_of(const std::vector<Line>& lines, const std::vector<Stretch>& stretches,
                                 const Basis& basis, const Layout& layout) {
  std::map<std::string, std::size_t> numbers;
  std::vector<Carrier> carriers;
  std::map<std::pair<std::size_t, Form>, std::vector<Share>> places;
  for (const Stretch& stretch : stretches) {
    const Line& line = lines[stretch.line];
    const RouteSection& section = layout.routes[line.route].sections[stretch.section];
    const Millimetres low = section.at - line.strand.width / 2, high = low + line.strand.width;
    const Millimetres from = std::min(section.from, section.to), to = std::max(section.from, section.to);
    const auto [at, first] = numbers.try_emplace(section.carrier, carriers.size());
    if (first)
      carriers.push_back({section.carrier, layout.passages[stretch.passage].name, std::string(text(line.strand.form)),
                          line.edge->path, stretch.tier, section.level, from, to, low, high, 0, 0, 0, 0});
    Carrier& c = carriers[at->second];
    c.from = std::min(c.from, from), c.to = std::max(c.to, to);
    c.low = std::min(c.low, low), c.high = std::max(c.high, high);
    places[{stretch.passage, line.strand.form}].push_back(
        {from, to, low, high, stretch.tier, line.side, at->second, stretch.over});
  }
  for (const auto& [key, shares] : places) {
    const Passage& passage = layout.passages[key.first];
    const Extent side = across(passage);
    std::map<int, std::vector<const Share*>> tiers;
    std::set<std::size_t> here;
    for (const Share& s : shares) {
      tiers[s.tier].push_back(&s);
      here.insert(s.carrier);
    }
    for (const std::size_t index : here) {
      Carrier& c = carriers[index];
      const Fullest full = fullest(tiers[c.tier], index);
      c.routes = full.routes;
      c.occupied = full.own;
      c.capacity = std::max<Millimetres>(0, side.high - side.low - 2 * basis.margin - full.rest);
      for (const Share& s : shares)  // the paths take each other's room: it holds all but those without a place
        if (s.over && s.carrier == index)
          c.capacity = std::min(c.capacity, std::max<Millimetres>(0, c.occupied - (s.high - s.low)));
    }
    for (const auto& [index, length] : barriers(shares, basis.apart(passage), basis.barrier))
      carriers[index].barrier = length;
  }
  std::sort(carriers.begin(), carriers.end(), [](const Carrier& a, const Carrier& b) { return a.name < b.name; });
  return carriers;
}

}  // namespace plinth::routing
