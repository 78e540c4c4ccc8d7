// SPDX-License-Identifier: Apache-2.0
#include "core/routing/passage_map.h"

#include <algorithm>
#include <tuple>

namespace plinth::routing {
namespace {

constexpr Millimetres kCell = 8'000;

Millimetres cell_of(Millimetres v) { return v >= 0 ? v / kCell : -((kCell - 1 - v) / kCell); }

}  // namespace

PassageMap::PassageMap(const std::vector<Passage>& passages) : passages_(passages), beside_(passages.size()) {
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const Extent side = across(passages[i]);
    for (Millimetres c = cell_of(side.low); c <= cell_of(side.high); ++c) cells_[{passages[i].along_x, c}].push_back(i);
  }
  for (auto& [key, list] : cells_) {
    std::sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
      return std::pair{along(passages[a]).low, a} < std::pair{along(passages[b]).low, b};
    });
    for (std::size_t i = 0; i < list.size(); ++i)
      for (std::size_t j = i + 1; j < list.size(); ++j) {
        if (along(passages[list[j]]).low >= along(passages[list[i]]).high) break;
        if (!overlap(passages[list[i]].area, passages[list[j]].area)) continue;
        beside_[list[i]].push_back(list[j]);
        beside_[list[j]].push_back(list[i]);
      }
  }
  for (std::vector<std::size_t>& list : beside_) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

const std::vector<std::size_t>* PassageMap::near(bool along_x, Millimetres at) const {
  const auto found = cells_.find({along_x, cell_of(at)});
  return found == cells_.end() ? nullptr : &found->second;
}

std::vector<std::size_t> PassageMap::meeting(bool along_x, Extent strip, Extent reach) const {
  std::vector<std::size_t> out;
  for (Millimetres c = cell_of(strip.low); c <= cell_of(strip.high); ++c) {
    const auto cell = cells_.find({along_x, c});
    if (cell == cells_.end()) continue;
    for (const std::size_t i : cell->second) {
      const Extent side = across(passages_[i]), ends = along(passages_[i]);
      if (ends.low >= reach.high) break;
      if (ends.high > reach.low && side.low < strip.high && side.high > strip.low) out.push_back(i);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<Piece> PassageMap::pieces(bool along_x, Millimetres at, Millimetres from, Millimetres to) const {
  std::vector<Piece> out;
  const std::vector<std::size_t>* list = near(along_x, at);
  if (list == nullptr) return out;
  for (Millimetres t = from; t < to;) {
    std::size_t best = passages_.size();
    Millimetres next = to;
    for (const std::size_t i : *list) {
      const Passage& p = passages_[i];
      const Extent side = across(p), reach = along(p);
      if (reach.low >= to) break;
      if (at < side.low || at > side.high || reach.high <= t) continue;
      if (reach.low > t) {
        next = std::min(next, reach.low);
        continue;
      }
      const auto rank = [&](const Passage& q) { return std::tuple{q.axis == at, along(q).high, q.area}; };
      if (best == passages_.size() || rank(p) > rank(passages_[best])) best = i;
    }
    if (best == passages_.size()) {
      t = next;
      continue;
    }
    const Millimetres end = std::min(to, along(passages_[best]).high);
    out.push_back({best, t, end});
    t = end;
  }
  return out;
}

}  // namespace plinth::routing
