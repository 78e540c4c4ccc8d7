// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kReach = "road.gate_reach";
constexpr std::array<std::string_view, 1> kLimits{kReach};

/// From a point to a line of points, millimetres.
double distance_to_line(PlanPoint p, const std::vector<PlanPoint>& line) {
  double best = -1;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double ax = static_cast<double>(line[i - 1].x), ay = static_cast<double>(line[i - 1].y);
    const double dx = static_cast<double>(line[i].x) - ax, dy = static_cast<double>(line[i].y) - ay;
    const double px = static_cast<double>(p.x) - ax, py = static_cast<double>(p.y) - ay;
    const double length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
    const double far = std::hypot(px - t * dx, py - t * dy);
    if (best < 0 || far < best) best = far;
  }
  return best;
}

void check(const CheckContext& context, Reporter& out) {
  const SiteSpec::Site& site = context.design.spec.site;
  if (site.roads.empty()) return out.not_checked("the site states no public road");
  const std::optional<Millimetres> reach = context.limit_mm(kReach);
  if (!reach) return out.not_checked(missing_limit(context, kReach));
  for (const Gate& gate : site.gates) {
    out.measured();
    const PublicRoad* nearest = nullptr;
    double least = 0;
    for (const PublicRoad& road : site.roads) {
      const double far = std::max(0.0, distance_to_line(gate.at, road.line) - 500.0 * road.width.si);
      if (nearest != nullptr && far >= least) continue;
      least = far;
      nearest = &road;
    }
    if (least <= static_cast<double>(*reach)) continue;
    const auto actual = static_cast<Millimetres>(std::ceil(least));
    Finding finding;
    finding.tags = {gate.name};
    finding.actual = in_metres(actual);
    finding.required = in_metres(*reach);
    finding.marks = {gate.at};
    finding.message = fmt::format("the gate {} is {} from the nearest public road, {}; at most {}", gate.name,
                                  metres_text(actual), nearest->name, limit_text(*context.limit(kReach)));
    finding.hint = "move the gate to the road, or add the way to it as a [[site.road]]";
    out.report(std::move(finding));
  }
  if (out.measured_count() == 0) out.not_checked("the site has no gate");
}

}  // namespace

extern constinit const Rule acc03_gate_off_road{
    .code = "ACC03",
    .name = "gate-off-road",
    .severity = Severity::warning,
    .basis = "house rule: `road.gate_reach`",
    .explain =
        R"(A gate opens on a public road: from its edge to the gate is at most `road.gate_reach`, the verge. A gate that
leads nowhere has the wrong coordinates, or the way to it is missing.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
