// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "core/rules/ground.h"
#include "core/rules/road_network.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kWidth = "road.fire_lane.width";
constexpr std::string_view kReach = "road.reach";
/// Gates stand on the boundary; turning it into the plant grid rounds them, mm.
constexpr Millimetres kOnBoundary = 5;

std::vector<const Road*> lanes_of(const Layout& layout) {
  std::vector<const Road*> lanes;
  for (const Road& road : layout.roads)
    if (road.use == "fire-lane") lanes.push_back(&road);
  return lanes;
}

void check_widths(const CheckContext& context, const std::vector<const Road*>& lanes, Reporter& out) {
  const std::optional<Millimetres> required = context.limit_mm(kWidth);
  if (!required) return out.not_checked(missing_limit(context, kWidth));
  for (const Road* lane : lanes) {
    out.measured();
    if (width_of(*lane) >= *required) continue;
    Finding finding;
    finding.tags = {lane->name};
    finding.actual = in_metres(width_of(*lane));
    finding.required = in_metres(*required);
    finding.marks = corners(lane->area);
    finding.message = fmt::format("the fire lane {} is {} wide; at least {}", lane->name, metres_text(width_of(*lane)),
                                  limit_text(*context.limit(kWidth)));
    finding.hint = fmt::format("widen it by {}", metres_text(*required - width_of(*lane)));
    out.report(std::move(finding));
  }
}

/// A parcel apart from the others needs a way in of its own.
std::string way_in(const SiteSpec::Site& site, const Rect& lane) {
  const auto own = std::find_if(site.parcels.begin(), site.parcels.end(),
                                [&](const Polygon& parcel) { return contains(parcel, lane.centre()); });
  if (own == site.parcels.end()) return "lead a lane to a gate";
  const bool reached = std::any_of(site.gates.begin(), site.gates.end(),
                                   [&](const Gate& gate) { return distance(own->outer, gate.at) <= kOnBoundary; });
  return reached ? "lead a lane to the gate of its parcel" : "its parcel has no gate: add a [[site.gate]] there";
}

void check_connection(const CheckContext& context, Reporter& out) {
  const std::vector<Road>& roads = context.design.layout.roads;
  const RoadNetwork network = road_network(context);
  const bool gates = !context.design.spec.site.gates.empty();
  for (std::size_t i = 0; i < roads.size(); ++i) {
    if (roads[i].use != "fire-lane") continue;
    out.measured();
    if (network.connected[i]) continue;
    Finding finding;
    finding.tags = {roads[i].name};
    finding.marks = corners(roads[i].area);
    finding.message = fmt::format("the fire lane {} is not connected to {}", roads[i].name,
                                  gates ? "a gate" : "the boundary, and the site states no gate");
    finding.hint = way_in(context.design.spec.site, roads[i].area);
    out.report(std::move(finding));
  }
}

/// A hose turns at right angles around modules that stand square: the rectilinear way, not the straight line.
Millimetres hose_length(const Rect& lane, PlanPoint to) {
  const Millimetres dx = std::max({Millimetres{0}, lane.x0 - to.x, to.x - lane.x1});
  const Millimetres dy = std::max({Millimetres{0}, lane.y0 - to.y, to.y - lane.y1});
  return dx + dy;
}

struct Farthest {
  PlanPoint point, lane_point;
  Millimetres hose = 0;
};

/// The point of the outside that the nearest lane serves worst, looked for at corners and middles of sides.
Farthest farthest(const std::vector<const Road*>& lanes, const Rect& body) {
  const PlanPoint middle = body.centre();
  const std::array<PlanPoint, 8> points{PlanPoint{body.x0, body.y0}, PlanPoint{middle.x, body.y0},
                                        PlanPoint{body.x1, body.y0}, PlanPoint{body.x1, middle.y},
                                        PlanPoint{body.x1, body.y1}, PlanPoint{middle.x, body.y1},
                                        PlanPoint{body.x0, body.y1}, PlanPoint{body.x0, middle.y}};
  Farthest worst;
  for (std::size_t i = 0; i < points.size(); ++i) {
    Millimetres least = -1;
    PlanPoint from;
    for (const Road* lane : lanes) {
      const Millimetres hose = hose_length(lane->area, points[i]);
      if (least >= 0 && hose >= least) continue;
      least = hose;
      from = {std::clamp(points[i].x, lane->area.x0, lane->area.x1),
              std::clamp(points[i].y, lane->area.y0, lane->area.y1)};
    }
    if (i == 0 || least > worst.hose) worst = {points[i], from, least};
  }
  return worst;
}

void check_reach(const CheckContext& context, const std::vector<const Road*>& lanes, Reporter& out) {
  const std::optional<Millimetres> allowed = context.limit_mm(kReach);
  if (!allowed) return out.not_checked(missing_limit(context, kReach));
  for (const PlacedModule& module : context.placed) {
    out.measured();
    const Farthest worst = farthest(lanes, module.body);
    if (worst.hose <= *allowed) continue;
    Finding finding;
    finding.tags = {module.tag()};
    finding.actual = in_metres(worst.hose);
    finding.required = in_metres(*allowed);
    finding.marks = {worst.point, worst.lane_point};
    finding.message = fmt::format("the far corner of {} is {} of hose from the nearest fire lane; at most {}",
                                  module.tag(), metres_text(worst.hose), limit_text(*context.limit(kReach)));
    finding.hint = fmt::format("bring a lane {} nearer", metres_text(worst.hose - *allowed));
    out.report(std::move(finding));
  }
}

void check(const CheckContext& context, Reporter& out) {
  if (context.placed.empty()) return out.not_checked("the design has no layout");
  const std::vector<const Road*> lanes = lanes_of(context.design.layout);
  if (lanes.empty()) {
    Finding finding;
    finding.message = "the layout has no fire lane";
    finding.hint = "add a road of use `fire-lane` that is connected to a gate";
    out.measured();
    return out.report(std::move(finding));
  }
  check_widths(context, lanes, out);
  check_connection(context, out);
  check_reach(context, lanes, out);
}

constexpr std::array<std::string_view, 2> kLimits{kWidth, kReach};

}  // namespace

extern constinit const Rule road01_poor_fire_lane{
    .code = "ROAD01",
    .name = "poor-fire-lane",
    .severity = Severity::error,
    .basis = "IFC 503.1.1 and 503.2.1 (us, intl), national fire codes (eu), GB 50016 (cn)",
    .explain =
        R"(Fire lanes are wide enough, hang together with a gate (with no gate stated: with the boundary), and every
outside point of every module lies within hose reach of one. The hose is measured rectilinearly from the edge of the
lane, as it is laid around modules that stand square; blocked ways between modules are not followed.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
