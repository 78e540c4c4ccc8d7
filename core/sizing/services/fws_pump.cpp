// SPDX-License-Identifier: Apache-2.0
// Facility-water pumps: one skid in series with each cooler.
#include "core/sizing/pumps.h"

namespace plinth::services {
namespace {

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  pump_options(problem, plant, "fws_pump_skid", plant.fws_flow, plant.cooler, &Plant::fws_pump, out, refusals);
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  record_pumps(plant, "fws", plant.fws_pump, plant.fws_flow, problem.spec.cooling.redundancy, book, selection);
}

}  // namespace

extern constinit const Service fws_pump{.name = "fws_pump", .rank = 65, .options = options, .record = record};

}  // namespace plinth::services
