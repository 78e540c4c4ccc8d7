// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// Ids that begin with `pattern`, or match it whole when it has a `*` (any text) or `?` (any character).
[[nodiscard]] std::vector<std::string> matching_ids(const Ledger& ledger, std::string_view pattern);

/// These figures with value, unit and meaning.
[[nodiscard]] std::string ledger_list(const Ledger& ledger, const std::vector<std::string>& ids);
[[nodiscard]] std::string ledger_list_json(const Ledger& ledger, const std::vector<std::string>& ids);
[[nodiscard]] std::string ledger_list_md(const Ledger& ledger, const std::vector<std::string>& ids);

/// The whole ledger as RFC 4180: id, value, unit, formula, basis, source (file:line:column).
[[nodiscard]] std::string ledger_csv(const Design& design);

}  // namespace plinth
