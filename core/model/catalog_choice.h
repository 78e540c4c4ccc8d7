// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/catalog.h"
#include "core/model/site_spec.h"

namespace plinth {

/// Whether a list of the site (`catalog.prefer`, `catalog.exclude`) names the type: by its id or by its manufacturer.
[[nodiscard]] bool names(const std::vector<std::string>& list, const ModuleType& type);

/// The types that the site offers out of these of one kind: without those excluded; only preferred ones where any is
/// left. The order stays. Lead times are not looked at.
[[nodiscard]] std::vector<const ModuleType*> offered(const SiteSpec::CatalogChoice& choice,
                                                     std::vector<const ModuleType*> types);

}  // namespace plinth
