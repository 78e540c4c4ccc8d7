// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"

namespace plinth {

/// One cell of a vendor's list.
struct SheetCell {
  enum class Types { empty, text, number, flag, date, error };
  Types type = Types::empty;
  std::string text;   ///< characters; of a number its shortest text, of a date ISO 8601, of a flag "yes" or "no"
  double number = 0;  ///< of a number
};

/// A table as vendors send it: rows of cells, ragged.
struct Sheet {
  std::string name;  ///< of the sheet; empty for CSV
  std::vector<std::vector<SheetCell>> rows;

  /// Counted from 0; an empty cell where there is none.
  [[nodiscard]] const SheetCell& at(std::size_t row, std::size_t column) const;
};

/// "C7" for row 6, column 2.
[[nodiscard]] std::string cell_name(std::size_t row, std::size_t column);

/// Reads RFC 4180 CSV with comma, semicolon or tab (found out where `delimiter` is 0): every cell is text. UTF-8 with
/// or without a mark at its start. Rows are counted as a spreadsheet does: a quoted line break does not end one. Code
/// IMP001.
[[nodiscard]] Outcome<Sheet> read_csv_sheet(std::string_view bytes, const std::string& file, char delimiter = 0);

}  // namespace plinth
