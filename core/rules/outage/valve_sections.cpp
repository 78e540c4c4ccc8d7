// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/valve_sections.h"

#include <algorithm>

#include "core/rules/rule_inputs.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

void add(std::vector<int>& list, int index) {
  if (std::find(list.begin(), list.end(), index) == list.end()) list.push_back(index);
}

}  // namespace

ValveSections::ValveSections(const CheckContext& context)
    : context_(context), parts_(context.design.spec.cooling.isolation == Isolation::double_block) {
  if (!catalog_asks_for_valves(context.design.catalog)) return;
  manifolds_ = manifolds(context.design.sizing.graph, context.design.catalog, context.design.spec.cooling.isolation);
  for (std::size_t m = 0; m < manifolds_.size(); ++m) {
    const int node = context.node_of(manifolds_[m].tag);
    for (std::size_t s = 0; s < manifolds_[m].segments.size(); ++s)
      for (std::size_t i = manifolds_[m].segments[s].first; i < manifolds_[m].segments[s].second; ++i)
        place_.insert_or_assign({manifolds_[m].take_offs[i], node}, Place{m, s});
  }
}

/// Whether the take-offs from `first` to before `last` have an inlet that carries the whole manifold by itself.
bool ValveSections::is_fed(const Manifold& manifold, std::size_t first, std::size_t last) const {
  const auto edge = [&](std::size_t i) -> const Edge& { return *context_.edges[manifold.take_offs[i]].edge; };
  double asked = 0;
  for (std::size_t i = 0; i < manifold.take_offs.size(); ++i)
    if (edge(i).item.empty()) asked += edge(i).normal;
  for (std::size_t i = first; i < last; ++i)
    if (!edge(i).item.empty() && edge(i).worst >= asked * (1 - 1e-9)) return true;
  return false;
}

Removal ValveSections::segment(const Place& place) const {
  const Manifold& manifold = manifolds_[place.manifold];
  const auto [first, last] = manifold.segments[place.segment];
  Removal removal;
  const auto take = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) removal.edges.push_back(static_cast<int>(manifold.take_offs[i]));
  };
  // A header skid has sources and consumers on both halves; a pod is fed from its ends.
  const bool ends = !manifold.in_skid && manifold.segments.size() > 1;
  const bool before = ends && !is_fed(manifold, 0, first),
             after = ends && !is_fed(manifold, last, manifold.take_offs.size());
  take(before ? 0 : first, after ? manifold.take_offs.size() : last);
  return removal;
}

Removal ValveSections::of(const Valve& valve) const {
  const EdgeView& pipe = context_.edges[valve.edge];
  const int there = valve.at_end ? pipe.to : pipe.from, other = valve.at_end ? pipe.from : pipe.to;
  Removal section;
  if (!valve.sectioning) section.edges.push_back(static_cast<int>(valve.edge));
  if (there < 0) return section;
  const NodeView& node = context_.nodes[at(there)];
  const auto place = place_.find({valve.edge, there});
  const bool whole_skid = place != place_.end() && manifolds_[place->second.manifold].in_skid && !parts_;
  if (place == place_.end() || whole_skid) {
    section.nodes.push_back(there);
    return section;
  }
  // A branch is drained with the unit inside the pod that it leads to.
  if (!valve.sectioning && pipe.edge->item.empty() && other >= 0) section.nodes.push_back(other);
  if (!parts_ && evidence_of(context_, "isolation_points", node.node->tag) != nullptr) return section;
  for (const int edge : segment(place->second).edges) add(section.edges, edge);
  return section;
}

std::vector<Segment> ValveSections::segments() const {
  std::vector<Segment> all;
  for (std::size_t m = 0; m < manifolds_.size(); ++m) {
    const Manifold& manifold = manifolds_[m];
    if (manifold.segments.size() < 2) continue;
    const std::string medium(text(manifold.medium));
    for (std::size_t s = 0; s < manifold.segments.size(); ++s)
      all.push_back(
          {manifold.tag + "." + medium + ".S" + std::to_string(s + 1), manifold.tag, medium, segment({m, s})});
  }
  return all;
}

}  // namespace plinth
