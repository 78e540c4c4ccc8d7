// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/graph_index.h"

#include <algorithm>

namespace plinth {

std::size_t node_index(const Graph& graph, std::string_view tag) {
  const auto found = std::lower_bound(graph.nodes.begin(), graph.nodes.end(), tag,
                                      [](const Node& node, std::string_view t) { return node.tag < t; });
  if (found == graph.nodes.end() || found->tag != tag) return graph.nodes.size();
  return static_cast<std::size_t>(found - graph.nodes.begin());
}

}  // namespace plinth
