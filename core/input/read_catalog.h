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
};

/// Reads and cross-checks a catalog; codes CAT001… . Files of an overlay come after those they override.
[[nodiscard]] Outcome<Catalog> read_catalog(std::span<const SourceFile> files);

}  // namespace plinth
