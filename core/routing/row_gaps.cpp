// SPDX-License-Identifier: Apache-2.0
#include "core/routing/row_gaps.h"

#include <algorithm>

namespace plinth::routing {

RowGaps::RowGaps(const std::vector<Passage>& passages) : passages_(passages) {
  for (std::size_t i = 0; i < passages.size(); ++i)
    if (passages[i].use == "gap") rows_[row_of(passages[i])].push_back(i);
  for (auto& [row, list] : rows_)
    std::sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
      return std::pair{across(passages[a]).low, a} < std::pair{across(passages[b]).low, b};
    });
}

std::vector<RowGaps::Way> RowGaps::ways(const std::vector<std::size_t>& gaps, Extent reach, Millimetres margin,
                                        Millimetres width) const {
  std::vector<Way> out{{reach, {}}};
  for (const std::size_t gap : gaps) {
    const auto row = rows_.find(row_of(passages_[gap]));
    if (row == rows_.end()) return {};
    std::vector<Way> next;
    for (const Way& way : out) {
      auto at = std::partition_point(row->second.begin(), row->second.end(), [&](std::size_t p) {
        return across(passages_[p]).low < way.room.low && across(passages_[p]).high < way.room.low;
      });
      for (; at != row->second.end() && across(passages_[*at]).low < way.room.high; ++at) {
        const Extent side = across(passages_[*at]);
        const Extent room{std::max(way.room.low, side.low + margin), std::min(way.room.high, side.high - margin)};
        if (room.high - room.low < width) continue;
        next.push_back({room, way.passages});
        next.back().passages.push_back(*at);
      }
    }
    out = std::move(next);
  }
  return out;
}

}  // namespace plinth::routing
