// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/catalog/sheet.h"

namespace plinth {

/// xl/workbook.xml: sheets by name with the id of their relation; whether days are counted from 1904.
struct XlsxBook {
  std::vector<std::pair<std::string, std::string>> sheets;
  bool from_1904 = false;
};

// Each reads one part; nullopt when it is not well-formed XML, or declares a document type: no honest writer does.

[[nodiscard]] std::optional<XlsxBook> read_book(std::string_view xml);
/// xl/_rels/workbook.xml.rels: relation id -> target.
[[nodiscard]] std::optional<std::map<std::string, std::string>> read_relations(std::string_view xml);
/// xl/sharedStrings.xml: runs of one text are joined, phonetic hints left out.
[[nodiscard]] std::optional<std::vector<std::string>> read_shared_strings(std::string_view xml);
/// xl/styles.xml: for each cell style whether it shows a date.
[[nodiscard]] std::optional<std::vector<bool>> read_date_styles(std::string_view xml);

struct XlsxTexts {
  std::vector<std::string> shared;
  std::vector<bool> date_styles;
  bool from_1904 = false;
};
/// xl/worksheets/sheetN.xml. Rows and columns beyond those of the format are left out.
[[nodiscard]] std::optional<Sheet> read_cells(std::string_view xml, const XlsxTexts& texts);

/// ISO 8601 of a serial day: date, or date and time where there is a fraction. 60 is the day that Lotus invented.
[[nodiscard]] std::string serial_date(double serial, bool from_1904);

}  // namespace plinth
