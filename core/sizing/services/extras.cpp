// SPDX-License-Identifier: Apache-2.0
// Kinds beside the chain, by the rule their kind file states: their price, footprint and load. How many is decided in
// core/sizing/extras.cpp.
#include "core/sizing/extras.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals&) {
  Plant option = plant;
  for (const ExtraPlan& extra : problem.extras) {
    const int count = extra.installed * extra_places(extra, plant);
    if (extra.kind->zone == "inside")
      account_inside(option, *extra.type, count);
    else
      account(option, *extra.type, count);
  }
  out.push_back(std::move(option));
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>&) {
  if (extras_power(problem, plant).si <= 0) return;
  const char* basis =
      "units in duty times the power of one, found with the design they depend on; checked by "
      "extras.power_check";
  book.leaf(EntryKind::solved, "extras.power", extras_power(problem, plant).si, "kW", "power of all extras", basis);
  book.leaf(EntryKind::solved, "extras.block_power", extras_block_power(problem, plant).si, "kW",
            "power of extras that one block feeds at most", "all units shared out over the blocks, whole units");
}

}  // namespace

extern constinit const Service extras{.name = "extras", .rank = 86, .options = options, .record = record};

}  // namespace plinth::services
