// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/catalog_source.h"
#include "cli/load.h"
#include "cli/stop.h"
#include "core/base/text.h"

namespace plinth {

CatalogSource declare_source(Options& options) {
  return {options.texts("--overlay", "DIR", "read this overlay folder over the catalog (repeatable, the later wins)"),
          options.text("--site", "SITE", "read the overlays that this site file names")};
}

LoadedCatalog load_source(Context& context, const CatalogSource& source) {
  if (source.site->empty()) return load_catalog(context, ".", *source.overlays);
  if (!source.overlays->empty())
    throw Stop(Exit::usage, "--site and --overlay do not go together",
               "name the overlay in the site file, or leave one out");
  LoadedSite site = load_site(context, *source.site, true);
  return {std::move(site.catalog), std::move(site.overrides), {{}, std::move(site.inputs), std::move(site.names)}};
}

const ModuleType& module_named(const Catalog& catalog, const std::string& id) {
  if (const ModuleType* type = catalog.module(id)) return *type;
  std::vector<std::string> ids;
  for (const ModuleType& type : catalog.modules) ids.push_back(type.id);
  const std::string near = nearest(id, ids);
  throw Stop(Exit::usage, fmt::format("the catalog has no module `{}`", printable(id, 80)),
             near.empty() ? "`plinth catalog list` names them, `plinth catalog search WORDS` finds one"
                          : fmt::format("did you mean `{}`?", near));
}

const Finding* override_of(const std::vector<Finding>& overrides, const ModuleType& type) {
  const auto found = std::find_if(overrides.begin(), overrides.end(),
                                  [&](const Finding& f) { return f.origin.file == type.origin.file; });
  return found == overrides.end() ? nullptr : &*found;
}

}  // namespace plinth
