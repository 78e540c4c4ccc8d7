// SPDX-License-Identifier: Apache-2.0
#include "core/model/site_spec.h"

#include <algorithm>
#include <cmath>

#include "core/base/assert.h"

namespace plinth {

std::string_view text(Redundancy r) {
  switch (r) {
    case Redundancy::n:
      return "N";
    case Redundancy::n_plus_1:
      return "N+1";
    case Redundancy::n_plus_2:
      return "N+2";
    case Redundancy::two_n:
      return "2N";
    case Redundancy::two_n_plus_1:
      return "2N+1";
    case Redundancy::three_n_2:
      return "3N/2";
    case Redundancy::four_n_3:
      return "4N/3";
    case Redundancy::block:
      return "block";
  }
  fail_assertion("redundancy", "unknown redundancy");
}

std::string_view text(Rejection r) {
  switch (r) {
    case Rejection::automatic:
      return "auto";
    case Rejection::dry:
      return "dry";
    case Rejection::adiabatic:
      return "adiabatic";
    case Rejection::tower:
      return "tower";
    case Rejection::chiller:
      return "chiller";
  }
  fail_assertion("rejection", "unknown heat rejection");
}

std::string_view text(Isolation i) {
  switch (i) {
    case Isolation::single:
      return "single";
    case Isolation::double_block:
      return "double";
  }
  fail_assertion("isolation", "unknown isolation");
}

std::string_view text(Objective o) {
  switch (o) {
    case Objective::cost:
      return "cost";
    case Objective::area:
      return "area";
    case Objective::energy:
      return "energy";
    case Objective::lead_time:
      return "lead-time";
    case Objective::weighted:
      return "weighted";
  }
  fail_assertion("objective", "unknown objective");
}

std::string_view text(Jurisdiction j) {
  switch (j) {
    case Jurisdiction::us:
      return "us";
    case Jurisdiction::eu:
      return "eu";
    case Jurisdiction::cn:
      return "cn";
    case Jurisdiction::intl:
      return "intl";
  }
  fail_assertion("jurisdiction", "unknown jurisdiction");
}

Length setback_of(const SiteSpec::Site& site, PlanPoint a, PlanPoint b) {
  for (const BoundaryEdge& edge : site.edges)
    if ((edge.a == a && edge.b == b) || (edge.a == b && edge.b == a)) return edge.setback;
  return site.setback;
}

bool keeps_setbacks(const SiteSpec::Site& site, const Rect& rect) {
  const auto keeps = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      const auto setback = static_cast<Millimetres>(std::ceil(setback_of(site, a, b).si * 1000.0 - 1e-6));
      const auto [x0, x1] = std::minmax(a.x, b.x);
      const auto [y0, y1] = std::minmax(a.y, b.y);
      if (rect.x0 - x1 >= setback || x0 - rect.x1 >= setback || rect.y0 - y1 >= setback || y0 - rect.y1 >= setback)
        continue;
      if (distance(Ring{a, b}, rect) < setback) return false;
    }
    return true;
  };
  return std::any_of(site.parcels.begin(), site.parcels.end(), [&](const Polygon& parcel) {
    return contains(parcel, rect) && keeps(parcel.outer) &&
           std::all_of(parcel.holes.begin(), parcel.holes.end(), keeps);
  });
}

}  // namespace plinth
