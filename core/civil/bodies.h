// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/model/design.h"

namespace plinth::civil {

/// A thing that vehicles and cranes must not hit.
struct Body {
  std::string name;
  Rect area;
};

/// Modules on the ground and existing buildings (their bounding boxes), found by place.
class Bodies {
 public:
  Bodies(const Design& design, const Catalog& catalog);

  /// Calls `see(body)` for every body that shares area with `window`, in a fixed order.
  template <class See>
  void in(const Rect& window, See see) const {
    std::vector<std::size_t> found;
    for (Millimetres x = cell(window.x0); x <= cell(window.x1); ++x)
      for (Millimetres y = cell(window.y0); y <= cell(window.y1); ++y)
        if (const auto here = cells_.find({x, y}); here != cells_.end())
          found.insert(found.end(), here->second.begin(), here->second.end());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (const std::size_t i : found)
      if (overlap(bodies_[i].area, window)) see(bodies_[i]);
  }

 private:
  static constexpr Millimetres kCell = 20000;
  static Millimetres cell(Millimetres at) { return at >= 0 ? at / kCell : (at - kCell + 1) / kCell; }

  std::vector<Body> bodies_;
  std::map<std::pair<Millimetres, Millimetres>, std::vector<std::size_t>> cells_;
};

}  // namespace plinth::civil
