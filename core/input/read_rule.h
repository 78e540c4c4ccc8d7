// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <string>

#include "core/input/toml_document.h"
#include "core/model/data_rule.h"

namespace plinth {

/// Reads a rule of catalog/rules or of a company's pack; faults go to the findings of `file`, and what comes back may
/// then be incomplete. `kinds` are those of the catalog.
[[nodiscard]] DataRule read_rule(TomlTable& file, const std::set<std::string>& kinds);

}  // namespace plinth
