// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>
#include <vector>

#include "exporters/exporter.h"
#include "exporters/text/checklist/markdown.h"

namespace plinth::exporters {
namespace {

/// Lines and their text, made once for all modules of one type with equal duties.
struct Body {
  checklist::Sheet sheet;
  std::string markdown;
};

std::vector<Artifact> write_checklists(const Design& design, const Stamp& stamp) {
  const checklist::DesignIndex index(design);
  const std::string mark = checklist::design_mark(design);
  std::map<std::string, Body> bodies;
  std::vector<checklist::IndexRow> rows;
  std::vector<Artifact> files;
  for (const Node& node : design.sizing.graph.nodes) {
    const Kind* kind = design.catalog.kind(node.kind);
    const ModuleType* type = design.catalog.module(node.module);
    if (kind == nullptr || type == nullptr) continue;
    const checklist::Symbols symbols(index, node, *type, *kind);
    auto [body, fresh] = bodies.try_emplace(symbols.key());
    if (fresh) {
      body->second.sheet = checklist::make_sheet(design.catalog, *kind, symbols);
      body->second.markdown = checklist::body_markdown(body->second.sheet);
    }
    const checklist::Sheet& sheet = body->second.sheet;
    if (sheet.lines == 0) continue;
    rows.push_back({&node, type, sheet.lines, sheet.hold, sheet.witness, sheet.by_supplier});
    files.push_back(
        {"checklists/" + node.tag + ".md",
         checklist::head_markdown(index, node, *type, *kind, symbols, sheet, mark, stamp) + body->second.markdown});
  }
  files.insert(files.begin(), {"checklists/README.md", checklist::index_markdown(design, rows, mark, stamp)});
  return files;
}

}  // namespace

extern constinit const Exporter checklist_md;
constinit const Exporter checklist_md{"checklist-md", "Factory and site checklists, one Markdown sheet per tag", true,
                                      write_checklists};

}  // namespace plinth::exporters
