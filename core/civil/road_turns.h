// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/civil/bodies.h"

namespace plinth::civil {

/// How a body stands to the inner corner of a turn: its nearest corner, millimetres along both roads.
struct Near {
  std::string name;
  Millimetres dx = 0, dy = 0;
};
/// Bodies in the quadrant that a turn rounds, within `reach` of its corner.
[[nodiscard]] std::vector<Near> bodies_at(const RoadTurn& turn, const Bodies& bodies, Millimetres reach);

/// The largest radius of a fillet that leaves a point free which lies `dx`, `dy` from the corner:
/// (r - dx)^2 + (r - dy)^2 = r^2, so r = dx + dy + sqrt(2 dx dy).
[[nodiscard]] Length free_radius(Length dx, Length dy);

/// Every inner corner between two roads that cross or meet; its radius is as wanted, or what modules and the land
/// leave. `wanted` inside and outside radius.
[[nodiscard]] std::vector<RoadTurn> turns_of(const Design& design, const Bodies& bodies, Length inner, Length outer);

/// Ends of roads beyond their last junction that are at no gate and longer than `longest`; with a hammerhead of `head`
/// where it has room on the land.
[[nodiscard]] std::vector<DeadEnd> dead_ends_of(const Design& design, const Bodies& bodies, Length longest,
                                                Length head);

/// Pairs of roads that meet, each listed for both.
[[nodiscard]] std::vector<std::vector<std::size_t>> meetings(const std::vector<Road>& roads);

}  // namespace plinth::civil
