// SPDX-License-Identifier: Apache-2.0
#include "core/input/lint_catalog.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/input/lint_checks.h"
#include "core/input/read_catalog_parts.h"
#include "core/input/text_scan.h"

namespace plinth {

namespace {

/// The documents that are TOML, once more by themselves: read_catalog() keeps no catalog when a single file is wrong,
/// and lint looks at all the others.
class LintRun {
 public:
  explicit LintRun(std::span<const SourceFile> files) {
    int layer = 0;
    const std::string* before = nullptr;
    for (const SourceFile& file : files) {
      if (before != nullptr && file.path <= *before) ++layer;
      before = &file.path;
      if (place_of(file.path).folder.empty()) continue;
      Outcome<TomlDocument> parsed = TomlDocument::parse(file.bytes, file.path, cat::toml);
      const bool lint_file = place_of(file.path).folder == "lint";
      if (parsed.ok())
        documents_[file.path] = {std::move(*parsed.value), layer};
      else if (lint_file)
        std::move(parsed.findings.begin(), parsed.findings.end(), std::back_inserter(findings_));
    }
    for (const auto& [path, held] : documents_) places_.add(held.document);
  }

  LintReport run(std::vector<Finding> read, const std::string& as_of) {
    findings_.insert(findings_.begin(), read.begin(), read.end());
    read_kinds();
    read_modules();
    read_records();
    LintView view{catalog_, places_, records_, {}};
    for (const auto& [path, held] : documents_) view.documents.push_back(&held.document);
    LintReport report;
    report.as_of = as_of.empty() ? newest() : as_of;
    report.modules = static_cast<int>(catalog_.modules.size());
    report.bands = static_cast<int>(records_.bands.size() + records_.trends.size());
    check_records(view, findings_);
    check_bands(view, findings_, report.compared);
    check_references(view, findings_);
    if (!report.as_of.empty()) check_ages(view, report.as_of, !as_of.empty(), findings_);
    report.findings = in_order();
    return report;
  }

 private:
  struct Held {
    TomlDocument document;
    int layer = 0;
  };

  void read_kinds() {
    std::vector<Finding> known;  // read_catalog() has reported them
    std::vector<AttributeDraft> common;
    for (const auto& [path, held] : documents_) {
      const CatalogPlace place = place_of(path);
      TomlTable table(held.document, known);
      if (place.folder == "kinds" && place.stem == "_common") common = read_common_attributes(table);
    }
    for (const auto& [path, held] : documents_) {
      const CatalogPlace place = place_of(path);
      if (place.folder != "kinds" || place.stem == "_common") continue;
      TomlTable table(held.document, known);
      KindDraft draft = read_kind(table, common);
      if (!draft.kind.id.empty()) kinds_.insert_or_assign(draft.kind.id, std::move(draft));
    }
    for (const auto& [id, draft] : kinds_) catalog_.kinds.push_back(draft.kind);
  }

  void read_modules() {
    std::vector<Finding> known;
    std::map<std::string, ModuleType> modules;
    for (const auto& [path, held] : documents_) {
      const std::string folder = place_of(path).folder;
      if (folder != "modules" && folder != "racks") continue;
      TomlTable table(held.document, known);
      ModuleType type = read_module(table, kinds_);
      if (!type.id.empty()) modules.insert_or_assign(type.id, std::move(type));
    }
    for (auto& [id, type] : modules) catalog_.modules.push_back(std::move(type));
  }

  void read_records() {
    std::vector<std::pair<int, const TomlDocument*>> ordered;
    for (const auto& [path, held] : documents_)
      if (place_of(path).folder == "lint") ordered.emplace_back(held.layer, &held.document);
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::map<std::string, int> layers;
    for (const auto& [layer, document] : ordered) read_lint_records(*document, layer, layers, records_, findings_);
  }

  static void find_newest(const TomlNode& node, std::string& newest) {
    for (const TomlMember& member : node.members) {
      if (member.key == "as_of" && is_iso_date(member.value.text)) newest = std::max(newest, member.value.text);
      find_newest(member.value, newest);
    }
    for (const TomlNode& item : node.items) find_newest(item, newest);
  }
  [[nodiscard]] std::string newest() const {
    std::string newest;
    for (const auto& [path, held] : documents_) find_newest(held.document.root(), newest);
    return newest;
  }

  /// By place; one fault that two checks found is shown once.
  std::vector<Finding> in_order() {
    const auto place = [](const Finding& f) {
      return std::tie(f.origin.file, f.origin.line, f.origin.column, f.code, f.message);
    };
    const auto same_fault = [&](const Finding& a, const Finding& b) {
      return a.origin == b.origin && a.code == b.code && (a.message == b.message || a.code == cat::unknown_reference);
    };
    std::stable_sort(findings_.begin(), findings_.end(),
                     [&](const Finding& a, const Finding& b) { return place(a) < place(b); });
    findings_.erase(std::unique(findings_.begin(), findings_.end(), same_fault), findings_.end());
    return std::move(findings_);
  }

  std::map<std::string, Held> documents_;
  CatalogPlaces places_;
  std::map<std::string, KindDraft> kinds_;
  Catalog catalog_;
  LintRecords records_;
  std::vector<Finding> findings_;
};

}  // namespace

LintReport lint_catalog(std::span<const SourceFile> files, const std::string& as_of) {
  return LintRun(files).run(read_catalog(files).findings, as_of);
}

}  // namespace plinth
