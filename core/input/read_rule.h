// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>

#include "core/input/toml_document.h"
#include "core/model/data_rule.h"

namespace plinth {

/// The kinds of a catalog, each with the names of its attributes.
using KindNames = std::map<std::string, std::set<std::string>>;

/// Reads a rule of catalog/rules or of a company's pack; faults go to the findings of `file`, and what comes back may
/// then be incomplete. `kinds` are those of the catalog.
[[nodiscard]] DataRule read_rule(TomlTable& file, const KindNames& kinds);

/// Reports every name in formulas, `match`, `sum` and `attribute` of a rule that no thing it looks at can have: a
/// figure that is always missing would leave the rule unchecked for ever.
void check_rule_names(TomlTable& file, const DataRule& rule, const KindNames& kinds);

}  // namespace plinth
