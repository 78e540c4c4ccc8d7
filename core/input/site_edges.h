// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/input/site_areas.h"
#include "core/input/site_context.h"

namespace plinth {

/// One `[[site.edge]]`: which edges of the boundary it is about, said in one of three ways, and their setback.
struct EdgeWish {
  std::optional<long long> number;  ///< as the corners are listed, from 1, through all parts
  std::optional<std::size_t> at;    ///< the edge nearest to this point
  std::string faces;                ///< "north", "east", "south", "west": outward within 45 degrees
  Length setback;
  TextSpan span;
};

/// What a site file says about the setback of edges.
struct EdgeWishes {
  std::optional<Length> front, side, rear;  ///< front: faces as the edge of the first gate does; rear: away from it
  std::vector<EdgeWish> edges;
};

[[nodiscard]] EdgeWishes read_edges(SiteContext& context, TomlTable& site, SiteAreas& areas);
/// Settles the setback of every edge: number and point go before the direction, that before front, side and rear.
/// `outlines` are the outer rings as listed. Parcels and gates are there already.
void take_edges(SiteContext& context, const SiteAreas& areas, const std::vector<Ring>& outlines,
                const EdgeWishes& wishes);

}  // namespace plinth
