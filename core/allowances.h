// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/model/catalog.h"
#include "core/model/design.h"

/// What sizing allows for before there is a layout, and what the routed plant takes of it.
namespace plinth {

/// Values of the design basis (SI) by id that stand in the place of those of the catalog.
using Allowances = std::map<std::string, double>;

/// An allowance of the design basis (SI) beside what the routed plant takes of it.
struct Allowance {
  std::string id;
  double allowed = 0, measured = 0;
  bool least = false;  ///< the plant may have more, not less: an efficiency
  /// Share by which the plant could take more; negative: by which it takes too much.
  [[nodiscard]] double margin() const { return least ? measured / allowed - 1 : allowed / measured - 1; }
};

/// Every allowance of the design basis that this design has a measure for: loss of the circuits to the racks, head and
/// efficiency of the pumps of water loops, coolant in them.
[[nodiscard]] std::vector<Allowance> allowances_of(const Design& design, const Catalog& catalog);

/// Largest share by which an allowance is exceeded; 0: none is.
[[nodiscard]] double excess_of(const std::vector<Allowance>& allowances);

/// Values for another round: of those that are exceeded, and of those that leave more than `basis.convergence_margin`
/// unused, except the `kept` ones, which only rise. Each is set 1 % beyond what was measured.
[[nodiscard]] Allowances next_allowances(const std::vector<Allowance>& allowances, const std::set<std::string>& kept,
                                         double margin);

/// Limits of aisles and gaps, each with the width at which what does not fit into one of them now would fit.
[[nodiscard]] Allowances wider_passages(const Design& design, const Catalog& catalog);

/// The catalog with these values for the jurisdiction, and where they come from.
[[nodiscard]] Catalog with_allowances(const Catalog& catalog, Jurisdiction jurisdiction, const Allowances& allowances);

/// Rounds, passes and the margins that remain as ledger figures.
void record_convergence(Design& design, const Catalog& catalog, const std::vector<Allowance>& allowances);

}  // namespace plinth
