// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"

namespace plinth {

/// What a design is pinned to: the engine, the overlays in their order, and the content of every catalog file. Limits
/// (catalog/standards) are the rule packs; they are listed by themselves in the file.
struct Lock {
  std::string engine;                        ///< "plinth 0.1.0"
  std::vector<std::string> overlays;         ///< as the site names them
  std::map<std::string, std::string> files;  ///< "catalog/racks/gb300-nvl72.toml" -> SHA-256 in hexadecimal
  friend bool operator==(const Lock&, const Lock&) = default;
};

/// `plinth.lock`: TOML, sorted, the same for the same content.
[[nodiscard]] std::string lock_text(const Lock& lock);
/// Reads one back; codes LCK001 (not a lock file) and LCK002 (of another schema).
[[nodiscard]] Outcome<Lock> read_lock(std::string_view bytes, const std::string& file);
/// How the present world differs from what is locked, one finding each, engine first, then files by name: LCK010
/// engine, LCK011 overlays, LCK012 added, LCK013 removed, LCK014 changed. Places are in the lock file.
[[nodiscard]] std::vector<Finding> lock_differences(const Lock& locked, const Lock& present, const std::string& file);

}  // namespace plinth
