// SPDX-License-Identifier: Apache-2.0
#include "exporters/text/table/csv.h"

#include <algorithm>
#include <cmath>

#include "core/base/units.h"

namespace plinth::exporters {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits and the signs that numbers and dates are made of, nothing else.
bool numeric_look(std::string_view text) {
  return is_digit(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit(c) || c == '.' || c == ',' || c == '/' || c == '-' || c == ':' || c == 'E' || c == 'e';
         });
}

}  // namespace

Cell words(std::string text) { return {std::move(text), true}; }
Cell figure(std::string text) { return {std::move(text), false}; }

bool spreadsheet_changes(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) return true;
  if (!numeric_look(text)) return false;
  // A whole number without a leading zero survives up to 15 digits; every other numeric look is at some locale's mercy.
  const bool whole = std::all_of(text.begin(), text.end(), is_digit);
  return !whole || (text.front() == '0' && text.size() > 1) || text.size() > 15;
}

void append_csv_row(std::string& out, const std::vector<Cell>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    std::string text = cells[i].text;
    if (cells[i].guarded && spreadsheet_changes(text)) text.insert(text.begin(), '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      out += text;
      continue;
    }
    out += '"';
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

std::string hundredths(double value) { return number_text(std::round(value * 100.0) / 100.0); }

}  // namespace plinth::exporters
