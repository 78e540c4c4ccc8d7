// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/finding.h"
#include "core/model/design.h"

namespace plinth {

/// The stage after the layout: every connection at its routed length. Chooses stock item and runs of each electrical
/// edge by ampacity, voltage drop and short-circuit withstand, and of each pipe by velocity and pump head; works out
/// the short-circuit duty of every bus and the head of every loop. Fills `design.distribution`, the edges' `item`,
/// `runs` and `rating`, and adds the governing figures to the ledger. Remarks: DIS… codes.
[[nodiscard]] Outcome<Design> distribute(Design design, const Catalog& catalog);

}  // namespace plinth
