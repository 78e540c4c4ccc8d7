// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/finding.h"
#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

namespace plinth {

/// How hard to search. `quick` keeps few partial plants: good designs, seldom a proof; for asking many sites what fits.
enum class SearchEffort { thorough, quick };

/// Chooses whole numbers of catalog modules for every service of the chain and joins them into one graph.
/// Closed loop: pumps, fans, chillers, losses, housekeeping and battery recharge are loads; every loss is heat.
/// No value when nothing satisfies the site: the findings (SIZ…) then say what conflicts and what would fit (exit 4).
[[nodiscard]] Outcome<Sizing> size_site(const SiteSpec& spec, const Catalog& catalog,
                                        SearchEffort effort = SearchEffort::thorough);

}  // namespace plinth
