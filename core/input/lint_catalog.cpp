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

  LintReport run(std::vector<Finding> read, const LintDay& day) {
    findings_.insert(findings_.begin(), read.begin(), read.end());
    read_kinds();
    read_modules();
    read_records();
    LintView view{catalog_, places_, records_, {}, {}};
    for (const Finding& finding : findings_)
      if (finding.severity == Severity::error) view.faulty_lines.emplace(finding.origin.file, finding.origin.line);
    for (const auto& [path, held] : documents_) view.documents.push_back(&held.document);
    LintReport report;
    report.as_of = day.as_of.empty() ? newest() : day.as_of;
    report.modules = static_cast<int>(catalog_.modules.size());
    for (const auto& [id, band] : records_.bands) report.compared[id] = 0;
    for (const auto& [id, trend] : records_.trends) report.compared[id] = 0;
    for (const std::string& id : check_records(view, findings_)) {
      records_.bands.erase(id);
      records_.trends.erase(id);
      records_.references.erase(id);
    }
    check_bands(view, findings_, report.compared);
    check_references(view, findings_);
    if (!report.as_of.empty())
      check_ages(view, report.as_of, day.later_fault ? report.as_of : std::max(report.as_of, newest()), findings_);
    report.findings = in_order();
    return report;
  }

 private:
  struct Held {
    TomlDocument document;
    int layer = 0;
  };

  /// The catalog before its overlays, each by path.
  [[nodiscard]] std::vector<const Held*> by_layer() const {
    std::vector<const Held*> ordered;
    for (const auto& [path, held] : documents_) ordered.push_back(&held);
    std::stable_sort(ordered.begin(), ordered.end(), [](const Held* a, const Held* b) { return a->layer < b->layer; });
    return ordered;
  }
  /// As the reader has it: the first of an id in its layer counts, and a later layer before an earlier one.
  static bool counts(const std::string& id, int layer, std::map<std::string, int>& layers) {
    if (id.empty()) return false;
    const auto [place, fresh] = layers.emplace(id, layer);
    const bool overrides = !fresh && place->second < layer;
    place->second = layer;
    return fresh || overrides;
  }

  void read_kinds() {
    std::vector<Finding> known;  // read_catalog() has reported them
    std::vector<AttributeDraft> common;
    for (const auto& [path, held] : documents_) {
      const CatalogPlace place = place_of(path);
      TomlTable table(held.document, known);
      if (place.folder == "kinds" && place.stem == "_common") common = read_common_attributes(table);
    }
    std::map<std::string, int> layers;
    for (const Held* held : by_layer()) {
      const CatalogPlace place = place_of(held->document.file());
      if (place.folder != "kinds" || place.stem == "_common") continue;
      TomlTable table(held->document, known);
      KindDraft draft = read_kind(table, common);
      if (counts(draft.kind.id, held->layer, layers)) kinds_.insert_or_assign(draft.kind.id, std::move(draft));
    }
    for (const auto& [id, draft] : kinds_) catalog_.kinds.push_back(draft.kind);
  }

  void read_modules() {
    std::vector<Finding> known;
    std::map<std::string, ModuleType> modules;
    std::map<std::string, int> layers;
    for (const Held* held : by_layer()) {
      const std::string folder = place_of(held->document.file()).folder;
      if (folder != "modules" && folder != "racks") continue;
      TomlTable table(held->document, known);
      ModuleType type = read_module(table, kinds_);
      if (counts(type.id, held->layer, layers)) modules.insert_or_assign(type.id, std::move(type));
    }
    for (auto& [id, type] : modules) catalog_.modules.push_back(std::move(type));
  }

  void read_records() {
    std::map<std::string, int> layers;
    for (const Held* held : by_layer())
      if (place_of(held->document.file()).folder == "lint")
        read_lint_records(held->document, held->layer, layers, records_, findings_);
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

LintReport lint_catalog(std::span<const SourceFile> files, const LintDay& day) {
  return LintRun(files).run(read_catalog(files).findings, day);
}

}  // namespace plinth
