// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "core/rules/check_context.h"

namespace plinth {

/// Colours of the joint graph: nodes and edges of one colour look the same from where they stand, as far as one can
/// walk (colour refinement after Weisfeiler and Leman). What follows from the loss of one follows from that of another.
struct GraphColours {
  explicit GraphColours(const CheckContext& context);
  std::vector<std::uint64_t> nodes, edges;
  /// Colour of a set of edges: theirs, and which of them meet at one node.
  [[nodiscard]] std::uint64_t of_set(const CheckContext& context, const std::vector<int>& set) const;
};

}  // namespace plinth
