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
  PlanPoint at;              ///< on the middle line
  Way way;                   ///< from the port to `at`
  std::size_t exit = kNone;  ///< the link that stands for the end of the aisle it leads along
};

/// The middle lines of all corridors, joined where corridors overlap.
class Network {
 public:
  explicit Network(const std::vector<Corridor>& corridors);

  /// Ways along these corridors count `times` as long from now on: they are taken only where the way round is longer.
  void avoid(const std::vector<bool>& corridors, Millimetres times);
  /// The corridor whose middle line this straight part of a way runs along; kNone when it is on none.
  [[nodiscard]] std::size_t corridor_of(PlanPoint a, PlanPoint b) const;

  /// A stretch of a corridor from one junction to the next, or from the last one to its end; or the end of an aisle.
  struct Link {
    std::size_t corridor = kNone;
    Millimetres from = 0, to = 0;  ///< along the corridor
  };
  [[nodiscard]] const std::vector<Link>& links() const { return links_; }
  /// A link of no corridor, for the end of an aisle that doors lead along.
  [[nodiscard]] std::size_t add_exit();
  /// From now on a metre along this link counts as so many, and as if it were kLeast longer, for trees that are grown
  /// as `priced`.
  void set_price(std::size_t link, Millimetres times) { prices_[link] = times; }

  /// Shortest distances from one port to everywhere; Dijkstra once per port, however many edges leave it.
  struct Tree {
    bool priced = false;
    std::vector<Door> doors;
    std::vector<Millimetres> cost;    ///< by junction
    std::vector<std::size_t> before;  ///< junction before, or kNone
    std::vector<std::size_t> door;    ///< the door the way began at
  };
  [[nodiscard]] Tree grow(std::vector<Door> doors, bool priced) const;
  /// A way and the links that it runs along.
  struct Found {
    Way way;
    std::vector<std::size_t> links;
  };
  /// The shortest way from the tree's port to the port of these doors; nullopt when nothing joins them.
  [[nodiscard]] std::optional<Found> way(const Tree& tree, const std::vector<Door>& to) const;

 private:
  struct Junction {
    PlanPoint at;
    std::size_t corridor;
  };
  struct Joint {
    std::size_t to;
    Millimetres length;
    std::size_t link;  ///< kNone: from one corridor to another
  };
  [[nodiscard]] Millimetres along(const Corridor& c, PlanPoint p) const { return c.along_x ? p.x : p.y; }
  /// Where a door opens on its corridor: the link, and the junctions at both ends of it.
  struct Step {
    std::size_t link;
    std::vector<std::size_t> ends;
  };
  [[nodiscard]] Step step_at(const Door& door) const;
  /// A way along a short stretch that is full is no better than one along a long one.
  static constexpr Millimetres kLeast = 30'000;
  [[nodiscard]] Millimetres cost(std::size_t link, Millimetres length, bool priced) const {
    return priced && link != kNone && prices_[link] > 1 ? length + (prices_[link] - 1) * (length + kLeast) : length;
  }
  [[nodiscard]] Millimetres cost(const Door& door, bool priced) const {
    return length_of(door.way) + cost(door.exit, 0, priced);
  }
  [[nodiscard]] Millimetres straight(const Door& a, const Door& b, bool priced) const;
  [[nodiscard]] std::size_t link_between(std::size_t a, std::size_t b) const;
  void link(std::size_t a, std::size_t b, std::vector<std::pair<std::size_t, std::size_t>>& links);
  void number_links(std::size_t corridor);
  [[nodiscard]] std::size_t junction(std::size_t corridor, PlanPoint at);

  const std::vector<Corridor>& corridors_;
  std::vector<Junction> junctions_;
  std::vector<std::vector<std::size_t>> on_;  ///< by corridor: its junctions along it
  std::vector<std::vector<Joint>> joints_;
  std::vector<Link> links_;              ///< by corridor, then along it
  std::vector<std::size_t> first_link_;  ///< by corridor; one more than it has junctions
  std::vector<std::size_t> place_;       ///< by junction: which one of its corridor it is
  std::vector<Millimetres> prices_;      ///< by link
  std::map<std::pair<bool, Millimetres>, std::vector<std::size_t>> by_axis_;  ///< corridors by direction and axis
};

}  // namespace plinth::layout
