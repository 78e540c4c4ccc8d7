// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_catalog.h"

#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/text.h"
#include "core/input/read_catalog_parts.h"
#include "core/input/read_rule.h"
#include "core/input/toml_document.h"

namespace plinth {

namespace {

constexpr std::array<std::string_view, 9> folder_names{"kinds", "modules", "racks", "standards", "tests",
                                                       "grid",  "ai",      "lint",  "rules"};

/// Records by key. A later layer overrides an earlier one and says so; one layer must not repeat a key.
template <class T>
class Shelf {
 public:
  void put(const std::string& key, T record, int layer, TomlTable& table, std::string_view id_key) {
    if (key.empty()) return;  // reported already: the id is missing
    const Origin here = table.document().origin(table.span(id_key));
    const auto place = records_.find(key);
    if (place == records_.end()) {
      records_.emplace(key, Held{std::move(record), layer, here});
      return;
    }
    Held& held = place->second;
    const std::string where =
        (held.layer == 0 && layer > 0 ? "catalog/" : "") + held.origin.file + ":" + std::to_string(held.origin.line);
    if (held.layer == layer) {
      table.fault_at(cat::duplicate, id_key, "\"" + printable(key, 80) + "\" is there already: " + where);
      return;
    }
    Finding& info = table.fault_at(cat::override_used, id_key, "\"" + printable(key, 80) + "\" overrides " + where);
    info.severity = Severity::info;
    held = {std::move(record), layer, here};
  }

  [[nodiscard]] std::vector<T> in_order() {
    std::vector<T> all;
    for (auto& [key, held] : records_) all.push_back(std::move(held.record));
    return all;
  }
  [[nodiscard]] std::map<std::string, T> by_key() {
    std::map<std::string, T> all;
    for (auto& [key, held] : records_) all.emplace_hint(all.end(), key, std::move(held.record));
    return all;
  }

 private:
  struct Held {
    T record;
    int layer = 0;
    Origin origin;
  };
  std::map<std::string, Held> records_;
};

struct ParsedFile {
  CatalogPlace place;
  int layer = 0;
  std::optional<TomlDocument> document;
  std::optional<ModuleType> type;  ///< of a file in modules/ or racks/
  std::optional<DataRule> rule;    ///< of a file in rules/
  std::vector<Finding> findings;
};

bool holds_module(const CatalogPlace& place) { return place.folder == "modules" || place.folder == "racks"; }

class CatalogReading {
 public:
  explicit CatalogReading(std::span<const SourceFile> files) : files_(files.size()) {
    int layer = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (i > 0 && (files[i].path <= files[i - 1].path || files[i].root != files[i - 1].root)) ++layer;
      files_[i].layer = layer;
    }
    in_halves(files.size(), [&](std::size_t i) { open(files[i], files_[i]); });
  }

