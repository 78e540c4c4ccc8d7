// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/layout/limits.h"

namespace plinth::layout {

/// Of a module that the largest crane does not lift as far out as its chart reaches: how far out from its middle some
/// crane of the catalog (`crane.chart.*`) does, rigging and utilisation as LIFT02 asks. 0: at every radius of the
/// charts, or at none.
[[nodiscard]] Millimetres lift_radius(const Catalog& catalog, Jurisdiction jurisdiction, const ModuleType& type);

}  // namespace plinth::layout
