// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// The strip that a section takes on the plan.
Rect strip_of(const RouteSection& section, Millimetres width, bool along_x) {
  const Millimetres low = section.at - width / 2, high = low + width;
  const Millimetres from = std::min(section.from, section.to), to = std::max(section.from, section.to);
  return along_x ? Rect{from, low, to, high} : Rect{low, from, high, to};
}

/// How far two rectangles reach into each other: the shorter side of what they share; 0 when they only touch.
Millimetres depth_of(const Rect& a, const Rect& b) {
  const Millimetres x = std::min(a.x1, b.x1) - std::max(a.x0, b.x0), y = std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
  return std::max<Millimetres>(0, std::min(x, y));
}

/// Routes that run into one module; one finding names them all.
struct Hit {
  std::vector<std::string> edges;
  const RouteSection* worst = nullptr;
  std::string_view deepest;  ///< its route
  Millimetres depth = 0;
  PlanPoint at;
};

void look(const CheckContext& context, const Route& route, const RouteSection& section, const Rect& strip,
          std::map<std::size_t, Hit>& hits) {
  context.bodies.near(strip, [&](std::size_t index) {
    const PlacedModule& module = context.placed[index];
    const Millimetres low = module.placement->z, high = low + module.type->height;
    const Millimetres depth = depth_of(strip, module.body);
    if (depth <= 0 || section.level <= low || section.level >= high) return;
    Hit& hit = hits[index];
    if (hit.edges.empty() || hit.edges.back() != route.edge) hit.edges.push_back(route.edge);
    if (depth <= hit.depth) return;
    hit.depth = depth;
    hit.worst = &section;
    hit.deepest = route.edge;
    hit.at = Rect{std::max(strip.x0, module.body.x0), std::max(strip.y0, module.body.y0),
                  std::min(strip.x1, module.body.x1), std::min(strip.y1, module.body.y1)}
                 .centre();
  });
}

void report(const PlacedModule& module, Hit hit, Reporter& out) {
  Finding f;
  f.marks = {hit.at};
  f.actual = in_metres(hit.depth);
  f.required = in_metres(0);
  f.message = fmt::format("{} runs {} into {} in {}, at {} above grade{}", hit.deepest, metres_text(hit.depth),
                          module.tag(), hit.worst->carrier, metres_text(hit.worst->level),
                          hit.edges.size() > 1 ? fmt::format(" ({} routes)", hit.edges.size()) : "");
  f.tags = std::move(hit.edges);
  f.tags.push_back(module.tag());
  f.hint = "`plinth layout DESIGN --keep` routes anew what a module that was moved stands in the way of";
  out.report(std::move(f));
}

void check(const CheckContext& context, Reporter& out) {
  std::map<std::string_view, const Passage*> passages;
  for (const Passage& passage : context.design.layout.passages) passages[passage.name] = &passage;
  std::map<std::size_t, Hit> hits;
  for (const Route& route : context.design.layout.routes)
    for (const RouteSection& section : route.sections) {
      const auto passage = passages.find(std::string_view(section.carrier).substr(0, section.carrier.find('.')));
      if (passage == passages.end()) continue;
      out.measured();
      look(context, route, section, strip_of(section, route.width, passage->second->along_x), hits);
    }
  for (auto& [index, hit] : hits) report(context.placed[index], std::move(hit), out);
  if (out.measured_count() == 0) out.not_checked("no route lies in a passage");
}

}  // namespace

extern constinit const Rule rte04_route_through_module{
    .code = "RTE04",
    .name = "route-through-module",
    .severity = Severity::error,
    .basis = "house rule: solids do not share room",
    .explain =
        R"(A tray, pipe or busway is as solid as a module. Each stretch of a route in a passage, as wide as the route with
its spacing and at the level of its carrier, is free of the body of every module: its footprint, from its lower edge to
its upper one. Touching is not overlapping. What is buried passes below modules. A module that was moved by hand within
its row may come to stand in the way of routes that are not its own. One finding names all routes that run into one
module.)",
    .check = check,
};

}  // namespace plinth::rules
