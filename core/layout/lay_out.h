// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

namespace plinth {

namespace layout {
class CutMemo;
}

/// How much local search follows the competition of the strategies.
struct LayoutEffort {
  int iterations = 0;                      ///< the most moves that are tried
  int seed = 1;                            ///< of the random choices
  std::function<bool(double share)> stop;  ///< asked before every move; true ends the search with the best plan so far
  double share = 1;                        ///< of the time that there is: what this search may have used when it ends
};

/// Places every node of the graph on the parcel and routes every edge. Pure: the same input and the same number of
/// moves give the same layout. All coordinates of the result are plant coordinates: those of in_plant_grid(spec,
/// layout.grid_rotation_deg). No value when it does not fit: the findings (LAY…) say how much area or length is missing
/// (exit 4).
[[nodiscard]] Outcome<Layout> lay_out(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing,
                                      const LayoutEffort& effort = {});

/// Why the plant finds no place on the land; empty when it does. Stops at the first arrangement that fits and draws no
/// roads or routes: for asking many sites. It says no exactly when `lay_out` does.
/// `cuts`, where given, keeps what does not hang on the ground: for sites of the same sizing, catalog and pins.
[[nodiscard]] std::vector<Finding> place_faults(const SiteSpec& spec, const Catalog& catalog, const Sizing& sizing,
                                                std::shared_ptr<layout::CutMemo> cuts = nullptr);

/// Ids of the catalog limits that decide where these modules may stand, sorted.
[[nodiscard]] std::vector<std::string> layout_limits(const SiteSpec& spec, const Catalog& catalog, const Graph& graph);

}  // namespace plinth
