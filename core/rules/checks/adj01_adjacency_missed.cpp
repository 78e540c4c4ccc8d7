// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/base/text.h"
#include "core/rules/ground.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Modules on the ground that a tag, a kind or a service means; what stands inside another counts as that one.
std::vector<int> meant_by(const CheckContext& context, const std::string& name) {
  std::vector<int> placed;
  const auto take = [&](int node) {
    while (context.nodes[at(node)].placed < 0 && context.nodes[at(node)].parent >= 0)
      node = context.nodes[at(node)].parent;
    if (const int here = context.nodes[at(node)].placed; here >= 0) placed.push_back(here);
  };
  if (const int node = context.node_of(name); node >= 0) {
    take(node);
    return placed;
  }
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const Node& node = *context.nodes[i].node;
    if (node.kind == name || node.service == name) take(static_cast<int>(i));
  }
  std::sort(placed.begin(), placed.end());
  placed.erase(std::unique(placed.begin(), placed.end()), placed.end());
  return placed;
}

void miss(const Adjacency& wish, const PlacedModule& a, const PlacedModule& b, Millimetres gap, Reporter& out) {
  const Length wanted = wish.within ? *wish.within : *wish.apart;
  Finding finding;
  finding.tags = {a.tag(), b.tag()};
  finding.actual = in_metres(gap);
  finding.required = Measured{wanted.si, "m"};
  finding.marks = {a.body.centre(), b.body.centre()};
  finding.origin = wish.origin;
  finding.message = fmt::format("{} stands {} from {}; {} {} m was asked for", a.tag(), metres_text(gap), b.tag(),
                                wish.within ? "at most" : "at least", round_text(wanted.si, 6));
  finding.hint = "move one of them, or ask for less";
  out.report(std::move(finding));
}

void check_wish(const CheckContext& context, const Adjacency& wish, Reporter& out) {
  const std::vector<int> as = meant_by(context, wish.a), bs = meant_by(context, wish.b);
  for (const int index : as) {
    const PlacedModule& a = context.placed[at(index)];
    const PlacedModule* nearest = nullptr;
    Millimetres least = 0;
    for (const int other : bs) {
      if (other == index) continue;
      const Millimetres gap = distance(a.body, context.placed[at(other)].body);
      if (nearest == nullptr || gap < least) nearest = &context.placed[at(other)], least = gap;
    }
    if (nearest == nullptr) continue;
    out.measured();
    const double gap = 1e-3 * static_cast<double>(least);
    const bool kept = wish.within ? gap <= wish.within->si + 1e-9 : gap >= wish.apart->si - 1e-9;
    if (!kept) miss(wish, a, *nearest, least, out);
  }
}

void check(const CheckContext& context, Reporter& out) {
  if (context.design.spec.adjacencies.empty()) return out.not_checked("the site asks for nothing near or far");
  for (const Adjacency& wish : context.design.spec.adjacencies) check_wish(context, wish, out);
}

}  // namespace

extern constinit const Rule adj01_adjacency_missed{
    .code = "ADJ01",
    .name = "adjacency-missed",
    .severity = Severity::error,
    .basis = "the site's own wishes: `[[adjacency]]`",
    .explain = R"(`[[adjacency]]` says what stands near to or far from what: with `within`, every module of `a` has one
of `b` at most that far away; with `apart`, none of `a` is nearer than that to one of `b`. Wall to wall, on the plan;
exactly the distance is kept. Each module of `a` that misses it is a finding of its own, with the nearest of `b`.)",
    .check = check,
};

}  // namespace plinth::rules
