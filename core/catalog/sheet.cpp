// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/sheet.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/text.h"

namespace plinth {
namespace {

/// The separator that the first line holds most of, outside quotes; a comma when none does.
char separator_of(std::string_view bytes) {
  std::array<std::pair<char, int>, 3> counts{{{',', 0}, {';', 0}, {'\t', 0}}};
  bool quoted = false;
  for (const char c : bytes) {
    if (c == '"') quoted = !quoted;
    if (!quoted && c == '\n') break;
    for (auto& [sign, count] : counts) count += !quoted && c == sign ? 1 : 0;
  }
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : (lead & 0xF0U) == 0xE0      ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return false;
    i += length;
  }
  return true;
}

Finding fault(const std::string& file, int row, std::string message, std::string hint) {
  Finding finding;
  finding.code = "IMP001";
  finding.message = std::move(message);
  finding.origin = {file, row, 0};
  finding.hint = std::move(hint);
  return finding;
}

class CsvReader {
 public:
  CsvReader(std::string_view bytes, char separator) : bytes_(bytes), separator_(separator) {}

  /// The row in which a quote is left open, or 0.
  int read(Sheet& sheet) {
    while (at_ < bytes_.size()) {
      std::vector<SheetCell> row;
      if (!read_row(row)) return static_cast<int>(sheet.rows.size()) + 1;
      sheet.rows.push_back(std::move(row));
    }
    return 0;
  }

 private:
  bool read_row(std::vector<SheetCell>& row) {
    while (true) {
      std::string text;
      if (at_ < bytes_.size() && bytes_[at_] == '"') {
        if (!read_quoted(text)) return false;
      }
      while (at_ < bytes_.size() && bytes_[at_] != separator_ && bytes_[at_] != '\n') text += bytes_[at_++];
      if (!text.empty() && text.back() == '\r') text.pop_back();
      const std::string_view inside = trim(text);
      row.push_back({inside.empty() ? SheetCell::Types::empty : SheetCell::Types::text, std::string(inside), 0});
      if (at_ >= bytes_.size()) return true;
      if (bytes_[at_++] == '\n') return true;
    }
  }

  bool read_quoted(std::string& text) {
    for (++at_; at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] != '"') {
        text += bytes_[at_];
      } else if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '"') {
        text += bytes_[at_++];
      } else {
        ++at_;
        return true;
      }
    }
    return false;
  }

  std::string_view bytes_;
  char separator_;
  std::size_t at_ = 0;
};

}  // namespace

const SheetCell& Sheet::at(std::size_t row, std::size_t column) const {
  static const SheetCell none;
  return row < rows.size() && column < rows[row].size() ? rows[row][column] : none;
}

std::string cell_name(std::size_t row, std::size_t column) {
  std::string letters;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
  return letters + std::to_string(row + 1);
}

Outcome<Sheet> read_csv_sheet(std::string_view bytes, const std::string& file, char delimiter) {
  Outcome<Sheet> outcome;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (!is_utf8(bytes)) {
    outcome.findings.push_back(fault(file, 0, "the file is not UTF-8 text", "save it as CSV UTF-8, or give the XLSX"));
    return outcome;
  }
  Sheet sheet;
  const int open = CsvReader(bytes, delimiter == 0 ? separator_of(bytes) : delimiter).read(sheet);
  if (open != 0)
    outcome.findings.push_back(fault(file, open, "a quote is opened and never closed", ""));
  else
    outcome.value = std::move(sheet);
  return outcome;
}

}  // namespace plinth
