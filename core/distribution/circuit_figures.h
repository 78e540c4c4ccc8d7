// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/distribution/circuit_choice.h"
#include "core/distribution/fault_tree.h"
#include "core/model/book.h"

namespace plinth {

/// A chosen circuit with everything the ledger wants of it.
struct Laid {
  const Wire* wire = nullptr;
  Choice choice;
  Length length;
};

/// Ledger entries of the governing figures: largest drop, tightest ampacity, largest fault per voltage level, loss.
void note_circuits(const Design& design, const std::vector<Laid>& laid, const CircuitBasis& basis, Book& book,
                   std::vector<Finding>& findings);
void note_faults(const Design& design, const std::vector<FaultAt>& faults, Book& book);

}  // namespace plinth
