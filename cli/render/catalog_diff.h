// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/catalog/diff.h"

namespace plinth {

/// Values of two types beside each other, with the change where that says something.
[[nodiscard]] std::string type_diff_text(const ModuleType& a, const ModuleType& b,
                                         const std::vector<ValueChange>& changes);
/// Records added (+), removed (-) and changed (~) with every value old -> new, and the counts.
[[nodiscard]] std::string catalog_diff_text(const std::vector<RecordChange>& changes);
[[nodiscard]] std::string type_diff_json(const ModuleType& a, const ModuleType& b,
                                         const std::vector<ValueChange>& changes);
[[nodiscard]] std::string catalog_diff_json(const std::vector<RecordChange>& changes);

}  // namespace plinth
