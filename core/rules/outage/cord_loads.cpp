// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/cord_loads.h"

#include <algorithm>

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

CordLoads::CordLoads(const Services& services) : services_(services) {
  const ElectricalBuses& buses = services.buses;
  const SupplyNetwork& power = services.power;
  feeders_.resize(buses.buses.size());
  std::vector<int> waiting(buses.buses.size(), 0);
  for (const ElectricalBuses::Feed& feed : buses.feeds) {
    const double weight = services.context.edges[at(feed.edge)].edge->normal;
    feeders_[at(feed.to)].push_back({feed.from, feed.edge, weight});
    ++waiting[at(feed.to)];
  }
  std::vector<std::vector<int>> fed(buses.buses.size());
  for (const ElectricalBuses::Feed& feed : buses.feeds) fed[at(feed.from)].push_back(feed.to);
  for (std::size_t b = 0; b < waiting.size(); ++b)
    if (waiting[b] == 0) order_.push_back(static_cast<int>(b));
  for (std::size_t i = 0; i < order_.size(); ++i)
    for (const int to : fed[at(order_[i])])
      if (--waiting[at(to)] == 0) order_.push_back(to);
  if (order_.size() < buses.buses.size()) order_.clear();
  // What a pod draws for itself hangs on all its buses.
  demand_.assign(buses.buses.size(), 0.0);
  for (int vertex = 0; vertex < power.flow.size(); ++vertex) {
    const double demand = static_cast<double>(power.flow.demand(vertex)) / power.scale;
    const std::vector<int>& own = buses.of_node[at(power.node_of[at(vertex)])];
    const auto bus = std::find_if(own.begin(), own.end(), [&](int b) { return power.bus_vertices[at(b)] == vertex; });
    if (bus != own.end()) demand_[at(*bus)] += demand;
    if (bus == own.end())
      for (const int each : own) demand_[at(each)] += demand / static_cast<double>(own.size());
  }
  for (const Bus& bus : buses.buses)
    through_.push_back(bus.port.empty() && passes_power_on(services.context, services.context.nodes[at(bus.owner)]));
  for (std::size_t i = 0; i < services.context.nodes.size(); ++i)
    if (services.context.nodes[i].node->kind == "genset") gensets_.push_back(static_cast<int>(i));
  const std::vector<bool> live = services.outage.reached_without({gensets_, {}, {}});
  strength_ = strengths(live, {});
  normal_ = loads(live, {}, strength_);
}

double CordLoads::capacity(std::size_t bus) const {
  const SupplyNetwork& power = services_.power;
  return static_cast<double>(power.flow.capacity(power.bus_vertices[bus])) / power.scale;
}

std::vector<double> CordLoads::strengths(const std::vector<bool>& live, const Removal& removal) const {
  std::vector<double> strength(demand_.size(), 0.0);
  for (const int bus : order_) {
    if (!live[at(bus)]) continue;
    double sum = feeders_[at(bus)].empty() ? capacity(at(bus)) : 0.0;
    for (const Feeder& feeder : feeders_[at(bus)])
      if (live[at(feeder.bus)] &&
          std::find(removal.edges.begin(), removal.edges.end(), feeder.edge) == removal.edges.end())
        sum += strength[at(feeder.bus)];
    strength[at(bus)] = std::min(sum, capacity(at(bus)));
  }
  return strength;
}

std::vector<double> CordLoads::loads(const std::vector<bool>& live, const Removal& removal,
                                     const std::vector<double>& strength) const {
  std::vector<double> load(demand_.size(), 0.0);
  for (auto next = order_.rbegin(); next != order_.rend(); ++next) {
    if (!live[at(*next)]) continue;
    const double drawn = load[at(*next)] += demand_[at(*next)];
    double weights = 0.0;
    int ways = 0;
    const auto open = [&](const Feeder& feeder) {
      return live[at(feeder.bus)] &&
             std::find(removal.edges.begin(), removal.edges.end(), feeder.edge) == removal.edges.end();
    };
    const bool moved = through_[at(*next)] &&
                       std::any_of(feeders_[at(*next)].begin(), feeders_[at(*next)].end(), [&](const Feeder& feeder) {
                         return strength[at(feeder.bus)] < strength_[at(feeder.bus)];
                       });
    const auto weight_of = [&](const Feeder& feeder) { return moved ? strength[at(feeder.bus)] : feeder.weight; };
    for (const Feeder& feeder : feeders_[at(*next)])
      if (open(feeder)) weights += weight_of(feeder), ++ways;
    for (const Feeder& feeder : feeders_[at(*next)])
      if (open(feeder)) load[at(feeder.bus)] += drawn * (weights > 0.0 ? weight_of(feeder) / weights : 1.0 / ways);
  }
  return load;
}

Survivor CordLoads::worst_without(Removal removal, bool on_gensets) const {
  Survivor worst;
  if (order_.empty()) return worst;
  if (!on_gensets) removal.nodes.insert(removal.nodes.end(), gensets_.begin(), gensets_.end());
  const std::vector<bool> live = services_.outage.reached_without(removal);
  const std::vector<double> now = loads(live, removal, strengths(live, removal));
  const double unlimited = 1e15;
  for (std::size_t b = 0; b < now.size(); ++b) {
    if (now[b] <= normal_[b] * 1.001 || !through_[b] || capacity(b) >= unlimited) continue;
    // A unit's own losses do not pass through its rating.
    const double load = (now[b] - demand_[b]) / capacity(b);
    if (load > worst.load) worst = {services_.buses.buses[b].owner, load};
  }
  return worst;
}

}  // namespace plinth
