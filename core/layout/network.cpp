// SPDX-License-Identifier: Apache-2.0
#include "core/layout/network.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <queue>
#include <tuple>

namespace plinth::layout {
namespace {

constexpr Millimetres kFar = std::numeric_limits<Millimetres>::max() / 4;

Millimetres between(PlanPoint a, PlanPoint b) { return std::abs(a.x - b.x) + std::abs(a.y - b.y); }

PlanPoint on_axis(const Corridor& c, PlanPoint p) {
  return c.along_x ? PlanPoint{p.x, c.axis()} : PlanPoint{c.axis(), p.y};
}

}  // namespace

Millimetres length_of(const Way& way) {
  Millimetres sum = 0;
  for (std::size_t i = 1; i < way.size(); ++i) sum += between(way[i - 1], way[i]);
  return sum;
}

Way simplified(const Way& way) {
  Way out;
  for (const PlanPoint p : way) {
    if (!out.empty() && out.back() == p) continue;
    out.push_back(p);
    while (out.size() >= 3) {
      const PlanPoint a = out[out.size() - 3], b = out[out.size() - 2], c = out.back();
      if (!((a.x == b.x && b.x == c.x) || (a.y == b.y && b.y == c.y))) break;
      out.pop_back();
      out.back() = c;
      if (a == c) out.pop_back();
    }
  }
  return out;
}

Network::Network(const std::vector<Corridor>& corridors) : corridors_(corridors), on_(corridors.size()) {
  std::vector<std::size_t> order(corridors.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(corridors[a].area.x0, a) < std::tie(corridors[b].area.x0, b);
  });
  std::vector<std::pair<std::size_t, std::size_t>> links;
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      if (corridors[order[j]].area.x0 >= corridors[order[i]].area.x1) break;
      if (overlap(corridors[order[i]].area, corridors[order[j]].area)) link(order[i], order[j], links);
    }
  joints_.resize(junctions_.size());
  for (std::size_t c = 0; c < corridors.size(); ++c) by_axis_[{corridors[c].along_x, corridors[c].axis()}].push_back(c);
  for (std::size_t c = 0; c < on_.size(); ++c) {
    std::vector<std::size_t>& line = on_[c];
    std::sort(line.begin(), line.end(), [&](std::size_t a, std::size_t b) {
      return std::pair{along(corridors[c], junctions_[a].at), a} < std::pair{along(corridors[c], junctions_[b].at), b};
    });
    for (std::size_t i = 1; i < line.size(); ++i) links.emplace_back(line[i - 1], line[i]);
    number_links(c);
  }
  prices_.assign(links_.size(), 1);
  for (const auto& [a, b] : links) {
    const Millimetres length = between(junctions_[a].at, junctions_[b].at);
    const std::size_t link = link_between(a, b);
    joints_[a].push_back({b, length, link});
    joints_[b].push_back({a, length, link});
  }
}

void Network::number_links(std::size_t corridor) {
  const Corridor& c = corridors_[corridor];
  const std::vector<std::size_t>& line = on_[corridor];
  Millimetres from = c.along_x ? c.area.x0 : c.area.y0;
  place_.resize(junctions_.size());
  first_link_.push_back(links_.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    place_[line[i]] = i;
    const Millimetres to = along(c, junctions_[line[i]].at);
    links_.push_back({corridor, from, to});
    from = to;
  }
  links_.push_back({corridor, from, c.along_x ? c.area.x1 : c.area.y1});
}

std::size_t Network::add_exit() {
  links_.push_back({});
  prices_.push_back(1);
  return links_.size() - 1;
}

/// Of neighbours on one corridor; kNone for those of two.
std::size_t Network::link_between(std::size_t a, std::size_t b) const {
  const std::size_t corridor = junctions_[a].corridor;
  return corridor == junctions_[b].corridor ? first_link_[corridor] + std::max(place_[a], place_[b]) : kNone;
}

void Network::avoid(const std::vector<bool>& corridors, Millimetres times) {
  for (std::size_t j = 0; j < joints_.size(); ++j) {
    const std::size_t corridor = junctions_[j].corridor;
    if (!corridors[corridor]) continue;
    for (Joint& joint : joints_[j])
      if (junctions_[joint.to].corridor == corridor) joint.length *= times;
  }
}

