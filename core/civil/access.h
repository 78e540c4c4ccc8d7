// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/civil/civil_basis.h"

namespace plinth::civil {

/// Turns, dead ends, crane standings and deliveries, into `works`.
void plan_access(const Design& design, const Catalog& catalog, Civil& works, Book& book,
                 std::vector<Finding>& findings);

}  // namespace plinth::civil
