// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/storage_need.h"

#include <algorithm>

namespace plinth {

Power load_swing(const Plant& plant) {
  double it = 0;
  for (const GroupPlan& group : plant.groups) it += group.racks * (group.tdp - group.idle);
  return Power{it} * (plant.power_input / plant.critical_load);
}

Time smoothing_window(Power swing, const GridProfile& grid) {
  if (swing <= grid.window_swing && swing.si <= grid.ramp.si * minute.si) return Time{0};
  return Time{std::max(swing.si / grid.ramp.si, swing.si * grid.window.si / grid.window_swing.si)};
}

std::vector<StorageNeed> storage_needs(const Problem& problem, const Plant& plant) {
  std::vector<StorageNeed> needs;
  const auto& storage = problem.spec.storage;
  const Power site = plant.power_input + plant.mechanical_load + plant.mechanical_loss;
  for (const std::string& purpose : storage.purposes) {
    if (purpose == "ramp") {
      const Time window = problem.grid == nullptr ? Time{0} : smoothing_window(plant.load_swing, *problem.grid);
      if (window.si > 0) needs.push_back({purpose, plant.load_swing, 0.5 * (plant.load_swing * window)});
    } else if (purpose == "ride-through") {
      const Power load = plant.mechanical_load + plant.mechanical_loss;
      needs.push_back({purpose, load, load * problem.basis.ride_through});
    } else if (purpose == "backup") {
      needs.push_back({purpose, site, site * problem.basis.genset_bridge});
    } else if (purpose == "peak-shaving" && storage.peak_limit && storage.duration) {
      const Power above = Power{std::max(0.0, (site - *storage.peak_limit).si)};
      needs.push_back({purpose, above, above * *storage.duration});
    }
  }
  if (storage.power && storage.duration)
    needs.push_back({"stated", *storage.power, *storage.power * *storage.duration});
  return needs;
}

}  // namespace plinth
