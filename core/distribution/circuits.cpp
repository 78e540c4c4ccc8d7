// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/circuits.h"

namespace plinth {

void size_circuits(Design&, const Catalog&, Book&, std::vector<Finding>&) {}

}  // namespace plinth
