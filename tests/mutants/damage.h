// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <random>
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth::test {

/// What was done to a design: one record moved, deleted, exchanged, shrunk, renamed or given a wrong port.
struct Damage {
  std::string what;                ///< "POD-03 moved by 0.412 m east"
  std::vector<std::string> names;  ///< tags or ids, one of which a finding has to name
  bool catalog = false;            ///< it was done to a module type
};

/// The sorts of damage, in groups: "move", "delete", "swap", "shrink", "rename", "port".
[[nodiscard]] std::vector<std::string> damage_groups();
/// Does one damage of the group to the design, drawn by `random`; lists stay sorted by their keys.
[[nodiscard]] Damage damage(Design& design, const std::string& group, std::mt19937& random);

}  // namespace plinth::test
