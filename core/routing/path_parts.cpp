// SPDX-License-Identifier: Apache-2.0
#include "core/routing/path_parts.h"

#include <algorithm>
#include <map>
#include <utility>

namespace plinth::routing {
namespace {

/// What the legs of one path take of a passage.
struct Load {
  std::vector<std::pair<Millimetres, Millimetres>> events;  ///< place, width: ends before starts
  Millimetres widest = 0;

  void add(const Leg& leg, Millimetres width) {
    events.emplace_back(leg.low(), width);
    events.emplace_back(leg.high(), -width);
    widest = std::max(widest, width);
  }
  /// Across at the fullest place, spread over these tiers.
  [[nodiscard]] Millimetres across(int tiers) {
    std::sort(events.begin(), events.end());
    Millimetres now = 0, most = 0;
    for (const auto& [place, width] : events) most = std::max(most, now += width);
    return std::max(widest, (most + tiers - 1) / tiers);
  }
};

PathParts parted(const Passage& passage, Form form, Load& a, Load& b, const Basis& basis) {
  const Extent room{across(passage).low + basis.margin, across(passage).high - basis.margin};
  const Millimetres wide = room.high - room.low, on_a = a.across(basis.tiers(form)), on_b = b.across(basis.tiers(form));
  const Millimetres gap = on_a + on_b + basis.apart(passage) <= wide ? basis.apart(passage) : basis.barrier;
  const Millimetres share = std::max<Millimetres>(0, wide - gap) * on_a / std::max<Millimetres>(1, on_a + on_b);
  const Millimetres most = std::max(a.widest, wide - gap - b.widest);
  const Millimetres low = std::clamp(share, std::min(a.widest, most), most);
  return {{room.low, room.low + low}, {room.low + low + gap, room.high}};
}

}  // namespace

AllPathParts path_parts(const std::vector<Line>& lines, const std::vector<Passage>& passages, const Basis& basis,
                        const Crowded& crowded) {
  AllPathParts out;
  for (auto& of_form : out) of_form.resize(passages.size());
  std::map<std::pair<std::size_t, std::size_t>, std::pair<Load, Load>> loads;  // by form and passage
  for (const Line& line : lines) {
    if (line.side == 0) continue;
    const auto form = static_cast<std::size_t>(line.strand.form);
    for (const Leg& leg : line.legs)
      for (std::size_t i = 0; leg.laid && i < leg.runs_in; ++i) {
        // Where a gap is full there are others: a part of each would leave no straight way through several rows.
        if (!crowded[form].contains(leg.passages[i]) || passages[leg.passages[i]].use == "gap") continue;
        auto& [a, b] = loads[{form, leg.passages[i]}];
        (line.side < 0 ? a : b).add(leg, line.strand.width);
      }
  }
  for (auto& [key, load] : loads)
    if (load.first.widest > 0 && load.second.widest > 0)
      out[key.first][key.second] =
          parted(passages[key.second], static_cast<Form>(key.first), load.first, load.second, basis);
  return out;
}

}  // namespace plinth::routing
