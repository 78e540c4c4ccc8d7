// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/routing/legs.h"

namespace plinth::routing {

/// Writes points, sections, rises, bends and lengths of the lines into the routes, and the carriers they lie in and the
/// crossings they make into the layout.
void record(const std::vector<Line>& lines, const PassageMap& map, const Basis& basis, Layout& layout);

/// A section of a route with what is asked of it, for carriers and crossings.
struct Stretch {
  std::size_t line = 0;     ///< in the lines
  std::size_t section = 0;  ///< of its route
  std::size_t passage = 0;
  int tier = 1;
  bool over = false;  ///< without a place of its own: it shows in what its carrier holds, and crosses nothing
};

/// Carriers of the layout, and how long barriers between paths are. `stretches` in any order.
[[nodiscard]] std::vector<Carrier> carriers_of(const std::vector<Line>& lines, const std::vector<Stretch>& stretches,
                                               const Basis& basis, const Layout& layout);

/// Crossings between routes of one form at one level; adds what the dips take to the rises of the lower ones.
[[nodiscard]] std::vector<Crossing> crossings_of(const std::vector<Line>& lines, const std::vector<Stretch>& stretches,
                                                 const Basis& basis, Layout& layout);

/// The radius that the narrowest bend of a polyline has room for. A step aside (two bends that undo each other) is
/// taken as an S of two arcs that may use half the straight on each side. `before` and `after`: how far it rises at its
/// ports, which the bends next to them may use as well.
[[nodiscard]] Millimetres room_to_bend(const std::vector<PlanPoint>& points, Millimetres before = 0,
                                       Millimetres after = 0);

}  // namespace plinth::routing
