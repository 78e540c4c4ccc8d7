// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/model/catalog.h"

namespace plinth {

/// Module types of one kind ("" = all): id, kind, size, maker, how far its figures may be trusted.
[[nodiscard]] std::string catalog_list(const Catalog& catalog, const std::string& kind);
[[nodiscard]] std::string catalog_list_json(const Catalog& catalog, const std::string& kind);

/// Everything known of one module type; each value with its source, date, status and catalog line.
[[nodiscard]] std::string module_card(const Catalog& catalog, const ModuleType& type);
[[nodiscard]] std::string module_card_json(const Catalog& catalog, const ModuleType& type);

}  // namespace plinth
