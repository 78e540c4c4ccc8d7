// SPDX-License-Identifier: Apache-2.0
#include "core/civil/slab_union.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace plinth::civil {
namespace {

bool near(const Rect& a, const Rect& b, Millimetres gap) { return overlap(a, b) || distance(a, b) < gap; }

/// What lies between two rectangles that face each other; empty width where they do not or where they overlap.
Rect between(const Rect& a, const Rect& b) {
  const Millimetres x0 = std::max(a.x0, b.x0), x1 = std::min(a.x1, b.x1);
  const Millimetres y0 = std::max(a.y0, b.y0), y1 = std::min(a.y1, b.y1);
  if (x0 < x1) return {x0, std::min(y0, y1), x1, std::max(y0, y1)};
  if (y0 < y1) return {std::min(x0, x1), y0, std::max(x0, x1), y1};
  return {std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};  // corner to corner
}

/// Rows of equal spans become one piece.
std::vector<Rect> merged_rows(std::vector<Rect> cells) {
  std::sort(cells.begin(), cells.end(),
            [](const Rect& a, const Rect& b) { return std::tie(a.x0, a.x1, a.y0) < std::tie(b.x0, b.x1, b.y0); });
  std::vector<Rect> out;
  for (const Rect& cell : cells) {
    if (!out.empty() && out.back().x0 == cell.x0 && out.back().x1 == cell.x1 && out.back().y1 == cell.y0)
      out.back().y1 = cell.y1;
    else
      out.push_back(cell);
  }
  return out;
}

void cut(const Rect& piece, Millimetres longest, std::vector<Rect>& out) {
  const auto parts = [&](Millimetres side) { return std::max<Millimetres>(1, (side + longest - 1) / longest); };
  const Millimetres columns = parts(piece.width()), rows = parts(piece.height());
  for (Millimetres i = 0; i < columns; ++i)
    for (Millimetres j = 0; j < rows; ++j)
      out.push_back({piece.x0 + piece.width() * i / columns, piece.y0 + piece.height() * j / rows,
                     piece.x0 + piece.width() * (i + 1) / columns, piece.y0 + piece.height() * (j + 1) / rows});
}

}  // namespace

std::vector<std::vector<std::size_t>> neighbours(const std::vector<Rect>& areas, Millimetres gap) {
  std::vector<std::size_t> parent(areas.size()), order(areas.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto find = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return std::tie(areas[a].x0, a) < std::tie(areas[b].x0, b); });
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      const Rect &a = areas[order[i]], &b = areas[order[j]];
      if (b.x0 >= a.x1 + std::max<Millimetres>(gap, 1)) break;
      if (near(a, b, gap)) parent[std::max(find(order[i]), find(order[j]))] = std::min(find(order[i]), find(order[j]));
    }
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < areas.size(); ++i) groups[find(i)].push_back(i);
  std::vector<std::vector<std::size_t>> out;
  for (auto& [root, members] : groups) out.push_back(std::move(members));
  return out;
}

std::vector<Rect> joined_slab(const std::vector<Rect>& areas, Millimetres gap, Millimetres longest) {
  std::vector<Rect> all = areas;
  for (std::size_t i = 0; i < areas.size(); ++i)
    for (std::size_t j = i + 1; j < areas.size(); ++j) {
      if (overlap(areas[i], areas[j]) || !near(areas[i], areas[j], gap)) continue;
      const Rect fill = between(areas[i], areas[j]);
      if (fill.width() > 0 && fill.height() > 0) all.push_back(fill);
    }
  std::set<Millimetres> xs;
  for (const Rect& r : all) xs.insert({r.x0, r.x1});
  std::vector<Rect> columns;
  for (auto x = xs.begin(); std::next(x) != xs.end(); ++x) {
    std::vector<std::pair<Millimetres, Millimetres>> spans;
    for (const Rect& r : all)
      if (r.x0 <= *x && r.x1 >= *std::next(x)) spans.emplace_back(r.y0, r.y1);
    std::sort(spans.begin(), spans.end());
    for (std::size_t i = 0; i < spans.size();) {
      Millimetres y1 = spans[i].second;
      std::size_t j = i + 1;
      while (j < spans.size() && spans[j].first <= y1) y1 = std::max(y1, spans[j++].second);
      columns.push_back({*x, spans[i].first, *std::next(x), y1});
      i = j;
    }
  }
  // Side by side columns of the same span are one.
  std::sort(columns.begin(), columns.end(),
            [](const Rect& a, const Rect& b) { return std::tie(a.y0, a.y1, a.x0) < std::tie(b.y0, b.y1, b.x0); });
  std::vector<Rect> wide;
  for (const Rect& c : columns) {
    if (!wide.empty() && wide.back().y0 == c.y0 && wide.back().y1 == c.y1 && wide.back().x1 == c.x0)
      wide.back().x1 = c.x1;
    else
      wide.push_back(c);
  }
  std::vector<Rect> out;
  for (const Rect& piece : merged_rows(std::move(wide))) cut(piece, longest, out);
  return out;
}

}  // namespace plinth::civil
