// SPDX-License-Identifier: Apache-2.0
#include "core/model/catalog_choice.h"

#include <algorithm>

namespace plinth {

bool names(const std::vector<std::string>& list, const ModuleType& type) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& name) { return name == type.id || name == type.manufacturer; });
}

std::vector<const ModuleType*> offered(const SiteSpec::CatalogChoice& choice, std::vector<const ModuleType*> types) {
  std::erase_if(types, [&](const ModuleType* type) { return names(choice.exclude, *type); });
  std::vector<const ModuleType*> preferred = types;
  std::erase_if(preferred, [&](const ModuleType* type) { return !names(choice.prefer, *type); });
  return preferred.empty() ? types : preferred;
}

}  // namespace plinth
