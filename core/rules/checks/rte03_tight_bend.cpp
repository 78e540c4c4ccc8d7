// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check(const CheckContext& context, Reporter& out) {
  struct Tight {
    const Route* worst = nullptr;
    std::vector<std::string> edges;
  };
  std::map<std::string, Tight> by_item;  // one finding a kind of stock: the same step aside repeats in every block
  for (const Route& route : context.design.layout.routes) {
    if (route.bend_radius <= 0 || route.tightest <= 0) continue;
    out.measured();
    if (route.tightest >= route.bend_radius) continue;
    const int edge = context.edge_of(route.edge);
    Tight& tight = by_item[edge < 0 ? std::string() : context.edges[static_cast<std::size_t>(edge)].edge->item];
    tight.edges.push_back(route.edge);
    if (tight.worst == nullptr || route.tightest < tight.worst->tightest) tight.worst = &route;
  }
  for (auto& [item, tight] : by_item) {
    Finding f;
    f.actual = in_metres(tight.worst->tightest);
    f.required = in_metres(tight.worst->bend_radius);
    f.message = fmt::format(
        "{} of `{}` has room to bend with {}; it needs {}{}", tight.worst->edge, item.empty() ? "connection" : item,
        metres_text(tight.worst->tightest), metres_text(tight.worst->bend_radius),
        tight.edges.size() > 1 ? fmt::format(" ({} routes are too tight)", tight.edges.size()) : "");
    f.tags = std::move(tight.edges);
    f.hint = "set the modules farther from the aisle, or lay a smaller cable in more runs";
    out.report(std::move(f));
  }
  if (out.measured_count() == 0) out.not_checked("no route has a least bending radius");
}

}  // namespace

extern constinit const Rule rte03_tight_bend{
    .code = "RTE03",
    .name = "tight-bend",
    .severity = Severity::warning,
    .basis = "NFPA 70 (NEC) 300.34 (us), taken everywhere; ASME B16.9 for pipes",
    .explain =
        R"(A shielded medium-voltage cable bends with no less than 12 times its diameter, an unshielded one with 8
times, a pipe with its elbow (`routing.bend.*`). Each bend of a route on the plan may use half of the straight before
and after it, all of it where that ends at a port; a step aside may be an S of two arcs. Busways have elbows of their own
and are not measured. One finding names all routes of one stock item.)",
    .check = check,
};

}  // namespace plinth::rules
