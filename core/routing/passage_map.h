// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <vector>

#include "core/model/design.h"

namespace plinth::routing {

/// A stretch of a straight line inside one passage, from < to.
struct Piece {
  std::size_t passage = 0;
  Millimetres from = 0, to = 0;
};

/// Extent of a rectangle across and along a direction.
struct Extent {
  Millimetres low = 0, high = 0;
};
[[nodiscard]] inline Extent across(const Passage& p) {
  return p.along_x ? Extent{p.area.y0, p.area.y1} : Extent{p.area.x0, p.area.x1};
}
[[nodiscard]] inline Extent along(const Passage& p) {
  return p.along_x ? Extent{p.area.x0, p.area.x1} : Extent{p.area.y0, p.area.y1};
}

/// Finds passages by place.
class PassageMap {
 public:
  explicit PassageMap(const std::vector<Passage>& passages);

  /// The pieces of a line at coordinate `at` from `from` to `to` that lie in passages of its direction, in order. Of
  /// several passages that overlap, the one whose axis the line is on comes first, then the one that reaches farthest.
  [[nodiscard]] std::vector<Piece> pieces(bool along_x, Millimetres at, Millimetres from, Millimetres to) const;
  /// Passages of the direction that share area with a strip, in their order.
  [[nodiscard]] std::vector<std::size_t> meeting(bool along_x, Extent across, Extent along) const;
  /// Other passages of the same direction that share area with this one.
  [[nodiscard]] const std::vector<std::size_t>& beside(std::size_t passage) const { return beside_[passage]; }

 private:
  [[nodiscard]] const std::vector<std::size_t>* near(bool along_x, Millimetres at) const;

  const std::vector<Passage>& passages_;
  std::map<std::pair<bool, Millimetres>, std::vector<std::size_t>> cells_;  ///< by direction and strip across
  std::vector<std::vector<std::size_t>> beside_;
};

}  // namespace plinth::routing
