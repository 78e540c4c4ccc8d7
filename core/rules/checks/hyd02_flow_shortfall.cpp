// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr double kToLpm = 60000.0;

struct Flows {
  double normal = 0.0, worst = 0.0;  ///< m3/s
  bool any = false;
};

/// A tank floats on the header: its connection carries flow only while the pumps do not.
bool leads_to_tank(const CheckContext& context, const EdgeView& edge) {
  const ModuleType* type = edge.to < 0 ? nullptr : context.nodes[static_cast<std::size_t>(edge.to)].type;
  return type != nullptr && type->kind == "buffer_tank";
}

/// Sum over the edges of one medium on one side of a node.
Flows sum_of(const CheckContext& context, const std::vector<int>& edges, Medium medium) {
  Flows sum;
  for (const int index : edges) {
    const Edge& edge = *context.edges[static_cast<std::size_t>(index)].edge;
    if (edge.medium != medium || leads_to_tank(context, context.edges[static_cast<std::size_t>(index)])) continue;
    const std::optional<double> normal = si_of({edge.normal, edge.rating.unit}, Dimension::flow);
    const std::optional<double> worst = si_of({std::max(edge.normal, edge.worst), edge.rating.unit}, Dimension::flow);
    if (!normal || !worst) continue;
    sum.any = true;
    sum.normal += *normal;
    sum.worst += *worst;
  }
  return sum;
}

/// What passes through a node. The largest flows of single edges need not happen together, so the smaller of the two
/// sides bounds the worst; the smaller one may also be a side that carries nothing of this medium.
Flows through(const CheckContext& context, const NodeView& node, Medium medium) {
  const Flows in = sum_of(context, node.in, medium), out = sum_of(context, node.out, medium);
  if (!in.any || !out.any) return in.any ? in : out;
  return {std::max(in.normal, out.normal), std::max({std::min(in.worst, out.worst), in.normal, out.normal}), true};
}

void check_unit(const NodeView& node, std::string_view attribute, std::string_view what, const Flows& flows,
                Reporter& out) {
  const std::optional<double> rated = node.type->number(attribute);
  if (!rated) return out.not_checked(fmt::format("`{}` states no {}", node.type->id, attribute));
  out.measured();
  const bool in_normal = flows.normal > *rated * (1.0 + 1e-6);
  const double flow = in_normal ? flows.normal : flows.worst;
  if (flow <= *rated * (1.0 + 1e-6)) return;
  Finding finding;
  finding.tags = {node.node->tag};
  finding.actual = Measured{flow * kToLpm, "L/min"};
  finding.required = Measured{*rated * kToLpm, "L/min"};
  finding.message = fmt::format("{} of {} L/min {} {}; it {} {} L/min", what, round_text(flow * kToLpm),
                                in_normal ? "runs through" : "runs after the worst failure through", node.node->tag,
                                attribute == "max_flow" ? "carries at most" : "gives", round_text(*rated * kToLpm));
  finding.hint = fmt::format("{} units of `{}` would share it", round_text(whole_units(flow / *rated)), node.type->id);
  out.report(std::move(finding));
}

void check_node(const CheckContext& context, const NodeView& node, Reporter& out) {
  const std::string& kind = node.type->kind;
  const auto look = [&](std::string_view attribute, std::string_view what, Medium medium) {
    const Flows flows = through(context, node, medium);
    if (flows.any) check_unit(node, attribute, what, flows, out);
  };
  if (kind == "cdu") look("rated_flow", "a coolant flow", Medium::tcs_supply);
  if (kind == "fws_pump_skid") look("rated_flow", "a facility-water flow", Medium::fws_supply);
  if (kind == "chw_pump_skid") look("rated_flow", "a chilled-water flow", Medium::chw_supply);
  if (kind != "header_skid") return;
  look("max_flow", "a facility-water flow", Medium::fws_supply);
  look("max_flow", "a chilled-water flow", Medium::chw_supply);
}

void check_pipe(const CheckContext& context, const Edge& edge, Reporter& out) {
  const ModuleType* item = edge.item.empty() ? nullptr : context.module(edge.item);
  if (item == nullptr || item->kind != "pipe") return;
  const std::optional<double> flow = si_of({std::max(edge.normal, edge.worst), edge.rating.unit}, Dimension::flow);
  const std::optional<double> most = item->number("max_flow");
  if (!flow || !most) return out.not_checked(fmt::format("{} or its pipe `{}` states no flow", edge.id, edge.item));
  out.measured();
  const double each = *flow / std::max(1, edge.runs);
  if (each <= *most * (1.0 + 1e-6)) return;
  Finding finding;
  finding.tags = {edge.from.tag, edge.id, edge.to.tag};
  finding.actual = Measured{each * kToLpm, "L/min"};
  finding.required = Measured{*most * kToLpm, "L/min"};
  finding.message = fmt::format("{} from {} to {} runs {} L/min in each `{}`; at most {} L/min", edge.id, edge.from.tag,
                                edge.to.tag, round_text(each * kToLpm), edge.item, round_text(*most * kToLpm));
  finding.hint = fmt::format("lay {} of them, or the next larger bore", round_text(whole_units(*flow / *most)));
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  for (const NodeView& node : context.nodes)
    if (node.type != nullptr) check_node(context, node, out);
  for (const EdgeView& edge : context.edges) check_pipe(context, *edge.edge, out);
  if (out.measured_count() == 0) out.not_checked("the graph states no fluid flow");
}

}  // namespace

extern constinit const Rule hyd02_flow_shortfall{
    .code = "HYD02",
    .name = "flow-shortfall",
    .severity = Severity::error,
    .basis = "rated_flow and max_flow of the catalog; pipes: ASHRAE 90.1 flow table",
    .explain = R"(The racks of a CDU together ask for no more coolant than it circulates; pump skids, headers and pipes
carry no more than they are rated for, normally and after the worst single failure. Flows are those of the graph's edges;
heads and pressure drops are a matter of the hydraulic study.)",
    .check = check,
};

}  // namespace plinth::rules
