// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/catalog/import_row.h"

namespace plinth {
namespace {

constexpr std::string_view kRoot = "imported";

/// Every header that the map names, with the place in the map.
std::vector<std::pair<std::string, Origin>> wanted_columns(const ImportMap& map) {
  std::vector<std::pair<std::string, Origin>> wanted;
  const auto add = [&](const ValueSpec& spec) {
    if (!spec.column.empty()) wanted.emplace_back(spec.column, spec.origin);
    for (const std::string& place : places_of(spec.pattern)) wanted.emplace_back(place, spec.origin);
    for (const auto& [key, words] : spec.trust)
      for (const std::string& place : places_of(words)) wanted.emplace_back(place, spec.origin);
  };
  for (const auto* list : {&map.head, &map.source, &map.codes})
    for (const auto& [key, spec] : *list) add(spec);
  for (const auto* list : {&map.envelope, &map.clearance, &map.attributes})
    for (const AttributeSpec& attribute : *list) {
      add(attribute.value);
      for (const auto& [x, y] : attribute.points) add(x), add(y);
    }
  for (const auto* list : {&map.contains, &map.ports})
    for (const TableSpec& table : *list)
      for (const auto& [key, spec] : table) add(spec);
  if (!map.skip_without.empty()) wanted.emplace_back(map.skip_without, Origin{});
  return wanted;
}

Finding finding_of(std::string_view code, Severity severity, std::string message, Origin origin,
                   std::string hint = {}) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  finding.origin = std::move(origin);
  finding.hint = std::move(hint);
  return finding;
}

class Importing {
 public:
  Importing(const ImportMap& map, const Sheet& sheet, const std::string& file)
      : map_(map), sheet_(sheet), file_(file) {}

  Imported run(std::span<const SourceFile> catalog) {
    if (read_headers()) {
      for (std::size_t row = map_.header_row; row < sheet_.rows.size(); ++row)
        if (!skipped(row)) add_row(row);
      if (result_.rows == 0)
        tell(finding_of("IMP006", Severity::error, "the list has no row below its headers", {file_, 0, 0}));
      check_ids();
      check_against(catalog);
    }
    std::stable_sort(result_.findings.begin(), result_.findings.end(), [](const Finding& a, const Finding& b) {
      return std::tie(a.origin.file, a.origin.line, a.origin.column) <
             std::tie(b.origin.file, b.origin.line, b.origin.column);
    });
    const auto same = [](const Finding& a, const Finding& b) { return a == b; };
    result_.findings.erase(std::unique(result_.findings.begin(), result_.findings.end(), same), result_.findings.end());
    return std::move(result_);
  }

 private:
  void tell(Finding finding) { result_.findings.push_back(std::move(finding)); }

  bool read_headers() {
    const std::size_t row = map_.header_row - 1;
    const std::size_t width = row < sheet_.rows.size() ? sheet_.rows[row].size() : 0;
    std::vector<std::string> names;
    for (std::size_t column = 0; column < width; ++column) {
      const std::string name(trim(sheet_.at(row, column).text));
      if (name.empty()) continue;
      if (!columns_.emplace(name, column).second)
        tell(finding_of("IMP005", Severity::warning,
                        fmt::format("two columns have the header \"{}\"; the first is read", printable(name, 60)),
                        {file_, static_cast<int>(row) + 1, static_cast<int>(column) + 1}));
      names.push_back(name);
    }
    if (names.empty()) {
      tell(finding_of("IMP005", Severity::error, fmt::format("row {} of the list holds no headers", row + 1),
                      {file_, static_cast<int>(row) + 1, 0}, "say which row does: header_row in [sheet] of the map"));
      return false;
    }
    std::set<std::string> used, told;
    bool sound = true;
    for (const auto& [name, origin] : wanted_columns(map_)) {
      used.insert(name);
      if (columns_.contains(name) || !told.insert(name).second) continue;
      sound = false;
      const std::string near = nearest(name, names);
      tell(finding_of(
          "IMP005", Severity::error,
          fmt::format("row {} of the list has no header \"{}\"", row + 1, printable(name, 60)), origin,
          near.empty() ? "headers: " + printable(join(names, ", "), 300) : "did you mean \"" + near + "\"?"));
    }
    std::vector<std::string> unused;
    for (const std::string& name : names)
      if (!used.contains(name)) unused.push_back("\"" + printable(name, 40) + "\"");
    if (!unused.empty())
      tell(finding_of("IMP011", Severity::info, "columns that nothing uses: " + join(unused, ", "),
                      {file_, static_cast<int>(row) + 1, 0}));
    return sound;
  }

