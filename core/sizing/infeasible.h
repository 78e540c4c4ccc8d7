// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/sizing/solve.h"

namespace plinth {

/// Why the search found nothing: the service that stopped it (SIZ010, or SIZ011 for the grid connection) at the input
/// line it hangs on, then every candidate of that service with its reason (SIZ012).
[[nodiscard]] std::vector<Finding> explain(const Problem& problem, const Refusals& refusals,
                                           const SearchResult& result);

/// Why the site does not offer this type at all: catalog.exclude, another one preferred, its lead time. Empty when it
/// is a candidate.
[[nodiscard]] std::string not_offered(const Problem& problem, const ModuleType& type);

}  // namespace plinth
