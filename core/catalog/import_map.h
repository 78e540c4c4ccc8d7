// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/finding.h"
#include "core/model/catalog.h"

namespace plinth {

/// How one value is made from a row: a constant, a text with `{Header}` places, or one column.
struct ValueSpec {
  std::string pattern;                       ///< constant or text with places; used where `column` is empty
  std::string column;                        ///< header of the column
  std::string unit;                          ///< of a bare number in that column
  double scale = 1;                          ///< a bare number is multiplied by it: 1.08 for a price in EUR
  std::map<std::string, std::string> words;  ///< text of a cell -> value
  std::optional<std::string> otherwise;      ///< where the cell is empty
  std::map<std::string, std::string> trust;  ///< source, as_of, status of this value alone
  Origin origin;                             ///< in the map
};

/// A point of a curve; x is mostly a constant and y a column.
using CurveSpec = std::vector<std::pair<ValueSpec, ValueSpec>>;

struct AttributeSpec {
  AttributeRule rule;  ///< of the kind; for envelope and clearance a length
  ValueSpec value;
  CurveSpec points;  ///< of a curve
};

/// `[[port]]` or `[[contains]]`: keys and their values.
using TableSpec = std::vector<std::pair<std::string, ValueSpec>>;

/// Which cell of a vendor's list becomes which value of a module type: the mapping file of `plinth catalog import`.
struct ImportMap {
  std::string kind, folder;  ///< "chiller", "modules/chiller" ("racks" for a rack)
  std::string sheet;         ///< name of the sheet of an XLSX; empty: the first
  std::size_t header_row = 1;
  char delimiter = 0, decimal = '.', thousands = 0;
  std::string skip_without;                               ///< rows with an empty cell in this column are left out
  std::vector<std::pair<std::string, ValueSpec>> head;    ///< id, title, manufacturer, part_number
  std::vector<std::pair<std::string, ValueSpec>> source;  ///< source, as_of, status
  std::vector<AttributeSpec> envelope, clearance, attributes;
  std::vector<std::pair<std::string, ValueSpec>> codes;
  std::vector<TableSpec> contains, ports;
};

/// Reads a mapping file for the kinds of this catalog; constants are checked against their dimension. Codes IMP002 (not
/// TOML, unknown or missing key, wrong type), IMP003 (no such kind or attribute), IMP004 (unit or constant).
[[nodiscard]] Outcome<ImportMap> read_import_map(std::string_view bytes, const std::string& file,
                                                 const Catalog& catalog);

/// The headers a text has places for: "{Brand} {Model}" -> Brand, Model. "{{" is a brace.
[[nodiscard]] std::vector<std::string> places_of(const std::string& pattern);

}  // namespace plinth
