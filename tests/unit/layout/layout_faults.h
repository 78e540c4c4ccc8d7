// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/model/catalog.h"
#include "core/model/design.h"
#include "core/model/site_spec.h"

namespace plinth::test {

/// Everything that is wrong with a layout, in words, found by plain means that share no code with the layout stage:
/// overlaps, clearances, fire separation, the buildable area, roads, and every route from port to port.
[[nodiscard]] std::vector<std::string> layout_faults(const SiteSpec& spec, const Catalog& catalog, const Graph& graph,
                                                     const Layout& layout);

/// Modules whose middle is farther than `reach` from every road.
[[nodiscard]] std::vector<std::string> crane_faults(const Catalog& catalog, const Layout& layout, Millimetres reach);

/// Modules inside the fillet of this radius at a corner of two roads whose ends both go on for as long.
[[nodiscard]] std::vector<std::string> corner_faults(const Catalog& catalog, const Layout& layout, Millimetres radius);

}  // namespace plinth::test
