// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/civil/civil_basis.h"

namespace plinth::civil {

/// A foundation for every module on the ground, one design for each module type; a common slab where neighbours'
/// concrete would come nearer than the limit. Sorted by name.
[[nodiscard]] std::vector<Foundation> foundations_of(const Design& design, const Catalog& catalog, Book& book,
                                                     std::vector<Finding>& findings);

}  // namespace plinth::civil
