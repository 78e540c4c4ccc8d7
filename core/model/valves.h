// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// An isolation valve of facility or chilled water, so that what stands beside it can be worked on.
struct Valve {
  std::string tag;          ///< "E1150.V1" where the water of a pipe comes from, "E1150.V2" where it goes;
                            ///< "POD-01.fws_supply.V3" of a pair between the take-offs of a manifold
  std::size_t edge = 0;     ///< place in Graph::edges: the pipe; of a pair, the take-off on this valve's side
  bool at_end = false;      ///< V2
  std::string bore;         ///< "DN150"
  bool in_module = false;   ///< comes with a skid, a vessel or a pod and is in its price
  bool sectioning = false;  ///< one of a pair
  int runs = 1;             ///< parallel pipes, each with its own
};

/// Where pipes of one medium meet in one module: a header of a header skid, or what distributes water in a pod.
struct Manifold {
  std::string tag;                     ///< of the module
  Medium medium = Medium::fws_supply;  ///< water, supply or return
  bool in_skid = false;                ///< a header of a header skid
  std::vector<std::size_t> take_offs;  ///< places in Graph::edges, in the order in which they lie along it
  /// Stretches between sectioning valves, as ranges of `take_offs`. One where nothing parts it; in a pod one for each
  /// take-off, in a header skid two halves.
  std::vector<std::pair<std::size_t, std::size_t>> segments;
  std::string bore;  ///< of the module's ports, else of its largest routed pipe; "" without either
  int runs = 1;      ///< parallel pipes of it
};

/// Is it water that a pipe between modules carries: facility or chilled, supply or return?
[[nodiscard]] bool has_isolation_valves(const Edge& edge);
/// Manifolds of header skids and pods, by tag and medium. `isolation` says which of them sectioning valves part.
[[nodiscard]] std::vector<Manifold> manifolds(const Graph& graph, const Catalog& catalog, Isolation isolation);
/// Whether the limit `piping.valves_per_run` of the catalog asks for a valve at either end of each pipe.
[[nodiscard]] bool catalog_asks_for_valves(const Catalog& catalog);
/// The valves of a design: those of pipes and of branches inside pods by edge, then those between take-offs; none where
/// the catalog asks for none.
[[nodiscard]] std::vector<Valve> isolation_valves(const Design& design);
/// Sectioning valves that the water of a routed pipe passes at most, by its place in Graph::edges: all those of the
/// pod's manifold, and the pair of the header skid. Only pipes between the two; empty where nothing is parted.
[[nodiscard]] std::map<std::size_t, int> sectioning_valves_passed(const Graph& graph, const Catalog& catalog,
                                                                  Isolation isolation);
/// The valve to buy for a nominal size: the cheapest of the kind `valve` that the site offers, nullptr when there is
/// none.
[[nodiscard]] const ModuleType* valve_of_bore(const SiteSpec& spec, const Catalog& catalog, std::string_view bore);

/// The same, for the nominal size of a pipe.
[[nodiscard]] const ModuleType* valve_of_pipe(const SiteSpec& spec, const Catalog& catalog, const ModuleType& pipe);

}  // namespace plinth
