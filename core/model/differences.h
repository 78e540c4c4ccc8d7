// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// A member of a record that two designs do not have alike, as `design.json` shows it. Long values are cut.
struct ChangedMember {
  std::string name, first, second;
  friend bool operator==(const ChangedMember&, const ChangedMember&) = default;
};

/// A record (a node, an edge, a route …) that is in one of two designs only, or in both with other values.
struct Difference {
  std::string list;               ///< where it is in design.json: "graph/nodes"
  std::string key;                ///< what names it there: a tag, an id, a name
  std::vector<std::string> tags;  ///< the modules it is about: its own tag, or those at the ends of its edge
  bool in_first = true, in_second = true;  ///< the left and the right one
  std::vector<ChangedMember> members;  ///< of a record that both have
  friend bool operator==(const Difference&, const Difference&) = default;
};

/// What was sized, placed, routed and distributed differently, list by list and by key. Inputs, catalog, ledger and
/// report are not compared. Numbers are equal or not: both designs come from the same arithmetic.
[[nodiscard]] std::vector<Difference> differences(const Design& left, const Design& right);

}  // namespace plinth
