// SPDX-License-Identifier: Apache-2.0
// How good and how fast layouts are: time, area and weighted route length against lower bounds, and against a plain
// shelf packing of the same rectangles, which knows no roads, no groups and no fire separation.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "core/layout/inventory.h"
#include "core/layout/lay_out.h"
#include "core/sizing/size_site.h"
#include "tests/support/files.h"

namespace {

using namespace plinth;

SiteSpec site_of(long megawatts) {
  const long edge = 200 + static_cast<long>(60 * std::sqrt(static_cast<double>(megawatts)));
  const std::string side = std::to_string(edge);
  return test::site_from("project.name = \"Bench\"\nsite.boundary = [[0, 0], [" + side + ", 0], [" + side + ", " + side +
                         "], [0, " + side + "]]\nit.load = \"" + std::to_string(megawatts) +
                         " MW\"\nsite.utility.voltage = \"" + (megawatts > 200 ? "230 kV" : "34.5 kV") +
                         "\"\nsite.utility.capacity = \"" + std::to_string(2 * megawatts) + " MVA\"\n");
}

/// A module on the ground with what it is joined to on the ground: (index, summed weight of the connections).
struct Body {
  double width = 0, height = 0;            ///< footprint, metres
  double zone_width = 0, zone_height = 0;  ///< with its clearances
  double x = 0, y = 0;                     ///< middle, where the layout has it
  std::map<std::size_t, double> joined;
};

double metres(Millimetres length) { return 1e-3 * static_cast<double>(length); }

std::vector<Body> bodies_of(const SiteSpec& spec, const Sizing& sizing, const Layout& layout) {
  const layout::Inventory all = layout::inventory_of(spec, test::shipped_catalog(), sizing.graph);
  std::map<std::size_t, std::size_t> ground;
  std::vector<Body> bodies;
  for (std::size_t i = 0; i < all.items.size(); ++i) {
    const layout::Item& item = all.items[i];
    if (item.parent != layout::kNone) continue;
    const Placement& placement = *layout.placement(item.node->tag);
    const Rect body = footprint(*item.type, placement), zone = clearance_zone(*item.type, placement);
    ground[i] = bodies.size();
    bodies.push_back({metres(body.width()), metres(body.height()), metres(zone.width()), metres(zone.height()),
                      metres(body.centre().x), metres(body.centre().y), {}});
  }
  for (const layout::Connection& c : all.connections) {
    const std::size_t from = ground.at(all.items[c.from].owner), to = ground.at(all.items[c.to].owner);
    if (from == to) continue;
    bodies[from].joined[to] += layout::weight_of(c.edge->medium);
    bodies[to].joined[from] += layout::weight_of(c.edge->medium);
  }
  return bodies;
}

/// Weighted distance of the middles of joined modules, straight-angled, metres.
double joined_length(const std::vector<Body>& bodies) {
  double sum = 0;
  for (const Body& body : bodies)
    for (const auto& [other, weight] : body.joined)
      sum += 0.5 * weight * (std::abs(body.x - bodies[other].x) + std::abs(body.y - bodies[other].y));
  return sum;
}

/// No layout joins the middles with less: bodies do not overlap, so two middles are apart by half of either's shorter
/// side; and the middles of a module's k nearest partners lie in a diamond around its own;
/// with their own extent it holds their areas and its own, and a diamond of radius r has an area of 2 r^2. Each
/// connection is counted at both ends, half each; the heaviest are taken to be the nearest.
double least_joined_length(const std::vector<Body>& bodies) {
  double sum = 0;
  for (const Body& body : bodies) {
    std::vector<std::pair<double, std::size_t>> partners;
    double reach = 0;
    std::vector<double> areas;
    for (const auto& [other, weight] : body.joined) {
      partners.emplace_back(weight, other);
      const Body& partner = bodies[other];
      reach = std::max(reach, 0.5 * (partner.width + partner.height));
      areas.push_back(partner.width * partner.height);
    }
    std::sort(partners.rbegin(), partners.rend());
    std::sort(areas.begin(), areas.end());
    double inside = body.width * body.height;
    for (std::size_t k = 0; k < partners.size(); ++k) {
      inside += areas[k];
      const Body& partner = bodies[partners[k].second];
      const double apart = 0.5 * (std::min(body.width, body.height) + std::min(partner.width, partner.height));
      sum += 0.5 * partners[k].first * std::max(apart, std::sqrt(inside / 2) - reach);
    }
  }
  return sum;
}

/// Shelves of decreasing depth, next fit, in a strip as wide as a square of the area would be. Moves the bodies there;
/// the area of the strip, square metres.
double shelf_pack(std::vector<Body>& bodies) {
  std::vector<Body*> order;
  double area = 0;
  for (Body& body : bodies) {
    order.push_back(&body);
    area += body.zone_width * body.zone_height;
  }
  std::stable_sort(order.begin(), order.end(), [](const Body* a, const Body* b) { return a->zone_height > b->zone_height; });
  const double strip = std::sqrt(area);
  double x = 0, y = 0, depth = 0;
  for (Body* body : order) {
    if (x + body->zone_width > strip && x > 0) {
      y += depth;
      x = depth = 0;
    }
    body->x = x + 0.5 * body->zone_width;
    body->y = y + 0.5 * body->zone_height;
    x += body->zone_width;
    depth = std::max(depth, body->zone_height);
  }
  return strip * (y + depth);
}

double footprints(const std::vector<Body>& bodies) {
  double area = 0;
  for (const Body& body : bodies) area += body.width * body.height;
  return area;
}

void layout_quality(benchmark::State& state) {
  const SiteSpec spec = site_of(state.range(0));
  const Outcome<Sizing> sizing = size_site(spec, test::shipped_catalog());
  if (!sizing.ok()) return state.SkipWithError("infeasible");
  Outcome<Layout> laid;
  for (auto _ : state) {
    laid = lay_out(spec, test::shipped_catalog(), *sizing.value);
    if (!laid.ok()) return state.SkipWithError("does not fit");
  }
  std::vector<Body> bodies = bodies_of(spec, *sizing.value, *laid.value);
  const double joined = joined_length(bodies), used = laid.value->used_area_m2, built = footprints(bodies);
  state.counters["modules"] = static_cast<double>(bodies.size());
  state.counters["area_m2"] = used;
  state.counters["area/least"] = used / built;
  state.counters["joined/least"] = joined / least_joined_length(bodies);
  state.counters["routed/joined"] = laid.value->score / joined;
  const double shelf_area = shelf_pack(bodies);
  state.counters["area/shelf"] = used / shelf_area;
  state.counters["joined/shelf"] = joined / joined_length(bodies);
}

}  // namespace

BENCHMARK(layout_quality)->Name("layout")->Arg(1)->Arg(20)->Arg(100)->Arg(1000)->Arg(2000)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
