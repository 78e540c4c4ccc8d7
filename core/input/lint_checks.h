// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/finding.h"
#include "core/input/catalog_places.h"
#include "core/input/lint_records.h"
#include "core/model/catalog.h"

namespace plinth {

/// What every check of lint sees: the catalog as far as it could be read, with its documents.
struct LintView {
  const Catalog& catalog;
  const CatalogPlaces& places;
  const LintRecords& records;
  std::vector<const TomlDocument*> documents;          ///< of the files that are not overridden, by path
  std::set<std::pair<std::string, int>> faulty_lines;  ///< file and line of what the reader refuses
};

/// Bands and trends against every module type they are about; a quantity of which a part is not stated, or is refused
/// by the reader, is passed over.
/// Counts the comparisons made, by record.
void check_bands(const LintView& view, std::vector<Finding>& findings, std::map<std::string, int>& compared);
/// Records that can never work: unknown kinds, names no kind declares, formulas whose dimensions do not fit. Returns
/// their ids: they say nothing about a module.
[[nodiscard]] std::set<std::string> check_records(const LintView& view, std::vector<Finding>& findings);
/// Ids that name nothing, and one part number under two ids.
void check_references(const LintView& view, std::vector<Finding>& findings);
/// Dates older than the age limits at `as_of` (ISO), dates after `latest`; prices without a year, of an old one, or of
/// a year to come.
void check_ages(const LintView& view, const std::string& as_of, const std::string& latest,
                std::vector<Finding>& findings);

/// Whether a record is about this type: its kind and the texts of `where`; `when` is not looked at.
[[nodiscard]] bool in_scope(const LintScope& scope, const ModuleType& type);
/// Where the value of an attribute stands: inside `{ value = … }` when it is written so.
[[nodiscard]] std::string value_path(const TomlNode& root, const std::string& attribute);

}  // namespace plinth