  Outcome<Catalog> read() {
    read_kinds();
    std::map<std::string, KindDraft> kinds = kinds_.by_key();
    KindNames known;
    for (const auto& [id, draft] : kinds)
      for (const AttributeDraft& attribute : draft.attributes) known[id].insert(attribute.rule.name);
    in_halves(files_.size(), [&](std::size_t i) {
      ParsedFile& file = files_[i];
      if (!file.document) return;
      TomlTable table(*file.document, file.findings);
      if (holds_module(file.place)) file.type = read_module(table, kinds);
      if (file.place.folder == "rules") file.rule = read_rule(table, known);
    });
    for (ParsedFile& file : files_)
      if (file.document) keep(file);
    Outcome<Catalog> outcome;
    Catalog catalog = assembled(std::move(kinds));
    for (ParsedFile& file : files_) {
      for (Finding& finding : file.findings) give_line(file, finding);
      std::stable_sort(file.findings.begin(), file.findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.origin.line, a.origin.column) < std::tie(b.origin.line, b.origin.column);
      });
      std::move(file.findings.begin(), file.findings.end(), std::back_inserter(outcome.findings));
    }
    CatalogPlaces places;
    for (const ParsedFile& file : files_)
      if (file.document) places.add(*file.document);
    std::vector<Finding> crossed = cross_check(catalog, places);
    std::move(crossed.begin(), crossed.end(), std::back_inserter(outcome.findings));
    if (!has_errors(outcome.findings)) outcome.value = std::move(catalog);
    return outcome;
  }

 private:
  /// Each file stands alone, so half of them are worked on beside the other half.
  static void in_halves(std::size_t count, const std::function<void(std::size_t)>& work) {
    const auto every_second = [&](std::size_t first) {
      for (std::size_t i = first; i < count; i += 2) work(i);
    };
    if (count < 8) {
      every_second(0);
      every_second(1);
      return;
    }
    std::future<void> other_half = std::async(std::launch::async, every_second, std::size_t{1});
    every_second(0);
    other_half.get();
  }

  /// A fault of the file as a whole (a missing key) is shown at its id, so that every finding names a line.
  static void give_line(const ParsedFile& file, Finding& finding) {
    if (finding.origin.line != 0 || !file.document) return;
    const TomlNode* id = file.document->root().find("id");
    Finding placed =
        file.document->fault(finding.code, finding.message, id == nullptr ? TextSpan{1, 1, 1} : id->span, finding.hint);
    placed.severity = finding.severity;
    finding = std::move(placed);
  }

  static void open(const SourceFile& source, ParsedFile& file) {
    file.place = place_of(source.path);
    const std::string name = source.root.empty() ? source.path : source.root + "/" + source.path;
    // Throughput data are read by the studies, plausibility bands by lint_catalog().
    if (file.place.folder == "ai" || file.place.folder == "lint") return;
    if (file.place.folder.empty()) {
      Finding finding;
      finding.code = cat::wrong_place;
      finding.message = printable(name, 100) + " is in none of the folders of a catalog";
      finding.origin.file = name;
      finding.hint = "they are kinds, modules, racks, standards, tests, grid, rules and lint";
      file.findings.push_back(std::move(finding));
      return;
    }
    Outcome<TomlDocument> parsed = TomlDocument::parse(source.bytes, name, cat::toml);
    file.findings = std::move(parsed.findings);
    file.document = std::move(parsed.value);
  }

  void read_kinds() {
    std::vector<AttributeDraft> common;
    const ParsedFile* before = nullptr;
    const auto is_common = [](const ParsedFile& f) { return f.place.folder == "kinds" && f.place.stem == "_common"; };
    for (ParsedFile& file : files_) {
      if (!is_common(file) || !file.document) continue;
      TomlTable table(*file.document, file.findings);
      common = read_common_attributes(table);
      if (before != nullptr) {
        const std::string where = (before->layer == 0 ? "catalog/" : "") + before->document->file();
        table.fault(cat::override_used, "the attributes of every kind override " + where, {}).severity = Severity::info;
      }
      before = &file;
    }
    for (ParsedFile& file : files_) {
      if (file.place.folder != "kinds" || is_common(file) || !file.document) continue;
      TomlTable table(*file.document, file.findings);
      KindDraft draft = read_kind(table, common);
      const std::string id = draft.kind.id;
      for (const TestItem& test : draft.tests) tests_.put(test.id, test, file.layer, table, "id");
      kinds_.put(id, std::move(draft), file.layer, table, "id");
    }
  }

  void keep(ParsedFile& file) {
    TomlTable table(*file.document, file.findings);
    const std::string& folder = file.place.folder;
    if (file.type) {
      const std::string id = file.type->id;
      modules_.put(id, std::move(*file.type), file.layer, table, "id");
    } else if (folder == "standards") {
      for (auto& [limit, where] : read_limits(table)) {
        const std::string key = limit.id.empty() ? "" : limit.id + " (" + limit.jurisdiction + ")";
        limits_.put(key, std::move(limit), file.layer, where, "id");
      }
    } else if (folder == "tests") {
      for (auto& [test, where] : read_tests(table)) {
        const std::string id = test.id;
        tests_.put(id, std::move(test), file.layer, where, "id");
      }
    } else if (folder == "grid") {
      GridProfile profile = read_grid_profile(table);
      const std::string id = profile.id;
      grid_.put(id, std::move(profile), file.layer, table, "id");
    } else if (file.rule) {
      const std::string code = file.rule->code;
      rules_.put(code, std::move(*file.rule), file.layer, table, "code");
    }
  }

  Catalog assembled(std::map<std::string, KindDraft> kinds) {
    Catalog catalog;
    for (auto& [id, draft] : kinds) catalog.kinds.push_back(std::move(draft.kind));
    catalog.modules = modules_.in_order();
    catalog.limits = limits_.in_order();
    catalog.tests = tests_.in_order();
    catalog.grid_profiles = grid_.in_order();
    catalog.rules = rules_.in_order();
    std::sort(catalog.limits.begin(), catalog.limits.end(), [](const Limit& a, const Limit& b) {
      return std::tie(a.id, a.jurisdiction) < std::tie(b.id, b.jurisdiction);
    });
    return catalog;
  }

  std::vector<ParsedFile> files_;  // not changed in size after construction: tables refer into it
  Shelf<KindDraft> kinds_;
  Shelf<ModuleType> modules_;
  Shelf<Limit> limits_;
  Shelf<TestItem> tests_;
  Shelf<GridProfile> grid_;
  Shelf<DataRule> rules_;
};

}  // namespace

CatalogPlace place_of(const std::string& path) {
  CatalogPlace place;
  const std::vector<std::string> parts = split(path, '/');
  // The last folder of that name: an overlay may itself be called "tests". Below modules/ a folder is a kind.
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (std::find(folder_names.begin(), folder_names.end(), parts[i]) == folder_names.end()) continue;
    if (i + 2 == parts.size() && i > 0 && parts[i - 1] == "modules") continue;
    place.folder = parts[i];
    place.parent = i + 2 < parts.size() ? parts[i + 1] : "";
  }
  place.stem = parts.empty() ? "" : parts.back();
  if (place.stem.ends_with(".toml")) place.stem.resize(place.stem.size() - 5);
  return place;
}

Outcome<Catalog> read_catalog(std::span<const SourceFile> files) { return CatalogReading(files).read(); }

}  // namespace plinth
