// SPDX-License-Identifier: Apache-2.0
// Buffer tanks per block: facility water that holds the heat while coolers restart on the generators.
#include <algorithm>

#include "core/sizing/selecting.h"
#include "core/sizing/service.h"

namespace plinth::services {
namespace {

double volume(const Problem& problem, const Plant& plant) {
  return plant.fws_flow.si * problem.basis.buffer_time.si / problem.basis.buffer_effectiveness;
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals&) {
  if (plant.fws_heat.si <= 0) {
    out.push_back(plant);
    return;
  }
  for (const ModuleType* type : candidates(problem, "buffer_tank")) {
    Plant option = plant;
    const int n = static_cast<int>(whole_units(volume(problem, plant) / type->required_number("volume")));
    option.buffer_tank = {type, n, n};
    account(option, *type, n * plant.blocks);
    out.push_back(std::move(option));
  }
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  if (plant.buffer_tank.type == nullptr) return;
  const ModuleType& type = *plant.buffer_tank.type;
  const std::string v =
      book.derive("cooling.buffer_volume", volume(problem, plant), "m3", "V * t / e",
                  {{"V", "cooling.fws_flow"},
                   {"t", book.limit("basis.buffer_time")},
                   {"e", book.limit("basis.buffer_effectiveness")}},
                  "buffer volume of a block",
                  "heat held over the restart time at the design range (M40): Q t / (rho cp dT e) = V t / e");
  book.derive("cooling.buffer_tanks", plant.buffer_tank.duty, "", "ceil(V / T)",
              {{"V", v}, {"T", book.attribute(type, "volume")}}, "tanks of a block", "whole tanks");
  const double share = volume(problem, plant) / (plant.buffer_tank.duty * type.required_number("volume"));
  select(book, selection,
         {"buffer_tank",
          type.id,
          static_cast<double>(plant.buffer_tank.duty * plant.blocks),
          0,
          plant.buffer_tank.installed * plant.blocks,
          {type.required_number("volume"), "m3"},
          share,
          share,
          "volume for the restart time; branch on the header, not in series"},
         {"cooling.buffer_tanks", {"layout.blocks"}, "N", {}});
}

}  // namespace

extern constinit const Service buffer_tank{.name = "buffer_tank", .rank = 70, .options = options, .record = record};

}  // namespace plinth::services
