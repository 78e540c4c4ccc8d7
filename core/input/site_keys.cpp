// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_keys.h"

#include <vector>

#include "core/input/site_key_tables.h"

namespace plinth {

std::span<const SiteKey> site_keys() {
  static const std::vector<SiteKey> rows = [] {
    std::vector<SiteKey> all(site_site_keys().begin(), site_site_keys().end());
    all.insert(all.end(), plant_site_keys().begin(), plant_site_keys().end());
    return all;
  }();
  return rows;
}

}  // namespace plinth
