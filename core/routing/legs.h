// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <string>
#include <vector>

#include "core/routing/basis.h"
#include "core/routing/passage_map.h"

namespace plinth::routing {

/// A straight part of a route. The first and the last hang on a port and stay where they are.
struct Leg {
  bool along_x = true;
  bool fixed = true;                  ///< not to be moved across
  bool laid = false;                  ///< it takes room in its passages
  bool over = false;                  ///< it found no place of its own and lies on what is there
  bool placed = false;                ///< its place across is settled
  Millimetres at = 0;                 ///< coordinate across
  Millimetres from = 0, to = 0;       ///< along, in the direction of the route
  Extent room;                        ///< across, less margins
  Extent span;                        ///< along: as far as it may reach wherever its neighbours go
  std::vector<std::size_t> passages;  ///< that it runs in, then others that it may come to meet
  std::size_t runs_in = 0;            ///< how many of them it runs in
  int lean = 0;                       ///< sum of the sides its ends turn to: -2 both low … 2 both high
  int tier = 1;
  [[nodiscard]] Millimetres low() const { return std::min(from, to); }
  [[nodiscard]] Millimetres high() const { return std::max(from, to); }
};

/// A connection between two modules on the ground, cut into legs.
struct Line {
  std::size_t route = 0;  ///< in the layout
  const Edge* edge = nullptr;
  Strand strand;
  int side = 0;  ///< -1: path A, towards the low side of passages; 1: path B; 0: neither
  bool kept = false;
  bool as_before = false;            ///< kept, and its legs are its sections
  Millimetres z_from = 0, z_to = 0;  ///< of its ports
  std::vector<Leg> legs;
};

/// Lines of all routes whose ends stand in different modules on the ground, in the order of the routes. Those named in
/// `kept` have been laid before: all their legs are fixed, and are their sections where the passages are still there.
[[nodiscard]] std::vector<Line> lines_of(const Design& design, const Catalog& catalog, const Basis& basis,
                                         const PassageMap& map, const std::set<std::string>& kept);

/// Takes note of where a leg was placed: its neighbours end there, and their spans and passages follow.
void settle_leg(Line& line, std::size_t index, const PassageMap& map);

/// The corners of a line once its legs have their places, from port to port.
[[nodiscard]] std::vector<PlanPoint> corners(const std::vector<PlanPoint>& before, const std::vector<Leg>& legs);

}  // namespace plinth::routing
