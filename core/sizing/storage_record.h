// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/model/book.h"
#include "core/sizing/storage_plan.h"

namespace plinth {

// Parts of the ledger of storage that several files write. Each returns the id of its entry.

/// Leaf for a limit of the grid profile: "grid.<id>.<name>".
std::string grid_leaf(Book& book, const GridProfile& grid, const char* name, double si, const char* unit,
                      const char* meaning);
/// The largest sample of the load trace, under "site.storage.trace".
std::string record_largest(const Problem& problem, Book& book);
/// "storage.load_swing".
std::string record_swing(const Problem& problem, const Plant& plant, Book& book);
/// "storage.ramp.*": window, power, energy, and what the trace says.
void record_ramp(const Problem& problem, const Plant& plant, const StorageNeed& need, Book& book);

}  // namespace plinth
