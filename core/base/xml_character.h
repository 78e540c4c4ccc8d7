// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string_view>

namespace plinth {

/// Length of the UTF-8 sequence at `at`, 0 when it is broken or stands for a character that XML 1.0 forbids. Line ends
/// count as forbidden: who writes them decides how.
[[nodiscard]] std::size_t xml_character(std::string_view text, std::size_t at);

}  // namespace plinth
