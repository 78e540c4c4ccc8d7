// SPDX-License-Identifier: Apache-2.0
#include "core/rules/flow_network.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "core/base/assert.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

int FlowNetwork::add_node(Amount capacity) {
  nodes_.push_back({std::min(capacity, kUnlimited), 0, 0});
  return size() - 1;
}

void FlowNetwork::add_supply(int node, Amount amount) { nodes_[at(node)].supply += amount; }

void FlowNetwork::set_supply(int node, Amount amount) { nodes_[at(node)].supply = amount; }

void FlowNetwork::add_demand(int node, Amount amount) { nodes_[at(node)].demand += amount; }

int FlowNetwork::add_arc(int from, int to, Amount capacity) {
  links_.push_back({exit(from), entry(to), std::min(capacity, kUnlimited)});
  return static_cast<int>(links_.size()) - 1;
}

std::span<FlowNetwork::Arc> FlowNetwork::arcs_of(int vertex) {
  const int begin = first_[at(vertex)], end = first_[at(vertex) + 1];
  return {arcs_.data() + begin, at(end - begin)};
}

void FlowNetwork::build() {
  std::vector<Link> links = links_;
  for (int node = 0; node < size(); ++node) {
    const Node& n = nodes_[at(node)];
    links.push_back({entry(node), exit(node), n.capacity});
    if (n.supply > 0) links.push_back({source(), entry(node), n.supply});
    links.push_back({entry(node), sink(), n.demand});
  }
  const std::size_t vertices = at(sink()) + 1;
  first_.assign(vertices + 1, 0);
  for (const Link& link : links) {
    ++first_[at(link.from) + 1];
    ++first_[at(link.to) + 1];
  }
  for (std::size_t v = 0; v < vertices; ++v) first_[v + 1] += first_[v];
  arcs_.resize(links.size() * 2);
  demand_arc_.assign(nodes_.size(), -1);
  through_arc_.assign(nodes_.size(), -1);
  link_arc_.clear();
  std::vector<int> next(first_.begin(), first_.end() - 1);
  for (const Link& link : links) {
    const int there = next[at(link.from)]++, back = next[at(link.to)]++;
    arcs_[at(there)] = {link.to, back, true, link.capacity, 0};
    arcs_[at(back)] = {link.from, there, false, 0, link.capacity};
    if (link.to == sink()) demand_arc_[at(link.from / 2)] = there;
    if (link.to == link.from + 1 && link.from % 2 == 0 && link.from < source()) through_arc_[at(link.from / 2)] = there;
    if (link_arc_.size() < links_.size()) link_arc_.push_back(there);
  }
  stamp_.assign(vertices, 0);
  barren_.assign(vertices, 0);
  came_by_.assign(vertices, -1);
  pending_.assign(vertices, 0);
  gone_.assign(vertices, false);
  depth_.assign(vertices, -1);
  next_.assign(vertices, 0);
}

void FlowNetwork::push(int arc, Amount amount) {
  add_room(arc, -amount);
  add_room(arcs_[at(arc)].back, amount);
  journal_.push_back({arc, amount});
}

/// Breadth-first levels from the source over arcs with room; says whether the sink was met.
bool FlowNetwork::level() {
  depth_.assign(at(sink()) + 1, -1);
  queue_.assign(1, source());
  depth_[at(source())] = 0;
  for (std::size_t head = 0; head < queue_.size(); ++head) {
    const int vertex = queue_[head];
    for (const Arc& arc : arcs_of(vertex)) {
      if (arc.residual <= 0 || depth_[at(arc.to)] >= 0) continue;
      depth_[at(arc.to)] = depth_[at(vertex)] + 1;
      queue_.push_back(arc.to);
    }
  }
  return depth_[at(sink())] >= 0;
}

/// One blocking path, with an explicit stack: designs may chain thousands of modules.
FlowNetwork::Amount FlowNetwork::dive(int vertex, Amount most) {
  std::vector<int>& path = path_;
  path.clear();
  while (true) {
    if (vertex == sink()) break;
    int& next = next_[at(vertex)];
    const int end = first_[at(vertex) + 1];
    while (next < end && (arcs_[at(next)].residual <= 0 || depth_[at(arcs_[at(next)].to)] != depth_[at(vertex)] + 1))
      ++next;
    if (next < end) {
      path.push_back(next);
      vertex = arcs_[at(next)].to;
    } else if (path.empty()) {
      return 0;
    } else {
      depth_[at(vertex)] = -1;
      vertex = arcs_[at(arcs_[at(path.back())].back)].to;
      path.pop_back();
    }
  }
  for (const int arc : path) most = std::min(most, arcs_[at(arc)].residual);
  for (const int arc : path) push(arc, most);
  return most;
}

