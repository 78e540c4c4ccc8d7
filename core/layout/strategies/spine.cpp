// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>

#include "core/layout/pack_attempt.h"
#include "core/layout/strategy.h"

namespace plinth::layout_strategies {
namespace {

using namespace layout;

/// Where the middle line of the spine may lie: in the middle of the land, level with the connection.
std::vector<Millimetres> axes(const Field& field, std::size_t view) {
  const Rect land = field.terrains[view].bounds();
  const Millimetres utility = field.views[view].there(field.input.utility).y;
  std::vector<Millimetres> out{(land.y0 + land.y1) / 2};
  if (utility > land.y0 + land.height() / 8 && utility < land.y1 - land.height() / 8) out.push_back(utility);
  return out;
}

/// All groups in one row: blocks with this outline, yards with one of middling proportions.
Millimetres one_row(const Field& field, std::size_t shape) {
  Millimetres length = 0;
  for (const std::size_t s : field.shape_of) {
    std::vector<Outline> all = field.shapes[s].outlines;
    const bool block = field.shapes[s].block;
    if (block) std::erase_if(all, [](const Outline& o) { return o.turned; });
    length += all[block ? std::min(shape, all.size() - 1) : all.size() / 2].width + field.input.gap;
  }
  return length;
}

std::vector<Packed> propose(const Field& field, bool any_shape, PackFailure& failure) {
  Shortlist best(field, 4, failure);
  const bool many = field.input.groups.size() > kMany;
  const Millimetres half = field.input.gap;  // the lanes of both banks side by side, pipes and cables beside them
  for (const std::size_t view : {0U, 1U, 4U, 5U}) {
    if (many && view % 4 == 1) continue;
    const Millimetres middle = field.views[view].there(field.input.utility).x;
    for (const Millimetres axis : axes(field, view))
      for (int order = 0; order < 2; ++order)
        for (const std::size_t shape : shapes_tried(field))
          for (const Millimetres rows : {2, 4, 6}) {  // on both banks together
            const Millimetres length = one_row(field, shape), width = length / rows + length / 12;
            const auto fill = [&](Attempt& attempt) {
              attempt.narrow(width, middle);
              return attempt.run_outwards(axis - half, axis + half);
            };
            best.attempt({view, order, shape, 0, any_shape, false, true}, fill,
                         fmt::format("spine {}, {}, block shape {}", view >= 4 ? "south to north" : "west to east",
                                     order == 0 ? "yards first" : "yards last", shape + 1));
          }
  }
  return best.take();
}

}  // namespace

extern constinit const LayoutStrategy spine{
    "spine", "a central road with blocks on both sides, power towards it, cooling outside", propose};

}  // namespace plinth::layout_strategies
