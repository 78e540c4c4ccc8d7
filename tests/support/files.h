// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/input/read_catalog.h"
#include "core/input/read_site.h"
#include "core/model/catalog.h"

namespace plinth::test {

[[nodiscard]] std::string read_file(const std::string& path);        ///< fails the test when missing
[[nodiscard]] std::string source_path(const std::string& relative);  ///< under the source tree
[[nodiscard]] std::vector<SourceFile> catalog_files();               ///< the shipped catalog
[[nodiscard]] const Catalog& shipped_catalog();                      ///< read once
/// A world with no files and a projector that fails: for inline sites.
[[nodiscard]] SiteWorld empty_world();
/// Reads an inline site; fails the test on errors.
[[nodiscard]] SiteSpec site_from(const std::string& toml);

}  // namespace plinth::test
