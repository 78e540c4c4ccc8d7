// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// An isolation valve at one end of a routed water pipe, so that what stands there, or the pipe, can be worked on.
struct Valve {
  std::string tag;         ///< "E1150.V1" where the water comes from, "E1150.V2" where it goes
  std::size_t edge = 0;    ///< place in Graph::edges
  bool at_end = false;     ///< V2
  std::string item;        ///< the pipe it sits in
  bool in_module = false;  ///< skids for headers and pumps, and vessels, bring theirs along
  int runs = 1;            ///< parallel pipes, each with its own
};

/// Is it water that a pipe between modules carries: facility or chilled, supply or return?
[[nodiscard]] bool has_isolation_valves(const Edge& edge);
/// The valves of a graph, by tag; none where the limit `piping.valves_per_run` of the catalog asks for less than two.
[[nodiscard]] std::vector<Valve> isolation_valves(const Graph& graph, const Catalog& catalog);

}  // namespace plinth
