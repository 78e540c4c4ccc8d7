// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/finding.h"
#include "core/model/book.h"
#include "core/model/design.h"

namespace plinth {

/// Hydraulic part of distribute(): pipe runs and loops.
void size_loops(Design& design, const Catalog& catalog, Book& book, std::vector<Finding>& findings);

}  // namespace plinth
