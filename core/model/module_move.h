// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/geometry/plan.h"

namespace plinth {

/// A shift of one module over the ground, as the hint of a finding names it.
struct ModuleMove {
  std::string tag;
  Millimetres dx = 0, dy = 0;  ///< east, north; whole centimetres
  friend bool operator==(const ModuleMove&, const ModuleMove&) = default;
};

/// "move BESS-08 0.59 m east", or "move BESS-08 0.59 m east and 1.20 m south".
[[nodiscard]] std::string move_text(const ModuleMove& move);
/// The move that a hint begins with; nothing when it begins with none.
[[nodiscard]] std::optional<ModuleMove> move_in(const std::string& hint);

}  // namespace plinth
