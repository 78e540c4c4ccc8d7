// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

bool outside(const Port& port, const ModuleType& type) {
  return port.x < 0 || port.x > type.length || port.y < 0 || port.y > type.width || port.z < 0 || port.z > type.height;
}

/// Ports of every type that is used, each type once, named with the first module of it.
void check_ports(const NodeView& node, Reporter& out) {
  for (const Port& port : node.type->ports) {
    out.measured();
    if (!outside(port, *node.type)) continue;
    Finding finding;
    finding.tags = {node.node->tag, node.type->id};
    finding.message = fmt::format("port {} of `{}` lies outside the module, which is {} x {} x {}", port.name,
                                  node.type->id, metres_text(node.type->length), metres_text(node.type->width),
                                  metres_text(node.type->height));
    finding.hint = "correct the port's place or the module's dimensions in the catalog";
    out.report(std::move(finding));
  }
}

/// A vessel holds no more than its outline does.
void check_volume(const NodeView& node, Reporter& out) {
  const auto volume = node.type->number("volume");
  if (!volume) return;
  out.measured();
  const ModuleType& type = *node.type;
  const double outline = 1e-9 * static_cast<double>(type.length) * static_cast<double>(type.width) *
                         static_cast<double>(type.height);
  if (*volume <= outline * (1 + 1e-12)) return;
  Finding finding;
  finding.tags = {node.node->tag, type.id};
  finding.actual = Measured{*volume, "m3"};
  finding.required = Measured{outline, "m3"};
  finding.message = fmt::format("`{}` is said to hold {} m3, more than its whole outline of {} m3", type.id,
                                round_text(*volume), round_text(outline));
  finding.hint = "correct the volume or the dimensions in the catalog";
  out.report(std::move(finding));
}

void check_child(const CheckContext& context, const NodeView& node, Reporter& out) {
  if (node.parent < 0 || node.type == nullptr) return;
  const NodeView& parent = context.nodes[static_cast<std::size_t>(node.parent)];
  const Placement* inner = context.design.layout.placement(node.node->tag);
  const Placement* outer = context.design.layout.placement(parent.node->tag);
  if (parent.type == nullptr || inner == nullptr || outer == nullptr) return;
  out.measured();
  const Rect body = footprint(*node.type, *inner), hull = footprint(*parent.type, *outer);
  if (contains(hull, body)) return;
  const Millimetres out_by =
      std::max({hull.x0 - body.x0, body.x1 - hull.x1, hull.y0 - body.y0, body.y1 - hull.y1, Millimetres{0}});
  Finding finding;
  finding.tags = {node.node->tag, parent.node->tag};
  finding.actual = in_metres(out_by);
  finding.required = in_metres(0);
  finding.marks = {{body.x0, body.y0}, {body.x1, body.y1}};
  finding.message = fmt::format("{} reaches {} out of {}, in which it stands", node.node->tag, metres_text(out_by),
                                parent.node->tag);
  out.report(std::move(finding));
}

void check(const CheckContext& context, Reporter& out) {
  std::set<std::string_view> seen;
  for (const NodeView& node : context.nodes) {
    if (node.type != nullptr && seen.insert(node.type->id).second) {
      check_ports(node, out);
      check_volume(node, out);
    }
    check_child(context, node, out);
  }
}

}  // namespace

extern constinit const Rule gph03_part_outside_its_module{
    .code = "GPH03",
    .name = "part-outside-its-module",
    .severity = Severity::error,
    .basis = "house rule: what a module brings along is inside it",
    .explain = R"(Ports lie within the length, width and height of their module, and modules inside another one stand
within its footprint; a tank holds no more than its outline. Routes are measured from these places, and a crane lifts what the outline says.)",
    .check = check,
};

}  // namespace plinth::rules
