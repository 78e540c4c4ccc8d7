// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <vector>

#include "core/layout/arrange.h"

namespace plinth::layout {

/// Compass sides by number: south 0, east 1, north 2, west 3; a quarter turn counter-clockwise adds one.
inline constexpr std::size_t kSouth = 0, kEast = 1, kNorth = 2, kWest = 3;

/// A group on the ground: its arrangement, turned and moved to the site.
struct GroundGroup {
  std::string name;
  int block = 0;
  bool pinned = false;
  bool facing = false;  ///< its turn was decided when it was placed
  std::string holds;    ///< of land kept free: for what
  Arrangement plan;
  Rect area;                                                        ///< of the frame, site coordinates
  int rotation = 0;                                                 ///< of the frame, counter-clockwise
  std::array<Millimetres, 4> ring{};                                ///< width of the way on each compass side; 0: none
  std::array<std::size_t, 4> corridor{kNone, kNone, kNone, kNone};  ///< the corridor on each compass side

  [[nodiscard]] PlanPoint to_site(PlanPoint local) const;
  [[nodiscard]] PlanPoint to_local(PlanPoint site) const;
  [[nodiscard]] Rect to_site(const Rect& local) const;
  [[nodiscard]] Millimetres local_ring(std::size_t side) const { return ring[site_side(side)]; }
  [[nodiscard]] std::size_t site_side(std::size_t local_side) const {
    return (local_side + static_cast<std::size_t>(rotation / 90)) % 4;
  }
};

/// A way free of modules, whose middle line routes follow.
struct Corridor {
  Rect area;
  bool along_x = true;                      ///< it runs west-east
  bool road = true;                         ///< wide enough for vehicles and on the site's own land
  bool access = false;                      ///< leads from a gate to the lanes, or from lanes to lanes
  [[nodiscard]] Millimetres axis() const {  ///< the fixed coordinate of the middle line
    return along_x ? (area.y0 + area.y1) / 2 : (area.x0 + area.x1) / 2;
  }
  friend bool operator==(const Corridor&, const Corridor&) = default;
};

}  // namespace plinth::layout
