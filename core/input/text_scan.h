// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/input/toml_document.h"

namespace plinth {

inline constexpr std::size_t byte_limit_of_an_override = 1'000'000;

/// Bytes of the UTF-8 character at the start of `text` (1 to 4); 0 when it is not one. Overlong forms, surrogates and
/// values past U+10FFFF are not characters.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

struct TextFault {
  std::string what;
  TextSpan span;
  std::string hint;
};

/// What makes bytes unfit to be handed to a TOML parser: more than `byte_limit` of them, not UTF-8, a NUL, a character
/// outside quotes that is not ASCII, or nesting (brackets, dotted keys) deeper than 32, which would only exhaust the
/// parser's stack.
[[nodiscard]] std::optional<TextFault> check_text(std::string_view bytes, std::size_t byte_limit);

/// An error at a place of a text, with the source line (made safe for a terminal, dropped when very long).
[[nodiscard]] Finding finding_at(const std::string& file, std::string_view bytes, const TextSpan& span,
                                 std::string_view code, std::string message);
/// Line and column of a byte offset.
[[nodiscard]] TextSpan span_at(std::string_view bytes, std::size_t offset);

[[nodiscard]] bool is_iso_date(std::string_view text);  ///< "2028-06-01", a day of the calendar
[[nodiscard]] bool is_one_line(std::string_view text);  ///< UTF-8 without control characters

/// Why the parser may have stumbled over this line: quotes left out around a quantity or a word. Empty when unclear.
[[nodiscard]] std::string syntax_hint(std::string_view line);

}  // namespace plinth
