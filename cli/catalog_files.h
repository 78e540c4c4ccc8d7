// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "cli/context.h"
#include "core/catalog/lock.h"
#include "core/model/catalog.h"
#include "core/model/design.h"

namespace plinth {

/// The files of the catalog in use and of overlays, in the order of their precedence.
struct CatalogFiles {
  std::vector<SourceFile> files;
  std::vector<InputFile> inputs;  ///< "catalog/racks/x.toml" or "vendor/racks/x.toml", with its hash
  PathNames names;                ///< as told in findings -> path that opens
};
/// `overlays` and folders of a company's own rules (`packs`: every file below is one of catalog/rules) are relative to
/// `folder`. Stop(input_rejected) when the catalog holds nothing, Stop(file_system) when a folder is not there.
[[nodiscard]] CatalogFiles catalog_files(Context& context, const std::string& folder,
                                         const std::vector<std::string>& overlays,
                                         const std::vector<std::string>& packs = {});

/// A catalog that was read without an error.
struct LoadedCatalog {
  Catalog catalog;
  std::vector<Finding> overrides;  ///< CAT008, one for each record that an overlay replaces
  CatalogFiles source;
};
/// Reads the catalog, its overlays and rule packs; findings are printed, Stop(input_rejected) when it is faulty.
[[nodiscard]] LoadedCatalog load_catalog(Context& context, const std::string& folder = ".",
                                         const std::vector<std::string>& overlays = {},
                                         const std::vector<std::string>& packs = {});

/// What `plinth.lock` pins of these files.
[[nodiscard]] Lock lock_of(const CatalogFiles& files, const std::vector<std::string>& overlays);
/// With --locked: compares with `plinth.lock` in `folder`; differences are printed, then Stop(mismatch).
void verify_lock(Context& context, const std::string& folder, const Lock& present);

}  // namespace plinth
