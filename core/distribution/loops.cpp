// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/loops.h"

namespace plinth {

void size_loops(Design&, const Catalog&, Book&, std::vector<Finding>&) {}

}  // namespace plinth