FlowNetwork::Amount FlowNetwork::solve() {
  build();
  unserved_ = 0;
  for (const Node& node : nodes_) unserved_ += node.demand;
  while (level()) {
    next_.assign(first_.begin(), first_.end() - 1);
    while (const Amount amount = dive(source(), kUnlimited)) unserved_ -= amount;
  }
  journal_.clear();
  return unserved_;
}

/// Takes all flow off the arcs of a vertex pair and notes what its neighbours lost; returns its own served demand.
FlowNetwork::Amount FlowNetwork::cancel_through(int node) {
  const int demand = demand_arc_[at(node)];
  const Amount own = flow_on(arcs_[at(demand)]);
  for (const int vertex : {entry(node), exit(node)})
    for (int a = first_[at(vertex)]; a < first_[at(vertex) + 1]; ++a) {
      const bool out = arcs_[at(a)].forward;
      const int arc = out ? a : arcs_[at(a)].back;
      const Amount flow = flow_on(arcs_[at(arc)]);
      const int other = arcs_[at(a)].to;
      if (flow == 0) continue;
      push(arc, -flow);
      if (other == source() || other == sink() || other / 2 == node) continue;
      note_lost(other, out ? -flow : flow);
    }
  return own;
}

/// Flow that a vertex lost on its way out (> 0) or in (< 0).
void FlowNetwork::note_lost(int vertex, Amount amount) {
  if (pending_[at(vertex)] == 0) pending_at_.push_back(vertex);
  pending_[at(vertex)] += amount;
}

/// Takes all flow off one arc and notes what its ends lost.
void FlowNetwork::cancel_along(int arc) {
  const Amount flow = flow_on(arcs_[at(arc)]);
  if (flow == 0) return;
  const int to = arcs_[at(arc)].to, from = arcs_[at(arcs_[at(arc)].back)].to;
  push(arc, -flow);
  note_lost(from, flow);
  note_lost(to, -flow);
}

/// Finds one way along running flow, up to the source or down to the sink, or to a vertex whose loss is the opposite;
/// takes off what runs there. Flow is conserved elsewhere, so there is one.
FlowNetwork::Amount FlowNetwork::settle_once(int from, Amount amount, bool upstream) {
  ++round_;
  queue_.assign(1, from);
  stamp_[at(from)] = round_;
  const int goal = upstream ? source() : sink();
  int found = -1;
  for (std::size_t head = 0; head < queue_.size() && found < 0; ++head) {
    const int vertex = queue_[head];
    for (int a = first_[at(vertex)]; a < first_[at(vertex) + 1] && found < 0; ++a) {
      const int arc = upstream ? arcs_[at(a)].back : a;
      const int to = arcs_[at(a)].to;
      if (flow_on(arcs_[at(arc)]) == 0 || stamp_[at(to)] == round_) continue;
      stamp_[at(to)] = round_;
      came_by_[at(to)] = arc;
      queue_.push_back(to);
      const Amount waiting = to == goal ? 0 : pending_[at(to)];
      if (to == goal || (upstream ? waiting < 0 : waiting > 0)) found = to;
    }
  }
  PLINTH_ASSERT(found >= 0, "flow is not conserved");
  if (found != goal) amount = std::min(amount, std::abs(pending_[at(found)]));
  const auto before = [&](int vertex) {
    const Arc& arc = arcs_[at(came_by_[at(vertex)])];
    return upstream ? arc.to : arcs_[at(arc.back)].to;
  };
  for (int v = found; v != from; v = before(v)) amount = std::min(amount, flow_on(arcs_[at(came_by_[at(v)])]));
  for (int v = found; v != from; v = before(v)) push(came_by_[at(v)], -amount);
  if (found != goal) pending_[at(found)] += upstream ? amount : -amount;
  return amount;
}

void FlowNetwork::settle(int from, Amount amount, bool upstream) {
  while (amount > 0) amount -= settle_once(from, amount, upstream);
}

/// Arcs at a vertex whose other way leads into it. Straight upstream an exit has one: through its node.
std::pair<int, int> FlowNetwork::ways_into(int vertex, bool straight) const {
  if (!straight || vertex % 2 == 0) return {first_[at(vertex)], first_[at(vertex) + 1]};
  const int way = arcs_[at(through_arc_[at(vertex / 2)])].back;
  return {way, way + 1};
}

/// Searches from the demand for the source over arcs with room, breadth first; whether it was met. Straight upstream
/// sees only what feeds the node; else flow may also be taken from others.
bool FlowNetwork::search(int start, bool straight) {
  ++round_;
  queue_.assign(1, start);
  stamp_[at(start)] = round_;
  stamp_[at(sink())] = round_;
  for (std::size_t head = 0; head < queue_.size(); ++head) {
    const int vertex = queue_[head];
    const auto [begin, end] = ways_into(vertex, straight);
    for (int a = begin; a < end; ++a) {
      const int arc = arcs_[at(a)].back;
      const int to = arcs_[at(a)].to;
      if (arcs_[at(a)].into <= 0 || (straight && arcs_[at(a)].forward)) continue;
      if (stamp_[at(to)] == round_ || gone_[at(to)] || barren_[at(to)] == question_) continue;
      stamp_[at(to)] = round_;
      came_by_[at(to)] = arc;
      queue_.push_back(to);
      if (to == source()) return true;
    }
  }
  return false;
}

