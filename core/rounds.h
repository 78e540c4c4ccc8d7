// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/model/catalog.h"
#include "core/model/design.h"

/// What brings sizing, layout and distribution to agree; the pipeline runs it.
namespace plinth {

/// Most rounds of sizing and layout, and most passes of cables and routes within one.
inline constexpr int kMostRounds = 6, kMostPasses = 8;

/// Cables and pipes chosen at the lengths of the routes, and routes laid side by side at the widths of the cables and
/// pipes, one after the other until no choice or no route changes. From the third pass on a route keeps the greatest
/// width it had, so that two choices cannot alternate for ever. `design` is sized and laid out; routes of `kept` edges
/// stay. Returns the passes it took; a negative number when they did not settle.
[[nodiscard]] int settle_routes(Design& design, const Catalog& catalog, const std::set<std::string>& kept,
                                std::vector<Finding>& findings);

/// Values of the design basis (SI) by id that stand in the place of those of the catalog.
using Allowances = std::map<std::string, double>;

/// The limits that are raised until trays, ducts and pipes fit into the aisles of blocks and yards.
inline constexpr const char *kBlockAisle = "layout.aisle.block", *kYardAisle = "layout.aisle.yard";

/// What the routed plant of a design exceeds.
struct Excess {
  Allowances needed;  ///< each with the value that would hold it
  double share = 0;   ///< largest by which one is exceeded; 0: none is
  Allowances aisles;  ///< as `needed`: those that overfull trays, ducts and pipes ask for
};
[[nodiscard]] Excess excess_of(const Design& design, const Catalog& catalog);

/// The catalog with these values for the jurisdiction, and where they come from.
[[nodiscard]] Catalog with_allowances(const Catalog& catalog, Jurisdiction jurisdiction, const Allowances& allowances);

/// The modules and connections are the same, so that a layout holds for both.
[[nodiscard]] bool same_layout_inputs(const Graph& a, const Graph& b);

/// Rounds and passes as ledger figures.
void record_convergence(Design& design, const Catalog& catalog);

}  // namespace plinth
