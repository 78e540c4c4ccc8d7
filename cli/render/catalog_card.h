// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/base/finding.h"
#include "core/model/catalog.h"

namespace plinth {

/// Everything known of one module type for a reader: sections of values with their conditions, each with a mark for its
/// status and the number of its source in a list at the end. Attributes that no section claims stand under "ratings",
/// so that a kind that gains one shows it. `replaced` tells what it overrides; may be nullptr.
[[nodiscard]] std::string module_card(const Catalog& catalog, const ModuleType& type, const Finding* replaced);
[[nodiscard]] std::string module_card_json(const Catalog& catalog, const ModuleType& type, const Finding* replaced);

}  // namespace plinth
