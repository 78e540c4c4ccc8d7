// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"
#include "exporters/cad/placed_tree.h"

namespace plinth::cad {

/// Instance that holds parcel and roads: no modules below it.
inline constexpr const char* site_context_name = "Site context";
/// Instance that holds the foundations.
inline constexpr const char* site_foundations_name = "Foundations";

/// What a reader must find again.
struct Expected {
  std::vector<std::string> tags;  ///< sorted
  Box box;                        ///< of all modules
  bool empty = true;              ///< nothing is placed
};
[[nodiscard]] Expected expected_of(const Design& design);

}  // namespace plinth::cad
