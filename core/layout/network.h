// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <vector>

#include "core/layout/ground.h"

namespace plinth::layout {

/// A straight-angled way: consecutive points share x or y.
using Way = std::vector<PlanPoint>;

[[nodiscard]] Millimetres length_of(const Way& way);
/// Without repeated points, points on a straight line and ways out and back.
[[nodiscard]] Way simplified(const Way& way);

/// Where a port meets a corridor, and the way to it.
struct Door {
  std::size_t corridor = kNone;
  PlanPoint at;  ///< on the middle line
  Way way;       ///< from the port to `at`
};

/// The middle lines of all corridors, joined where corridors overlap.
class Network {
 public:
  explicit Network(const std::vector<Corridor>& corridors);

  /// Ways along these corridors count `times` as long from now on: they are taken only where the way round is longer.
  void avoid(const std::vector<bool>& corridors, Millimetres times);
  /// The corridor whose middle line this straight part of a way runs along; kNone when it is on none.
  [[nodiscard]] std::size_t corridor_of(PlanPoint a, PlanPoint b) const;

  /// Shortest distances from one port to everywhere; Dijkstra once per port, however many edges leave it.
  struct Tree {
    std::vector<Door> doors;
    std::vector<Millimetres> cost;    ///< by junction
    std::vector<std::size_t> before;  ///< junction before, or kNone
    std::vector<std::size_t> door;    ///< the door the way began at
  };
  [[nodiscard]] Tree grow(std::vector<Door> doors) const;
  /// The shortest way from the tree's port to the port of these doors; nullopt when nothing joins them.
  [[nodiscard]] std::optional<Way> way(const Tree& tree, const std::vector<Door>& to) const;

 private:
  struct Junction {
    PlanPoint at;
    std::size_t corridor;
  };
  struct Joint {
    std::size_t to;
    Millimetres length;
  };
  [[nodiscard]] Millimetres along(const Corridor& c, PlanPoint p) const { return c.along_x ? p.x : p.y; }
  [[nodiscard]] std::vector<std::size_t> neighbours(const Door& door) const;
  void link(std::size_t a, std::size_t b, std::vector<std::pair<std::size_t, std::size_t>>& links);
  [[nodiscard]] std::size_t junction(std::size_t corridor, PlanPoint at);

  const std::vector<Corridor>& corridors_;
  std::vector<Junction> junctions_;
  std::vector<std::vector<std::size_t>> on_;  ///< by corridor: its junctions along it
  std::vector<std::vector<Joint>> joints_;
  std::map<std::pair<bool, Millimetres>, std::vector<std::size_t>> by_axis_;  ///< corridors by direction and axis
};

}  // namespace plinth::layout
