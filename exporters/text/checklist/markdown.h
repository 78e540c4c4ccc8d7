// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "exporters/exporter.h"
#include "exporters/text/checklist/sheet.h"

namespace plinth::checklist {

/// Sixteen hex digits that stand for everything the design was made from: its input files and the engine.
[[nodiscard]] std::string design_mark(const Design& design);

/// The part of a sheet that is the same for modules of one type with equal duties: lines, figures used, legend.
[[nodiscard]] std::string body_markdown(const Sheet& sheet);

/// Title block, position in the design, duties and connections of one module, up to its lines.
[[nodiscard]] std::string head_markdown(const DesignIndex& index, const Node& node, const ModuleType& type,
                                        const Kind& kind, const Symbols& symbols, const Sheet& sheet,
                                        const std::string& mark, const Stamp& stamp);

/// One row of the index.
struct IndexRow {
  const Node* node = nullptr;
  const ModuleType* type = nullptr;
  int lines = 0, hold = 0, witness = 0, by_supplier = 0;
};
[[nodiscard]] std::string index_markdown(const Design& design, const std::vector<IndexRow>& rows,
                                         const std::string& mark, const Stamp& stamp);

/// A text that cannot break a table cell or start markup.
[[nodiscard]] std::string cell(std::string_view text);

}  // namespace plinth::checklist
