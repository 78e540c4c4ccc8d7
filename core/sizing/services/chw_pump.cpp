// SPDX-License-Identifier: Apache-2.0
// Chilled-water pumps: one skid in series with each chiller.
#include "core/sizing/pumps.h"

namespace plinth::services {
namespace {

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  pump_options(problem, plant, "chw_pump_skid", plant.chw_flow, plant.chiller, &Plant::chw_pump, out, refusals);
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  record_pumps(plant, "chw", plant.chw_pump, plant.chw_flow, problem.spec.cooling.redundancy, book, selection);
}

}  // namespace

extern constinit const Service chw_pump{.name = "chw_pump", .rank = 85, .options = options, .record = record};

}  // namespace plinth::services
