// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "core/layout/pack_attempt.h"
#include "core/layout/strategy.h"

namespace plinth::layout_strategies {
namespace {

using namespace layout;

/// Parcels with the one at the grid connection first, then by distance from it, larger ones first where equal.
std::vector<std::size_t> by_nearness(const Field& field) {
  const std::vector<Polygon>& parcels = field.input.site->parcels;
  std::vector<std::size_t> order(parcels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto away = [&](std::size_t i) {
    const PlanPoint u = field.input.utility;
    return contains(parcels[i], u) ? Millimetres{0} : distance(parcels[i].outer, u);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return away(a) < away(b); });
  return order;
}

/// Those of the groups that one parcel takes, in the best of the usual ways: most land used, then shortest ways.
struct Share {
  std::vector<std::size_t> groups;
  std::vector<GroupPlace> places;
};

PackInput part_of(const PackInput& input, const SiteSpec::Site& site, const std::vector<std::size_t>& groups) {
  PackInput part;
  part.site = &site;
  for (const std::size_t g : groups) part.groups.push_back(input.groups[g]);
  part.fixed = input.fixed;
  part.outside = input.outside;
  part.utility = input.utility;
  part.gap = input.gap;
  return part;
}

double area_of(const std::vector<GroupPlace>& places, const std::vector<bool>& placed) {
  double sum = 0;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (placed[i])
      sum += 1e-6 * static_cast<double>(places[i].area.width()) * static_cast<double>(places[i].area.height());
  return sum;
}

Share share_of(const Field& field, const Polygon& parcel, const std::vector<std::size_t>& wanted, int order) {
  SiteSpec::Site site = *field.input.site;
  site.parcels = {parcel};
  const PackInput input = part_of(field.input, site, wanted);
  const Field part(input);
  Share best;
  double most = 0, least = 0;
  for (Filling filling : fillings(part, false)) {
    if (filling.order != order) continue;
    Attempt attempt(part, filling);
    attempt.to_the_end();
    static_cast<void>(attempt.run());
    const double area = area_of(attempt.places(), attempt.placed());
    if (area < most || area <= 0) continue;
    const View& view = part.views[filling.view];
    std::vector<GroupPlace> places;
    std::vector<std::size_t> groups;
    double away = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!attempt.placed()[i]) continue;
      GroupPlace p = attempt.places()[i];
      p.area = view.back(p.area);
      if (view.transpose) p.rotation = 90 - p.rotation;
      const PlanPoint c = p.area.centre();
      away += static_cast<double>(std::abs(c.x - input.utility.x) + std::abs(c.y - input.utility.y));
      groups.push_back(wanted[i]);
      places.push_back(p);
    }
    if (area == most && away >= least) continue;
    most = area;
    least = away;
    best = {std::move(groups), std::move(places)};
  }
  return best;
}

std::vector<Packed> propose(const Field& field, bool any_shape, PackFailure&) {
  if (any_shape || field.input.site->parcels.size() < 2 || !field.input.inside.empty()) return {};
  constexpr std::size_t kMostParcels = 12;
  if (field.input.site->parcels.size() > kMostParcels) return {};
  std::vector<Packed> out;
  for (int order = 0; order < 2; ++order) {
    std::vector<GroupPlace> places(field.input.groups.size());
    std::vector<std::size_t> left(places.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    std::size_t used = 0;
    for (const std::size_t p : by_nearness(field)) {
      if (left.empty()) break;
      const Polygon& parcel = field.input.site->parcels[p];
      if (parcel.outer.size() < 3) continue;
      const Share share = share_of(field, parcel, left, order);
      for (std::size_t i = 0; i < share.groups.size(); ++i) places[share.groups[i]] = share.places[i];
      used += share.groups.empty() ? 0U : 1U;
      std::erase_if(left, [&](std::size_t g) {
        return std::find(share.groups.begin(), share.groups.end(), g) != share.groups.end();
      });
    }
    if (!left.empty()) continue;
    const double cost = quick_cost(field, View{}, places);
    out.push_back({std::move(places), cost,
                   fmt::format("whole blocks on {} parcels, {}", used, order == 0 ? "yards first" : "yards last")});
  }
  return out;
}

}  // namespace

extern constinit const LayoutStrategy campus{
    "campus", "parcel after parcel, from the grid connection on, each with whole blocks", propose};

}  // namespace plinth::layout_strategies
