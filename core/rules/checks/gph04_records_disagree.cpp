// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void tell(std::vector<std::string> tags, std::string message, std::string hint, Reporter& out) {
  Finding finding;
  finding.tags = std::move(tags);
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  out.report(std::move(finding));
}

/// Every module of the graph has a place, every place a module of its type. Modules that stand on the ground by
/// themselves are SITE01's: here is what they bring along.
void check_places(const CheckContext& context, Reporter& out) {
  if (context.design.layout.placements.empty()) return;
  for (const NodeView& view : context.nodes) {
    out.measured();
    const Node& node = *view.node;
    if (view.placement == nullptr)
      tell({node.tag}, fmt::format("{} has no place in the layout", node.tag),
           "lay the design out again, or correct the tag of its place", out);
    else if (view.placement->module != node.module)
      tell({node.tag},
           fmt::format("{} is a `{}` in the graph and a `{}` on the ground", node.tag, node.module,
                       view.placement->module),
           "one type for one tag", out);
  }
  std::set<std::string_view> unknown;
  for (const Placement& placement : context.design.layout.placements)
    if (context.node_of(placement.tag) < 0) unknown.insert(placement.tag);
  for (const std::string_view tag : unknown)
    tell({std::string(tag)}, fmt::format("{} has a place and is no module of the graph", tag),
         "correct its tag, or leave it out", out);
}

using Services = std::set<std::pair<std::string_view, std::string_view>>;  // service and type

/// What was selected is what stands there. Types that come inside others are counted with those.
void check_counts(const CheckContext& context, Reporter& out) {
  std::map<std::string_view, int> there, selected;
  std::set<std::string_view> inside;
  for (std::size_t i = 0; i < context.nodes.size();) {
    // Modules of one type that stand in a row are counted at once.
    const Node& first = *context.nodes[i].node;
    const bool contained = !first.parent.empty();
    int count = 0;
    for (; i < context.nodes.size(); ++i, ++count) {
      const Node& node = *context.nodes[i].node;
      if (node.module != first.module || node.parent.empty() == contained) break;
    }
    there[first.module] += count;
    if (contained) inside.insert(first.module);
  }
  std::map<std::string_view, std::string_view> service;
  for (const Selection& selection : context.design.sizing.selection) {
    selected[selection.module] += selection.installed;
    service[selection.module] = selection.service;
  }
  for (const auto& [type, installed] : selected) {
    if (inside.contains(type)) continue;
    out.measured();
    const auto at = there.find(type);
    const int count = at == there.end() ? 0 : at->second;
    if (count == installed) continue;
    Finding finding;
    finding.tags = {std::string(service[type])};
    finding.actual = Measured{static_cast<double>(count), ""};
    finding.required = Measured{static_cast<double>(installed), ""};
    finding.message =
        fmt::format("the graph has {} `{}` for the service {}; {} are selected", count, type, service[type], installed);
    finding.hint = "design the site again: quantities, prices and redundancy follow from the selection";
    out.report(std::move(finding));
  }
}

/// A module serves as its kind does ("fws_expansion" is an "expansion"), or as it was selected to.
void check_services(const CheckContext& context, Reporter& out) {
  Services selected;
  for (const Selection& selection : context.design.sizing.selection)
    selected.emplace(selection.service, selection.module);
  for (const auto& [id, nodes] : context.of_kind) {
    const Kind* kind = context.design.catalog.kind(id);
    if (kind == nullptr || kind->service.empty()) continue;
    const std::string suffix = "_" + kind->service;
    for (const int index : nodes) {
      const NodeView& view = context.nodes[static_cast<std::size_t>(index)];
      const std::string& service = view.node->service;
      if (service.empty()) continue;
      out.measured();
      if (service == kind->service || service.ends_with(suffix)) continue;
      if (selected.contains({service, view.type->id})) continue;
      tell({view.node->tag},
           fmt::format("{} serves as {}; a `{}` is a module for {}", view.node->tag, service, view.type->id,
                       kind->service),
           "take a module of the right kind, or correct its service", out);
    }
  }
}

bool electrical(Medium medium) { return medium == Medium::mv || medium == Medium::lv || medium == Medium::dc; }

int standing(const CheckContext& context, int node) {
  const int parent = node < 0 ? -1 : context.nodes[static_cast<std::size_t>(node)].parent;
  return parent < 0 ? node : parent;
}

/// Power between two modules on the ground goes through a cable or busway that was chosen, and that is for something.
void check_circuits(const CheckContext& context, Reporter& out) {
  const auto& circuits = context.design.distribution.circuits;
  if (circuits.empty()) return;
  for (const EdgeView& view : context.edges) {
    if (!electrical(view.edge->medium) || standing(context, view.from) == standing(context, view.to)) continue;
    out.measured();
    if (view.circuit != nullptr) continue;
    tell({view.edge->id, view.edge->from.tag, view.edge->to.tag},
         fmt::format("{} from {} to {} has no cable or busway", view.edge->id, view.edge->from.tag, view.edge->to.tag),
         "design the site again, or `plinth layout DESIGN --keep`", out);
  }
  std::set<std::string_view> unknown;
  for (const Circuit& circuit : circuits)
    if (context.edge_of(circuit.edge) < 0) unknown.insert(circuit.edge);
  for (const std::string_view edge : unknown)
    tell({std::string(edge)}, fmt::format("a cable or busway was chosen for {}, which is no connection", edge),
         "correct the name of the connection", out);
}

void check(const CheckContext& context, Reporter& out) {
  check_places(context, out);
  check_counts(context, out);
  check_services(context, out);
  check_circuits(context, out);
}

}  // namespace

extern constinit const Rule gph04_records_disagree{
    .code = "GPH04",
    .name = "records-disagree",
    .severity = Severity::error,
    .basis = "house rule: one plant in graph, layout, selection and circuits",
    .explain = R"(Graph, layout, selection and circuits speak of one plant: every module has a place and every place a
module of the same type; as many are there as were selected; a module serves as its kind does; power between two modules
on the ground has a cable or busway. Where they disagree, a quantity, a price or a loss is of something else.)",
    .check = check,
};

}  // namespace plinth::rules
