// SPDX-License-Identifier: Apache-2.0
#include "core/layout/room.h"

#include <algorithm>
#include <cmath>

#include "core/layout/terrain.h"

namespace plinth::layout {
namespace {

constexpr int kStrips = 200;

double length_m(const Polygon& polygon) {
  double sum = 0;
  const auto add = [&](const Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PlanPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      sum += 1e-3 * std::hypot(static_cast<double>(b.x - a.x), static_cast<double>(b.y - a.y));
    }
  };
  add(polygon.outer);
  for (const Ring& hole : polygon.holes) add(hole);
  return sum;
}

}  // namespace

double land_m2(const SiteSpec& spec) {
  double sum = 0;
  for (const Polygon& p : spec.site.parcels) sum += area_m2(p);
  return sum;
}

double buildable_m2(const PackInput& input) {
  Terrain land(*input.site);
  land.confine(input.inside, View{});
  land.exclude(input.outside, View{});
  const Rect box = land.bounds();
  const Margins margins{0, 0, 0, true};
  const Millimetres step = std::max<Millimetres>(1, box.height() / kStrips);
  double sum = 0;
  for (Millimetres y = box.y0; y < box.y1; y += step)
    for (const Span& span : land.spans(y, std::min(y + step, box.y1), margins))
      sum += 1e-6 * static_cast<double>(span.to - span.from) * static_cast<double>(std::min(step, box.y1 - y));
  return sum;
}

double frames_m2(const PackInput& input, Millimetres lane) {
  double sum = 0;
  for (const PackGroup& g : input.groups)
    sum += 1e-6 * static_cast<double>(g.choices.front().width + lane) *
           static_cast<double>(g.choices.front().height + lane);
  return sum;
}

double least_m2(const PackInput& input) {
  double sum = 0;
  for (const PackGroup& g : input.groups) {
    double least = 0;
    for (const Arrangement& a : g.choices) {
      const double m2 = 1e-6 * static_cast<double>(a.width + input.gap) * static_cast<double>(a.height + input.gap);
      least = least == 0 ? m2 : std::min(least, m2);
    }
    sum += least;
  }
  return sum;
}

double room_m2(const PackInput& input) {
  double bounds = 0, corners = 0;
  const auto bound = [&](const Polygon& polygon, double wider) {
    bounds += length_m(polygon) + 8 * wider;
    corners += 1 + static_cast<double>(polygon.holes.size());
  };
  for (const Polygon& p : input.site->parcels) bound(p, 0);
  for (const KeepOut& k : input.site->keep_outs) bound(k.area, k.clearance.si);
  for (const ExistingBuilding& e : input.site->existing) bound(e.area, 0);
  for (const Polygon& p : input.inside) bound(p, 0);
  for (const Polygon& p : input.outside) bound(p, 0);
  const Rect box = Terrain(*input.site).bounds();
  const double half = 0.5e-3 * static_cast<double>(input.gap),
               strip = 1e-3 * static_cast<double>(box.height()) / kStrips;
  return buildable_m2(input) + bounds * (1.4143 * half + strip) + 4 * half * half * corners;
}

}  // namespace plinth::layout
