// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "exporters/exporter.h"
#include "exporters/text/checklist/sheet.h"

namespace plinth::checklist {

/// A text that cannot break a table cell or start markup.
[[nodiscard]] std::string cell(std::string_view text);
/// Tags in the order people count, runs of three and more drawn together: "POD-01.RACK-1 to 8, PMP-01, PMP-06".
[[nodiscard]] std::string tag_list(std::vector<std::string> tags);
/// Sixteen hex digits that stand for everything the design was made from: its input files and the engine.
[[nodiscard]] std::string design_mark(const Design& design);

/// What the top of every sheet says.
struct Heading {
  const Design& design;
  const Stamp& stamp;
  std::string mark;
};

/// Title block, position in the design, duties and connections of one module, up to its lines.
[[nodiscard]] std::string head_of_module(const Heading& heading, const DesignIndex& index, const Node& node,
                                         const ModuleType& type, const Kind& kind, const Symbols& symbols,
                                         const Sheet& sheet);
/// The same for a stock item (busway, cable, pipe), with all its runs.
[[nodiscard]] std::string head_of_stock(const Heading& heading, const ModuleType& type, const Kind& kind,
                                        const std::vector<const Edge*>& edges, const Sheet& sheet);
/// The part that is the same for modules of one type with equal duties: lines, instruments, figures used, legend.
[[nodiscard]] std::string body(const Sheet& sheet);

/// One row of the index.
struct IndexRow {
  std::string file, tag, place;
  const ModuleType* type = nullptr;
  int lines = 0, hold = 0, witness = 0, by_supplier = 0;
};
[[nodiscard]] std::string index_page(const Heading& heading, const std::vector<IndexRow>& rows);

}  // namespace plinth::checklist
