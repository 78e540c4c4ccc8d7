// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "cli/catalog_files.h"
#include "cli/context.h"
#include "cli/options.h"

namespace plinth {

/// Which catalog an action looks at: the one in use, with the overlays named or those of a site.
struct CatalogSource {
  Given<std::vector<std::string>> overlays;
  Given<std::string> site;
};
[[nodiscard]] CatalogSource declare_source(Options& options);
[[nodiscard]] LoadedCatalog load_source(Context& context, const CatalogSource& source);

/// The type of that id; Stop(usage) with the nearest one.
[[nodiscard]] const ModuleType& module_named(const Catalog& catalog, const std::string& id);

/// The override that put this record into the catalog: "vendor/racks/x.toml:3", or "" when it overrides nothing.
[[nodiscard]] const Finding* override_of(const std::vector<Finding>& overrides, const ModuleType& type);

}  // namespace plinth
