// SPDX-License-Identifier: Apache-2.0
#include "core/layout/passages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/layout/group_ways.h"

namespace plinth::layout {
namespace {

auto outline(const Passage& p) {
  return std::tuple{p.use, p.along_x, p.area.x0, p.area.y0, p.area.x1, p.area.y1, p.axis};
}

/// After the use and the south-west corner in decimetres: "A-843_766". The same strip of land has the same name in
/// every layout, whatever else is there; of several with one corner all but the first get a letter.
void name(std::vector<Passage>& passages) {
  constexpr Millimetres kDecimetre = 100;
  std::map<std::string, int> taken;
  for (Passage& p : passages) {
    const char letter = p.use == "corridor" ? 'C' : p.use == "aisle" ? 'A' : 'G';
    p.name = fmt::format("{}{}_{}", letter, p.area.x0 / kDecimetre, p.area.y0 / kDecimetre);
    if (const int earlier = taken[p.name]++; earlier > 0) {
      std::string suffix;
      for (int n = earlier; n > 0; n /= 26) suffix += static_cast<char>('a' + n % 26);
      p.name += suffix;
    }
  }
}

}  // namespace

std::vector<Passage> passages_of(const std::vector<GroundGroup>& groups, const std::vector<Corridor>& corridors) {
  std::vector<Passage> all;
  for (const Corridor& c : corridors) all.push_back({"", "corridor", c.area, c.along_x, c.axis()});
  for (const GroundGroup& group : groups) {
    std::vector<Passage> inside = GroupWays(group, corridors).passages();
    all.insert(all.end(), inside.begin(), inside.end());
  }
  std::sort(all.begin(), all.end(), [](const Passage& a, const Passage& b) { return outline(a) < outline(b); });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  name(all);
  std::sort(all.begin(), all.end(), [](const Passage& a, const Passage& b) { return a.name < b.name; });
  return all;
}

}  // namespace plinth::layout
