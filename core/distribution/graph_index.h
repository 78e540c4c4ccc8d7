// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "core/model/design.h"

namespace plinth {

/// Index of a node by tag; nodes.size() when there is none.
[[nodiscard]] std::size_t node_index(const Graph& graph, std::string_view tag);

/// Tag of the module on the ground that holds this one; its own where it stands itself.
[[nodiscard]] inline std::string_view ground_tag(std::string_view tag) { return tag.substr(0, tag.find('.')); }

}  // namespace plinth
