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

constexpr std::string_view kRadius = "crane.radius", kWidth = "road.delivery.width";

/// Whether the straight way between two points crosses the inside of a rectangle (Liang-Barsky).
bool crosses(PlanPoint a, PlanPoint b, const Rect& r) {
  double from = 0, to = 1;
  const auto clip = [&](double direction, double low, double high) {
    if (direction == 0) return low < 0 && high > 0;
    const double t0 = low / direction, t1 = high / direction;
    from = std::max(from, std::min(t0, t1));
    to = std::min(to, std::max(t0, t1));
    return from < to;
  };
  const auto d = [](Millimetres x) { return static_cast<double>(x); };
  return clip(d(b.x - a.x), d(r.x0 - a.x), d(r.x1 - a.x)) && clip(d(b.y - a.y), d(r.y0 - a.y), d(r.y1 - a.y));
}

struct Running {
  const CheckContext& context;
  std::vector<int> phase_of;  ///< by placed module

  /// A module of an earlier phase that a lift along this way would pass over; -1 when there is none.
  [[nodiscard]] int below(PlanPoint from, PlanPoint to, int phase) const {
    for (std::size_t i = 0; i < context.placed.size(); ++i)
      if (phase_of[i] < phase && crosses(from, to, context.placed[i].body)) return static_cast<int>(i);
    return -1;
  }
};

void check_module(const Running& running, const PlacedModule& module, int phase, const std::vector<bool>& connected,
                  Millimetres radius, Millimetres width, Reporter& out) {
  const std::vector<Road>& roads = running.context.design.layout.roads;
  const PlanPoint to = module.body.centre();
  int over = -1;
  PlanPoint stand;
  out.measured();
  for (std::size_t i = 0; i < roads.size(); ++i) {
    if (!connected[i] || roads[i].phase > phase || width_of(roads[i]) < width) continue;
    const Rect& area = roads[i].area;
    const PlanPoint from{std::clamp(to.x, area.x0, area.x1), std::clamp(to.y, area.y0, area.y1)};
    if (std::hypot(static_cast<double>(from.x - to.x), static_cast<double>(from.y - to.y)) >
        static_cast<double>(radius))
      continue;
    const int below = running.below(from, to, phase);
    if (below < 0) return;
    over = below;
    stand = from;
  }
  if (over < 0) return;  // no road within reach: ROAD02 says so
  const std::string& tag = running.context.placed[static_cast<std::size_t>(over)].tag();
  Finding finding;
  finding.tags = {module.tag(), tag};
  finding.marks = {stand, to};
  finding.message =
      fmt::format("{} of phase {} can only be lifted in over {}, which runs by then", module.tag(), phase, tag);
  finding.hint = "pin one of them elsewhere, or set it with the earlier phase";
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  if (context.design.sizing.phases.size() < 2) return out.not_checked("the site is built at once, without phases");
  if (context.placed.empty()) return out.not_checked("the design has no layout");
  const std::optional<Millimetres> radius = context.limit_mm(kRadius), width = context.limit_mm(kWidth);
  if (!radius || !width) return out.not_checked(missing_limit(context, radius ? kWidth : kRadius));
  Running running{context, {}};
  for (const PlacedModule& module : context.placed)
    running.phase_of.push_back(module.node < 0 ? 0 : context.nodes[static_cast<std::size_t>(module.node)].node->phase);
  const RoadNetwork network = road_network(context);
  for (std::size_t i = 0; i < context.placed.size(); ++i)
    if (running.phase_of[i] > 1)
      check_module(running, context.placed[i], running.phase_of[i], network.connected, *radius, *width, out);
}

constexpr std::array<std::string_view, 2> kLimits{kRadius, kWidth};

}  // namespace

extern constinit const Rule phs02_lift_over_running_plant{
    .code = "PHS02",
    .name = "lift-over-running-plant",
    .severity = Severity::warning,
    .basis = "house rule: `crane.radius`, `road.delivery.width`",
    .explain = R"(Modules of a later phase are set while the earlier ones run. From some delivery road that exists by
then, within `crane.radius`, the straight way to the middle of the module must pass over no module of an earlier phase.
Where the only ways do, the lift needs an outage or a larger crane. Swing of the jib and the load's width are not looked
at: a lift plan does that.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
