// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/finding.h"
#include "core/model/book.h"
#include "core/model/design.h"

namespace plinth {

/// Electrical part of distribute(): circuits and bus faults.
void size_circuits(Design& design, const Catalog& catalog, Book& book, std::vector<Finding>& findings);

}  // namespace plinth
