// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <set>
#include <vector>

#include "core/routing/legs.h"

namespace plinth::routing {

/// Passages that have not enough room the usual way, by form.
using Crowded = std::array<std::set<std::size_t>, kForms>;

/// The two sides of a passage where path A and path B take more than there is, each as wide as its share of what lies
/// there asks for: between them the distance of the rule, or where both would be too narrow the thickness of a barrier.
struct PathParts {
  Extent a, b;
};

/// By form and passage, for the crowded corridors and aisles that legs of both paths run in. Both parts are as wide as
/// the widest leg of their path at least, where the passage is.
using AllPathParts = std::array<std::vector<std::optional<PathParts>>, kForms>;
[[nodiscard]] AllPathParts path_parts(const std::vector<Line>& lines, const std::vector<Passage>& passages,
                                      const Basis& basis, const Crowded& crowded);

}  // namespace plinth::routing
