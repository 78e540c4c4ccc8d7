// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

namespace plinth {

/// Another choice for one service.
struct Swap {
  std::string service;
  std::string before, after;  ///< "12 x pm-2500", joined over rack groups; empty where the service falls away
};
/// Services whose choice differs, by name.
[[nodiscard]] std::vector<Swap> swaps_between(const Sizing& before, const Sizing& after);

/// The same site, where nothing but `module` and `also` can supply its service. What the site says against it is set
/// aside.
[[nodiscard]] SiteSpec forced(const SiteSpec& spec, const Catalog& catalog, const ModuleType& module,
                              const std::vector<std::string>& also = {});

/// How many of a type a sizing installs, inside other modules included.
[[nodiscard]] int installed_of(const Sizing& sizing, const std::string& module);

/// Why no service of a site chooses among types of this kind; empty never.
[[nodiscard]] std::vector<std::string> not_asked(const Catalog& catalog, const ModuleType& module);

}  // namespace plinth