  [[nodiscard]] bool skipped(std::size_t row) const {
    const auto& cells = sheet_.rows[row];
    const bool blank = std::all_of(cells.begin(), cells.end(),
                                   [](const SheetCell& cell) { return cell.type == SheetCell::Types::empty; });
    if (blank) return true;
    const auto marker = columns_.find(map_.skip_without);
    return marker != columns_.end() && sheet_.at(row, marker->second).type == SheetCell::Types::empty;
  }

  void add_row(std::size_t row) {
    ++result_.rows;
    ImportedType type = made_of(map_, {sheet_, file_, row, columns_}, result_.findings);
    result_.types.push_back(std::move(type));
  }

  void check_ids() {
    std::map<std::string, std::size_t> rows;
    for (ImportedType& type : result_.types) {
      if (type.id.empty()) {
        if (!std::exchange(type.sound, false)) continue;  // the cell that is missing was told
        tell(finding_of("IMP010", Severity::error, "the row gives no id", {file_, static_cast<int>(type.row) + 1, 0}));
        continue;
      }
      const auto [at, fresh] = rows.emplace(type.id, type.row);
      if (fresh) continue;
      type.sound = false;
      tell(finding_of("IMP010", Severity::error,
                      fmt::format("row {} gives the id \"{}\" as well", at->second + 1, printable(type.id, 60)),
                      {file_, static_cast<int>(type.row) + 1, 0}, "take another column into `id` of the map"));
    }
  }

  /// The files as they will stand, over the catalog; a finding in one of them is told at its cell.
  void check_against(std::span<const SourceFile> catalog) {
    std::vector<SourceFile> files(catalog.begin(), catalog.end());
    std::map<std::string, ImportedType*> by_path;
    std::map<std::string, std::string> sorted;
    for (ImportedType& type : result_.types)
      if (!type.id.empty() && by_path.emplace(std::string(kRoot) + "/" + type.path, &type).second)
        sorted[type.path] = type.toml;
    for (const auto& [path, bytes] : sorted) files.push_back({path, bytes, std::string(kRoot)});
    for (Finding& finding : read_catalog(files).findings) {
      const auto at = by_path.find(finding.origin.file);
      if (at == by_path.end()) continue;  // of the catalog itself
      ImportedType& type = *at->second;
      // A value that its own row could not give was told there.
      if (finding.code == "CAT004" && !type.sound) continue;
      if (finding.severity == Severity::error) type.sound = false;
      const auto column = type.columns.find(finding.origin.line);
      finding.origin = {file_, static_cast<int>(type.row) + 1,
                        column == type.columns.end() ? 0 : static_cast<int>(column->second) + 1};
      finding.message = fmt::format(
          "{}: {}", column == type.columns.end() ? type.id : cell_name(type.row, column->second), finding.message);
      finding.excerpt.clear();
      tell(std::move(finding));
    }
  }

  const ImportMap& map_;
  const Sheet& sheet_;
  const std::string& file_;
  std::map<std::string, std::size_t> columns_;
  Imported result_;
};

}  // namespace

Imported import_types(const ImportMap& map, const Sheet& sheet, const std::string& sheet_file,
                      std::span<const SourceFile> catalog) {
  return Importing(map, sheet, sheet_file).run(catalog);
}

}  // namespace plinth
