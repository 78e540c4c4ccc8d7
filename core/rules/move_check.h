// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/rules/check_design.h"

namespace plinth {

/// A hint "move BESS-08 0.59 m east" settles its own finding; whether it breaks a rule of distance elsewhere is tried
/// on the neighbourhood of the module. Where it does, or where no straight move fits, places to either side are tried
/// as well: "move BESS-08 0.50 m east and 2.00 m north"; where none is found it is said: "…, where it breaks BESS23
/// with POD-01". The first fifty findings with such a hint are looked at; of the others it is said that they are not.
void remark_moves(const Design& design, const RuleSet& rules, CheckReport& report);

}  // namespace plinth
