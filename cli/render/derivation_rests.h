// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/render/derivation.h"

namespace plinth {

/// The leaves a figure rests on, by trust, then id.
using Rests = std::map<Trust, std::vector<std::pair<const LedgerEntry*, Source>>>;

/// Of the whole derivation, whatever depth is shown. Of a leaf: nothing.
[[nodiscard]] Rests rests_of(const Design& design, std::string_view id);
/// "rests on 41 values: 3 site file, 2 default, 20 representative, 16 assumed"
[[nodiscard]] std::string rests_text(const Rests& rests);

}  // namespace plinth
