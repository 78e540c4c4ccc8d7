// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/geometry/plan.h"

namespace plinth {

/// A strip of land free of modules along which routes run.
struct Passage {
  std::string name;  ///< "P012"
  std::string use;   ///< "corridor" between groups, "aisle" between rows of a group, "gap" between modules of a row
  Rect area;
  bool along_x = true;   ///< routes run west-east
  Millimetres axis = 0;  ///< coordinate across of the line that routes were found along
  friend bool operator==(const Passage&, const Passage&) = default;
};

/// What holds routes of one path and medium side by side at one level of a passage: a tray, a row of ducts, a tier of a
/// pipe rack. A passage has a carrier for each form, path and tier.
struct Carrier {
  std::string name;               ///< "P012.tray.A.2": passage, form, path, tier
  std::string passage;            ///< its name
  std::string form;               ///< "duct", "tray", "pipe", "trench"
  std::string path;               ///< "A", "B", "R" or ""
  int tier = 1;                   ///< counted away from the ground, in both directions
  Millimetres level = 0;          ///< of its middle above grade; negative: in the ground
  Millimetres from = 0, to = 0;   ///< along the passage: site coordinates
  Millimetres low = 0, high = 0;  ///< across: from the outer edge of the first route to that of the last
  int routes = 0;                 ///< most side by side at one place
  Millimetres occupied = 0;       ///< widths side by side where most lies, spacings included
  Millimetres capacity = 0;       ///< room for them: the passage less its margins and what else lies on that tier
  Millimetres barrier = 0;        ///< length along which a fire barrier parts it from the other path
  friend bool operator==(const Carrier&, const Carrier&) = default;
};

/// A stretch of a route in one carrier, in the direction of the route.
struct RouteSection {
  std::string carrier;
  Millimetres from = 0, to = 0;  ///< along the passage: site coordinates
  Millimetres at = 0;            ///< of its middle across the passage
  Millimetres level = 0;         ///< above grade
  friend bool operator==(const RouteSection&, const RouteSection&) = default;
};

/// Two routes of one form that cross at one level: the lower one dips below the upper.
struct Crossing {
  std::string upper, lower;  ///< edge ids
  PlanPoint at;
  Millimetres level = 0;  ///< of the upper one, above grade
  Millimetres dip = 0;    ///< by which the middle of the lower one is led deeper
  friend bool operator==(const Crossing&, const Crossing&) = default;
};

/// How sizing, layout and distribution came to agree. Sizing works with allowances for what is not known before the
/// layout (losses, pump heads, coolant in pipes); one that the routed plant exceeds is raised, and all is done again.
struct Convergence {
  int rounds = 0;          ///< of sizing, layout and distribution; 0: not laid out
  int passes = 0;          ///< of cables and pipes over routes in the last round, until neither changed
  double last_change = 0;  ///< largest share by which an allowance was exceeded in the last round; 0: by none
  bool converged = true;
  std::vector<std::string> raised;  ///< ids of the allowances that were changed, sorted
  friend bool operator==(const Convergence&, const Convergence&) = default;
};

}  // namespace plinth
