// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plinth {

/// The candidate nearest to `word` by edit distance (a swap of neighbours counts one), when it is near enough to be a
/// likely typo: at most a third of the word, at least 1. Empty when none is.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> candidates);

[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string lower(std::string_view text);  ///< ASCII only
/// Text safe in one line of a terminal: control bytes and invalid UTF-8 shown as \xNN, cut to `limit` characters.
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 160);
/// Line `number` (1-based) of a text without its line end; empty when there is none.
[[nodiscard]] std::string_view line_of(std::string_view text, int number);

}  // namespace plinth
