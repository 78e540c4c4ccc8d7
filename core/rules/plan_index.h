// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry/plan.h"

namespace plinth {

/// A uniform grid over rectangles that answers "which of them touch this window". About one cell per item, so that a
/// query costs what it finds. Keeps a copy of the rectangles; items are named by their position in `items`.
class PlanIndex {
 public:
  PlanIndex() = default;
  explicit PlanIndex(std::span<const Rect> items);

  /// Calls visit(position) once for every item that touches or overlaps `window`, in an order that depends on the
  /// items only.
  template <class Visit>
  void near(const Rect& window, Visit&& visit) const {
    if (items_.empty()) return;
    const Cells over = cells_of(window);
    for (int cy = over.y0; cy <= over.y1; ++cy)
      for (int cx = over.x0; cx <= over.x1; ++cx) visit_cell(window, over, cx, cy, visit);
  }

 private:
  struct Cells {
    int x0 = 0, y0 = 0, x1 = -1, y1 = -1;
  };
  [[nodiscard]] Cells cells_of(const Rect& area) const;

  template <class Visit>
  void visit_cell(const Rect& window, const Cells& over, int cx, int cy, Visit& visit) const {
    const std::size_t cell =
        static_cast<std::size_t>(cy) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(cx);
    for (std::uint32_t at = first_[cell]; at < first_[cell + 1]; ++at) {
      const Rect& item = items_[entries_[at]];
      if (item.x0 > window.x1 || window.x0 > item.x1 || item.y0 > window.y1 || window.y0 > item.y1) continue;
      // An item lies in several cells; only the lowest one it shares with the window speaks for it.
      const Cells own = cells_of(item);
      if (cx == std::max(own.x0, over.x0) && cy == std::max(own.y0, over.y0))
        visit(static_cast<std::size_t>(entries_[at]));
    }
  }

  std::vector<Rect> items_;
  std::vector<std::uint32_t> first_;    ///< per cell, where its entries begin; one more at the end
  std::vector<std::uint32_t> entries_;  ///< item positions, cell after cell
  Rect area_;
  Millimetres cell_ = 1;
  int columns_ = 0, rows_ = 0;
};

}  // namespace plinth
