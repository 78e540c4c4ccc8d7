// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "core/model/ledger.h"

namespace plinth {

/// What a figure would be if a leaf were a tenth larger (an absolute temperature: 1 K higher), everything else as it
/// is: its relative change, by leaf id. Values found by search or iteration are held, and so are module types, so this
/// is how much the figure hinges on a value, not what another design would come to. Empty for a leaf, for a figure that
/// is zero or an absolute temperature, and for a ledger that does not derive.
[[nodiscard]] std::map<std::string, double, std::less<>> influence_on(const Ledger& ledger, std::string_view id);

/// "+10 % of it: +0.6 %", "+1 K: -2 %"; "no change" below a millionth.
[[nodiscard]] std::string influence_text(const LedgerEntry& leaf, double change);

}  // namespace plinth
