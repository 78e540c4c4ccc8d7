// SPDX-License-Identifier: Apache-2.0
// Storage of the site: which tier smooths the load, batteries and supercapacitors by power, energy and cycles, and the
// conversion skids they need.
#include "core/sizing/service.h"
#include "core/sizing/storage_plan.h"

namespace plinth::services {

extern constinit const Service bess{.name = "bess", .rank = 110, .options = storage_options, .record = record_storage};

}  // namespace plinth::services
