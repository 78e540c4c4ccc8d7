// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <tuple>
#include <vector>

#include "core/layout/pack.h"

namespace plinth::layout {

struct Job;

/// The plant cut up into groups with their arrangements, which do not hang on the ground: worked out once for all steps
/// of settling, and for all sites that differ in their ground alone.
class CutMemo {
 public:
  /// Groups without margins. `desk_apart`: the control room is not among them. Of jobs with the same sizing, catalog,
  /// jurisdiction and pins only.
  [[nodiscard]] const std::vector<PackGroup>& groups(const Job& job, int cut, bool corners, bool desk_apart);

 private:
  std::map<std::tuple<int, bool, bool>, std::vector<PackGroup>> known_;
};

}  // namespace plinth::layout