/// Nothing can come to what a search in vain has seen, and as no arc with room leads there, nothing that is found later
/// changes that: it need not be seen again.
bool FlowNetwork::search_or_close(int start) {
  if (barren_[at(start)] == question_) return false;
  if (search(start, true) || search(start, false)) return true;
  for (const int vertex : queue_) barren_[at(vertex)] = question_;
  return false;
}

/// New flow to a node's demand, at most `most`.
FlowNetwork::Amount FlowNetwork::augment_to(int node, Amount most) {
  const int start = entry(node);
  if (!search_or_close(start)) return 0;
  for (int v = source(); v != start; v = arcs_[at(came_by_[at(v)])].to)
    most = std::min(most, arcs_[at(came_by_[at(v)])].residual);
  for (int v = source(); v != start; v = arcs_[at(came_by_[at(v)])].to) push(came_by_[at(v)], most);
  push(demand_arc_[at(node)], most);
  return most;
}

/// Brings the flow back in balance where its other half was taken away.
void FlowNetwork::settle_pending() {
  // A removed neighbour's loss is no loss: it was cancelled with it.
  for (const int vertex : pending_at_)
    if (gone_[at(vertex)]) pending_[at(vertex)] = 0;
  for (const int vertex : pending_at_)
    if (const Amount lost = pending_[at(vertex)]; lost != 0) {
      pending_[at(vertex)] = 0;
      settle(vertex, std::abs(lost), lost > 0);
    }
  pending_at_.clear();
}

void FlowNetwork::roll_back() {
  for (auto change = journal_.rbegin(); change != journal_.rend(); ++change) {
    add_room(change->arc, change->amount);
    add_room(arcs_[at(change->arc)].back, -change->amount);
  }
  journal_.clear();
}

/// Takes nodes and arcs out of service: cancels what ran through them and notes the room that arcs had. Returns the
/// unserved demand of the nodes, which no longer counts.
FlowNetwork::Amount FlowNetwork::take_out(std::span<const int> nodes, std::span<const int> arcs, bool ways) {
  ++question_;
  Amount dropped = 0;
  for (const int node : nodes) {
    if (gone_[at(entry(node))]) continue;
    gone_[at(entry(node))] = gone_[at(exit(node))] = true;
    dropped += nodes_[at(node)].demand - cancel_through(node);
  }
  closed_.clear();
  for (const int link : arcs) {
    const int arc = link_arc_[at(link)];
    cancel_along(arc);
    closed_.push_back({arc, arcs_[at(arc)].residual});
    add_room(arc, -arcs_[at(arc)].residual);
  }
  if (ways)
    settle_pending();
  else
    drain_pending();
  hungry_.clear();
  for (const Change& change : journal_)
    if (const Arc& arc = arcs_[at(change.arc)]; arc.to == sink() && !gone_[at(arcs_[at(arc.back)].to)])
      hungry_.emplace_back(arcs_[at(arc.back)].to / 2, -change.amount);
  return dropped;
}

void FlowNetwork::put_back(std::span<const int> nodes) {
  roll_back();
  for (const Change& arc : closed_) add_room(arc.arc, arc.amount);
  for (const int node : nodes) gone_[at(entry(node))] = gone_[at(exit(node))] = false;
}

FlowNetwork::Shortage FlowNetwork::without(std::span<const int> nodes, std::span<const int> arcs) {
  Shortage result;
  result.unserved = unserved_ - take_out(nodes, arcs, true);
  for (const auto& [node, lost] : hungry_) {
    result.unserved += lost;
    for (Amount more = lost, found = 1; more > 0 && found > 0; more -= found, result.unserved -= found)
      found = augment_to(node, more);
  }
  // Who was short before may now get what the removed ones took.
  if (unserved_ > 0)
    for (int node = 0; node < size(); ++node) {
      if (gone_[at(entry(node))]) continue;
      Amount more = arcs_[at(demand_arc_[at(node)])].residual;
      for (Amount found = 1; more > 0 && found > 0; more -= found, result.unserved -= found)
        found = augment_to(node, more);
    }
  std::sort(hungry_.begin(), hungry_.end());
  for (std::size_t i = 0; i < hungry_.size(); ++i) {
    const int node = hungry_[i].first;
    const Amount left = arcs_[at(demand_arc_[at(node)])].residual;
    if (left > 0 && (i == 0 || hungry_[i - 1].first != node)) result.nodes.emplace_back(node, left);
  }
  put_back(nodes);
  return result;
}

}  // namespace plinth
