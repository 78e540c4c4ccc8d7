// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/layout/ground.h"
#include "core/layout/network.h"
#include "core/model/routing.h"

namespace plinth::layout {

/// Ways inside one group: along the aisles between its rows, across rows through the gaps between modules.
class GroupWays {
 public:
  GroupWays(const GroundGroup& group, const std::vector<Corridor>& corridors);

  /// The shortest way between two ports (site coordinates) of modules in these rows.
  [[nodiscard]] Way inside(PlanPoint a, std::size_t row_a, PlanPoint b, std::size_t row_b) const;
  /// The ways from a port out to the corridors around the group. The exit of one that leads along an aisle is twice the
  /// number of that aisle, and one more in the east.
  [[nodiscard]] std::vector<Door> doors(PlanPoint port, std::size_t row) const;
  /// Widths of the ways south of each row and north of the last; 0 for those in the ring.
  [[nodiscard]] std::vector<Millimetres> aisles() const;
  /// The aisles between its rows and the gaps through them, without names.
  [[nodiscard]] std::vector<Passage> passages() const;

 private:
  [[nodiscard]] bool usable(std::size_t track) const;
  [[nodiscard]] Millimetres crossing(std::size_t row, Millimetres from, Millimetres target) const;
  void cross(Way& way, std::size_t from, std::size_t to, Millimetres target) const;
  void add_door(std::vector<Door>& doors, Way local, std::size_t local_side) const;

  const GroundGroup& group_;
  const std::vector<Corridor>& corridors_;
  std::vector<Millimetres> tracks_;                                     ///< y of the way south of row i; one more
  std::vector<std::vector<std::pair<Millimetres, Millimetres>>> gaps_;  ///< by row: where it may be crossed
};

}  // namespace plinth::layout
