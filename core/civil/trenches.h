// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/civil/civil_basis.h"

namespace plinth::civil {

/// Duct banks below the routes of cables, covered trenches below those of pipes: routes that lie on one another share
/// one, its cross-section by how many ducts or pipes there are. By kind and size.
[[nodiscard]] std::vector<Trench> trenches_of(const Design& design, const Catalog& catalog, Book& book,
                                              std::vector<Finding>& findings);

}  // namespace plinth::civil
