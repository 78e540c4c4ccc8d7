// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace plinth::exporters {

/// A field of a CSV row: text that people wrote, or a figure that we wrote.
struct Cell {
  std::string text;
  bool guarded = true;  ///< text that a spreadsheet would run or reinterpret gets a leading apostrophe
};
[[nodiscard]] Cell words(std::string text);   ///< guarded
[[nodiscard]] Cell figure(std::string text);  ///< numbers, dates and headings of our own: as they are

/// Appends one RFC 4180 record, CRLF included: quotes where needed, doubled inside.
void append_csv_row(std::string& out, const std::vector<Cell>& cells);

/// True for text a spreadsheet would not show as written: a formula (leading = + - @, tab, carriage return), a number
/// it would shorten ("007", "8504.40", "1E5", more than 15 digits) or take for a date ("3/4", "22.5", "1-2").
[[nodiscard]] bool spreadsheet_changes(std::string_view text);

/// Two decimals at most, trailing zeros dropped, independent of locale.
[[nodiscard]] std::string hundredths(double value);

}  // namespace plinth::exporters
