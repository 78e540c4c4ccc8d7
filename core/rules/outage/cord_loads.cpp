// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/cord_loads.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

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
  fed_.resize(buses.buses.size());
  for (const ElectricalBuses::Feed& feed : buses.feeds) fed_[at(feed.from)].push_back(feed.to);
  for (std::size_t b = 0; b < waiting.size(); ++b)
    if (waiting[b] == 0) order_.push_back(static_cast<int>(b));
  for (std::size_t i = 0; i < order_.size(); ++i)
    for (const int to : fed_[at(order_[i])])
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
  live_ = services.outage.reached_without({gensets_, {}, {}});
  strength_ = strengths(live_, {});
  normal_ = loads(live_, {}, strength_);
  live_feeders_.assign(live_.size(), 0);
  for (std::size_t b = 0; b < live_.size(); ++b)
    if (live_[b])
      for (const int fed : buses.buses[b].feeds) ++live_feeders_[at(fed)];
  place_.assign(live_.size(), 0);
  for (std::size_t i = 0; i < order_.size(); ++i) place_[at(order_[i])] = static_cast<int>(i);
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

void CordLoads::consider(std::size_t bus, double load, Survivor& worst) const {
  const double unlimited = 1e15;
  if (load <= normal_[bus] * 1.001 || !through_[bus] || capacity(bus) >= unlimited) return;
  // A unit's own losses do not pass through its rating.
  const double share = (load - demand_[bus]) / capacity(bus);
  if (share > worst.load) worst = {services_.buses.buses[bus].owner, share};
}

Survivor CordLoads::worst_anew(Removal removal, bool on_gensets) const {
  Survivor worst;
  if (order_.empty()) return worst;
  if (!on_gensets) removal.nodes.insert(removal.nodes.end(), gensets_.begin(), gensets_.end());
  const std::vector<bool> live = services_.outage.reached_without(removal);
  const std::vector<double> now = loads(live, removal, strengths(live, removal));
  for (std::size_t b = 0; b < now.size(); ++b) consider(b, now[b], worst);
  return worst;
}

/// What one outage changes, from bus to bus; nothing else is looked at.
class CordLoads::Change {
 public:
  Change(const CordLoads& loads, const Removal& removal) : loads_(loads), removal_(removal) {}

  Survivor run() {
    lose();
    weaken();
    shift();
    Survivor worst;
    for (const auto& [bus, more] : moved_)
      if (!dead_.contains(bus)) loads_.consider(at(bus), loads_.normal_[at(bus)] + more, worst);
    return worst;
  }

 private:
  using Feeders = std::vector<Feeder>;
  [[nodiscard]] const Feeders& feeders(int bus) const { return loads_.feeders_[at(bus)]; }
  [[nodiscard]] bool cut(int edge) const {
    return std::find(removal_.edges.begin(), removal_.edges.end(), edge) != removal_.edges.end();
  }
  [[nodiscard]] bool live(int bus) const { return loads_.live_[at(bus)] && !dead_.contains(bus); }
  [[nodiscard]] double strength(int bus) const {
    const auto found = strength_.find(bus);
    return found == strength_.end() ? loads_.strength_[at(bus)] : found->second;
  }

  /// Buses that lose every live feeder; `touched_` are those that lose one.
  void lose() {
    const ElectricalBuses& buses = loads_.services_.buses;
    std::vector<int> open;
    const auto die = [&](int bus) {
      if (loads_.live_[at(bus)] && dead_.insert(bus).second) open.push_back(bus);
    };
    std::map<int, int> fewer;
    const auto lose_feeder = [&](int bus) {
      touched_.insert(bus);
      if (++fewer[bus] == loads_.live_feeders_[at(bus)] && !buses.buses[at(bus)].source) die(bus);
    };
    for (const int node : removal_.nodes)
      for (const int bus : buses.of_node[at(node)]) die(bus);
    for (const int bus : removal_.buses) die(bus);
    if (!removal_.edges.empty())
      for (const ElectricalBuses::Feed& feed : buses.feeds)
        if (cut(feed.edge) && loads_.live_[at(feed.from)]) lose_feeder(feed.to);
    for (std::size_t i = 0; i < open.size(); ++i) {
      const Bus& bus = buses.buses[at(open[i])];
      for (std::size_t f = 0; f < bus.feeds.size(); ++f)
        if (!cut(bus.by[f])) lose_feeder(bus.feeds[f]);
    }
  }

