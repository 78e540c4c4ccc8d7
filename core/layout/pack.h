// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/layout/arrange.h"
#include "core/layout/terrain.h"

namespace plinth::layout {

/// A group with the shapes it may take.
struct PackGroup {
  GroupSpec spec;
  std::vector<Arrangement> choices;
  Margins margins;
};

/// How much two groups (or a group and the utility connection, b = kNone) want to be near each other.
struct Attraction {
  std::size_t a = 0, b = kNone;
  double weight = 0;  ///< sum over their edges
};

/// Two sets of groups that must be near or far. Group indices as in Attraction, without kNone.
struct Spacing {
  std::vector<std::size_t> a, b;
  Millimetres within = -1, apart = -1;  ///< -1: not asked for
};

/// Groups whose exhaust is to leave the others alone: their middle must not lie up-wind of that of the breathers.
struct Upwind {
  double x = 0, y = 0;  ///< where the wind blows to, unit vector on the site; (0, 0): from everywhere alike
  std::vector<std::size_t> sources, breathers;
};

struct PackInput {
  const SiteSpec::Site* site = nullptr;
  std::vector<PackGroup> groups;
  std::vector<Attraction> attractions;
  std::vector<Rect> fixed;  ///< pinned modules; the last groups of `attractions` may refer to them by index
                            ///< groups.size() + position
  std::vector<Spacing> spacings;
  Upwind upwind;
  std::vector<Polygon> inside;   ///< the zones these groups must stand in; empty: anywhere
  std::vector<Polygon> outside;  ///< the zones of others
  PlanPoint utility;
  Millimetres gap = 0;  ///< between groups: one lane
  bool any = false;     ///< the first attempt that places every group is enough
};

/// A group on the ground.
struct GroupPlace {
  Rect area;                ///< its frame, site coordinates
  int rotation = 0;         ///< of the arrangement, counter-clockwise
  std::size_t choice = 0;   ///< which arrangement
  Side facing = Side::any;  ///< where the power modules of a block look: the cooling is on the other side
};

struct Packed {
  std::vector<GroupPlace> places;  ///< by group
  double cost = 0;                 ///< quick_cost()
  std::string arrangement;         ///< in words
  std::string strategy = {};
};

struct LayoutStrategy;

/// What stopped the best attempt that did not fit.
struct PackFailure {
  std::size_t missing = 0;      ///< groups left over
  std::size_t largest = kNone;  ///< the largest of them
};

/// What the strategies propose, each the best of its own; the same input gives the same result. Where the first
/// strategy finds no place for every group the others are not asked, and nothing is proposed.
[[nodiscard]] std::vector<Packed> pack(const PackInput& input, const std::vector<const LayoutStrategy*>& strategies,
                                       PackFailure& failure);

}  // namespace plinth::layout
