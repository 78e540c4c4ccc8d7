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

class Writer {
 public:
  Writer(const Design& design, const Stamp& stamp)
      : design_(design), index_(design), heading_{design, stamp, checklist::design_mark(design)} {}

  std::vector<Artifact> write() {
    files_.push_back({"checklists/README.md", ""});
    for (const Node& node : design_.sizing.graph.nodes) write_module(node);
    std::map<std::string_view, std::vector<const Edge*>> stock;
    for (const Edge& edge : design_.sizing.graph.edges)
      if (!edge.item.empty()) stock[edge.item].push_back(&edge);
    for (const auto& [item, edges] : stock) write_stock(item, edges);
    files_.front().bytes = checklist::index_page(heading_, rows_);
    return std::move(files_);
  }

 private:
  const Design& design_;
  checklist::DesignIndex index_;
  checklist::Heading heading_;
  std::map<std::string, Body> bodies_;
  std::vector<checklist::IndexRow> rows_;
  std::vector<Artifact> files_;

  const Body& body_of(const checklist::Symbols& symbols, const Kind& kind) {
    auto [body, fresh] = bodies_.try_emplace(symbols.key());
    if (fresh) {
      body->second.sheet = checklist::make_sheet(design_.catalog, kind, symbols);
      body->second.markdown = checklist::body(body->second.sheet);
    }
    return body->second;
  }

  void add(const std::string& tag, const std::string& place, const ModuleType& type, const checklist::Sheet& sheet,
           std::string text) {
    rows_.push_back({tag + ".md", tag, place, &type, sheet.lines, sheet.hold, sheet.witness, sheet.by_supplier});
    files_.push_back({"checklists/" + tag + ".md", std::move(text)});
  }

  void write_module(const Node& node) {
    const Kind* kind = design_.catalog.kind(node.kind);
    const ModuleType* type = design_.catalog.module(node.module);
    if (kind == nullptr || type == nullptr) return;
    const checklist::Symbols symbols(index_, node, *type, *kind);
    const Body& body = body_of(symbols, *kind);
    if (body.sheet.lines == 0) return;
    add(node.tag, node.block == 0 ? "yard" : std::to_string(node.block), *type, body.sheet,
        checklist::head_of_module(heading_, index_, node, *type, *kind, symbols, body.sheet) + body.markdown);
  }

  /// Stock has no tag: its item id stands for it.
  void write_stock(std::string_view item, const std::vector<const Edge*>& edges) {
    const ModuleType* type = design_.catalog.module(item);
    const Kind* kind = type == nullptr ? nullptr : design_.catalog.kind(type->kind);
    if (kind == nullptr) return;
    Node node;
    node.tag = item;
    node.module = item;
    node.kind = type->kind;
    const Body& body = body_of(checklist::Symbols(index_, node, *type, *kind), *kind);
    if (body.sheet.lines == 0) return;
    add(node.tag, "routes", *type, body.sheet,
        checklist::head_of_stock(heading_, *type, *kind, edges, body.sheet) + body.markdown);
  }
};

std::vector<Artifact> write_checklists(const Design& design, const Stamp& stamp) {
  return Writer(design, stamp).write();
}

}  // namespace

extern constinit const Exporter checklist_md;
constinit const Exporter checklist_md{"checklist-md", "factory and site checklists, one sheet per tag (Markdown)", true,
                                      write_checklists};

}  // namespace plinth::exporters
