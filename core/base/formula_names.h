// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace plinth {

/// The names a formula refers to, in its order and as often as it does: words that are neither functions nor inside
/// the brackets of a unit.
[[nodiscard]] std::vector<std::string> names_in(const std::string& formula);

}  // namespace plinth
