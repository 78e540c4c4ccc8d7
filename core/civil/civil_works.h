// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/finding.h"
#include "core/model/design.h"

namespace plinth {

/// The stage after the distribution: what is built before the modules come. Foundations with their anchors, trenches,
/// level pads on sloping ground, bollards, turns and dead ends of roads, where the crane stands for each module and how
/// the lorry gets there. Fills `design.civil` and the ledger. Remarks: CIV… codes.
[[nodiscard]] Outcome<Design> civil_works(Design design, const Catalog& catalog);

}  // namespace plinth
