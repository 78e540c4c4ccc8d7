// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/catalog.h"
#include "core/model/ledger.h"
#include "core/model/site_spec.h"

namespace plinth {

/// Writes ledger entries: leaves for what was read, derived entries for what was computed.
class Book {
 public:
  Book(Ledger& ledger, const SiteSpec& spec, const Catalog& catalog)
      : ledger_(ledger), spec_(spec), catalog_(catalog) {}

  /// Leaf for a key of site.toml, or for its default: id "site.<key>". `si` in SI; `unit` is how it is shown.
  std::string site(std::string_view key, double si, std::string_view unit, std::string_view meaning);
  /// Leaf for a number of a module type: id "catalog.<type>.<attribute>".
  std::string attribute(const ModuleType& type, std::string_view attribute);
  /// Leaf for a point of a curve of a module type: id "catalog.<type>.<attribute>.<n>", n from 1.
  std::string point(const ModuleType& type, std::string_view attribute, std::size_t n);
  /// Leaf for a design-basis value or limit: id "<limit id>".
  std::string limit(std::string_view id);
  /// Leaf for a limit of a grid profile: id "grid.<profile>.<name>".
  std::string profile(const GridProfile& grid, std::string_view name, double si, std::string_view unit,
                      std::string_view meaning);
  /// Leaf for a number looked up or solved, which no formula can give.
  std::string leaf(EntryKind kind, std::string id, double si, std::string_view unit, std::string_view meaning,
                   std::string_view basis, std::string_view text = "", std::vector<LedgerInput> inputs = {});
  /// Leaf for how many modules of one type another contains: id "catalog.<type>.<child kind>_count".
  std::string contained(const ModuleType& type, std::string_view child_kind, int count);
  /// Derived entry; the formula over the inputs must give `si`.
  std::string derive(std::string id, double si, std::string_view unit, std::string_view formula,
                     std::initializer_list<LedgerInput> inputs, std::string_view meaning, std::string_view basis);
  std::string derive(std::string id, double si, std::string_view unit, std::string_view formula,
                     std::vector<LedgerInput> inputs, std::string_view meaning, std::string_view basis);
  /// Sum of entries: id = a + b + …
  std::string sum(std::string id, double si, std::string_view unit, const std::vector<std::string>& terms,
                  std::string_view meaning, std::string_view basis);

  /// SI value of an entry that is there.
  [[nodiscard]] double value(std::string_view id) const;
  [[nodiscard]] bool has(std::string_view id) const { return ledger_.find(id) != nullptr; }
  /// Ids that begin and end like this, sorted.
  [[nodiscard]] std::vector<std::string> matching(std::string_view prefix, std::string_view suffix) const;

  [[nodiscard]] const Catalog& catalog() const { return catalog_; }

 private:
  Ledger& ledger_;
  const SiteSpec& spec_;
  const Catalog& catalog_;
};

/// A curve of one straight piece as a formula over x, e.g. "97[%] + (96.5[%] - 97[%]) * (x - 75[%]) / (100[%] -
/// 75[%])". x is clamped to the curve first when `clamp` is set (say so in the basis).
[[nodiscard]] std::string interpolation_formula(const Curve& curve, double x_si);

}  // namespace plinth