  /// Less is left behind buses whose feeders have less; sources first.
  void weaken() {
    std::set<std::pair<int, int>> waiting;
    for (const auto* list : {&dead_, &touched_})
      for (const int bus : *list) waiting.insert({loads_.place_[at(bus)], bus});
    while (!waiting.empty()) {
      const int bus = waiting.begin()->second;
      waiting.erase(waiting.begin());
      double now = 0.0;
      if (live(bus)) {
        if (feeders(bus).empty()) now = loads_.capacity(at(bus));
        for (const Feeder& feeder : feeders(bus))
          if (live(feeder.bus) && !cut(feeder.edge)) now += strength(feeder.bus);
        now = std::min(now, loads_.capacity(at(bus)));
      }
      if (now == loads_.strength_[at(bus)]) continue;
      strength_[bus] = now;
      for (const int fed : loads_.fed_[at(bus)]) waiting.insert({loads_.place_[at(fed)], fed});
    }
  }

  /// What a bus draws from each of its feeders, before the outage or after.
  [[nodiscard]] std::vector<double> drawn(int bus, double load, bool after) const {
    const Feeders& all = feeders(bus);
    std::vector<double> shares(all.size(), 0.0);
    if (after ? !live(bus) : !loads_.live_[at(bus)]) return shares;
    const auto open = [&](const Feeder& feeder) {
      return after ? live(feeder.bus) && !cut(feeder.edge) : static_cast<bool>(loads_.live_[at(feeder.bus)]);
    };
    const bool switched =
        after && loads_.through_[at(bus)] && std::any_of(all.begin(), all.end(), [&](const Feeder& feeder) {
          return strength(feeder.bus) < loads_.strength_[at(feeder.bus)];
        });
    const auto weight_of = [&](const Feeder& feeder) { return switched ? strength(feeder.bus) : feeder.weight; };
    double weights = 0.0;
    int ways = 0;
    for (const Feeder& feeder : all)
      if (open(feeder)) weights += weight_of(feeder), ++ways;
    for (std::size_t f = 0; f < all.size(); ++f)
      if (open(all[f])) shares[f] = load * (weights > 0.0 ? weight_of(all[f]) / weights : 1.0 / ways);
    return shares;
  }

  /// Loads that move, consumers first.
  void shift() {
    std::set<std::pair<int, int>, std::greater<>> waiting;
    const auto wait = [&](int bus) { waiting.insert({loads_.place_[at(bus)], bus}); };
    for (const auto* list : {&dead_, &touched_})
      for (const int bus : *list) wait(bus);
    for (const auto& [bus, now] : strength_)
      for (const int fed : loads_.fed_[at(bus)]) wait(fed);
    while (!waiting.empty()) {
      const int bus = waiting.begin()->second;
      waiting.erase(waiting.begin());
      const double before = loads_.normal_[at(bus)];
      const auto more = moved_.find(bus);
      const std::vector<double> was = drawn(bus, before, false),
                                is = drawn(bus, before + (more == moved_.end() ? 0.0 : more->second), true);
      for (std::size_t f = 0; f < was.size(); ++f)
        if (was[f] != is[f]) {
          moved_[feeders(bus)[f].bus] += is[f] - was[f];
          wait(feeders(bus)[f].bus);
        }
    }
  }

  const CordLoads& loads_;
  const Removal& removal_;
  std::set<int> dead_, touched_;
  std::map<int, double> strength_, moved_;  ///< by bus, where they change
};

Survivor CordLoads::worst_without(const Removal& removal, bool on_gensets) const {
  if (order_.empty()) return {};
  return on_gensets ? worst_anew(removal, on_gensets) : Change(*this, removal).run();
}

}  // namespace plinth
