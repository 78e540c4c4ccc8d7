// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iterator>
#include <map>

#include "exporters/text/checklist/markdown.h"

namespace plinth::checklist {
namespace {

struct TypeSum {
  const ModuleType* type = nullptr;
  std::vector<std::string> tags;
  int sheets = 0, lines = 0, hold = 0, witness = 0, by_supplier = 0;
  void add(const IndexRow& row) {
    type = row.type;
    tags.push_back(row.tag);
    ++sheets;
    lines += row.lines;
    hold += row.hold;
    witness += row.witness;
    by_supplier += row.by_supplier;
  }
};

}  // namespace

std::string index_page(const Heading& heading, const std::vector<IndexRow>& rows) {
  TypeSum all;
  std::map<std::string, TypeSum> types;
  std::string tags;
  for (const IndexRow& row : rows) {
    all.add(row);
    types[row.type->id].add(row);
    fmt::format_to(std::back_inserter(tags), "| [{}]({}) | {} | {} | {} | {} | {} | {} |\n", cell(row.tag), row.file,
                   cell(row.type->title), row.place, row.lines, row.hold, row.witness, row.by_supplier);
  }
  const SiteSpec::Project& project = heading.design.spec.project;
  std::string out = fmt::format("# Checklists: {}\n\nRevision {}, design mark {}, {}{}.\n\n", cell(project.name),
                                cell(project.revision), heading.mark, cell(heading.design.engine),
                                heading.stamp.time_utc.empty() ? "" : ", printed " + cell(heading.stamp.time_utc));
  fmt::format_to(std::back_inserter(out),
                 "{} sheets with {} lines: {} hold points, {} to witness; {} with a value by the supplier.\n\n",
                 all.sheets, all.lines, all.hold, all.witness, all.by_supplier);
  out +=
      "One sheet per tag, one per stock item of the routes. Limits are computed for that module in this design: a new "
      "revision prints new sheets, and a sheet is valid only for the design mark it bears. Type tests are done once "
      "per module type, routine tests on every serial number.\n\n"
      "## By module type\n\n| Module type | Sheets | Lines | Hold | Witness | By supplier | Tags |\n"
      "|---|--:|--:|--:|--:|--:|---|\n";
  for (const auto& [id, sum] : types)
    fmt::format_to(std::back_inserter(out), "| {} ({}) | {} | {} | {} | {} | {} | {} |\n", cell(sum.type->title),
                   cell(id), sum.sheets, sum.lines, sum.hold, sum.witness, sum.by_supplier, cell(tag_list(sum.tags)));
  out +=
      "\n## By tag\n\n| Tag | Module | Block | Lines | Hold | Witness | By supplier |\n"
      "|---|---|---|--:|--:|--:|--:|\n";
  return out + tags;
}

}  // namespace plinth::checklist
