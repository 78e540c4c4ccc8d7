// SPDX-License-Identifier: Apache-2.0
#include "core/layout/passages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/layout/group_ways.h"

namespace plinth::layout {
namespace {

auto outline(const Passage& p) {
  return std::tuple{p.use, p.along_x, p.area.x0, p.area.y0, p.area.x1, p.area.y1, p.axis};
}

/// Names that are free, counted up from the number of all passages there have been.
void name(std::vector<Passage>& passages, const std::vector<Passage>& before) {
  std::map<decltype(outline(Passage{})), std::string> known;
  std::set<std::string> taken;
  for (const Passage& p : before) {
    known.emplace(outline(p), p.name);
    taken.insert(p.name);
  }
  int number = 0;
  for (Passage& p : passages) {
    const auto same = known.find(outline(p));
    if (same != known.end()) {
      p.name = same->second;
      continue;
    }
    do p.name = fmt::format("P{:04}", ++number);
    while (taken.contains(p.name));
  }
}

}  // namespace

std::vector<Passage> passages_of(const std::vector<GroundGroup>& groups, const std::vector<Corridor>& corridors,
                                 const std::vector<Passage>& before) {
  std::vector<Passage> all;
  for (const Corridor& c : corridors) all.push_back({"", "corridor", c.area, c.along_x, c.axis()});
  for (const GroundGroup& group : groups) {
    std::vector<Passage> inside = GroupWays(group, corridors).passages();
    all.insert(all.end(), inside.begin(), inside.end());
  }
  std::sort(all.begin(), all.end(), [](const Passage& a, const Passage& b) { return outline(a) < outline(b); });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  name(all, before);
  std::sort(all.begin(), all.end(), [](const Passage& a, const Passage& b) { return a.name < b.name; });
  return all;
}

}  // namespace plinth::layout
