// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/allowances.h"
#include "core/base/finding.h"
#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

/// What brings sizing, layout and distribution to agree; the pipeline runs it.
namespace plinth {

/// Most rounds of sizing and layout, and most passes of cables and routes within one.
inline constexpr int kMostRounds = 8, kMostPasses = 12;
/// Passes within a round that another follows anyway, and connections from which on a graph is large enough for that to
/// matter. The round that stands always has its passes to the end.
inline constexpr int kRoughPasses = 2;
inline constexpr std::size_t kLargeGraph = 10000;
/// Rounds after which an allowance may still be lowered, and how often one may change between rising and falling; from
/// then on it only rises, which must end.
inline constexpr int kRoundsDown = 6, kMostTurns = 2;

/// How one round is laid out: the layout of a sizing. `search`: what share of the time for local search may be used up
/// by its end; 0: no search.
using Lay = std::function<Outcome<Layout>(const Sizing&, const Catalog&, double search)>;

/// What all rounds share.
struct RoundsInput {
  const SiteSpec& spec;
  const Catalog& catalog;
  const Lay& lay;
  const std::set<std::string>& kept;
  bool searches;    ///< local search improves the layout once the rounds agree
  bool may_change;  ///< the layout is free: aisles and gaps may widen, and allowances fall
};

/// Sizes, lays out and distributes until the routed plant exceeds no allowance of the design basis and leaves little of
/// any unused, beginning with these allowances. The design carries the whole catalog with the allowances it ended with.
/// Without a value the findings say why the first round was refused. DIS302 where no agreement was found, DIS303 where
/// an allowance stays larger than it had to.
[[nodiscard]] Outcome<Design> run_rounds(const RoundsInput& input, Allowances allowances);

/// Cables and pipes chosen at the lengths of the routes, and routes laid side by side at the widths of the cables and
/// pipes, one after the other until no choice or no route changes. From the third pass on a route keeps the greatest
/// width it had, so that two choices cannot alternate for ever. `design` is sized and laid out; routes of `kept` edges
/// stay. Returns the passes it took; a negative number when they did not settle within `most`.
[[nodiscard]] int settle_routes(Design& design, const Catalog& catalog, const std::set<std::string>& kept,
                                std::vector<Finding>& findings, int most = kMostPasses);

}  // namespace plinth
