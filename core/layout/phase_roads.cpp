// SPDX-License-Identifier: Apache-2.0
#include "core/layout/phase_roads.h"

#include <algorithm>
#include <deque>

namespace plinth::layout {
namespace {

/// Which roads meet, and the ways along them from the gates.
class RoadWays {
 public:
  RoadWays(const SiteSpec& spec, const std::vector<Road>& roads) : roads_(roads), before_(roads.size(), kNone) {
    if (roads.empty()) return;
    std::vector<bool> seen(roads.size(), false);
    std::deque<std::size_t> queue;
    const auto start = [&](std::size_t road) {
      if (!seen[road]) queue.push_back(road);
      seen[road] = true;
    };
    for (const Gate& gate : spec.site.gates) start(nearest(gate.at));
    if (queue.empty()) start(0);
    while (!queue.empty()) {
      const std::size_t here = queue.front();
      queue.pop_front();
      for (std::size_t next = 0; next < roads.size(); ++next) {
        if (seen[next] || !overlap(roads[here].area, roads[next].area)) continue;
        seen[next] = true;
        before_[next] = here;
        queue.push_back(next);
      }
    }
  }
  /// The road before this one on the way from a gate; kNone at its end.
  [[nodiscard]] std::size_t before(std::size_t road) const { return before_[road]; }

 private:
  [[nodiscard]] std::size_t nearest(PlanPoint at) const {
    std::size_t best = 0;
    const Rect gate{at.x, at.y, at.x, at.y};
    for (std::size_t i = 1; i < roads_.size(); ++i)
      if (distance(roads_[i].area, gate) < distance(roads_[best].area, gate)) best = i;
    return best;
  }
  const std::vector<Road>& roads_;
  std::vector<std::size_t> before_;
};

int earlier(int a, int b) { return a == 0 ? b : b == 0 ? a : std::min(a, b); }

}  // namespace

void assign_phases(const Job& job, Layout& layout) {
  if (job.spec.phases.empty()) return;
  for (const Placement& placement : layout.placements) {
    if (!placement.parent.empty()) continue;
    const Item& item = job.inventory.items[job.inventory.find(placement.tag)];
    const Rect body = footprint(*item.type, placement);
    for (Group& group : layout.groups)
      if (contains(group.area, body)) group.phase = earlier(group.phase, item.node->phase);
  }
  const RoadWays ways(job.spec, layout.roads);
  for (const Group& group : layout.groups)
    for (std::size_t i = 0; i < layout.roads.size(); ++i) {
      if (!overlap(layout.roads[i].area, group.area.grown(1))) continue;
      for (std::size_t road = i; road != kNone; road = ways.before(road))
        layout.roads[road].phase = earlier(layout.roads[road].phase, group.phase);
    }
  const int last = job.spec.phases.back().number;
  for (Road& road : layout.roads)
    if (road.phase == 0) road.phase = last;
}

}  // namespace plinth::layout