std::size_t Network::corridor_of(PlanPoint a, PlanPoint b) const {
  const bool along_x = a.y == b.y;
  const auto found = by_axis_.find({along_x, along_x ? a.y : a.x});
  if (found == by_axis_.end()) return kNone;
  const Rect part{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
  for (const std::size_t c : found->second) {
    const Rect& r = corridors_[c].area;
    if (along_x ? part.x0 < r.x1 && part.x1 > r.x0 : part.y0 < r.y1 && part.y1 > r.y0) return c;
  }
  return kNone;
}

std::size_t Network::junction(std::size_t corridor, PlanPoint at) {
  junctions_.push_back({at, corridor});
  on_[corridor].push_back(junctions_.size() - 1);
  return junctions_.size() - 1;
}

/// Two corridors that overlap are joined through a point of the overlap, as near to both middle lines as it can be.
void Network::link(std::size_t a, std::size_t b, std::vector<std::pair<std::size_t, std::size_t>>& links) {
  const Corridor& ca = corridors_[a];
  const Corridor& cb = corridors_[b];
  const Rect both{std::max(ca.area.x0, cb.area.x0), std::max(ca.area.y0, cb.area.y0), std::min(ca.area.x1, cb.area.x1),
                  std::min(ca.area.y1, cb.area.y1)};
  PlanPoint at = both.centre();
  if (ca.along_x != cb.along_x) {
    const Corridor& x_way = ca.along_x ? ca : cb;
    const Corridor& y_way = ca.along_x ? cb : ca;
    at = {std::clamp(y_way.axis(), both.x0, both.x1), std::clamp(x_way.axis(), both.y0, both.y1)};
  }
  const std::size_t ja = junction(a, on_axis(ca, at)), jb = junction(b, on_axis(cb, at));
  links.emplace_back(ja, jb);
}

Network::Step Network::step_at(const Door& door) const {
  const Corridor& c = corridors_[door.corridor];
  const std::vector<std::size_t>& line = on_[door.corridor];
  const auto next = std::lower_bound(line.begin(), line.end(), along(c, door.at),
                                     [&](std::size_t j, Millimetres v) { return along(c, junctions_[j].at) < v; });
  Step out{first_link_[door.corridor] + static_cast<std::size_t>(next - line.begin()), {}};
  if (next != line.end()) out.ends.push_back(*next);
  if (next != line.begin()) out.ends.push_back(*(next - 1));
  return out;
}

/// The cost of the way straight along the corridor that both doors open on.
Millimetres Network::straight(const Door& a, const Door& b, bool priced) const {
  const Corridor& c = corridors_[a.corridor];
  const Millimetres low = std::min(along(c, a.at), along(c, b.at)), high = std::max(along(c, a.at), along(c, b.at));
  Millimetres sum = high - low;
  if (!priced) return sum;
  const auto [first, last] = std::minmax({step_at(a).link, step_at(b).link});
  for (std::size_t l = first; l <= last; ++l) {
    const Millimetres own = std::max<Millimetres>(0, std::min(high, links_[l].to) - std::max(low, links_[l].from));
    sum += cost(l, own, priced) - own;
  }
  return sum;
}

Network::Tree Network::grow(std::vector<Door> doors, bool priced) const {
  Tree tree{priced, std::move(doors), {}, {}, {}};
  tree.cost.assign(junctions_.size(), kFar);
  tree.before.assign(junctions_.size(), kNone);
  tree.door.assign(junctions_.size(), kNone);
  using Entry = std::pair<Millimetres, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  for (std::size_t d = 0; d < tree.doors.size(); ++d) {
    const Step step = step_at(tree.doors[d]);
    for (const std::size_t j : step.ends) {
      const Millimetres cost = this->cost(tree.doors[d], priced) +
                               this->cost(step.link, between(tree.doors[d].at, junctions_[j].at), priced);
      if (cost >= tree.cost[j]) continue;
      tree.cost[j] = cost;
      tree.door[j] = d;
      queue.push({cost, j});
    }
  }
  while (!queue.empty()) {
    const auto [cost, at] = queue.top();
    queue.pop();
    if (cost > tree.cost[at]) continue;
    for (const Joint& joint : joints_[at]) {
      const Millimetres length = this->cost(joint.link, joint.length, priced);
      if (cost + length >= tree.cost[joint.to]) continue;
      tree.cost[joint.to] = cost + length;
      tree.before[joint.to] = at;
      tree.door[joint.to] = tree.door[at];
      queue.push({tree.cost[joint.to], joint.to});
    }
  }
  return tree;
}

std::optional<Network::Found> Network::way(const Tree& tree, const std::vector<Door>& to) const {
  Millimetres best = kFar;
  std::size_t target = kNone, last = kNone, source = kNone;
  for (std::size_t d = 0; d < to.size(); ++d) {
    const Millimetres own = cost(to[d], tree.priced);
    for (std::size_t s = 0; s < tree.doors.size(); ++s) {  // both on one corridor: straight along it
      if (tree.doors[s].corridor != to[d].corridor) continue;
      const Millimetres cost =
          own + this->cost(tree.doors[s], tree.priced) + straight(tree.doors[s], to[d], tree.priced);
      if (cost < best) std::tie(best, target, last, source) = std::tuple{cost, d, kNone, s};
    }
    const Step step = step_at(to[d]);
    for (const std::size_t j : step.ends) {
      if (tree.cost[j] >= kFar) continue;
      const Millimetres cost =
          own + tree.cost[j] + this->cost(step.link, between(junctions_[j].at, to[d].at), tree.priced);
      if (cost < best) std::tie(best, target, last, source) = std::tuple{cost, d, j, tree.door[j]};
    }
  }
  if (target == kNone) return std::nullopt;
  Found out;
  const std::size_t first_link = step_at(tree.doors[source]).link, last_link = step_at(to[target]).link;
  if (last == kNone) {
    const auto [low, high] = std::minmax({first_link, last_link});
    for (std::size_t l = low; l <= high; ++l) out.links.push_back(l);
  } else {
    out.links = {last_link, first_link};
    for (std::size_t j = last; tree.before[j] != kNone; j = tree.before[j])
      if (const std::size_t link = link_between(j, tree.before[j]); link != kNone) out.links.push_back(link);
  }
  for (const Door* door : {&tree.doors[source], &to[target]})
    if (door->exit != kNone) out.links.push_back(door->exit);
  Way back = to[target].way;  // from the far port towards the tree's port
  for (std::size_t j = last; j != kNone; j = tree.before[j]) {
    const PlanPoint p = junctions_[j].at, q = back.back();
    // Leaving a corridor's middle line across the overlap: along x first where the corridor left runs along x.
    if (p.x != q.x && p.y != q.y)
      back.push_back(corridors_[junctions_[j].corridor].along_x ? PlanPoint{p.x, q.y} : PlanPoint{q.x, p.y});
    back.push_back(p);
  }
  const Way& first = tree.doors[source].way;
  back.insert(back.end(), first.rbegin(), first.rend());
  std::reverse(back.begin(), back.end());
  out.way = simplified(back);
  return out;
}

}  // namespace plinth::layout
