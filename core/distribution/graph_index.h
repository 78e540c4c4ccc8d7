// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "core/model/design.h"

namespace plinth {

/// Index of a node by tag; nodes.size() when there is none.
[[nodiscard]] std::size_t node_index(const Graph& graph, std::string_view tag);

}  // namespace plinth
