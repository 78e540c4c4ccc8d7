// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/sizing/plant.h"

namespace plinth {

/// How the line-ups of the medium-voltage switchgear hang on main transformers: in groups with as few in parallel as
/// carry their line-ups, so that the fault level stays low. Units beyond that stand by, energised; every transformer
/// can take over in every group.
struct TransformerGroups {
  std::vector<int> units;    ///< transformers closed in each group, at least 1
  std::vector<int> lineups;  ///< line-ups that each group feeds in the normal state, at least 1
  int standby = 0;

  [[nodiscard]] int most() const;  ///< most transformers in parallel
  [[nodiscard]] int all_lineups() const;
  /// Sum over the groups of (line-ups of all)^2 / units: the load losses of all units are this times Pk (S / Sr)^2.
  [[nodiscard]] double sharing() const;
  /// Largest load of a unit with everything in service, over the load of the site.
  [[nodiscard]] double largest_share() const;
};

/// For `installed` transformers that may carry `usable` each. The site's `load` is spread evenly over the line-ups.
[[nodiscard]] TransformerGroups group_transformers(int installed, ApparentPower usable, int lineups,
                                                   ApparentPower load);
/// The groups of a plant whose main transformers and line-ups are chosen.
[[nodiscard]] TransformerGroups transformer_groups(const Problem& problem, const Plant& plant);

/// Loss of the main transformers with these groups: no-load loss of all, load loss of those closed (IEC 60076-1).
[[nodiscard]] Power grouped_loss(const Plant& plant, const TransformerGroups& groups);

/// Takes the loss of the main transformers into the totals at the connection point.
void close_main_transformers(Plant& plant, Power loss);

}  // namespace plinth
