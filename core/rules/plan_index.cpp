// SPDX-License-Identifier: Apache-2.0
#include "core/rules/plan_index.h"

#include <cmath>

namespace plinth {
namespace {

Rect hull_of(std::span<const Rect> items) {
  Rect hull = items.front();
  for (const Rect& item : items)
    hull = {std::min(hull.x0, item.x0), std::min(hull.y0, item.y0), std::max(hull.x1, item.x1),
            std::max(hull.y1, item.y1)};
  return hull;
}

/// Side of a cell: about one item per cell, and no smaller than the mean item, so that an item meets few cells.
Millimetres cell_side(std::span<const Rect> items, const Rect& hull) {
  const double count = static_cast<double>(items.size());
  double extent = 0.0;
  for (const Rect& item : items) extent += static_cast<double>(std::max(item.width(), item.height())) / count;
  const double spread = std::sqrt(static_cast<double>(hull.width()) * static_cast<double>(hull.height()) / count);
  const double longest = static_cast<double>(std::max(hull.width(), hull.height())) / (4.0 * count + 16.0);
  return std::max<Millimetres>(1, std::llround(std::max({extent, spread, longest})));
}

}  // namespace

PlanIndex::PlanIndex(std::span<const Rect> items) : items_(items.begin(), items.end()) {
  if (items_.empty()) return;
  area_ = hull_of(items);
  cell_ = cell_side(items, area_);
  columns_ = static_cast<int>(area_.width() / cell_) + 1;
  rows_ = static_cast<int>(area_.height() / cell_) + 1;
  first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
  const auto each_cell = [this](const Rect& item, auto&& act) {
    const Cells over = cells_of(item);
    for (int cy = over.y0; cy <= over.y1; ++cy)
      for (int cx = over.x0; cx <= over.x1; ++cx)
        act(static_cast<std::size_t>(cy) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(cx));
  };
  for (const Rect& item : items_) each_cell(item, [this](std::size_t cell) { ++first_[cell + 1]; });
  for (std::size_t cell = 1; cell < first_.size(); ++cell) first_[cell] += first_[cell - 1];
  entries_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t i = 0; i < items_.size(); ++i)
    each_cell(items_[i], [&](std::size_t cell) { entries_[next[cell]++] = static_cast<std::uint32_t>(i); });
}

PlanIndex::Cells PlanIndex::cells_of(const Rect& area) const {
  const auto column = [this](Millimetres x) {
    return static_cast<int>(std::clamp<Millimetres>((x - area_.x0) / cell_, 0, columns_ - 1));
  };
  const auto row = [this](Millimetres y) {
    return static_cast<int>(std::clamp<Millimetres>((y - area_.y0) / cell_, 0, rows_ - 1));
  };
  return {column(area.x0), row(area.y0), column(area.x1), row(area.y1)};
}

}  // namespace plinth
