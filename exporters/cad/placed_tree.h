// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth::cad {

/// A whole-millimetre rigid movement: a quarter-turn count about z, then a shift. Composes and inverts exactly.
struct Move {
  int quarter_turns = 0;  ///< 0 … 3, counter-clockwise
  Millimetres x = 0, y = 0, z = 0;
};
[[nodiscard]] Move compose(const Move& outer, const Move& inner);  ///< inner first
[[nodiscard]] Move inverse(const Move& move);

/// From the module's own frame (lower front-left corner at the origin) to the site.
[[nodiscard]] Move move_of(const ModuleType& type, const Placement& placement);

struct Box {
  Millimetres x0 = 0, y0 = 0, z0 = 0, x1 = 0, y1 = 0, z1 = 0;
  friend bool operator==(const Box&, const Box&) = default;
};
[[nodiscard]] Box united(const Box& a, const Box& b);
[[nodiscard]] Box box_of(const ModuleType& type, const Placement& placement);

/// A placed module with what stands inside it.
struct PlacedModule {
  const Placement* placement = nullptr;
  const ModuleType* type = nullptr;
  std::vector<PlacedModule> children;
};

/// A group of the layout with its modules: one branch below the site.
struct Branch {
  std::string name;
  std::vector<PlacedModule> modules;
};

/// The product tree: blocks in order, then the yards. Modules of block 0 go to the group they stand on, those on none
/// to "Yard". Throws ExportError when a placement names a type or a parent that is not there.
[[nodiscard]] std::vector<Branch> placed_tree(const Design& design);

}  // namespace plinth::cad
