// SPDX-License-Identifier: Apache-2.0
#include "core/rules/waiver_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "core/base/text.h"
#include "core/geometry/plan.h"

namespace plinth {
namespace {

Polygon polygon_of(const Rect& area) {
  return {{{area.x0, area.y0}, {area.x1, area.y0}, {area.x1, area.y1}, {area.x0, area.y1}}, {}};
}

/// The areas of that name: zones, keep-outs and existing buildings of the site, yards and blocks of the layout.
std::vector<Polygon> areas_named(const CheckContext& context, const std::string& name) {
  std::vector<Polygon> areas;
  const SiteSpec::Site& site = context.design.spec.site;
  for (const Zone& zone : context.design.spec.zones)
    if (zone.name == name) areas.push_back(zone.area);
  for (const KeepOut& keep_out : site.keep_outs)
    if (keep_out.name == name) areas.push_back(keep_out.area);
  for (const ExistingBuilding& building : site.existing)
    if (building.name == name) areas.push_back(building.area);
  for (const Group& group : context.design.layout.groups)
    if (group.name == name) areas.push_back(polygon_of(group.area));
  return areas;
}

std::vector<std::string> names_of_areas(const CheckContext& context) {
  std::vector<std::string> names;
  const SiteSpec::Site& site = context.design.spec.site;
  for (const Zone& zone : context.design.spec.zones) names.push_back(zone.name);
  for (const KeepOut& keep_out : site.keep_outs) names.push_back(keep_out.name);
  for (const ExistingBuilding& building : site.existing) names.push_back(building.name);
  for (const Group& group : context.design.layout.groups) names.push_back(group.name);
  return names;
}

std::vector<std::string> parts_of(const std::string& where) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = where.find(kWaiverJoin); at != std::string::npos; at = where.find(kWaiverJoin, from)) {
    parts.emplace_back(trim(where.substr(from, at - from)));
    from = at + kWaiverJoin.size();
  }
  parts.emplace_back(trim(where.substr(from)));
  return parts;
}

/// The outline on the ground of a module, or of the one it is inside of; nothing for what is no placed module.
std::optional<Rect> body_of(const CheckContext& context, std::string_view tag) {
  int node = context.node_of(tag);
  while (node >= 0) {
    const NodeView& view = context.nodes[static_cast<std::size_t>(node)];
    if (view.placed >= 0) return context.placed[static_cast<std::size_t>(view.placed)].body;
    node = view.parent;
  }
  return std::nullopt;
}

bool lies_in(const CheckContext& context, const std::vector<Polygon>& areas, const Finding& finding) {
  const auto inside = [&](const Rect& body) {
    return std::any_of(areas.begin(), areas.end(), [&](const Polygon& area) { return contains(area, body); });
  };
  bool any = false;
  for (const std::string& tag : finding.tags) {
    const std::optional<Rect> body = body_of(context, tag);
    if (!body) continue;
    if (!inside(*body)) return false;
    any = true;
  }
  if (any || finding.marks.empty()) return any;
  return std::all_of(finding.marks.begin(), finding.marks.end(), [&](const PlanPoint& at) {
    return inside({at.x, at.y, at.x, at.y});
  });
}

bool known(const CheckContext& context, const std::string& name) {
  const auto named = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](const auto& item) { return item.name == name; });
  };
  const Design& design = context.design;
  const auto edge = [&](const EdgeView& view) { return view.edge->id == name; };
  return context.node_of(name) >= 0 || named(design.layout.roads) || named(design.spec.site.gates) ||
         named(design.distribution.loops) || std::any_of(context.edges.begin(), context.edges.end(), edge);
}

}  // namespace

bool covers(const CheckContext& context, const std::string& where, const Finding& finding) {
  if (where == "*") return true;
  const std::vector<std::string> parts = parts_of(where);
  const bool all = std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return std::find(finding.tags.begin(), finding.tags.end(), part) != finding.tags.end();
  });
  if (all) return true;
  const std::vector<Polygon> areas = areas_named(context, where);
  return !areas.empty() && lies_in(context, areas, finding);
}

std::vector<std::string> tags_of_place(const CheckContext& context, const std::string& where) {
  if (where == "*" || !areas_named(context, where).empty()) return {};
  std::vector<std::string> tags = parts_of(where);
  std::sort(tags.begin(), tags.end());
  return tags;
}

std::string unknown_place(const CheckContext& context, const std::string& where) {
  if (where == "*" || !areas_named(context, where).empty()) return {};
  for (const std::string& part : parts_of(where)) {
    if (known(context, part)) continue;
    std::vector<std::string> names = names_of_areas(context);
    for (const NodeView& view : context.nodes) names.push_back(view.node->tag);
    const std::string near = nearest(part, names);
    return fmt::format("the design has neither a tag nor an area `{}`{}", printable(part, 40),
                       near.empty() ? "" : "; did you mean `" + near + "`?");
  }
  return {};
}

}  // namespace plinth
