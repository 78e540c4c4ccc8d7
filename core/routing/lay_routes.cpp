// SPDX-License-Identifier: Apache-2.0
#include "core/routing/lay_routes.h"

#include <algorithm>

#include "core/routing/record.h"
#include "core/routing/tracks.h"

namespace plinth {

void lay_routes(Design& design, const Catalog& catalog, const std::set<std::string>& kept,
                std::vector<Finding>& findings) {
  using namespace routing;
  const auto basis = read_basis(catalog, design.spec.project.jurisdiction, findings);
  if (!basis) return;
  Layout& layout = design.layout;
  const PassageMap map(layout.passages);
  std::vector<Line> lines = lines_of(design, catalog, *basis, map, kept);
  lay_tracks(lines, layout.passages, map, *basis);
  record(lines, map, *basis, layout);
}

const std::vector<std::string>& route_limits() { return routing::basis_ids(); }

}  // namespace plinth
