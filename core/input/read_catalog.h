// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/base/finding.h"
#include "core/model/catalog.h"

namespace plinth {

/// A catalog file in memory; `path` is relative to the catalog root ("modules/cdu/vertiv_1350.toml") and decides what
/// the file holds: kinds/, modules/, racks/, standards/, tests/, grid/.
struct SourceFile {
  std::string path, bytes;
  std::string
      root{};  ///< of an overlay: how the site names it ("vendor"), told with every place; "" the catalog itself
};

/// Reads and cross-checks a catalog; codes CAT001… . Files of an overlay come after those they override; another root,
/// or a path that does not come after the one before it, begins a new overlay.
[[nodiscard]] Outcome<Catalog> read_catalog(std::span<const SourceFile> files);

}  // namespace plinth
