// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::array<std::string_view, 7> kElectrical{
    "generator_switchgear", "intake", "lv_board", "mv_lv_skid", "mv_switchgear", "power_module", "ups_container"};

bool is_electrical(const PlacedModule& module) {
  return std::find(kElectrical.begin(), kElectrical.end(), module.type->kind) != kElectrical.end();
}

bool is_wet(Medium medium) {
  return medium != Medium::mv && medium != Medium::lv && medium != Medium::dc && medium != Medium::control;
}

/// The placed module that a node is or stands in.
int placed_of(const CheckContext& context, int node) {
  while (node >= 0 && context.nodes[static_cast<std::size_t>(node)].placed < 0)
    node = context.nodes[static_cast<std::size_t>(node)].parent;
  return node < 0 ? -1 : context.nodes[static_cast<std::size_t>(node)].placed;
}

/// The electrical modules, as they stand.
struct Gear {
  explicit Gear(const CheckContext& context) {
    std::vector<Rect> bodies;
    for (std::size_t i = 0; i < context.placed.size(); ++i) {
      if (!is_electrical(context.placed[i])) continue;
      placed.push_back(i);
      bodies.push_back(context.placed[i].body);
    }
    index = PlanIndex(bodies);
  }
  std::vector<std::size_t> placed;  ///< in CheckContext::placed
  PlanIndex index;
};

void check_route(const CheckContext& context, const Gear& gear, const Route& route, const EdgeView& edge,
                 Reporter& out) {
  const int from = placed_of(context, edge.from), to = placed_of(context, edge.to);
  std::set<std::size_t> crossed;
  for (std::size_t i = 1; i < route.points.size(); ++i) {
    const PlanPoint a = route.points[i - 1], b = route.points[i];
    const Rect line{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
    gear.index.near(line, [&](std::size_t g) {
      const std::size_t j = gear.placed[g];
      const PlacedModule& module = context.placed[j];
      const bool end = static_cast<int>(j) == from || static_cast<int>(j) == to;
      const Rect& body = module.body;  // along an outer wall is not above
      const bool above = line.x0 < body.x1 && line.x1 > body.x0 && line.y0 < body.y1 && line.y1 > body.y0;
      if (end || !above || !crossed.insert(j).second) return;
      Finding finding;
      finding.tags = {module.tag(), route.edge};
      finding.marks = corners(shared_area(line.grown(1), body));
      finding.message = fmt::format("the {} pipe {} from {} to {} crosses {}", text(edge.edge->medium), route.edge,
                                    edge.edge->from.tag, edge.edge->to.tag, module.tag());
      finding.hint = fmt::format("lead it around {}, or move {}", module.tag(), module.tag());
      out.report(std::move(finding));
    });
  }
}

void check(const CheckContext& context, Reporter& out) {
  const Gear gear(context);
  for (const Route& route : context.design.layout.routes) {
    const int index = context.edge_of(route.edge);
    if (index < 0) continue;
    const EdgeView& edge = context.edges[static_cast<std::size_t>(index)];
    if (!is_wet(edge.edge->medium)) continue;
    out.measured();
    check_route(context, gear, route, edge, out);
  }
  if (out.measured_count() == 0) out.not_checked("no pipe is routed");
}

}  // namespace

extern constinit const Rule hyd15_water_above_switchgear{
    .code = "HYD15",
    .name = "water-above-switchgear",
    .severity = Severity::error,
    .basis = "NEC 110.26(E) (us); house rule",
    .explain =
        R"(No pipe runs above or through switchgear, boards, power modules or UPS: a joint that drips would reach live
parts, and the six feet above gear belong to it alone (NEC 110.26(E)). The route of every pipe, water and fuel alike, is
followed on the plan; a module it begins or ends at is not meant. Trays below CDUs are HYD16.)",
    .check = check,
};

}  // namespace plinth::rules
