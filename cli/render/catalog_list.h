// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/model/catalog.h"

namespace plinth {

/// Module types to show, and what overlays replaced (CAT008).
struct CatalogList {
  const Catalog& catalog;
  std::vector<const ModuleType*> types;
  const std::vector<Finding>& overrides;
};

/// One line a type: id, maker, ratings, size, mass, price, lead time, how far its values may be trusted. The ratings
/// are those by which its kind is told apart; types of several kinds get one rating each. Quantities of one column are
/// in one unit.
[[nodiscard]] std::string catalog_list_text(const CatalogList& list);
[[nodiscard]] std::string catalog_list_csv(const CatalogList& list);
[[nodiscard]] std::string catalog_list_json(const CatalogList& list);

}  // namespace plinth
