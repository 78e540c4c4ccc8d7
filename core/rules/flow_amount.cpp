// SPDX-License-Identifier: Apache-2.0
// How much stays unserved, without saying whose demand it is: much quicker than finding a way for each in turn.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "core/rules/flow_network.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

/// Moves what a vertex has too much of up against the flow, what it lacks down along it, arc by arc, until all is in
/// balance. Each step takes flow off an arc, so there is an end. Which ways it takes changes who is short, not how much
/// can be served afterwards.
void FlowNetwork::drain_pending() {
  for (const int vertex : pending_at_)
    if (gone_[at(vertex)]) pending_[at(vertex)] = 0;
  const auto pass = [&](int arc, int to, Amount& left, Amount sign) {
    const Amount amount = std::min(left, flow_on(arcs_[at(arc)]));
    if (amount <= 0) return;
    push(arc, -amount);
    left -= amount;
    if (to != source() && to != sink()) note_lost(to, sign * amount);
  };
  while (!pending_at_.empty()) {
    const int vertex = pending_at_.back();
    pending_at_.pop_back();
    const Amount lost = std::exchange(pending_[at(vertex)], 0);
    Amount left = std::abs(lost);
    // The only way into an exit is through its node.
    if (lost > 0 && vertex % 2 == 1) {
      pass(through_arc_[at(vertex / 2)], vertex - 1, left, 1);
      continue;
    }
    for (int a = first_[at(vertex)]; left > 0 && a < first_[at(vertex) + 1]; ++a)
      if (arcs_[at(a)].forward == (lost < 0))
        pass(lost > 0 ? arcs_[at(a)].back : a, arcs_[at(a)].to, left, lost > 0 ? 1 : -1);
  }
}

FlowNetwork::Amount FlowNetwork::unserved_without(std::span<const int> nodes, std::span<const int> arcs) {
  Amount unserved = unserved_ - take_out(nodes, arcs, false);
  starts_.clear();
  for (const auto& [node, lost] : hungry_) {
    unserved += lost;
    starts_.push_back(entry(node));
  }
  if (unserved_ > 0)
    for (int node = 0; node < size(); ++node)
      if (!gone_[at(entry(node))] && arcs_[at(demand_arc_[at(node)])].residual > 0) starts_.push_back(entry(node));
  // First over unused room straight upstream, which is near; then also by taking from others.
  for (const bool straight : {true, false})
    while (unserved > 0 && level_back(straight)) unserved -= block(straight);
  put_back(nodes);
  return unserved;
}

/// Breadth-first levels from all that is short back towards the source; whether it was met.
bool FlowNetwork::level_back(bool straight) {
  ++round_;
  queue_.clear();
  stamp_[at(sink())] = round_;
  const auto see = [&](int vertex, int depth) {
    stamp_[at(vertex)] = round_;
    depth_[at(vertex)] = depth;
    next_[at(vertex)] = first_[at(vertex)];
    queue_.push_back(vertex);
  };
  for (const int start : starts_)
    if (stamp_[at(start)] != round_ && arcs_[at(demand_arc_[at(start / 2)])].residual > 0) see(start, 0);
  for (std::size_t head = 0; head < queue_.size(); ++head) {
    const int vertex = queue_[head], depth = depth_[at(vertex)] + 1;
    if (stamp_[at(source())] == round_ && depth >= depth_[at(source())]) return true;
    const auto [begin, end] = ways_into(vertex, straight);
    for (int a = begin; a < end; ++a) {
      if (arcs_[at(a)].into <= 0 || (straight && arcs_[at(a)].forward)) continue;
      const int to = arcs_[at(a)].to;
      if (stamp_[at(to)] == round_ || gone_[at(to)]) continue;
      see(to, depth);
    }
  }
  return stamp_[at(source())] == round_;
}

/// Fills every shortest way from the source down the levels to what is short (Dinic). Returns the flow that was found.
FlowNetwork::Amount FlowNetwork::block(bool straight) {
  Amount all = 0;
  path_.clear();
  for (int vertex = source();;) {
    if (depth_[at(vertex)] == 0) {
      const int last = demand_arc_[at(vertex / 2)];
      Amount most = arcs_[at(last)].residual;
      for (const int arc : path_) most = std::min(most, arcs_[at(arc)].residual);
      for (const int arc : path_) push(arc, most);
      if (most > 0) push(last, most);
      all += most;
      if (arcs_[at(last)].residual <= 0) depth_[at(vertex)] = -1;
      // Back to before the first arc that is full.
      std::size_t keep = 0;
      while (keep < path_.size() && arcs_[at(path_[keep])].residual > 0) ++keep;
      if (keep == path_.size()) --keep;
      vertex = arcs_[at(arcs_[at(path_[keep])].back)].to;
      path_.resize(keep);
      continue;
    }
    int& next = next_[at(vertex)];
    const int end = first_[at(vertex) + 1];
    const auto leads_on = [&](const Arc& arc) {
      return stamp_[at(arc.to)] == round_ && depth_[at(arc.to)] == depth_[at(vertex)] - 1 && arc.residual > 0 &&
             arc.to != sink() && (arc.forward || !straight);
    };
    while (next < end && !leads_on(arcs_[at(next)])) ++next;
    if (next < end) {
      path_.push_back(next);
      vertex = arcs_[at(next)].to;
    } else if (path_.empty()) {
      return all;
    } else {
      depth_[at(vertex)] = -1;
      vertex = arcs_[at(arcs_[at(path_.back())].back)].to;
      path_.pop_back();
    }
  }
}

}  // namespace plinth
