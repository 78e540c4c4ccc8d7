// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/distribute.h"

#include "core/distribution/circuits.h"
#include "core/distribution/loops.h"

namespace plinth {

Outcome<Design> distribute(Design design, const Catalog& catalog) {
  Outcome<Design> outcome;
  const SiteSpec spec = design.spec;
  Book book(design.sizing.ledger, spec, catalog);
  size_circuits(design, catalog, book, outcome.findings);
  size_loops(design, catalog, book, outcome.findings);
  outcome.value = std::move(design);
  return outcome;
}

}  // namespace plinth
