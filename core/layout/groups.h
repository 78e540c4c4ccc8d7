// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <vector>

#include "core/layout/arrange.h"
#include "core/layout/inventory.h"

namespace plinth::layout {

/// How finely the plant may be cut up, from whole blocks and yards down to single modules.
inline constexpr int kCoarsest = 0, kFinest = 4;

/// Sorts the free top-level modules (no parent, no pin) into blocks and yards:
///   block: power modules in the north, IT pods in the middle, cooling in the south, so cables reach a pod from one
///          side and pipes from the other;
///   electrical yard: intake, transformers, switchgear from south to north; intake and transformers in one row where
///   that alone brings these near enough to a lane for a crane; generator yard: fuel, sets, switchgear;
///   storage yard: containers south of the power conversion system they belong to.
/// At a finer `cut` blocks and yards come in parts, because small pieces fit where whole ones do not. A yard comes in
/// parts as well while roads around it would not serve its middle: `served` tells that of a group.
/// `desk_apart`: the control room is a group of its own, kDesk, before the finest cut.
[[nodiscard]] std::vector<GroupSpec> groups_of(const Inventory& inventory, int cut, bool desk_apart,
                                               const std::function<bool(const GroupSpec&)>& served);
inline constexpr const char* kDesk = "Control room";
inline constexpr std::string_view kControlRoom = "control_room";

/// Which zone a module belongs in, by the zone of its kind.
[[nodiscard]] std::string_view use_of(const Item& item);

}  // namespace plinth::layout
