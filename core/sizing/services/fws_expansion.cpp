// SPDX-License-Identifier: Apache-2.0
// Expansion vessels of the facility-water loops.
#include "core/sizing/expansion_vessels.h"

namespace plinth::services {
namespace {

Temperature back(const Problem& problem, const Plant&) {
  return problem.spec.it.supply_temperature - problem.basis.cdu_approach + problem.basis.fws_range;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals&) {
  vessel_options(problem, plant, problem.basis.loop_base, plant.fws_flow, back(problem, plant), &Plant::fws_vessel,
                 out);
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  record_vessels(problem, plant, "fws", plant.fws_vessel, problem.basis.loop_base, plant.fws_flow, back(problem, plant),
                 book, selection);
}

}  // namespace

extern constinit const Service fws_expansion{.name = "fws_expansion", .rank = 51, .options = options, .record = record};

}  // namespace plinth::services
