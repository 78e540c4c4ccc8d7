// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/rules/ground.h"
#include "core/rules/road_network.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kRadius = "crane.radius";
constexpr std::string_view kWidth = "road.delivery.width";

/// Roads that a trailer can come in by, wide enough and connected.
std::vector<Rect> delivery_roads(const CheckContext& context, Millimetres least_width) {
  const RoadNetwork network = road_network(context);
  const std::vector<Road>& roads = context.design.layout.roads;
  std::vector<Rect> usable;
  for (std::size_t i = 0; i < roads.size(); ++i)
    if (network.connected[i] && width_of(roads[i]) >= least_width) usable.push_back(roads[i].area);
  return usable;
}

struct Reach {
  double radius = 0.0;  ///< millimetres
  PlanPoint from;
};

Reach nearest_road(const std::vector<Rect>& roads, PlanPoint to) {
  Reach best;
  for (std::size_t i = 0; i < roads.size(); ++i) {
    const PlanPoint from{std::clamp(to.x, roads[i].x0, roads[i].x1), std::clamp(to.y, roads[i].y0, roads[i].y1)};
    const double radius = std::hypot(static_cast<double>(from.x - to.x), static_cast<double>(from.y - to.y));
    if (i == 0 || radius < best.radius) best = {radius, from};
  }
  return best;
}

void check(const CheckContext& context, Reporter& out) {
  if (context.placed.empty()) return out.not_checked("the design has no layout");
  const std::optional<Millimetres> allowed = context.limit_mm(kRadius), width = context.limit_mm(kWidth);
  if (!allowed || !width) return out.not_checked(missing_limit(context, allowed ? kWidth : kRadius));
  const std::vector<Rect> roads = delivery_roads(context, *width);
  if (roads.empty()) {
    Finding finding;
    finding.required = in_metres(*width);
    finding.message = fmt::format(
        "no road that is connected to the outside and at least {} wide: nothing can be "
        "delivered",
        limit_text(*context.limit(kWidth)));
    out.measured();
    return out.report(std::move(finding));
  }
  for (const PlacedModule& module : context.placed) {
    out.measured();
    const Reach reach = nearest_road(roads, module.body.centre());
    if (reach.radius <= static_cast<double>(*allowed)) continue;
    const auto radius = static_cast<Millimetres>(std::ceil(reach.radius));
    Finding finding;
    finding.tags = {module.tag()};
    finding.actual = in_metres(radius);
    finding.required = in_metres(*allowed);
    finding.marks = {module.body.centre(), reach.from};
    finding.message = fmt::format("the middle of {} is {} from the nearest delivery road; a crane reaches {}",
                                  module.tag(), metres_text(radius), limit_text(*context.limit(kRadius)));
    finding.hint =
        fmt::format("bring a road {} nearer, or state a larger crane in `{}`", metres_text(radius - *allowed), kRadius);
    out.report(std::move(finding));
  }
}

constexpr std::array<std::string_view, 2> kLimits{kRadius, kWidth};

}  // namespace

extern constinit const Rule road02_out_of_crane_reach{
    .code = "ROAD02",
    .name = "out-of-crane-reach",
    .severity = Severity::error,
    .basis = "house rule: `crane.radius`, `road.delivery.width`",
    .explain = R"(Every module is lifted from a trailer by a crane that stands on a road. The road is connected to the
outside and at least `road.delivery.width` wide; from its edge to the middle of the module it is at most `crane.radius`.
Mass against the crane's chart, swept paths and lifting over live plant are not looked at: a lift plan does that.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
