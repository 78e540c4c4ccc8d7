// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/layout/inventory.h"
#include "core/layout/limits.h"

namespace plinth::layout {

/// Modules kept together in a row, west to east; `upper` stands north of `lower` and is centred on it.
struct Cell {
  std::vector<std::size_t> lower, upper;
};

/// One zone of a group: cells that form one row, or several when the row would be too long.
struct Strip {
  std::vector<Cell> cells;
  bool hug_north = false;  ///< fronts in line on the north side (else on the south), first row northernmost
  RowUse use = RowUse::electrical;
};

/// A block, a yard or a part of one, before its modules have places. Strips run from south to north.
struct GroupSpec {
  std::string name;
  int block = 0;
  std::vector<Strip> strips;
  std::string_view use = {};  ///< what a zone for it holds: "blocks", "electrical", "generator", "storage"
};

struct Standing {
  std::size_t item = kNone;
  Rect area;  ///< in the group's own frame
  int rotation = 0;
};

/// One row: no two modules share an x, so every module reaches the ways north and south of the row straight.
struct StandingRow {
  std::vector<Standing> items;  ///< west to east
  Millimetres y0 = 0, y1 = 0;
  RowUse use = RowUse::electrical;
};

/// A group with places: frame from (0, 0) to (width, height). The margin between the modules and the frame is what
/// they need beyond a lane around the frame.
struct Arrangement {
  Millimetres width = 0, height = 0;
  std::vector<StandingRow> rows;  ///< south to north
  /// Every module's middle is within crane radius of the frame's edge, a heavy one so near that a crane in the middle
  /// of the lane lifts it, and no point of it farther than a hose reaches.
  bool within_reach = true;
};

/// How each module of the group turns: connected ports towards the row they lead to (outside counts as north).
[[nodiscard]] std::vector<std::pair<std::size_t, int>> turns_of(const GroupSpec& spec, const Inventory& inventory);

/// Arrangements of a group with rows of different length, the longest rows first; all different in outline.
[[nodiscard]] std::vector<Arrangement> arrangements(const GroupSpec& spec, const Inventory& inventory,
                                                    const Limits& limits);

/// One module by itself: how a pinned module and the last resort of packing stand.
[[nodiscard]] Arrangement alone(std::size_t item, int rotation, const Inventory& inventory);

}  // namespace plinth::layout
