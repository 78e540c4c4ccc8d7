// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/catalog/import.h"

namespace plinth {

/// One row of a list and where its columns are.
struct SheetRow {
  const Sheet& sheet;
  const std::string& file;
  std::size_t row = 0;
  const std::map<std::string, std::size_t>& columns;  ///< header -> column; every header of the map is there
};

/// The file of one module type. Faults of cells go to `findings`; a value with a fault is left out.
[[nodiscard]] ImportedType made_of(const ImportMap& map, const SheetRow& row, std::vector<Finding>& findings);

}  // namespace plinth
