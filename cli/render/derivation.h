// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// The derivation of one figure as a tree: formula, the same with numbers, result, basis; the leaves name the line of
/// the site file or the catalog. A repeated sub-tree is shown once. `depth` limits it; -1 shows all.
[[nodiscard]] std::string derivation_text(const Design& design, std::string_view id, int depth);
[[nodiscard]] std::string derivation_json(const Design& design, std::string_view id, int depth);

/// "id = value unit  meaning", one line for each ledger entry whose id begins with `prefix`.
[[nodiscard]] std::string ledger_list(const Ledger& ledger, std::string_view prefix);
[[nodiscard]] std::string ledger_list_json(const Ledger& ledger, std::string_view prefix);

/// A formula with each symbol replaced by its figure: "ceil(load / rating)" -> "ceil(20 MW / 1.25 MW)".
[[nodiscard]] std::string substituted(const LedgerEntry& entry, const Ledger& ledger);

}  // namespace plinth
