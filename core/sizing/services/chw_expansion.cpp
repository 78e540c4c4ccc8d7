// SPDX-License-Identifier: Apache-2.0
// Expansion vessels of the chilled-water loops.
#include "core/sizing/expansion_vessels.h"

namespace plinth::services {
namespace {

Temperature back(const Problem&, const Plant& plant) { return plant.chw_return; }

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals&) {
  vessel_options(problem, plant, Volume{0}, plant.chw_flow, back(problem, plant), &Plant::chw_vessel, out);
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  record_vessels(problem, plant, "chw", plant.chw_vessel, Volume{0}, plant.chw_flow, back(problem, plant), book,
                 selection);
}

}  // namespace

extern constinit const Service chw_expansion{.name = "chw_expansion", .rank = 52, .options = options, .record = record};

}  // namespace plinth::services
