// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/catalog/import_map.h"
#include "core/catalog/sheet.h"
#include "core/input/read_catalog.h"

namespace plinth {

/// A module type made of one row.
struct ImportedType {
  std::string id;
  std::string path;                    ///< "modules/chiller/chl-x.toml"
  std::string toml;                    ///< the whole file
  std::size_t row = 0;                 ///< of the sheet, from 0
  std::map<int, std::size_t> columns;  ///< line of the file -> column of the sheet it was made of
  bool sound = true;                   ///< no fault of severity error in its row
};

struct Imported {
  std::vector<ImportedType> types;  ///< in the order of the rows
  std::vector<Finding> findings;  ///< by row and column; origins are the sheet (line = row, column = column) or the map
  std::size_t rows = 0;           ///< looked at, skipped ones left out
};

/// Makes a module type of every row, then reads them all over the catalog they will stand in: every fault of that
/// reading is reported at the cell it came from. Codes IMP005 (no such column), IMP006 (a cell is empty), IMP007 (not a
/// quantity), IMP008 (a word the map does not know), IMP009 (an error value), IMP010 (an id twice, or none), IMP011
/// (remark: columns that nothing uses), and those of a catalog.
/// `sheet_file` and `list_name` name the list in findings and in the files.
[[nodiscard]] Imported import_types(const ImportMap& map, const Sheet& sheet, const std::string& sheet_file,
                                    std::span<const SourceFile> catalog);

}  // namespace plinth
