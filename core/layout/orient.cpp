// SPDX-License-Identifier: Apache-2.0
#include "core/layout/orient.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace plinth::layout {
namespace {

/// A module of a group, its middle in the frame of the group.
struct Seat {
  std::size_t group = kNone;
  PlanPoint middle;
};

class Pull {
 public:
  Pull(const Inventory& inventory, PlanPoint utility, const std::vector<GroundGroup>& groups)
      : inventory_(inventory), utility_(utility), seats_(inventory.items.size()), leaving_(groups.size()) {
    for (std::size_t g = 0; g < groups.size(); ++g)
      for (const StandingRow& row : groups[g].plan.rows)
        for (const Standing& s : row.items) seats_[s.item] = {g, s.area.centre()};
    for (const Connection& c : inventory.connections) {
      const std::size_t a = inventory.items[c.from].owner, b = inventory.items[c.to].owner;
      const std::size_t ga = seats_[a].group, gb = seats_[b].group;
      if (ga == gb || ga == kNone || gb == kNone) continue;
      leaving_[ga].push_back({a, b, weight_of(c.edge->medium)});
      leaving_[gb].push_back({b, a, weight_of(c.edge->medium)});
    }
    for (std::size_t i = 0; i < inventory.items.size(); ++i)
      if (inventory.items[i].node->kind == "intake" && seats_[i].group != kNone)
        leaving_[seats_[i].group].push_back({i, kNone, 100.0});
  }

  /// Weighted length of what leaves the group, to the others as they stand.
  [[nodiscard]] double of(std::size_t group, const std::vector<GroundGroup>& groups) const {
    double sum = 0;
    for (const Leaving& l : leaving_[group]) {
      const PlanPoint a = groups[group].to_site(seats_[l.own].middle);
      const PlanPoint b = l.other == kNone ? utility_ : groups[seats_[l.other].group].to_site(seats_[l.other].middle);
      sum += l.weight * static_cast<double>(std::abs(a.x - b.x) + std::abs(a.y - b.y));
    }
    return sum;
  }

 private:
  struct Leaving {
    std::size_t own, other;
    double weight;
  };
  const Inventory& inventory_;
  PlanPoint utility_;
  std::vector<Seat> seats_;
  std::vector<std::vector<Leaving>> leaving_;
};

}  // namespace

void orient(const Inventory& inventory, PlanPoint utility, std::size_t first_free, std::vector<GroundGroup>& groups) {
  const Pull pull(inventory, utility, groups);
  std::map<std::tuple<bool, std::size_t, int>, std::vector<std::size_t>> alike;
  for (std::size_t g = first_free; g < groups.size(); ++g)
    if (!groups[g].facing)
      alike[{groups[g].block > 0, groups[g].block > 0 ? 0 : g, groups[g].rotation % 180}].push_back(g);
  const auto turn = [&](const std::vector<std::size_t>& members) {
    for (const std::size_t g : members) groups[g].rotation = (groups[g].rotation + 180) % 360;
  };
  const auto cost = [&](const std::vector<std::size_t>& members) {
    double sum = 0;
    for (const std::size_t g : members) sum += pull.of(g, groups);
    return sum;
  };
  for (int round = 0; round < 2; ++round)
    for (const auto& [key, members] : alike) {
      const double before = cost(members);
      turn(members);
      if (cost(members) >= before) turn(members);
    }
}

}  // namespace plinth::layout
