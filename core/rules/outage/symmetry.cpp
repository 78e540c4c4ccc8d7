// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/symmetry.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/base/text.h"
#include "core/rules/electrical_buses.h"

namespace plinth {
namespace {

using Colour = std::uint64_t;

/// Finaliser of SplitMix64.
Colour mixed(Colour x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

Colour joined(Colour a, Colour b) { return mixed(a ^ mixed(b)); }

/// FNV-1a.
Colour of_text(std::string_view text) {
  Colour hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mixed(hash);
}

/// Flows of equal blocks may differ in their last digits: nine are enough. Equal blocks have equal numbers, so few of
/// them are written out.
class Numbers {
 public:
  Colour operator()(double value) {
    const auto [known, fresh] = known_.try_emplace(value);
    if (fresh) known->second = of_text(round_text(value, 9));
    return known->second;
  }

 private:
  std::unordered_map<double, Colour> known_;
};

Colour of_node(const Node& node, Numbers& of_number) {
  Colour colour = joined(of_text(node.module), of_text(node.kind));
  colour = joined(colour, of_text(node.service));
  colour = joined(colour, of_text(node.path));
  colour = joined(colour, of_number(node.demand_kw));
  return joined(colour, node.spare ? 1U : 2U);
}

/// Normal flow of all edges like this one.
double normal_of(const CheckContext& context, const std::vector<int>& edges, const Edge& like) {
  double sum = 0;
  for (const int e : edges) {
    const Edge& edge = *context.edges[static_cast<std::size_t>(e)].edge;
    if (edge.medium == like.medium && edge.rating.unit == like.rating.unit) sum += edge.normal;
  }
  return sum;
}

/// A cable that carries more than the unit behind it is rated for, its losses included.
bool carries_rating(const Edge& edge, const NodeView& unit) {
  constexpr double with_losses = 1.1;
  const auto current = si_of(edge.rating, Dimension::current), volts = volts_of(edge.voltage);
  const auto rated = unit.type == nullptr ? std::nullopt : unit.type->number("rated_power");
  return current && volts && rated && std::sqrt(3.0) * *current * *volts >= with_losses * *rated;
}

/// Can this edge alone bring all that its end takes in? Then its exact rating changes nothing: cables of equal duty
/// come in sizes by their length.
bool ample(const CheckContext& context, const EdgeView& view) {
  if (view.to < 0 || view.from < 0) return false;
  const Medium medium = view.edge->medium;
  const bool back = medium == Medium::fws_return || medium == Medium::chw_return || medium == Medium::tcs_return;
  const NodeView& sender = context.nodes[static_cast<std::size_t>(view.from)];
  // A pod gives back what came to it; a header hands on what others gave back.
  if (back && !sender.children.empty()) return view.edge->rating.value >= normal_of(context, sender.out, *view.edge);
  const NodeView& end = context.nodes[static_cast<std::size_t>(view.to)];
  const bool hands_on = std::any_of(end.out.begin(), end.out.end(), [&](int e) {
    const EdgeView& out = context.edges[static_cast<std::size_t>(e)];
    return out.edge->medium == view.edge->medium &&
           (out.to < 0 || context.nodes[static_cast<std::size_t>(out.to)].parent != view.to);
  });
  if (passes_power_on(context, end)) return carries_rating(*view.edge, end);
  if (hands_on) return false;
  return view.edge->rating.value >= normal_of(context, end.in, *view.edge);
}

Colour of_edge(const CheckContext& context, const EdgeView& view, Numbers& of_number) {
  const Edge& edge = *view.edge;
  Colour colour = joined(static_cast<Colour>(edge.medium), of_text(edge.path));
  colour = joined(joined(colour, of_text(edge.from.port)), of_text(edge.to.port));
  colour = joined(joined(colour, ample(context, view) ? 17U : of_number(edge.rating.value)), of_text(edge.rating.unit));
  return joined(joined(colour, of_number(edge.normal)), of_text(edge.voltage));
}

std::size_t kinds_of(std::vector<Colour> colours) {
  std::sort(colours.begin(), colours.end());
  return static_cast<std::size_t>(std::unique(colours.begin(), colours.end()) - colours.begin());
}

}  // namespace

GraphColours::GraphColours(const CheckContext& context) {
  Numbers of_number;
  nodes.reserve(context.nodes.size());
  edges.reserve(context.edges.size());
  for (const NodeView& view : context.nodes) nodes.push_back(of_node(*view.node, of_number));
  for (const EdgeView& view : context.edges) edges.push_back(of_edge(context, view, of_number));
  // Sums do not mind the order of the neighbours. Each round sees one step further; when it tells no more apart, none
  // will.
  for (std::size_t seen = 0, now = kinds_of(nodes); now > seen; seen = now, now = kinds_of(nodes)) {
    std::vector<Colour> next = nodes;
    for (Colour& colour : next) colour = mixed(colour);
    for (std::size_t e = 0; e < edges.size(); ++e) {
      const EdgeView& view = context.edges[e];
      if (view.from < 0 || view.to < 0) continue;
      const auto from = static_cast<std::size_t>(view.from), to = static_cast<std::size_t>(view.to);
      next[from] += joined(joined(edges[e], 3U), nodes[to]);
      next[to] += joined(joined(edges[e], 5U), nodes[from]);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (context.nodes[i].parent >= 0) {
        const auto parent = static_cast<std::size_t>(context.nodes[i].parent);
        next[i] += joined(7U, nodes[parent]);
        next[parent] += joined(11U, nodes[i]);
      }
    nodes = std::move(next);
  }
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const EdgeView& view = context.edges[e];
    if (view.from < 0 || view.to < 0) continue;
    edges[e] = joined(joined(edges[e], nodes[static_cast<std::size_t>(view.from)]),
                      joined(13U, nodes[static_cast<std::size_t>(view.to)]));
  }
}

std::uint64_t GraphColours::of_set(const CheckContext& context, const std::vector<int>& set) const {
  std::map<std::pair<bool, int>, Colour> ends;
  Colour all = 0;
  for (const int edge : set) {
    const EdgeView& view = context.edges[static_cast<std::size_t>(edge)];
    const Colour own = mixed(edges[static_cast<std::size_t>(edge)]);
    all += own;
    ends[{false, view.from}] += own;
    ends[{true, view.to}] += own;
  }
  for (const auto& [end, colours] : ends) all += mixed(colours);
  return all;
}

}  // namespace plinth
