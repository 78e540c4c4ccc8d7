// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/routing/basis.h"

namespace plinth::routing {

/// What takes room in a passage, in one form.
struct Occupant {
  Millimetres from = 0, to = 0;  ///< along it
  Millimetres width = 0;
  int side = 0;  ///< -1: path A; 1: path B; 0: neither
};

/// The least width, in steps of 50 mm from what their widths alone say, at which a passage holds all of these on the
/// tiers of their form: laid the way `lay_tracks` does it. No wider one than `most` is tried.
[[nodiscard]] Millimetres least_width(const Passage& passage, Form form, const std::vector<Occupant>& occupants,
                                      const Basis& basis, Millimetres most = 20'000);

}  // namespace plinth::routing
