// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
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

struct PackInput {
  const SiteSpec::Site* site = nullptr;
  std::vector<PackGroup> groups;
  std::vector<Attraction> attractions;
  std::vector<Rect> fixed;  ///< pinned modules; the last groups of `attractions` may refer to them by index
                            ///< groups.size() + position
  std::vector<Spacing> spacings;
  std::vector<Polygon> inside;   ///< the zones these groups must stand in; empty: anywhere
  std::vector<Polygon> outside;  ///< the zones of others
  PlanPoint utility;
  Millimetres gap = 0;  ///< between groups: one lane
  bool any = false;     ///< the first attempt that places every group is enough
};

/// A group on the ground.
struct GroupPlace {
  Rect area;               ///< its frame, site coordinates
  int rotation = 0;        ///< of the arrangement, counter-clockwise
  std::size_t choice = 0;  ///< which arrangement
};

struct Packed {
  std::vector<GroupPlace> places;  ///< by group
  double score = 0;                ///< weighted distance between groups, metres, and a little for area
  std::string strategy;
};

/// What stopped the best attempt that did not fit.
struct PackFailure {
  std::size_t missing = 0;      ///< groups left over
  std::size_t largest = kNone;  ///< the largest of them
};

/// Tries rows in several directions, orders, widths and shapes of block, and keeps the cheapest; the same input gives
/// the same result. nullopt when no attempt places every group.
[[nodiscard]] std::optional<Packed> pack(const PackInput& input, PackFailure& failure);

}  // namespace plinth::layout
