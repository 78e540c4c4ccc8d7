// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void report(Reporter& out, std::vector<std::string> tags, std::string message, std::string hint = {}) {
  Finding finding;
  finding.tags = std::move(tags);
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  out.report(std::move(finding));
}

/// Power and fluid pass through the wall of a parent: an inlet of the parent is the source for what is inside.
bool crosses_wall(const CheckContext& context, int outer, int inner) {
  return outer >= 0 && inner >= 0 && context.nodes[static_cast<std::size_t>(inner)].parent == outer;
}

void check_end(const CheckContext& context, const EdgeView& view, bool is_from, Reporter& out) {
  const Edge& edge = *view.edge;
  const EdgeEnd& end = is_from ? edge.from : edge.to;
  const int index = is_from ? view.from : view.to, opposite = is_from ? view.to : view.from;
  const Port* port = is_from ? view.from_port : view.to_port;
  out.measured();
  if (index < 0)
    return report(
        out, {edge.id, end.tag},
        fmt::format("{} {} {}, which is not in the design", edge.id, is_from ? "starts at" : "ends at", end.tag));
  const NodeView& node = context.nodes[static_cast<std::size_t>(index)];
  if (node.type == nullptr) return;  // reported once per node
  if (port == nullptr)
    return report(out, {edge.id, end.tag},
                  fmt::format("{} {} port {} of {}, but `{}` has no such port", edge.id,
                              is_from ? "starts at" : "ends at", end.port, end.tag, node.type->id));
  if (port->medium != edge.medium)
    report(out, {edge.id, end.tag},
           fmt::format("{} carries {} but port {}.{} is for {}", edge.id, text(edge.medium), end.tag, end.port,
                       text(port->medium)));
  const bool right_way = port->inlet != is_from || crosses_wall(context, index, opposite);
  if (!right_way)
    report(out, {edge.id, end.tag},
           fmt::format("{} runs {} port {}.{}, which is an {}", edge.id, is_from ? "out of" : "into", end.tag, end.port,
                       port->inlet ? "inlet" : "outlet"),
           "swap the ends of the edge");
}

bool joins(const CheckContext& context, const NodeView& node, Medium medium) {
  for (const auto* list : {&node.in, &node.out})
    for (const int edge : *list)
      if (context.edges[static_cast<std::size_t>(edge)].edge->medium == medium) return true;
  return false;
}

bool passes(const CheckContext& context, const NodeView& node, Medium medium) {
  const auto carries = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](const int edge) {
      return context.edges[static_cast<std::size_t>(edge)].edge->medium == medium;
    });
  };
  return carries(node.in) && carries(node.out);
}

bool has_port(const ModuleType& type, Medium medium) {
  for (const Port& port : type.ports)
    if (port.medium == medium) return true;
  return false;
}

/// What draws power has a supply; what takes fluid gives it back.
void check_node(const CheckContext& context, const NodeView& node, Reporter& out) {
  const std::string& tag = node.node->tag;
  out.measured();
  if (node.type == nullptr)
    return report(out, {tag},
                  fmt::format("{} is a `{}`, which the catalog of the design does not hold", tag, node.node->module));
  constexpr std::array power{Medium::lv, Medium::mv, Medium::dc};
  const auto any = [&](const auto& has) { return std::any_of(power.begin(), power.end(), has); };
  if (node.node->demand_kw > 0.0 && any([&](Medium medium) { return has_port(*node.type, medium); }) &&
      !any([&](Medium medium) { return joins(context, node, medium); }))
    report(
        out, {tag},
        fmt::format("{} draws {} kW but no electrical connection reaches it", tag, round_text(node.node->demand_kw)));
  constexpr std::array<std::pair<Medium, Medium>, 3> loops{{{Medium::tcs_supply, Medium::tcs_return},
                                                            {Medium::fws_supply, Medium::fws_return},
                                                            {Medium::chw_supply, Medium::chw_return}}};
  for (const auto& [supply, back] : loops) {
    if (!has_port(*node.type, supply) || !has_port(*node.type, back)) continue;
    const bool supplied = joins(context, node, supply), returned = joins(context, node, back);
    // What is in line on one side only, such as a trim chiller, passes the fluid on.
    if (supplied != returned && !passes(context, node, supplied ? supply : back))
      report(out, {tag},
             fmt::format("{} has a {} connection but no {}: the loop is open", tag, text(supplied ? supply : back),
                         text(supplied ? back : supply)));
  }
}

void check(const CheckContext& context, Reporter& out) {
  for (const EdgeView& view : context.edges) {
    check_end(context, view, true, out);
    check_end(context, view, false, out);
  }
  for (const NodeView& node : context.nodes) {
    if (!node.node->parent.empty() && node.parent < 0)
      report(out, {node.node->tag},
             fmt::format("{} is inside {}, which is not in the design", node.node->tag, node.node->parent));
    check_node(context, node, out);
  }
}

}  // namespace

extern constinit const Rule gph01_broken_connection{
    .code = "GPH01",
    .name = "broken-connection",
    .severity = Severity::error,
    .basis = "house rule: the joint graph is whole",
    .explain = R"(Both ends of every connection are modules of the design with a port of that name, medium and direction
(a parent's inlet is the source for its children); what draws power is connected to a supply; a loop that is supplied is
also returned. Everything else that is read from the graph rests on this.)",
    .check = check,
};

}  // namespace plinth::rules
