// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void report(Reporter& out, const Edge& edge, std::string message, std::vector<PlanPoint> marks = {}) {
  Finding finding;
  finding.tags = {edge.id, edge.from.tag, edge.to.tag};
  finding.message = std::move(message);
  finding.marks = std::move(marks);
  finding.hint = "`plinth layout DESIGN --keep` routes what moved";
  out.report(std::move(finding));
}

/// Where the route has to begin or end; nullopt when the module has no place (others report that).
std::optional<PlanPoint> end_place(const CheckContext& context, int index, const Port* port) {
  if (index < 0) return std::nullopt;
  const NodeView& node = context.nodes[static_cast<std::size_t>(index)];
  if (node.type == nullptr || node.placement == nullptr) return std::nullopt;
  return port != nullptr ? place_of(*port, *node.type, *node.placement).at
                         : footprint(*node.type, *node.placement).centre();
}

void check_end(const CheckContext& context, const EdgeView& view, bool begin, PlanPoint is, Reporter& out) {
  const Edge& edge = *view.edge;
  const auto port = end_place(context, begin ? view.from : view.to, begin ? view.from_port : view.to_port);
  if (!port || *port == is) return;
  const EdgeEnd& end = begin ? edge.from : edge.to;
  const double away = std::hypot(static_cast<double>(port->x - is.x), static_cast<double>(port->y - is.y));
  report(out, edge,
         fmt::format("the route of {} {} {} from port {}.{}", edge.id, begin ? "begins" : "ends",
                     metres_text(std::llround(away)), end.tag, end.port),
         {is, *port});
}

void check_way(const Edge& edge, const Route& route, Reporter& out) {
  Millimetres plan = 0;
  for (std::size_t i = 1; i < route.points.size(); ++i) {
    const PlanPoint a = route.points[i - 1], b = route.points[i];
    if (a.x != b.x && a.y != b.y)
      return report(out, edge,
                    fmt::format("the route of {} runs aslant between {} and {} in {}", edge.id, edge.from.tag,
                                edge.to.tag, metres_text(std::max(std::llabs(a.x - b.x), std::llabs(a.y - b.y)))),
                    {a, b});
    plan += std::llabs(a.x - b.x) + std::llabs(a.y - b.y);
  }
  if (route.length < plan)
    report(out, edge,
           fmt::format("the route of {} is said to be {} long, its way on the plan is {}", edge.id,
                       metres_text(route.length), metres_text(plan)));
}

void check(const CheckContext& context, Reporter& out) {
  if (context.design.layout.routes.empty()) return out.not_checked("the design has no routes: it is not laid out");
  for (const EdgeView& view : context.edges) {
    out.measured();
    if (view.route == nullptr || view.route->points.size() < 2) {
      report(out, *view.edge,
             fmt::format("{} from {} to {} has no route", view.edge->id, view.edge->from.tag, view.edge->to.tag));
      continue;
    }
    check_end(context, view, true, view.route->points.front(), out);
    check_end(context, view, false, view.route->points.back(), out);
    check_way(*view.edge, *view.route, out);
  }
}

}  // namespace

extern constinit const Rule gph02_route_off_its_ports{
    .code = "GPH02",
    .name = "route-off-its-ports",
    .severity = Severity::error,
    .basis = "house rule: lengths are those of real ways",
    .explain =
        R"(Every connection has a route from the one port to the other, straight-angled all the way and at least as
long as its way on the plan. A module that was moved by hand leaves its routes behind, and with them the lengths that
cables, pipes, voltage drops and pump heads were calculated with.)",
    .check = check,
};

}  // namespace plinth::rules
