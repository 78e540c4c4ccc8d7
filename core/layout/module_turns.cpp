// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "core/layout/arrange.h"

namespace plinth::layout {
namespace {

/// Which side of a module a face is on after a counter-clockwise turn, as a step north: -1, 0 or 1.
int northward(Face face, int rotation) {
  static constexpr std::array<int, 4> steps{-1, 0, 1, 0};  // south, east, north, west
  if (face == Face::top) return 0;
  const int side = face == Face::front ? 0 : face == Face::right ? 1 : face == Face::back ? 2 : 3;
  return steps[static_cast<std::size_t>((side + rotation / 90) % 4)];
}

}  // namespace

std::vector<std::pair<std::size_t, int>> turns_of(const GroupSpec& spec, const Inventory& inventory) {
  std::map<std::size_t, int> rank;
  for (std::size_t s = 0; s < spec.strips.size(); ++s)
    for (const Cell& cell : spec.strips[s].cells) {
      for (const std::size_t i : cell.lower) rank[i] = static_cast<int>(2 * s);
      for (const std::size_t i : cell.upper) rank[i] = static_cast<int>(2 * s + 1);
    }
  std::map<std::tuple<const ModuleType*, int>, std::array<double, 4>> votes;  // equal modules of a strip turn alike
  for (const auto& [index, own] : rank) {
    std::array<double, 4>& vote = votes[{inventory.items[index].type, own}];
    for (const std::size_t c : inventory.joined[index]) {
      const Connection& connection = inventory.connections[c];
      const bool from = connection.from == index;
      const Port* port = from ? connection.from_port : connection.to_port;
      const std::size_t other = inventory.items[from ? connection.to : connection.from].owner;
      if (port == nullptr || other == index) continue;
      const auto found = rank.find(other);
      const int wanted = found == rank.end() ? 1 : (found->second > own) - (found->second < own);
      for (int turn = 0; turn < 4; ++turn)
        vote[static_cast<std::size_t>(turn)] +=
            weight_of(connection.edge->medium) * wanted * northward(port->face, turn * 90);
    }
  }
  std::vector<std::pair<std::size_t, int>> turns;
  for (const auto& [index, own] : rank) {
    const ModuleType& type = *inventory.items[index].type;
    const std::array<double, 4>& vote = votes.at({&type, own});
    int best = type.length > type.width ? 1 : 0;  // without a preference: the short side along the row
    for (const int turn : {best, best == 1 ? 3 : 2, best == 1 ? 0 : 1, best == 1 ? 2 : 3})
      if (vote[static_cast<std::size_t>(turn)] > vote[static_cast<std::size_t>(best)]) best = turn;
    turns.emplace_back(index, best * 90);
  }
  return turns;
}

}  // namespace plinth::layout
